/**
 * Makes a release in dist/release: `npm run release`. Archives for seven machines, npm packages, a Homebrew formula, the
 * list of parts, the install script and the checksums of all of them; docs/release.md tells what is run and what is not.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileBinary, readCommit } from "./build.ts";
import { type ArchivedFile, LEVELS, type Level, writeTarGz, writeZip } from "./lib/archive.ts";
import { type CommandFile, MAN_PAGE, writeCommandFiles } from "./lib/command-files.ts";
import { readExecutableHeader } from "./lib/executable.ts";
import { type ReleasedArchive, writeFormula } from "./lib/formula.ts";
import { listMainPackage, listPlatformPackage, nameTarball } from "./lib/npm-packages.ts";
import { root, runCommand } from "./lib/python.ts";
import { readReadme } from "./lib/readme.ts";
import { writeSpdx } from "./lib/spdx.ts";
import { nameArchive, nameBinary, TARGETS, type Target } from "./lib/targets.ts";
import { type Trial, tryBinary } from "./lib/try-binary.ts";

/** What a release is made from: the commit, and its time in seconds since 1970, which all its files get. */
interface Source {
  readonly commit: string;
  readonly seconds: number;
}

function readSource(): Source {
  const commit = readCommit();
  if (commit === undefined) {
    throw new Error(
      "a release is made from a git checkout, whose commit it names: clone the repository instead",
    );
  }
  return { commit, seconds: Number(runCommand(["git", "log", "-1", "--format=%ct"])) };
}

function hashFile(path: string): string {
  return new Bun.CryptoHasher("sha256").update(readFileSync(path)).digest("hex");
}

/** The text of SHA256SUMS, as sha256sum writes it, for these files of a folder. */
function writeSums(folder: string, files: readonly string[]): string {
  return files
    .toSorted()
    .map((file) => `${hashFile(join(folder, file))}  ${file}\n`)
    .join("");
}

function listArchive(
  target: Target,
  binary: Uint8Array,
  commandFiles: readonly CommandFile[],
): ArchivedFile[] {
  const { folder } = nameArchive(target);
  const add = (name: string, content: Uint8Array, executable = false) => ({
    name: `${folder}/${name}`,
    content,
    executable,
  });
  return [
    add(nameBinary(target), binary, true),
    ...["LICENSE", "NOTICE"].map((name) => add(name, readFileSync(join(root, name)))),
    add("README.md", Buffer.from(readReadme())),
    ...commandFiles.map(({ name, text }) => add(name, Buffer.from(text))),
  ];
}

/** How a release is made where it is only looked at. */
export interface ReleaseSettings {
  /** Runs a target's binary. */
  readonly tryOut?: (target: Target, binary: string) => Trial;
  readonly level?: Level;
}

/** Builds a target's binary, checks its header and runs it where that can be done. */
async function buildTarget(
  target: Target,
  folder: string,
  tryOut: Required<ReleaseSettings>["tryOut"],
): Promise<{ binary: Uint8Array; trial: Trial }> {
  const path = join(folder, target.name, nameBinary(target));
  await compileBinary(path, target);
  const binary = readFileSync(path);
  const header = readExecutableHeader(binary);
  if (!Bun.deepEquals(header, target.header)) {
    throw new Error(`the binary for ${target.name} is for another machine: ${JSON.stringify(header)}`);
  }
  const trial = tryOut(target, path);
  rmSync(path);
  return { binary, trial };
}

/** What all binaries that could be run print; throws when two differ, or one is of another commit. */
function checkOutputs(trials: readonly Trial[], { commit }: Source): void {
  const outputs = trials.flatMap(({ output }) => (output ? [output] : []));
  for (const output of outputs) {
    if (!Bun.deepEquals(output, outputs[0])) throw new Error("two binaries print something different");
    if (!output.version.endsWith(` commit ${commit}`))
      throw new Error(`of another commit: ${output.version}`);
  }
}

/**
 * Makes the release of these targets in an emptied folder, and tells what it does by `say`.
 * The same commit gives the same bytes.
 */
export async function makeRelease(
  folder: string,
  targets: readonly Target[],
  say: (line: string) => void,
  { tryOut = tryBinary, level = LEVELS.usual }: ReleaseSettings = {},
): Promise<void> {
  const source = readSource();
  const { commit, seconds } = source;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  const write = (file: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, file), content);
    files.push(file);
  };
  const commandFiles = writeCommandFiles();
  const archives: ReleasedArchive[] = [];
  const trials: Trial[] = [];
  for (const target of targets) {
    const { binary, trial } = await buildTarget(target, join(folder, "build"), tryOut);
    const { file } = nameArchive(target);
    const packArchive = file.endsWith(".zip") ? writeZip : writeTarGz;
    write(file, packArchive(listArchive(target, binary, commandFiles), seconds, level));
    write(nameTarball(target), writeTarGz(listPlatformPackage(target, binary), seconds, level));
    archives.push({ target, file, sha256: hashFile(join(folder, file)) });
    trials.push(trial);
    say(`${target.name}: built; header checked; ${trial.how.join("; ")}`);
  }
  checkOutputs(trials, source);
  rmSync(join(folder, "build"), { recursive: true });
  const manPage = commandFiles.find(({ name }) => name === MAN_PAGE)?.text ?? "";
  write(nameTarball(), writeTarGz(listMainPackage(manPage), seconds, level));
  write("cloudmock.spdx.json", await writeSpdx(targets, commit, seconds));
  write("cloudmock.rb", writeFormula(archives));
  write("install.sh", readFileSync(join(root, "scripts", "install.sh")));
  writeFileSync(join(folder, "SHA256SUMS"), writeSums(folder, files));
}

if (import.meta.main) {
  const folder = join(root, "dist", "release");
  await makeRelease(folder, TARGETS, console.log);
  const commit = readCommit() ?? "";
  console.log(`\n${folder}, of commit ${commit}:`);
  for (const file of [...new Bun.Glob("*").scanSync(folder)].sort()) {
    console.log(`${(Bun.file(join(folder, file)).size / 1e6).toFixed(1).padStart(8)} MB  ${file}`);
  }
  if (commit.endsWith("-dirty")) {
    console.error("\nFiles differ from the commit: this is no release that anyone could make again.");
  }
}
