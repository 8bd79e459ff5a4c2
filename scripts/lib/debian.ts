/**
 * Makes root file systems from Debian's packages below .cache/debian, for tests that run programs in a chroot: shells
 * that the machine may lack, an image without a container engine, a machine with only a C library. Nothing is installed
 * on the machine itself, and making one needs no root.
 */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { makeOnce, root, runCommand } from "./python.ts";

const folder = join(root, ".cache", "debian");

/** apt with lists and archives of its own, as if no package were installed. */
function makeAptCommand(): string[] {
  const options = [
    `Dir::State::lists=${join(folder, "lists")}`,
    `Dir::Cache=${join(folder, "cache")}`,
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

/** Whether this machine has what makeDebianRoot needs. */
export const hasApt = Bun.which("apt-get") !== null && Bun.which("dpkg-deb") !== null;

/** Whether what makeDebianRoot makes can be entered with makeChrootCommand as well. */
export const canEnterRoots = hasApt && Bun.which("unshare") !== null && process.getuid?.() === 0;

/**
 * The folder of a root file system that holds the packages (of the machine's own Debian release) and all they depend
 * on, unpacked and not configured. It is made at the first call; `name` stands for one list of packages.
 */
export function makeDebianRoot(name: string, packages: readonly string[]): string {
  const place = join(folder, name);
  makeOnce(place, packages.join("\n"), () => {
    const archives = join(folder, "cache", "archives");
    mkdirSync(join(archives, "partial"), { recursive: true });
    mkdirSync(join(folder, "lists", "partial"), { recursive: true });
    const apt = makeAptCommand();
    if (readdirSync(join(folder, "lists")).length <= 1) runCommand([...apt, "update"]);
    const plan = [...apt, "install", "-y", ...packages];
    runCommand([...plan, "--download-only"]);
    // What is in the cache already is left out of this list, so that it is asked for as if nothing were.
    const list = runCommand([...plan, "--print-uris", "-o", "Dir::Cache::archives=none"]);
    const files = [...list.matchAll(/^'[^']+' (\S+)/gm)].map(([, file = ""]) => join(archives, file));
    unpack(files, place);
  });
  return place;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The command line that runs a program in a root file system, with /proc (which Bun needs to find its stack) in a mount
 * namespace of its own, so that nothing stays mounted. `shared` are folders of this machine by the place that they have
 * there, where a folder must be already. Only root may run it.
 */
export function makeChrootCommand(
  place: string,
  command: readonly string[],
  shared: Readonly<Record<string, string>> = {},
): string[] {
  const mounts = Object.entries(shared).map(
    ([inside, folder]) => `mount --bind ${quote(folder)} "$0"${quote(inside)} && `,
  );
  const enter = `mount -t proc proc "$0/proc" && ${mounts.join("")}exec chroot "$0" "$@"`;
  return ["unshare", "--mount", "sh", "-c", enter, place, ...command];
}
