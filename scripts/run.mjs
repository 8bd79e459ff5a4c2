// Runs one of the TypeScript scripts with the pinned Bun, installing the pinned packages first if need be.
// Needs only Node and npm: `node scripts/run.mjs scripts/build.ts [arguments]`.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = readFileSync(join(root, "package-lock.json"), "utf8");
// A copy of the lock file beside the packages says which lock they were installed from.
const stamp = join(root, "node_modules", ".installed-lock.json");
const bun = join(root, "node_modules", ".bin", process.platform === "win32" ? "bun.exe" : "bun");

function run(command, args, stdio) {
  const result = spawnSync(command, args, { cwd: root, stdio });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  process.stderr.write("Installing the pinned packages (npm ci)\n");
  const status = run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["ignore", 2, 2]);
  if (status !== 0) process.exit(status);
  writeFileSync(stamp, lock);
}
process.exit(run(bun, process.argv.slice(2), "inherit"));
