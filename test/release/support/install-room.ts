/** Runs scripts/install.sh by one of several shells and download programs, in a folder of the test's own. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { canEnterRoots, makeChrootCommand, makeDebianRoot } from "../../../scripts/lib/debian.ts";
import { root } from "../../e2e/support/binary.ts";
import { makeFolder, type TestFolder } from "../../e2e/support/trails.ts";

/** The script. */
export const script = readFileSync(join(root, "scripts", "install.sh"), "utf8");

/** All that the script calls but what downloads. */
const PROGRAMS = [
  ..."cat chmod dirname env grep gzip ldd ls mkdir mktemp mv rm rmdir".split(" "),
  ..."sh sha256sum sleep sort tar tr true uname".split(" "),
];

/** A shell, and the program that it downloads with. */
export interface Installer {
  readonly name: string;
  readonly shell: string;
  readonly download: "curl" | "wget";
  /** Whether all programs are those of busybox, in a root file system with nothing else. */
  readonly busybox: boolean;
  /** Why it cannot be run here. */
  readonly lacks: string | undefined;
}

function describeLack(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => Bun.which(program) === null);
  return missing.length === 0 ? undefined : `this machine has no ${missing.join(" and no ")}`;
}

export const INSTALLERS: readonly Installer[] = [
  {
    name: "dash and curl",
    shell: "dash",
    download: "curl",
    busybox: false,
    lacks: describeLack("dash", "curl"),
  },
  {
    name: "dash and wget",
    shell: "dash",
    download: "wget",
    busybox: false,
    lacks: describeLack("dash", "wget"),
  },
  {
    // What macOS has as its sh.
    name: "bash and curl",
    shell: "bash",
    download: "curl",
    busybox: false,
    lacks: describeLack("bash", "curl"),
  },
  {
    name: "busybox alone",
    shell: "sh",
    download: "wget",
    busybox: true,
    lacks: canEnterRoots ? undefined : "it needs root, apt and unshare",
  },
];

export interface InstallRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InstallRoom extends Disposable {
  readonly folder: TestFolder;
  /** The home folder as the script sees it. */
  readonly home: string;
  /** Where the binary goes unless told, in the folder. */
  readonly installed: string;
  /** A program of the PATH that is there instead of the machine's. */
  fake(program: string, body: string): void;
  /** Starts the script, or the part of it that is given. */
  start(env: Readonly<Record<string, string>>, text?: string): Bun.Subprocess<Buffer, "pipe", "pipe">;
  run(env: Readonly<Record<string, string>>, text?: string): Promise<InstallRun>;
  /** All files and folders of the home folder. */
  listHome(): string[];
}

function linkPrograms(folder: TestFolder, { shell, download, busybox }: Installer): void {
  mkdirSync(join(folder.path, "bin"));
  for (const program of new Set([...PROGRAMS, shell, download])) {
    const real = busybox ? "/bin/busybox" : Bun.which(program);
    // busybox has no ldd.
    if (real !== null && !(busybox && program === "ldd"))
      symlinkSync(real, join(folder.path, "bin", program));
  }
}

/** A root file system with busybox and nothing else. */
function makeBusyboxRoot(): string {
  const place = makeDebianRoot("busybox", ["busybox"]);
  const shell = join(place, "bin", "sh");
  if (!existsSync(shell)) symlinkSync("busybox", shell);
  return place;
}

/** A room for one installation, whose script is read from standard input as `curl … | sh` gives it. */
export function makeInstallRoom(installer: Installer): InstallRoom {
  const folder = makeFolder();
  linkPrograms(folder, installer);
  mkdirSync(join(folder.path, "home"));
  mkdirSync(join(folder.path, "fakes"));
  // In a root file system the folder is its /tmp.
  const inside = installer.busybox ? "/tmp" : folder.path;
  const home = join(inside, "home");
  const start: InstallRoom["start"] = (env, text = script) => {
    const command = [join(inside, "bin", installer.shell)];
    const place = installer.busybox ? makeBusyboxRoot() : "";
    return Bun.spawn(
      installer.busybox ? makeChrootCommand(place, command, { shared: { "/tmp": folder.path } }) : command,
      {
        cwd: folder.path,
        // The machine's own programs at the end are for what enters the root file system, which has none of them.
        env: {
          HOME: home,
          PATH: `${inside}/fakes:${inside}/bin${installer.busybox ? ":/usr/bin:/bin" : ""}`,
          ...env,
        },
        stdin: Buffer.from(text),
        stdout: "pipe",
        stderr: "pipe",
      },
    );
  };
  return {
    folder,
    home,
    installed: join(folder.path, "home", ".local", "bin", "cloudmock"),
    fake(program, body) {
      chmodSync(folder.write(`fakes/${program}`, `#!${join(inside, "bin", "sh")}\n${body}\n`), 0o755);
    },
    start,
    async run(env, text) {
      const child = start(env, text);
      const [stdout, stderr, exitCode] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
        child.exited,
      ]);
      return { exitCode, stdout, stderr };
    },
    listHome() {
      const options = { cwd: join(folder.path, "home"), dot: true, onlyFiles: false };
      return [...new Bun.Glob("**").scanSync(options)].sort();
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}
