/**
 * Runs one job of a GitHub workflow on this machine: `run` steps, actions/checkout as a copy of a folder, and composite
 * actions. What a workflow of this project does not use is an error here, never passed over.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as v from "valibot";
import { awaitEnd } from "./binary.ts";

const Texts = v.record(
  v.string(),
  v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)),
);
const Step = v.strictObject({
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  uses: v.optional(v.string()),
  with: v.optional(Texts, {}),
  run: v.optional(v.string()),
  shell: v.optional(v.literal("bash")),
  env: v.optional(Texts, {}),
});
type Step = v.InferOutput<typeof Step>;
const Service = v.strictObject({ image: v.string(), ports: v.array(v.string()) });
const Job = v.strictObject({
  "runs-on": v.literal("ubuntu-latest"),
  services: v.optional(v.record(v.string(), Service), {}),
  steps: v.array(Step),
});
const Workflow = v.strictObject({ on: v.optional(v.unknown()), jobs: v.record(v.string(), Job) });
const Action = v.looseObject({
  inputs: v.record(v.string(), v.looseObject({ default: v.optional(v.string(), "") })),
  outputs: v.record(v.string(), v.looseObject({ value: v.string() })),
  runs: v.strictObject({ using: v.literal("composite"), steps: v.array(Step) }),
});

export type WorkflowJob = v.InferOutput<typeof Job>;

/** The only job of a workflow. */
export function readWorkflow(text: string): WorkflowJob {
  const jobs = Object.values(v.parse(Workflow, Bun.YAML.parse(text)).jobs);
  const [job] = jobs;
  if (!job || jobs.length > 1) throw new Error("this runner runs workflows of one job");
  return job;
}

export interface Machine {
  /** What actions/checkout copies. */
  readonly repository: string;
  /** The folders of actions, by the name and version that a workflow uses. */
  readonly actions: Readonly<Record<string, string>>;
  /** The runner's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface RanStep {
  readonly name: string;
  readonly exitCode: number;
  readonly log: string;
  /** What it wrote to its summary. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RanJob {
  readonly succeeded: boolean;
  /** The steps that ran: none after the first that failed. */
  readonly steps: readonly RanStep[];
  /** What steps put into the environment of those after them. */
  readonly env: Readonly<Record<string, string>>;
  /** The files of the workspace that `keep` names, by name. */
  readonly kept: Readonly<Record<string, string>>;
}

/** What an expression can name, by its first word. */
interface Scope {
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

function fillIn(text: string, { inputs, outputs }: Scope): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const [, input] = /^ inputs\.([\w-]+) $/.exec(expression) ?? [];
    if (input !== undefined && input in inputs) return inputs[input] ?? "";
    const [, step = "", output = ""] = /^ steps\.([\w-]+)\.outputs\.([\w-]+) $/.exec(expression) ?? [];
    const found = outputs.get(step);
    if (found) return found[output] ?? "";
    throw new Error(`this runner does not know the expression${expression}`);
  });
}

