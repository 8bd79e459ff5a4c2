/**
 * Builds the image of the Dockerfile without a container engine and runs programs in it by chroot: COPY and RUN are
 * carried out on a root file system of Debian's packages. What an engine adds (namespaces but for mounts, cgroups,
 * dropped capabilities) is not there, and the base is only like debian:12-slim: the same release's packages, as many as
 * matter here, unpacked and not configured.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { makeDebianRoot } from "../../../scripts/lib/debian.ts";
import { awaitEnd, type Ended } from "./binary.ts";
import { isInContext, readDockerfile, readExecForm, type Stage } from "./dockerfile.ts";

/** curl and ca-certificates are what the build installs itself; there is no apt here. */
const BASE = [
  "base-files",
  "coreutils",
  "dash",
  "dpkg",
  "grep",
  "gzip",
  "sed",
  "tar",
  "curl",
  "ca-certificates",
];
/** Docker's own default. */
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export interface Image {
  /** The folder of its root file system. */
  readonly place: string;
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
  readonly ports: readonly string[];
}

export interface Running {
  /** Instead of the image's CMD. */
  readonly args?: readonly string[];
  /** Instead of ENTRYPOINT and CMD. */
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of this machine by where they are mounted, read-only. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** With a network of its own, which has loopback and nothing else. */
  readonly isolated?: boolean;
}

function makeBase(into: string): void {
  cpSync(makeDebianRoot("image", BASE), into, { recursive: true, verbatimSymlinks: true });
  chmodSync(join(into, "tmp"), 0o1777);
  // What configuring the packages would have done.
  writeFileSync(join(into, "etc", "nsswitch.conf"), "hosts: files dns\n");
  writeFileSync(join(into, "usr", "bin", "apt-get"), "#!/bin/sh\n", { mode: 0o755 });
}

function startIn(image: Omit<Image, "entrypoint" | "cmd" | "healthcheck" | "ports">, run: Running) {
  const { place, workdir } = image;
  writeFileSync(join(place, "etc", "hosts"), "127.0.0.1 localhost\n");
  const mounts = Object.entries(run.mounts ?? {}).map(([target, source]) => {
    mkdirSync(join(place, target), { recursive: true });
    return `mount --bind '${source}' "$0${target}" && mount -o remount,ro,bind "$0${target}"`;
  });
  const enter = [
    ...(run.isolated ? ["ip link set lo up"] : []),
    'mount --rbind /dev "$0/dev"',
    'mount -t proc proc "$0/proc"',
    ...mounts,
    // Ended with the test's process, if it is not stopped before.
    `exec setpriv --pdeathsig KILL chroot --userspec=${image.user} "$0" "$@"`,
  ].join(" && ");
  const inside = ["sh", "-c", 'cd "$0" && exec "$@"', workdir, ...(run.command ?? [])];
  const namespaces = run.isolated ? ["--mount", "--net"] : ["--mount"];
  return Bun.spawn(["unshare", ...namespaces, "sh", "-c", enter, place, ...inside], {
    env: { PATH, ...run.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

/** Starts the image's entrypoint, or another command, as its user and in its folder. */
export function startImage(image: Image, run: Running = {}) {
  return startIn(image, {
    ...run,
    command: run.command ?? [...image.entrypoint, ...(run.args ?? image.cmd)],
  });
}

/** Runs the image to its end. */
export function runImage(image: Image, run: Running = {}): Promise<Ended> {
  return awaitEnd(startImage(image, run));
}

function copy(from: string, to: string, isWanted: (path: string) => boolean): void {
  if (!existsSync(from)) throw new Error(`COPY: there is no ${from}`);
  const files = readdirSync(from, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = relative(from, join(file.parentPath, file.name));
    if (!isWanted(path)) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path));
  }
}

export interface BuildSettings {
  /** The folder that holds what is built, its Dockerfile and its .dockerignore. */
  readonly context: string;
  /** A new folder for the root file systems of the stages. */
  readonly into: string;
  readonly args: Readonly<Record<string, string>>;
}

class Build {
  private readonly places = new Map<string, string>();
  private readonly ignoreFile: Promise<string>;

  constructor(private readonly settings: BuildSettings) {
    this.ignoreFile = Bun.file(join(settings.context, ".dockerignore")).text();
  }

  private async copyInto(place: string, workdir: string, text: string): Promise<void> {
    const [, stage, list = ""] = /^(?:--from=(\S+) )?(.*)$/.exec(text) ?? [];
    const words = list.split(" ");
    const target = words.pop() ?? "";
    const to = join(place, target.startsWith("/") ? "" : workdir, target);
    const from = stage === undefined ? this.settings.context : this.places.get(stage);
    if (from === undefined) throw new Error(`COPY: there is no stage ${stage}`);
    const ignoreFile = await this.ignoreFile;
    const isSent = (path: string) => stage !== undefined || isInContext(ignoreFile, path);
    for (const word of words) {
      if (word === ".") copy(from, to, isSent);
      else if (!isSent(word)) throw new Error(`COPY: .dockerignore leaves out ${word}`);
      else {
        const isFolder = target.endsWith("/");
        mkdirSync(isFolder ? to : dirname(to), { recursive: true });
        cpSync(join(from, word), isFolder ? join(to, word) : to, { recursive: true });
      }
    }
  }

  async buildStage(stage: Stage, index: number): Promise<Image> {
    const place = join(this.settings.into, String(index));
    if (stage.base !== "debian:12-slim") throw new Error(`FROM ${stage.base}: only debian:12-slim is known`);
    makeBase(place);
    this.places.set(stage.name ?? String(index), place);
    const env: Record<string, string> = {};
    const ports: string[] = [];
    let image: Image = {
      place,
      workdir: "/",
      user: "0:0",
      entrypoint: [],
      cmd: ["sh"],
      healthcheck: [],
      ports,
    };
    for (const { name, text } of stage.instructions) {
      switch (name) {
        case "ARG": {
          const given = this.settings.args[text];
          if (given !== undefined) env[text] = given;
          break;
        }
        case "LABEL":
          break;
        case "WORKDIR":
          mkdirSync(join(place, text), { recursive: true });
          image = { ...image, workdir: text };
          break;
        case "COPY":
          await this.copyInto(place, image.workdir, text);
          break;
        case "RUN": {
          const ended = await awaitEnd(startIn(image, { command: ["sh", "-c", text], env }));
          if (ended.exitCode !== 0) throw new Error(`RUN ended with ${ended.exitCode}\n${ended.stderr}`);
          break;
        }
        case "USER":
          image = { ...image, user: text };
          break;
        case "EXPOSE":
          ports.push(...text.split(" "));
          break;
        case "HEALTHCHECK":
          image = { ...image, healthcheck: readExecForm(text.replace(/^.* CMD /, "")) };
          break;
        case "ENTRYPOINT":
          image = { ...image, entrypoint: readExecForm(text) };
          break;
        case "CMD":
          image = { ...image, cmd: readExecForm(text) };
          break;
        default:
          throw new Error(`${name}: this builder does not know it`);
      }
    }
    return image;
  }
}

/** Builds every stage, and gives the last one. */
export async function buildImage(settings: BuildSettings): Promise<Image> {
  const build = new Build(settings);
  const stages = readDockerfile(await Bun.file(join(settings.context, "Dockerfile")).text());
  let image: Image | undefined;
  for (const [index, stage] of stages.entries()) image = await build.buildStage(stage, index);
  if (!image) throw new Error("the Dockerfile has no FROM");
  return image;
}
