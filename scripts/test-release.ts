/**
 * Runs the whole-program tests on the Linux binary of dist/release, in a root file system with nothing but a C library:
 * `npm run test-release`, after `npm run release`. Test files as arguments: only those. Only root may.
 */
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { canEnterRoots, makeChrootCommand, makeDebianRoot, quote } from "./lib/debian.ts";
import { prepareTests } from "./lib/prepare-tests.ts";
import { root, runCommand } from "./lib/python.ts";
import { findTarget, nameArchive } from "./lib/targets.ts";

/** What cannot be run this way, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "test/e2e/command.test.ts": "it lets the binary run commands, and there are none with only libc",
  "test/e2e/completions.test.ts": "it puts dist/cloudmock into a root file system of its own",
  "test/e2e/container.test.ts": "it puts dist/cloudmock into a root file system of its own",
};

/** Writes a script that runs the binary in the root file system, with the streams and in the folder it is started with. */
function writeWrapper(path: string, binary: string): void {
  const trails = join(dirname(root), "shared");
  // The folder may be a link, which has to lead somewhere in there, too.
  const readOnly = [root, ...(existsSync(trails) ? [trails, realpathSync(trails)] : [])];
  const command = makeChrootCommand(makeDebianRoot("libc", ["libc6"]), [binary], {
    readOnly: Object.fromEntries(readOnly.map((folder) => [folder, folder])),
    shared: { "/tmp": "/tmp", "/dev": "/dev" },
    keepsFolder: true,
  });
  writeFileSync(path, `#!/bin/sh\nexec ${command.map(quote).join(" ")} "$@"\n`);
  chmodSync(path, 0o755);
}

if (!canEnterRoots) throw new Error("this needs root, apt and unshare");
const { folder, file } = nameArchive(findTarget(`linux-${process.arch}`));
const archive = join(root, "dist", "release", file);
if (!existsSync(archive)) throw new Error(`${archive} is not there: run 'npm run release' first`);

prepareTests();
const scratch = mkdtempSync(join(tmpdir(), "cloudmock-test-release-"));
runCommand(["tar", "-xzf", archive, "-C", scratch]);
const wrapper = join(scratch, "cloudmock");
writeWrapper(wrapper, join(scratch, folder, "cloudmock"));
console.log(`${file} runs with only libc: ${runCommand([wrapper, "--version"]).trim()}`);
for (const [path, reason] of Object.entries(LEFT_OUT)) console.log(`left out: ${path}: ${reason}`);
const all = [...new Bun.Glob("test/e2e/*.test.ts").scanSync(root)].sort();
const chosen =
  process.argv.length > 2 ? process.argv.slice(2) : all.filter((each) => LEFT_OUT[each] === undefined);
const tests = Bun.spawn([process.execPath, "test", "--timeout=30000", ...chosen.map((each) => `./${each}`)], {
  cwd: root,
  env: { ...process.env, CLOUDMOCK_BINARY: wrapper },
  stdio: ["ignore", "inherit", "inherit"],
});
const exitCode = await tests.exited;
rmSync(scratch, { recursive: true });
process.exit(exitCode);
