/** Makes the Python environments that the demo, the tests and the model table need, below .cache/. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cache, makeOnce } from "./make-once.ts";

/** The folder of the checkout. */
export const root = join(import.meta.dir, "..", "..");

/** Runs a command and gives its standard output; throws with its standard error when it fails. */
export function runCommand(command: string[]): string {
  const result = Bun.spawnSync(command, { cwd: root, stdout: "pipe", stderr: "pipe" });
  if (result.exitCode !== 0) {
    throw new Error(`${command.join(" ")} ended with ${result.exitCode}\n${result.stderr.toString()}`);
  }
  return result.stdout.toString();
}

// Python compiles what it imports at the first import, and most is never imported.
const INSTALL_FLAGS = ["--quiet", "--disable-pip-version-check", "--no-compile"];

/** The list of what is fetched from PyPI for `name`. */
function nameList(name: string): string {
  return join(root, "scripts", "python", `${name}.txt`);
}

/** The folder of the programs that install the rest, made at the first call: pip, and uv. */
function makeInstallers(): string {
  const folder = join(cache, "installers");
  const list = nameList("installers");
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    // The machine's own pip, where it has one that can, saves the seconds that it takes to put one in.
    const own = ["python3", "-m", "pip", "--python", join(folder, "bin", "python")];
    runCommand(["python3", "-m", "venv", "--without-pip", folder]);
    const canOwn = Bun.spawnSync([...own, "--version"]).exitCode === 0;
    if (!canOwn) runCommand(["python3", "-m", "venv", folder]);
    const pip = canOwn ? own : [join(folder, "bin", "pip")];
    runCommand([...pip, "install", ...INSTALL_FLAGS, "-r", list]);
  });
  return join(folder, "bin");
}

/** Runs uv, which keeps what it fetches below .cache/. */
function runUv(args: readonly string[]): void {
  runCommand([join(makeInstallers(), "uv"), ...args, "--quiet", "--cache-dir", join(cache, "uv")]);
}

/** Installs packages for a Python: with uv, in a tenth of pip's time, or with pip, which knows settings that uv does not. */
function install(python: string, packages: readonly string[], flags: readonly string[] = []): void {
  try {
    runUv(["pip", "install", "--python", python, ...flags, ...packages]);
  } catch (error) {
    if (flags.length > 0) throw error;
    process.stderr.write(`uv could not: ${error}\n`);
    runCommand([join(makeInstallers(), "pip"), "--python", python, "install", ...INSTALL_FLAGS, ...packages]);
  }
}

/** The folder of a virtual environment with the packages that scripts/python/NAME.txt pins. */
function makeEnvironment(name: string, title: string): string {
  const folder = join(cache, name);
  const list = nameList(name);
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    process.stderr.write(`Installing ${title} into .cache/${name}\n`);
    runUv(["venv", "--allow-existing", "--python", "python3", folder]);
    install(join(folder, "bin", "python"), ["-r", list]);
  });
  return folder;
}

/** The folder of the virtual environment that holds moto and MiniStack, made at the first call. */
export function makeServerEnvironment(): string {
  return makeEnvironment("servers", "moto and MiniStack");
}

/** The folder of the virtual environment that runs Athena's SQL in DuckDB and checks SPDX documents, made at the first call. */
export function makeCheckEnvironment(): string {
  return makeEnvironment("checks", "sqlglot, DuckDB and spdx-tools");
}

/** The folder of the virtual environment that holds the AWS CLI and LocalStack's awslocal, made at the first call. */
export function makeClientEnvironment(): string {
  return makeEnvironment("clients", "the AWS CLI and awslocal");
}

/** Where moto's own tests are, and the environment that runs them; both are made at the first call. */
export function fetchMotoTests(): { readonly environment: string; readonly folder: string } {
  const environment = makeEnvironment("moto-tests", "what moto's tests need");
  const [, release] = /^moto\[all\]==(.+)$/m.exec(readFileSync(nameList("moto-tests"), "utf8")) ?? [];
  const folder = join(cache, "moto-source");
  makeOnce(folder, `moto ${release}`, () => {
    // No wheel has the tests.
    const source = ["--no-deps", "--no-binary=moto", `moto==${release}`];
    runCommand([join(makeInstallers(), "pip"), "download", "--quiet", "--dest", folder, ...source]);
    runCommand(["tar", "--extract", "--file", join(folder, `moto-${release}.tar.gz`), "--directory", folder]);
  });
  return { environment, folder: join(folder, `moto-${release}`) };
}

/** Unpacks into `folder` the one wheel that a list pins by its hash; `flags` of uv may say for which platform. */
export function unpackWheel(list: string, folder: string, flags: readonly string[] = []): void {
  const pinned = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", list];
  install(join(makeInstallers(), "python"), ["--target", folder, ...pinned], flags);
}

/** The folder that holds the unpacked botocore release pinned in scripts/python/botocore.txt. */
export function fetchBotocore(): string {
  const folder = join(cache, "botocore");
  const list = join(root, "scripts", "python", "botocore.txt");
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    process.stderr.write("Fetching botocore into .cache/botocore\n");
    unpackWheel(list, folder);
  });
  return folder;
}
