/** Builds dist/cloudmock, one binary with everything in it, and runs it once: `npm run build`. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/python.ts";

/** The commit that is built, with -dirty where files differ from it; undefined outside a git checkout. */
function readCommit(): string | undefined {
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

/** Builds the binary and gives its path; throws with the build's messages when it fails or does not start. */
export async function buildBinary(): Promise<string> {
  const outfile = join(root, "dist", "cloudmock");
  mkdirSync(join(root, "dist"), { recursive: true });
  const commit = readCommit();
  await Bun.build({
    entrypoints: [join(root, "src", "main.ts")],
    // Without these two a binary obeys the .env and the bunfig.toml of whatever folder it is started in.
    compile: { outfile, autoloadDotenv: false, autoloadBunfig: false },
    format: "esm",
    bytecode: true,
    // The identifier minifier still gives two things one name now and then.
    minify: { whitespace: true, syntax: true, identifiers: false },
    sourcemap: "inline",
    define: commit === undefined ? {} : { CLOUDMOCK_COMMIT: JSON.stringify(commit) },
    throw: true,
  });
  // The map is inside the binary; Bun writes it beside it as well.
  rmSync(`${outfile}.map`, { force: true });
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
