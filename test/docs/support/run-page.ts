/** Runs the commands of a page in namespaces of its own, and compares what they print with what the page says. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canEnterRoots } from "../../../scripts/lib/debian.ts";
import { makeServerEnvironment } from "../../../scripts/lib/python.ts";
import { ALONE, findNoAlone } from "../../e2e/support/alone.ts";
import { binary } from "../../e2e/support/binary.ts";
import type { Command, Page } from "./page.ts";
import { makeSandbox } from "./sandbox.ts";
import type { Ended, PagePlan, SessionPlan } from "./session.ts";

/** Why pages cannot be run on this machine; undefined where they can. */
export function findObstacle(): string | undefined {
  for (const program of ["bash", "curl", "openssl"])
    if (!Bun.which(program)) return `${program} is not installed`;
  return findNoAlone();
}

/** The first commands of the README, which first-minute.test.ts runs on a machine that has nothing but what they ask for. */
export const FIRST_MINUTE = { page: "README.md", commands: 2 } as const;

/** Why there can be no such machine here; undefined where there can. */
export function findNoBareMachine(): string | undefined {
  return canEnterRoots ? findObstacle() : "needs root, apt-get and dpkg-deb";
}

/** The machine that commands run on. */
export interface Room {
  /** Where it looks for programs. */
  readonly path: string;
  /** Whether the checkout's own binary can be run in it, so that nothing as large need be installed. */
  readonly hasBinary: boolean;
  /** The command line that runs a command in it. */
  enter(command: readonly string[]): readonly string[];
}

/** This machine, with the binary and the emulators among its programs. */
function makeRoomHere(): Room {
  const programs = [dirname(binary), join(makeServerEnvironment(), "bin"), process.env["PATH"] ?? ""];
  return { path: programs.join(":"), hasBinary: true, enter: (command) => command };
}

/** The folder of the Python packages that emulators are installed from: lib/python3.11/site-packages. */
export function findPythonPackages(): string {
  const where = { cwd: makeServerEnvironment(), absolute: true, onlyFiles: false };
  const [packages] = new Bun.Glob("lib/python*/site-packages").scanSync(where);
  if (packages === undefined) throw new Error(`${where.cwd} has no Python packages`);
  return packages;
}

/** What a command's environment is: nothing of this machine's but its programs. */
function makeEnvironment({ path }: Room, home: string, temporary: string): Record<string, string> {
  return {
    PATH: path,
    // What a page installs with pip is there already: the session has no network.
    PYTHONPATH: findPythonPackages(),
    // So that pip need not look up each of a hundred packages.
    PIP_NO_DEPS: "1",
    HOME: home,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    TERM: "dumb",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The shell's way to write a file that the page shows. */
function writeFile({ name, text }: Command["files"][number]): string {
  return `cat > '${name}' <<'END OF FILE'\n${text}\nEND OF FILE`;
}

/** Has curl fail with a request that is refused, but for a command whose page shows what was answered. */
function setUpCurl({ output }: Command): string {
  return output === undefined ? "echo fail > ~/.curlrc" : "rm -f ~/.curlrc";
}

/** A page and those of its commands that are to be run. */
export interface PageRun {
  readonly page: Page;
  readonly commands: readonly Command[];
}

/** What pages share that are run in one session: whether an emulator listens, and whether a release answers. */
export function nameSession({ startsEmulator, hasReleases }: Page): string {
  return `${startsEmulator} ${hasReleases}`;
}

/** Runs pages of one kind of session, and the commands of each, one after the other, and gives how each ended. */
export async function runPages(runs: readonly PageRun[], room = makeRoomHere()): Promise<Ended[][]> {
  const [first] = runs;
  if (!first) return [];
  using sandboxes = new DisposableStack();
  const pages: PagePlan[] = [];
  for (const { page, commands } of runs) {
    const sandbox = sandboxes.use(await makeSandbox(page.inCheckout));
    const temporary = join(dirname(sandbox.folder), "tmp");
    mkdirSync(temporary);
    const scripts = commands.map((command) =>
      [setUpCurl(command), ...command.files.map(writeFile), command.script].join("\n"),
    );
    pages.push({ folder: sandbox.folder, env: makeEnvironment(room, sandbox.home, temporary), scripts });
  }
  const place = pages[0]?.env["TMPDIR"] ?? "";
  const plan: SessionPlan = {
    emulator: !first.page.startsEmulator,
    ...(first.page.hasReleases && {
      releases: { folder: join(place, "releases"), isWhole: !room.hasBinary },
    }),
    pages,
  };
  const file = join(place, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  const session = [process.execPath, join(import.meta.dir, "session.ts"), file];
  const child = Bun.spawn([...ALONE, ...room.enter(session)], { stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const names = runs.map(({ page }) => page.path).join(", ");
  if (exitCode !== 0) throw new Error(`${names}: the session ended with ${exitCode}\n${stderr}`);
  return JSON.parse(stdout);
}

/** Runs commands of one page. */
export async function runPage(page: Page, commands: readonly Command[], room?: Room): Promise<Ended[]> {
  const [ended = []] = await runPages([{ page, commands }], room);
  return ended;
}

/** What differs from run to run, put as one word: durations, ids, times, commits. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\b\d+(?:\.\d+)?(?:ms|µs|s)\b/g, "TIME"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID"],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}(?:-dirty)?\b/g, "ID"],
  [/\b20\d\d-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g, "MOMENT"],
];

function normalise(text: string): string {
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
  return VARYING.reduce((done, [pattern, word]) => done.replace(pattern, word), lines.join("\n"));
}

/** Whether a command printed what the page shows; a line `…` there stands for any lines. */
export function isShown(printed: string, shown: string): boolean {
  const parts = `${normalise(shown)}\n`
    .split(/^…\n/m)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(?:.*\\n)*?")}$`).test(`${normalise(printed)}\n`);
}
