/** Reads package-lock.json: which packages are in the binary, and the hash that pins each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./python.ts";

interface LockEntry {
  readonly version: string;
  /** `sha512-` and the base64 hash of the package's tarball. */
  readonly integrity: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package that package-lock.json pins. */
export interface LockedPackage extends LockEntry {
  readonly name: string;
}

const packages: Readonly<Record<string, LockEntry | undefined>> = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
).packages;

/** The package that the lock file pins under this name; throws when it pins none. */
export function findLocked(name: string): LockedPackage {
  const entry = packages[`node_modules/${name}`];
  if (entry?.integrity === undefined) throw new Error(`package-lock.json pins no ${name}`);
  return { ...entry, name };
}

/** The packages that the binary bundles: what package.json depends on, and what those depend on, by name. */
export function listBundled(): LockedPackage[] {
  const found = new Map<string, LockedPackage>();
  const add = (entry: LockEntry | undefined) => {
    for (const name of Object.keys(entry?.dependencies ?? {})) {
      if (found.has(name)) continue;
      const locked = findLocked(name);
      found.set(name, locked);
      add(locked);
    }
  };
  add(packages[""]);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
