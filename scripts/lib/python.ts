/** Makes the Python environments that the demo, the tests and the model table need, below .cache/. */
import { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dir, "..", "..");
const cache = join(root, ".cache");

/** Runs a command and gives its standard output; throws with its standard error when it fails. */
export function runCommand(command: string[]): string {
  const result = Bun.spawnSync(command, { cwd: root, stdout: "pipe", stderr: "pipe" });
  if (result.exitCode !== 0) {
    throw new Error(`${command.join(" ")} ended with ${result.exitCode}\n${result.stderr.toString()}`);
  }
  return result.stdout.toString();
}

/** Keeps other processes out of the cache until it is disposed of, or its process ends; waits while one of them does. */
function lockCache(): Disposable {
  mkdirSync(cache, { recursive: true });
  const lock = new Database(join(cache, "lock.sqlite"));
  lock.run("PRAGMA busy_timeout = 600000");
  lock.run("BEGIN EXCLUSIVE");
  return lock;
}

/** Makes `folder` by `make` unless it was already made from the same `recipe` text; one process at a time does. */
export function makeOnce(folder: string, recipe: string, make: () => void): void {
  const stamp = join(folder, ".made-from");
  const isMade = () => existsSync(stamp) && readFileSync(stamp, "utf8") === recipe;
  if (isMade()) return;
  using _lock = lockCache();
  if (isMade()) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make();
  writeFileSync(stamp, recipe);
}

/** The folder of a virtual environment with the packages that scripts/python/NAME.txt pins. */
function makeEnvironment(name: string, title: string): string {
  const folder = join(cache, name);
  const list = join(root, "scripts", "python", `${name}.txt`);
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    process.stderr.write(`Installing ${title} into .cache/${name}\n`);
    runCommand(["python3", "-m", "venv", folder]);
    runCommand([join(folder, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", "-r", list]);
  });
  return folder;
}

/** The folder of the virtual environment that holds moto and MiniStack, made at the first call. */
export function makeServerEnvironment(): string {
  return makeEnvironment("servers", "moto and MiniStack");
}

/** The folder of the virtual environment that runs Athena's SQL in DuckDB, made at the first call. */
export function makeSqlEnvironment(): string {
  return makeEnvironment("sql", "sqlglot and DuckDB");
}

/** The folder of the virtual environment that checks SPDX documents, made at the first call. */
export function makeSpdxEnvironment(): string {
  return makeEnvironment("spdx", "spdx-tools");
}

/** The folder that holds the unpacked botocore release pinned in scripts/python/botocore.txt. */
export function fetchBotocore(): string {
  const folder = join(cache, "botocore");
  const list = join(root, "scripts", "python", "botocore.txt");
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    process.stderr.write("Fetching botocore into .cache/botocore\n");
    const flags = [
      "--quiet",
      "--disable-pip-version-check",
      "--no-deps",
      "--only-binary=:all:",
      "--require-hashes",
    ];
    runCommand(["python3", "-m", "pip", "download", ...flags, "-r", list, "-d", folder]);
    const [wheel] = [...new Bun.Glob("*.whl").scanSync(folder)];
    if (wheel === undefined) throw new Error("pip downloaded no wheel");
    runCommand(["python3", "-m", "zipfile", "-e", join(folder, wheel), folder]);
  });
  return folder;
}

/** Makes what the tests need of these; before them, as some run where there is no network and most have little time. */
export function prepareTests(): void {
  makeServerEnvironment();
  makeSqlEnvironment();
  fetchBotocore();
}
