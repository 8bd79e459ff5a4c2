/** Installs packages with Bun, in a twentieth of npm's time. */
import { join } from "node:path";
import { cache } from "./make-once.ts";
import { runCommand } from "./python.ts";

/** Installs what the package.json and the bun.lock of a folder pin; throws where a package has another hash. */
export function bunInstall(folder: string, flags: readonly string[] = []): void {
  const install = [process.execPath, "install", "--frozen-lockfile", "--silent", "--cwd", folder];
  runCommand(["env", `BUN_INSTALL_CACHE_DIR=${join(cache, "bun")}`, ...install, ...flags]);
}
