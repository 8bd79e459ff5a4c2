/** Fetches Bun's runtimes for other machines from the npm registry, by the hashes of package-lock.json. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bunInstall } from "./bun-install.ts";
import { findLocked } from "./lock.ts";
import { cache, makeOnce } from "./make-once.ts";
import type { Target } from "./targets.ts";

/** The path of the runtime for a target, kept below .cache/runtimes; throws when its package has another hash. */
export function fetchRuntime(target: Target): string {
  const { name, version, integrity } = findLocked(target.runtime);
  const folder = join(cache, "runtimes", target.name);
  const dependencies = { [name]: version };
  const lock = JSON.stringify({
    lockfileVersion: 1,
    workspaces: { "": { dependencies } },
    packages: { [name]: [`${name}@${version}`, "", {}, integrity] },
  });
  makeOnce(folder, lock, () => {
    process.stderr.write(`Fetching ${name} ${version} into .cache/runtimes\n`);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies }));
    writeFileSync(join(folder, "bun.lock"), lock);
    bunInstall(folder, ["--os=*", "--cpu=*"]);
  });
  return join(folder, "node_modules", name, "bin", target.os === "win32" ? "bun.exe" : "bun");
}
