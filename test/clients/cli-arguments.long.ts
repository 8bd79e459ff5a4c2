// Every operation that the AWS CLI has a command for: what it reads from the arguments that an export writes is what was to be said.
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canEnterRoots, makeChrootCommand, makeDebianRoot } from "../../scripts/lib/debian.ts";
import { makeClientEnvironment as installClients, root } from "../../scripts/lib/python.ts";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../src/aws/model/types.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { writeArguments } from "../../src/export/aws-cli/arguments.ts";
import { Marks } from "../../src/export/aws-cli/marks.ts";
import { nameOperation, nameService } from "../../src/export/aws-cli/names.ts";
import { Variables } from "../../src/export/aws-cli/variables.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { makeDraw, makeMessage } from "../support/make-value.ts";
import { drawSeed } from "../support/seed.ts";

const LIMIT_MS = 3_600_000;
/** Only each so many-th operation, for a first look. */
const EVERY = Number(process.env["CLI_EVERY"] ?? 1);
const READER = join(root, "scripts", "python", "parse-aws-cli.py");

/** An operation that the CLI has a command for, with the members that its own model knows. */
interface Known {
  readonly service: string;
  readonly operation: string;
  readonly members: readonly string[];
}

type Run = (args: readonly string[], folder: string) => string[];

/** No call of a log is one that streams events. */
function streamsEvents({ input, output }: Operation): boolean {
  return [input, output].some((shape) => Object.values(shape?.members ?? {}).some((one) => one.eventstream));
}

/** What a value is for the CLI: moments are texts, bytes base64. */
function show(value: Value, shape: Shape | undefined): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Digits) return Number(value.text);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => show(item, shape?.member));
  if (!isStructure(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      show(inner ?? null, shape?.members?.[name] ?? shape?.value),
    ]),
  );
}

function expectInput({ input: shape }: Operation, input: Structure): unknown {
  const sent = Object.entries(input).filter(([name]) => shape?.members?.[name]?.idempotencyToken !== true);
  return show(Object.assign(makeStructure(), Object.fromEntries(sent)), shape);
}

async function runReader(command: readonly string[], input: string): Promise<string[]> {
  const child = Bun.spawn([...command], {
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, HOME: "/nonexistent", AWS_CONFIG_FILE: "config", AWS_DEFAULT_REGION: "us-east-1" },
  });
  const [told, said] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect(said).toBe("");
  return told.split("\n").filter((line) => line !== "");
}

/** The words that a shell makes of command lines. */
async function split(lines: readonly string[], folder: string): Promise<string[][]> {
  writeFileSync(
    join(folder, "words.sh"),
    lines.map((line) => `printf '%s\\0' ${line}\nprintf '\\1\\0'\n`).join(""),
  );
  const child = Bun.spawn(["bash", join(folder, "words.sh")], { stdout: "pipe" });
  const told = await child.stdout.text();
  expect(await child.exited).toBe(0);
  return told
    .split("\x01\0")
    .slice(0, -1)
    .map((words) => words.split("\0").slice(0, -1));
}

async function check(run: Run): Promise<void> {
  using place = makeFolder();
  const folder = place.path;
  const seed = drawSeed();
  const draw = makeDraw(seed);
  const known = (await runReader(run(["commands"], folder), "")).map((line) => JSON.parse(line) as Known);
  const marks = new Marks([]);
  const variables = new Variables([], undefined);
  const cases: { name: string; line: string; input: unknown }[] = [];
  const models = new Map((await loadIndex()).services.map((entry) => [entry.service, entry]));
  const missing: string[] = [];
  let files = 0;
  for (const [place, { service, operation: name, members }] of known.entries()) {
    if (place % EVERY !== 0) continue;
    if (!models.has(service)) continue;
    const operation = (await loadModel(service)).operations[name];
    if (!operation || operation.retired !== undefined || operation.model.metadata.retired !== undefined)
      continue;
    const command = nameOperation(service, operation);
    if (command === undefined) {
      if (!streamsEvents(operation)) missing.push(`${service} ${name}`);
      continue;
    }
    const whole = makeMessage(draw, operation.input);
    const input = Object.assign(
      makeStructure(),
      Object.fromEntries(Object.entries(whole).filter(([member]) => members.includes(member))),
    );
    const args = writeArguments(service, operation, input, {
      marks,
      variables,
      longest: 400,
      keepFile(content, ending) {
        const path = `files/${++files}.${ending}`;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
        return path;
      },
    });
    if ("unsayable" in args) continue;
    const line = [nameService(service), command, "--region us-east-1", ...args.lines].join(" ");
    cases.push({ name: `${service} ${name}`, line, input: expectInput(operation, input) });
  }
  writeFileSync(join(folder, "config"), "[default]\ncli_follow_urlparam = false\n[preview]\nsdb = true\n");
  expect(missing).toEqual([]);
  const words = await split(
    cases.map(({ line }) => line),
    folder,
  );
  expect(words.length).toBe(cases.length);
  const reader = run([existsSync(folder) ? folder : "/"], folder);
  const read = await runReader(reader, words.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const wrong = cases.flatMap(({ name, line, input }, index) => {
    const { error, parameters } = JSON.parse(read[index] ?? "{}");
    // An older model may require what the newer one does not; bytes that are drawn are no archive.
    if (/arguments are required|must be a zip file/.test(error ?? "")) return [];
    if (error !== undefined) return [`${name}: ${error}\n${line.slice(0, 500)}`];
    return Bun.deepEquals(parameters, input)
      ? []
      : [`${name}: ${line.slice(0, 500)}\nread ${JSON.stringify(parameters).slice(0, 500)}`];
  });
  expect({ seed, wrong: wrong.slice(0, 20), count: wrong.length }).toEqual({ seed, wrong: [], count: 0 });
  expect(cases.length).toBeGreaterThan(15_000 / EVERY);
}

test(
  "version 1",
  async () => check((args) => [join(installClients(), "bin", "python"), READER, ...args]),
  LIMIT_MS,
);

test.skipIf(!canEnterRoots)(
  "version 2 (needs root and Debian's packages)",
  async () => {
    const place = makeDebianRoot("aws-cli-2", ["awscli"], { suite: "trixie" });
    await check((args, folder) =>
      makeChrootCommand(place, ["/usr/bin/python3", `/scripts/${READER.split("/").at(-1)}`, ...args], {
        readOnly: { "/dev": "/dev", "/scripts": dirname(READER) },
        shared: { [folder]: folder },
      }),
    );
  },
  LIMIT_MS,
);