/** Lines of GITHUB_ENV and GITHUB_OUTPUT. */
function readPairs(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      if (at < 1) throw new Error(`not NAME=VALUE: ${line}`);
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

class Run {
  readonly folder = mkdtempSync(join(tmpdir(), "cloudmock-workflow-"));
  readonly workspace = join(this.folder, "workspace");
  readonly env: Record<string, string> = {};
  private readonly paths: string[] = [];
  private started = 0;

  constructor(private readonly machine: Machine) {
    for (const name of ["workspace", "temp", "tools", "home"]) mkdirSync(join(this.folder, name));
  }

  private async runScript(step: Step, script: string, scope: Scope, extra: Record<string, string>) {
    if (/\$\{\{/.test(script)) throw new Error("an expression in a script would be run as part of it");
    this.started += 1;
    const files = Object.fromEntries(
      ["ENV", "PATH", "OUTPUT", "STEP_SUMMARY"].map((name) => {
        const file = join(this.folder, `${this.started}-${name}`);
        writeFileSync(file, "");
        return [`GITHUB_${name}`, file];
      }),
    );
    const file = join(this.folder, `${this.started}.sh`);
    writeFileSync(file, script);
    const { PATH = "", ...own } = this.machine.env;
    const flags = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
    const child = Bun.spawn(["bash", ...flags, file], {
      cwd: this.workspace,
      env: {
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: this.workspace,
        HOME: join(this.folder, "home"),
        RUNNER_TEMP: join(this.folder, "temp"),
        RUNNER_TOOL_CACHE: join(this.folder, "tools"),
        ...own,
        ...this.env,
        PATH: [...this.paths.toReversed(), PATH].join(delimiter),
        ...files,
        ...extra,
        ...Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, fillIn(text, scope)])),
      },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const { stdout, stderr, exitCode } = await awaitEnd(child);
    const read = (name: string) => files[`GITHUB_${name}`] ?? "";
    Object.assign(this.env, readPairs(read("ENV")));
    this.paths.push(...readFileSync(read("PATH"), "utf8").split("\n").filter(Boolean));
    return {
      name: step.name ?? step.uses ?? script.trim(),
      exitCode,
      log: stdout + stderr,
      summary: readFileSync(read("STEP_SUMMARY"), "utf8"),
      outputs: readPairs(read("OUTPUT")),
    };
  }

  private async runAction(step: Step, folder: string, scope: Scope): Promise<RanStep> {
    const action = v.parse(Action, Bun.YAML.parse(readFileSync(join(folder, "action.yml"), "utf8")));
    const unknown = Object.keys(step.with).find((name) => !(name in action.inputs));
    if (unknown !== undefined) throw new Error(`the action has no input ${unknown}`);
    const given = Object.entries(step.with).map(([name, text]) => [name, fillIn(text, scope)]);
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
    const inner = { inputs: Object.fromEntries([...defaults, ...given]), outputs: new Map() };
    const ran: RanStep[] = [];
    for (const part of action.runs.steps) {
      if (part.run === undefined || part.shell === undefined) throw new Error("a part without run and shell");
      const ended = await this.runScript(part, part.run, inner, { GITHUB_ACTION_PATH: folder });
      ran.push(ended);
      if (part.id !== undefined) inner.outputs.set(part.id, ended.outputs);
      if (ended.exitCode !== 0) break;
    }
    const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, fillIn(value, inner)]);
    return {
      name: step.name ?? step.uses ?? "",
      exitCode: ran.at(-1)?.exitCode ?? 0,
      log: ran.map(({ log }) => log).join(""),
      summary: ran.map(({ summary }) => summary).join(""),
      outputs: Object.fromEntries(outputs),
    };
  }

  async runStep(step: Step, scope: Scope): Promise<RanStep> {
    if (step.run !== undefined) return this.runScript(step, step.run, scope, {});
    if (step.uses === "actions/checkout@v4") {
      cpSync(this.machine.repository, this.workspace, { recursive: true });
      return { name: step.uses, exitCode: 0, log: "", summary: "", outputs: {} };
    }
    const folder = this.machine.actions[step.uses ?? ""];
    if (folder === undefined) throw new Error(`this runner has no action ${step.uses}`);
    return this.runAction(step, folder, scope);
  }
}

/** Runs a job's steps one after the other, up to the first that fails. Its services have to be there already. */
export async function runJob(
  job: WorkflowJob,
  machine: Machine,
  keep: readonly string[] = [],
): Promise<RanJob> {
  const run = new Run(machine);
  const outputs = new Map<string, Readonly<Record<string, string>>>();
  const steps: RanStep[] = [];
  try {
    for (const step of job.steps) {
      const ended = await run.runStep(step, { inputs: {}, outputs });
      steps.push(ended);
      if (step.id !== undefined) outputs.set(step.id, ended.outputs);
      if (ended.exitCode !== 0) break;
    }
    const kept = await Promise.all(
      keep.map(async (name) => [name, await Bun.file(join(run.workspace, name)).text()]),
    );
    return {
      succeeded: steps.length === job.steps.length && steps.every(({ exitCode }) => exitCode === 0),
      steps,
      env: run.env,
      kept: Object.fromEntries(kept),
    };
  } finally {
    rmSync(run.folder, { recursive: true, force: true });
  }
}
