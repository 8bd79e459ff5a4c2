/** Runs the commands of a page in namespaces of its own, and compares what they print with what the page says. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeServerEnvironment } from "../../../scripts/lib/python.ts";
import { binary } from "../../e2e/support/binary.ts";
import type { Command, Page } from "./page.ts";
import { makeSandbox } from "./sandbox.ts";
import type { Ended, SessionPlan } from "./session.ts";

const UNSHARE = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** Why pages cannot be run on this machine; undefined where they can. */
export function findObstacle(): string | undefined {
  for (const program of ["unshare", "ip", "bash", "curl", "openssl"])
    if (!Bun.which(program)) return `${program} is not installed`;
  const tried = Bun.spawnSync([...UNSHARE, "true"], { stderr: "pipe" });
  return tried.exitCode === 0 ? undefined : `no namespaces: ${tried.stderr.toString().trim()}`;
}

/** What a command's environment is: nothing of this machine's but its programs. */
function makeEnvironment(home: string, temporary: string): Record<string, string> {
  const servers = makeServerEnvironment();
  const [packages = ""] = new Bun.Glob("lib/python*/site-packages").scanSync({
    cwd: servers,
    absolute: true,
    onlyFiles: false,
  });
  const programs = [dirname(binary), join(servers, "bin"), process.env["PATH"] ?? ""];
  return {
    PATH: programs.join(":"),
    // What a page installs with pip is there already: the session has no network.
    PYTHONPATH: packages,
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

/** Runs those commands, one after the other, and gives how each ended. */
export async function runPage(page: Page, commands: readonly Command[]): Promise<Ended[]> {
  if (commands.length === 0) return [];
  using sandbox = await makeSandbox(page.inCheckout);
  const temporary = join(dirname(sandbox.folder), "tmp");
  mkdirSync(temporary);
  const plan: SessionPlan = {
    folder: sandbox.folder,
    env: makeEnvironment(sandbox.home, temporary),
    emulator: !page.startsEmulator,
    releases: page.hasReleases,
    scripts: commands.map(({ script, files }) => [...files.map(writeFile), script].join("\n")),
  };
  const file = join(temporary, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  const session = join(import.meta.dir, "session.ts");
  const child = Bun.spawn([...UNSHARE, process.execPath, session, file], { stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`${page.path}: the session ended with ${exitCode}\n${stderr}`);
  return JSON.parse(stdout);
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
