/** AWS's own clients, which the tests speak to the instance with: their packages are pinned in scripts/clients. */
import { copyFileSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
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
  makeOnce(folder, readFileSync(join(pinned, "package-lock.json"), "utf8"), () => {
    process.stderr.write("Installing AWS's SDK for JavaScript into .cache/clients-javascript\n");
    for (const name of ["package.json", "package-lock.json"])
      copyFileSync(join(pinned, name), join(folder, name));
    // npm takes a folder behind a link for a package of its own.
    runCommand([
      "npm",
      "ci",
      "--prefix",
      realpathSync(folder),
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ]);
  });
  return folder;
}
