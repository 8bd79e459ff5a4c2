/** AWS's own clients, which the tests speak to the instance with: their packages are pinned in scripts/clients. */
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bunInstall } from "./bun-install.ts";
import { makeChrootCommand, makeDebianRoot } from "./debian.ts";
import { cache, makeOnce } from "./make-once.ts";
import { root, runCommand } from "./python.ts";

/** The folder of an SDK's pinned packages. */
export function nameClients(language: string): string {
  return join(root, "scripts", "clients", language);
}

/** The folder in whose node_modules AWS's SDK for JavaScript is, installed at the first call. */
export function makeJavaScriptClients(): string {
  const folder = join(cache, "clients-javascript");
  const pinned = nameClients("javascript");
  makeOnce(folder, readFileSync(join(pinned, "bun.lock"), "utf8"), () => {
    process.stderr.write("Installing AWS's SDK for JavaScript into .cache/clients-javascript\n");
    for (const name of ["package.json", "bun.lock"]) copyFileSync(join(pinned, name), join(folder, name));
    bunInstall(folder);
  });
  return folder;
}

/** The program of a language's session, built once from its pinned packages; `build` is given where to. */
function makeSession(language: string, sources: readonly string[], build: (folder: string) => void): string {
  const folder = join(cache, `clients-${language}`);
  const texts = sources.map((name) => readFileSync(join(nameClients(language), name), "utf8"));
  makeOnce(folder, texts.join("\n"), () => {
    process.stderr.write(
      `Building a session with AWS's SDK for ${language} into .cache/clients-${language}\n`,
    );
    build(folder);
  });
  return folder;
}

/** The command of the session in Go. Its toolchain is this machine's. */
export function makeGoSession(): string[] {
  const folder = makeSession("go", ["go.mod", "go.sum", "main.go"], (into) => {
    const caches = [`GOMODCACHE=${join(into, "modules")}`, `GOCACHE=${join(into, "build")}`];
    // What is kept must be able to go again.
    const build = ["build", "-modcacherw", "-o", join(into, "session"), "."];
    runCommand(["env", ...caches, "go", "-C", nameClients("go"), ...build]);
  });
  return [join(folder, "session")];
}

/** The command of the session in Java. */
export function makeJavaSession(): string[] {
  const source = nameClients("java");
  const folder = makeSession("java", ["pom.xml", "Session.java"], (into) => {
    const places = [
      `-Dmaven.repo.local=${join(into, "repository")}`,
      `-DoutputDirectory=${join(into, "lib")}`,
    ];
    runCommand(["mvn", "-q", "-B", "-f", join(source, "pom.xml"), "dependency:copy-dependencies", ...places]);
    mkdirSync(join(into, "classes"));
    runCommand([
      "javac",
      "-cp",
      join(into, "lib", "*"),
      "-d",
      join(into, "classes"),
      join(source, "Session.java"),
    ]);
  });
  // Not every machine's resolver knows names below localhost, which all lead to it (RFC 6761, 6.3).
  const hosts = `-Djdk.net.hosts.file=${join(source, "hosts")}`;
  return ["java", hosts, "-cp", `${join(folder, "lib", "*")}:${join(folder, "classes")}`, "Session"];
}

/** The command of the session in Rust. */
export function makeRustSession(): string[] {
  const source = nameClients("rust");
  const folder = makeSession("rust", ["Cargo.toml", "Cargo.lock", "src/main.rs"], (into) => {
    const home = `CARGO_HOME=${join(into, "home")}`;
    const places = ["--manifest-path", join(source, "Cargo.toml"), "--target-dir", join(into, "target")];
    runCommand(["env", home, "cargo", "build", "--quiet", "--locked", ...places]);
  });
  return [join(folder, "target", "debug", "session")];
}

/**
 * The command of AWS's command line of version 2, of the Debian release that has one which knows AWS_ENDPOINT_URL (2.13 and newer).
 * It is run in a root of its own, in which `/mnt` is the folder.
 */
export function makeCliCommand(args: readonly string[], folder: string): string[] {
  const place = makeDebianRoot("aws-cli-2", ["awscli"], { suite: "trixie" });
  // Its TLS library takes random bytes from /dev/urandom before anything else.
  return makeChrootCommand(place, ["/usr/bin/aws", ...args], {
    readOnly: { "/dev": "/dev" },
    shared: { "/mnt": folder },
  });
}
