/**
 * Runs the commands of one page, as the first process of a network and process namespace of its own: an emulator on port
 * 4566 as the pages have it, and nothing left running when it ends. `bun session.ts PLAN.json` prints what happened.
 */
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startMoto } from "../../../scripts/lib/servers.ts";
import { serveReleases } from "./releases.ts";

export interface SessionPlan {
  /** Where the first command starts. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether moto listens on port 4566. */
  readonly emulator: boolean;
  /** Whether the addresses of a release answer. */
  readonly releases: boolean;
  readonly scripts: readonly string[];
}

/** What became of a command; `output` is both of its streams, as a terminal shows them. */
export interface Ended {
  readonly exitCode: number | "too late";
  readonly output: string;
}

const EMULATOR_PORT = 4566;
const COMMAND_LIMIT_MS = 60_000;

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

async function runScript(script: string, plan: SessionPlan): Promise<Ended> {
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

if (import.meta.main) {
  const given: SessionPlan = await Bun.file(process.argv[2] ?? "").json();
  const served = given.releases ? serveReleases(join(given.env["TMPDIR"] ?? "", "releases")) : {};
  const plan = { ...given, env: { ...given.env, ...served } };
  const moto = plan.emulator ? await startMoto(EMULATOR_PORT) : undefined;
  const ended: Ended[] = [];
  for (const script of plan.scripts) ended.push(await runScript(script, plan));
  await moto?.stop();
  await Bun.write(Bun.stdout, JSON.stringify(ended));
  process.exit(0);
}
