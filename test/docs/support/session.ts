/**
 * Runs the commands of pages, as the first process of a network and process namespace of its own: an emulator on port
 * 4566 as the pages have it, and nothing left running when a page ends. `bun session.ts PLAN.json` prints what happened.
 */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EmulatorServer, startQuickMoto } from "../../../scripts/lib/servers.ts";
import { type ServedRelease, serveReleases } from "./releases.ts";

/** What is run of one page. */
export interface PagePlan {
  /** Where the first command starts. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly scripts: readonly string[];
}

export interface SessionPlan {
  /** Whether moto listens on port 4566; it is emptied before each page. */
  readonly emulator: boolean;
  readonly releases?: ServedRelease;
  /** One after the other. */
  readonly pages: readonly PagePlan[];
}

/** What became of a command; `output` is both of its streams, as a terminal shows them. */
export interface Ended {
  readonly exitCode: number | "too late";
  readonly output: string;
}

const EMULATOR_PORT = 4566;
const COMMAND_LIMIT_MS = 240_000;

/** Like the lines of one shell session: a command starts in the folder and with the exports that the last one left. */
function wrapScript(script: string, state: string): string {
  return [
    "set -euo pipefail",
    `if [ -e '${state}' ]; then . '${state}'; cd "$OLDPWD"; fi`,
    `trap 'OLDPWD=$PWD; export OLDPWD; export -p > ${state}' EXIT`,
    script,
    "",
  ].join("\n");
}

async function runScript(script: string, plan: PagePlan): Promise<Ended> {
  const scratch = (name: string) => join(plan.env["TMPDIR"] ?? "", name);
  writeFileSync(scratch("script.sh"), wrapScript(script, scratch("state.sh")));
  // A file, and not a pipe: what a command leaves running in the background holds it open.
  const output = scratch("output.txt");
  const file = openSync(output, "w");
  const child = Bun.spawn(["bash", scratch("script.sh")], {
    cwd: plan.folder,
    env: { ...plan.env },
    stdin: "ignore",
    stdout: file,
    stderr: file,
  });
  closeSync(file);
  const exitCode = await Promise.race([
    child.exited,
    Bun.sleep(COMMAND_LIMIT_MS).then(() => "too late" as const),
  ]);
  return { exitCode, output: existsSync(output) ? readFileSync(output, "utf8") : "" };
}

/** Ends what a page left running: all that is in this namespace but this program and the emulator. */
function endOthers(moto: EmulatorServer | undefined): void {
  const pids = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  for (const pid of pids) {
    if (pid === process.pid || pid === moto?.pid) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  }
}

async function runPage(plan: PagePlan, moto: EmulatorServer | undefined): Promise<Ended[]> {
  if (moto) await fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" });
  const ended: Ended[] = [];
  for (const script of plan.scripts) ended.push(await runScript(script, plan));
  endOthers(moto);
  return ended;
}

if (import.meta.main) {
  const { emulator, releases, pages }: SessionPlan = await Bun.file(process.argv[2] ?? "").json();
  const served = releases === undefined ? {} : serveReleases(releases);
  const moto = emulator ? await startQuickMoto(EMULATOR_PORT) : undefined;
  const ended: Ended[][] = [];
  for (const page of pages) ended.push(await runPage({ ...page, env: { ...page.env, ...served } }, moto));
  await moto?.stop();
  await Bun.write(Bun.stdout, JSON.stringify(ended));
  process.exit(0);
}
