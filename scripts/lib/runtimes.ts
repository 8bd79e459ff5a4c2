/** Fetches Bun's runtimes for other machines from the npm registry, by the hashes of package-lock.json. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findLocked } from "./lock.ts";
import { cache, makeOnce } from "./make-once.ts";
import { runCommand } from "./python.ts";
import type { Target } from "./targets.ts";

/** The path of the runtime for a target, kept below .cache/runtimes; throws when its package has another hash. */
export function fetchRuntime(target: Target): string {
  const { name, version, integrity } = findLocked(target.runtime);
  const folder = join(cache, "runtimes", target.name);
  makeOnce(folder, `${name}@${version} ${integrity}`, () => {
    process.stderr.write(`Fetching ${name} ${version} into .cache/runtimes\n`);
    const tarball = runCommand([
      "npm",
      "pack",
      "--silent",
      "--pack-destination",
      folder,
      `${name}@${version}`,
    ]);
    const path = join(folder, tarball.trim());
    const hash = new Bun.CryptoHasher("sha512").update(readFileSync(path)).digest("base64");
    if (`sha512-${hash}` !== integrity) {
      throw new Error(`${name} ${version} is not what package-lock.json pins: its hash is sha512-${hash}`);
    }
    runCommand(["tar", "-xzf", path, "-C", folder]);
    rmSync(path);
  });
  return join(folder, "package", "bin", target.os === "win32" ? "bun.exe" : "bun");
}
