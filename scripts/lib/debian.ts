/**
 * Makes root file systems from Debian's packages below .cache/debian, for tests that run programs in a chroot: shells
 * that the machine may lack, an image without a container engine, a machine with only a C library. Nothing is installed
 * on the machine itself, and making one needs no root.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, makeOnce } from "./make-once.ts";
import { runCommand } from "./python.ts";

const folder = join(cache, "debian");

/** Packages of another kind than the machine's own. */
export interface Origin {
  /** As Debian names it: `arm64`. */
  readonly architecture?: string;
  /** The name of another Debian release. */
  readonly suite?: string;
}

/** The machine's own package sources, rewritten for another release of Debian. */
function writeSources(suite: string, into: string): void {
  const own = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const file = "/etc/apt/sources.list.d/debian.sources";
  if (own === undefined || !existsSync(file))
    throw new Error(`${file} is not there to find Debian's ${suite}`);
  writeFileSync(into, readFileSync(file, "utf8").replaceAll(own, suite));
}

/** Where apt keeps the lists of packages of one origin. */
function placeLists({ architecture, suite }: Origin): string {
  return join(folder, ["lists", suite, architecture].filter(Boolean).join("-"));
}

/** apt with lists and archives of its own, as if no package were installed. */
function makeAptCommand(origin: Origin): string[] {
  const { architecture, suite } = origin;
  const lists = placeLists(origin);
  mkdirSync(join(lists, "partial"), { recursive: true });
  const sources = `${lists}.sources`;
  if (suite !== undefined) writeSources(suite, sources);
  const options = [
    `Dir::State::lists=${lists}`,
    ...(suite === undefined ? [] : [`Dir::Etc::sourcelist=${sources}`, "Dir::Etc::sourceparts=/dev/null"]),
    ...(architecture === undefined
      ? []
      : [`APT::Architecture=${architecture}`, `APT::Architectures=${architecture}`]),
    `Dir::Cache=${join(folder, "cache")}`,
    // What apt makes of the lists at each call otherwise: images of Debian turn these off.
    `Dir::Cache::pkgcache=${lists}.pkgcache`,
    `Dir::Cache::srcpkgcache=${lists}.srcpkgcache`,
    "Dir::State::status=/dev/null",
    "Debug::NoLocking=1",
    "APT::Sandbox::User=root",
    "APT::Install-Recommends=0",
  ];
  return ["apt-get", "-qq", ...options.flatMap((option) => ["-o", option])];
}

function unpack(packages: readonly string[], into: string): void {
  // Debian's merged /usr: some packages name /lib, others /usr/lib.
  for (const name of ["bin", "sbin", "lib", "lib64"]) {
    mkdirSync(join(into, "usr", name), { recursive: true });
    symlinkSync(join("usr", name), join(into, name));
  }
  for (const name of ["dev", "proc", "tmp", "root", "etc"]) mkdirSync(join(into, name), { recursive: true });
  for (const file of packages) {
    const extract = `dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink --no-same-owner -C "$2"`;
    runCommand(["bash", "-o", "pipefail", "-c", extract, "-", file, into]);
  }
}

/** A text as one word of a shell's command line. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Whether this machine has what makeDebianRoot and makeChrootCommand need. */
export const canEnterRoots =
  ["apt-get", "dpkg-deb", "unshare"].every((program) => Bun.which(program) !== null) &&
  process.getuid?.() === 0;

/**
 * The folder of a root file system that holds the packages and all they depend on, unpacked and not configured: of the
 * machine's own Debian release and architecture unless told. It is made at the first call; `name` stands for one list
 * of packages.
 */
export function makeDebianRoot(name: string, packages: readonly string[], origin: Origin = {}): string {
  const place = join(folder, name);
  makeOnce(place, packages.join("\n"), () => {
    const archives = join(folder, "cache", "archives");
    mkdirSync(join(archives, "partial"), { recursive: true });
    const apt = makeAptCommand(origin);
    if (readdirSync(placeLists(origin)).length <= 1) runCommand([...apt, "update"]);
    const plan = [...apt, "install", "-y", ...packages];
    runCommand([...plan, "--download-only"]);
    // What is in the cache already is left out of this list, so that it is asked for as if nothing were.
    const list = runCommand([...plan, "--print-uris", "-o", "Dir::Cache::archives=none"]);
    const files = [...list.matchAll(/^'[^']+' (\S+)/gm)].map(([, file = ""]) => join(archives, file));
    unpack(files, place);
  });
  return place;
}

/** What a program in a root file system gets of the machine's own. */
export interface Surroundings {
  /** Folders of the machine, by the place that they have there. */
  readonly shared?: Readonly<Record<string, string>>;
  /** The same, and nothing can be written to them. */
  readonly readOnly?: Readonly<Record<string, string>>;
  /** Whether the program is started in the folder that the command is started in, which it must find; else in `/`. */
  readonly keepsFolder?: boolean;
}

function writeMounts(folders: Readonly<Record<string, string>>, readOnly: boolean): string[] {
  return Object.entries(folders).map(([inside, folder]) => {
    const place = `"$0"${quote(inside)}`;
    const mount = `mkdir -p ${place} && mount --bind ${quote(folder)} ${place}`;
    return readOnly ? `${mount} && mount -o remount,bind,ro ${place}` : mount;
  });
}

/**
 * The command line that runs a program in a root file system, with /proc (which Bun needs to find its stack) and the
 * shared folders in a mount namespace of its own, so that nothing stays mounted. The program has the process id, the
 * streams and the environment of the command. Only root may run it.
 */
export function makeChrootCommand(
  place: string,
  command: readonly string[],
  { shared = {}, readOnly = {}, keepsFolder = false }: Surroundings = {},
): string[] {
  const enter = [
    `mount -t proc proc "$0/proc"`,
    ...writeMounts(readOnly, true),
    ...writeMounts(shared, false),
    `exec unshare --root="$0" --wd="${keepsFolder ? "$(pwd -P)" : "/"}" "$@"`,
  ];
  return ["unshare", "--mount", "sh", "-c", enter.join(" && "), place, ...command];
}
