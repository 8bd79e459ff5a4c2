/**
 * Runs a release's binaries as far as a Linux machine can: directly, under QEMU for another processor, and with musl in
 * a root file system. macOS and Windows are not to be had this way.
 */
import { readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeChrootCommand, makeDebianRoot, type Origin } from "./debian.ts";
import { cache, makeOnce } from "./make-once.ts";
import { root, unpackWheel } from "./python.ts";
import type { Target } from "./targets.ts";

/** The first release of Debian whose musl (1.2.4 or later) reads the relocations that Alpine's libraries have now. */
const MUSL_SUITE = "trixie";
/** What Bun's x64 runtime asks for: SSE4.2, and no AVX2. */
const OLD_PROCESSOR = "Nehalem";

const TRAIL = join("fixtures", "demo", "trail.json");

/** How a binary was run, and the command line that its arguments are added to. */
interface Way {
  readonly how: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What came of running a binary. */
export interface Trial {
  /** How it was run, or why it was not. */
  readonly how: readonly string[];
  /** What it printed, the same in every way; undefined when it was not run. */
  readonly output?: { readonly version: string; readonly dryRun: string };
}

/** The path of a static emulator of another processor. */
function findQemu(processor: "aarch64" | "x86_64"): string {
  const qemu = makeDebianRoot("qemu", ["qemu-user-static"]);
  return realpathSync(join(qemu, "usr", "bin", `qemu-${processor}-static`));
}

/** The folder of musl's libstdc++, which Debian does not have; from a Python package's wheel for Alpine. */
function fetchMuslLibraries(cpu: Target["cpu"]): string {
  const folder = join(cache, "musl", cpu);
  const list = join(root, "scripts", "python", "musl.txt");
  const platform = `${cpu === "x64" ? "x86_64" : "aarch64"}-unknown-linux-musl`;
  makeOnce(folder, readFileSync(list, "utf8"), () => {
    unpackWheel(list, folder, ["--python-platform", platform, "--python-version", "3.12"]);
    const [library = ""] = new Bun.Glob("*.libs/libstdc++*").scanSync(folder);
    symlinkSync(library, join(folder, "libstdc++.so.6"));
  });
  return folder;
}

function enterMachine(target: Target, binary: string): Way {
  if (process.getuid?.() !== 0) throw new Error("only root may enter a root file system");
  const isArm = target.cpu === "arm64";
  const isMusl = target.libc === "musl";
  const origin: Origin = { ...(isArm && { architecture: "arm64" }), ...(isMusl && { suite: MUSL_SUITE }) };
  const name = [isMusl ? "musl" : "libc", ...(isArm ? ["arm64"] : [])].join("-");
  const place = makeDebianRoot(name, [isMusl ? "musl" : "libc6"], origin);
  const libraries = isMusl ? [realpathSync(fetchMuslLibraries(target.cpu))] : [];
  const qemu = isArm ? [findQemu("aarch64")] : [];
  const folders = [root, dirname(binary), ...libraries, ...qemu.map(dirname)];
  const libraryPath = libraries.flatMap((folder) => [folder, join(folder, "greenlet.libs")]).join(":");
  return {
    how: `run${isArm ? " under QEMU" : ""} in a root file system with only ${isMusl ? "musl and libstdc++" : "libc"}`,
    command: makeChrootCommand(place, [...qemu, binary], {
      readOnly: Object.fromEntries(folders.map((path) => [path, path])),
      keepsFolder: true,
    }),
    ...(isMusl && { env: { LD_LIBRARY_PATH: libraryPath } }),
  };
}

/** The ways to run a target's binary here. Preparing one throws where the machine lacks something for it. */
function listWays(target: Target, binary: string): (() => Way)[] {
  if (target.name !== "linux-x64") return [() => enterMachine(target, binary)];
  return [
    () => ({ how: "run", command: [binary] }),
    () => ({
      how: `run on a processor without AVX2 (QEMU's ${OLD_PROCESSOR})`,
      command: [findQemu("x86_64"), "-cpu", OLD_PROCESSOR, binary],
    }),
  ];
}

function runIn({ command, env = {}, how }: Way, args: readonly string[]): string {
  const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
  const ended = Bun.spawnSync([...command, ...args], { cwd: root, env: { PATH, ...env }, stderr: "pipe" });
  if (ended.exitCode === 0) return ended.stdout.toString();
  throw new Error(`${how}: ${args.join(" ")} ended with ${ended.exitCode}\n${ended.stderr.toString()}`);
}

/** Why this machine can run nothing of a target; undefined when it may. */
function findHindrance({ os }: Target): string | undefined {
  if (os !== "linux") return `there is no ${os === "darwin" ? "macOS" : "Windows"} here`;
  return process.platform === "linux" && process.arch === "x64" ? undefined : "this machine is no Linux x64";
}

function prepare(way: () => Way): Way | string {
  try {
    return way();
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

/**
 * Runs the binary of a target in every way this machine has, or in the first `most` of them; throws when it fails in one of
 * them or prints something else than in another.
 */
export function tryBinary(target: Target, binary: string, most?: number): Trial {
  const hindrance = findHindrance(target);
  if (hindrance !== undefined) return { how: [`not run: ${hindrance}`] };
  const how: string[] = [];
  let output: Trial["output"];
  for (const way of listWays(target, binary).slice(0, most).map(prepare)) {
    if (typeof way === "string") {
      how.push(`not run: ${way}`);
      continue;
    }
    const printed = {
      version: runIn(way, ["--version"]).trim(),
      dryRun: runIn(way, ["cloudtrail", "replay", "--dry-run", "--input", TRAIL]),
    };
    if (output && !Bun.deepEquals(output, printed)) throw new Error(`${way.how}: prints something else`);
    output = printed;
    how.push(way.how);
  }
  return { how, ...(output && { output }) };
}
