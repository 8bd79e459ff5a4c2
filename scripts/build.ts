/** Builds dist/cloudmock, one binary with everything in it, and runs it once: `npm run build`. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildPage } from "./lib/build-page.ts";
import { root } from "./lib/python.ts";
import { fetchRuntime } from "./lib/runtimes.ts";
import { signMachO } from "./lib/sign-macho.ts";
import type { Target } from "./lib/targets.ts";

/** The commit that is built, with -dirty where files differ from it; undefined outside a git checkout. */
export function readCommit(): string | undefined {
  try {
    const git = Bun.spawnSync(["git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"], {
      cwd: root,
      stderr: "ignore",
    });
    return git.exitCode === 0 ? git.stdout.toString().trim() : undefined;
  } catch {
    return undefined; // no git on this machine
  }
}

/**
 * Compiles the program into `outfile`, for this machine or for a target of a release; throws with the build's messages
 * when it fails. The same sources and the same file name give the same bytes.
 */
export async function compileBinary(outfile: string, target?: Target): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true });
  const commit = readCommit();
  await buildPage();
  await Bun.build({
    // The second is what the threads run that read: src/trail/apart/crew.ts finds it in the binary by its path below src.
    entrypoints: ["main.ts", "trail/apart/reader.ts"].map((file) => join(root, "src", file)),
    compile: {
      outfile,
      // Without these two a binary obeys the .env and the bunfig.toml of whatever folder it is started in.
      autoloadDotenv: false,
      autoloadBunfig: false,
      ...(target && { target: `bun-${target.name}` as const, executablePath: fetchRuntime(target) }),
    },
    format: "esm",
    bytecode: true,
    // The identifier minifier still gives two things one name now and then.
    minify: { whitespace: true, syntax: true, identifiers: false },
    sourcemap: "inline",
    define: commit === undefined ? {} : { CLOUDMOCK_COMMIT: JSON.stringify(commit) },
    throw: true,
  });
  // The map is inside the binary; Bun writes it beside it as well.
  rmSync(`${outfile.replace(/\.exe$/, "")}.map`, { force: true });
  if (target?.os === "darwin") writeFileSync(outfile, signMachO(readFileSync(outfile), "cloudmock"));
}

/** Builds the binary for this machine and gives its path; throws when it does not start either. */
export async function buildBinary(): Promise<string> {
  const outfile = join(root, "dist", "cloudmock");
  await compileBinary(outfile);
  // A build can succeed and leave a binary that dies at its start.
  const started = Bun.spawnSync([outfile, "--version"], { stderr: "pipe" });
  if (started.exitCode !== 0 || !started.stdout.toString().startsWith("cloudmock ")) {
    throw new Error(`${outfile} does not start (exit ${started.exitCode})\n${started.stderr.toString()}`);
  }
  return outfile;
}

if (import.meta.main) {
  const binary = await buildBinary();
  const version = Bun.spawnSync([binary, "--version"]).stdout.toString().trim();
  console.log(`${binary}: ${version}`);
}
