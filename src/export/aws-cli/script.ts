/** A bash script with the commands of the AWS CLI that make what stands at the end of a log. */

import { encodeBase64 } from "../../aws/formats/scalars.ts";
import { encodeRequest } from "../../aws/protocols/requests.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { tellCount } from "../../base/count.ts";
import { tellEventName, tellEventTime } from "../../dialect/call.ts";
import type { Step } from "../../plan/steps.ts";
import type { Exported, ExportPlace, Surviving } from "../exported.ts";
import { type Writing, writeArguments } from "./arguments.ts";
import { writeHead } from "./head.ts";
import { findLacking } from "./lacking.ts";
import { nameOperation, nameService } from "./names.ts";
import { type PreparedScript, prepareInputs } from "./prepare-inputs.ts";
import { writeComment, writeWord } from "./shell.ts";
import type { KeptAnswer } from "./variables.ts";

/** Longer texts stand in files of their own, where there is a folder for these. */
const LONG_TEXT = 2_000;
/** A line of arguments is not longer than this, unless one of them is. */
const LINE = 100;
const TAB = "$'\\t'";

/** The files that commands read. */
class Files {
  readonly contents = new Map<string, string | Uint8Array>();
  readonly #known = new Map<string, string>();

  keep(content: string | Uint8Array, ending: string): string {
    const key = `${ending} ${typeof content === "string" ? content : encodeBase64(content)}`;
    return this.#known.getOrInsertComputed(key, () => {
      const path = `files/${String(this.contents.size + 1).padStart(4, "0")}.${ending}`;
      this.contents.set(path, content);
      return path;
    });
  }

  /** Commands that write the files, for a script that has none beside it. */
  write(): string[] {
    return [...this.contents].map(([path, content]) => {
      const text = encodeBase64(content).replaceAll(/.{1,76}/g, "$&\n");
      return `base64 -d > ${path} << 'END'\n${text}END`;
    });
  }
}

/** What a call is, and why it is made, for whoever reads the script. */
function describe(step: Step, kept: readonly KeptAnswer[]): string[] {
  const { creation, placeholders = [] } = step;
  const was = kept.map(({ variable, recorded }) => `${variable} was ${recorded}`);
  const what = `${tellEventTime(step)} ${tellEventName(step)}${was.length === 0 ? "" : `: ${was.join(", ")}`}`;
  const why = creation
    ? [`Not in the log (${creation.kind}): ${creation.type} ${creation.recorded}. ${creation.evidence}.`]
    : [];
  const filled = placeholders.map(({ path, filled: by, reason }) => `${path} is made up: ${by}. ${reason}`);
  return [what, ...why, ...filled].map(writeComment);
}

/** What keeps something of an answer. */
function writeQuery(kept: readonly KeptAnswer[], isPaged: boolean): string[] {
  if (kept.length === 0) return [];
  const paths = kept.map(({ path }) => path);
  const query = paths.length === 1 ? (paths[0] ?? "") : `[${paths.join(", ")}]`;
  return [`--query ${writeWord([query])}`, "--output text", ...(isPaged ? ["--no-paginate"] : [])];
}

function layOut(command: string, args: readonly string[]): string {
  const line = [command, ...args].join(" ");
  if (line.length <= LINE && !line.includes("\n")) return line;
  return [command, ...args].join(" \\\n  ");
}

/** Whether a call makes or asks for what is at a path of its answer: without it the rest makes no sense. */
function isWanted({ service, operation, creation }: Step, path: string): boolean {
  if (creation?.kind === "lookup") return true;
  const { deed, output } = findMeaning(service, operation.name);
  const place = path.replaceAll(/\[\d+\]/g, "[]");
  return (
    (deed === "create" || deed === "put") && output.some((one) => one.part === "own" && one.path === place)
  );
}

/** The command, with what it answers kept in variables or thrown away. */
function keepAnswer(command: string, kept: readonly KeptAnswer[], step: Step): string {
  const names = kept.map(({ variable }) => variable);
  if (names.length === 0) return `${command} > /dev/null`;
  const taking =
    names.length === 1
      ? [`${names[0]}=$(${command})`]
      : [`ANSWER=$(${command})`, `IFS=${TAB} read -r ${names.join(" ")} <<< "$ANSWER"`];
  const checks = kept.map(({ path, variable, recorded }) =>
    isWanted(step, path) ? `know ${variable}` : `keep ${variable} ${writeWord([recorded])}`,
  );
  return [...taking, ...checks].join("\n");
}

interface Written {
  readonly lines: readonly string[];
  readonly isLeftOut: boolean;
}

function writeStep(prepared: PreparedScript, step: Step, place: number, writing: Writing): Written {
  const { variables, inputs } = prepared;
  const { service, operation, account, region } = step;
  const kept = variables.listKept(place);
  const about = describe(step, kept);
  const leaveOut = (why: string) => ({
    lines: [...about, writeComment(`Left out: ${why}.`), ...kept.map(({ variable }) => `${variable}=`)],
    isLeftOut: true,
  });
  const name = nameOperation(service, operation);
  if (name === undefined) return leaveOut(`the AWS CLI has no command for ${service} ${operation.name}`);
  const encoded = encodeRequest(operation, step.input, { idempotencyToken: step.id });
  if ("unsendable" in encoded) return leaveOut(encoded.unsendable);
  const lacking = findLacking(operation.input, step.input);
  if (lacking !== undefined) return leaveOut(`the AWS CLI wants ${lacking}, which the log does not hold`);
  const args = writeArguments(service, operation, inputs[place] ?? {}, writing);
  if ("unsayable" in args) return leaveOut(args.unsayable);
  const as = account === variables.mainAccount ? [] : [`--profile "$PROFILE_${account}"`];
  const where = [`--region ${writeWord([region])}`, ...as];
  const query = writeQuery(kept, operation.pagination !== undefined);
  const command = layOut(["aws", writeWord([nameService(service)]), name, ...where].join(" "), [
    ...args.lines,
    ...query,
  ]);
  return { lines: [...about, keepAnswer(command, kept, step)], isLeftOut: false };
}

/** Tells where the calls of another account begin. */
function writeAccount(step: Step, before: Step | undefined): string[] {
  if (step.account === before?.account || (before === undefined && step.account === "")) return [];
  return [writeComment(`---- account ${step.account} ----`)];
}

/** Writes the script. What is long stands beside it where there is a folder, else the script writes it by itself. */
export function writeScript({ steps }: Surviving, { isFolder, version }: ExportPlace): Exported {
  const prepared = prepareInputs(steps);
  const { marks, variables } = prepared;
  const files = new Files();
  const writing: Writing = {
    marks,
    variables,
    keepFile: (content, ending) => files.keep(content, ending),
    longest: isFolder ? LONG_TEXT : Number.POSITIVE_INFINITY,
  };
  const hasSeveral = new Set(steps.map(({ account }) => account)).size > 1;
  const written = steps.map((step, place) => {
    const { lines, isLeftOut } = writeStep(prepared, step, place, writing);
    const account = hasSeveral ? writeAccount(step, steps[place - 1]) : [];
    return { isLeftOut, text: [...account, ...lines].join("\n") };
  });
  const head = writeHead({
    version,
    steps,
    variables,
    isFolder,
    writesFiles: files.contents.size > 0 && !isFolder ? files.write() : [],
    hasFiles: files.contents.size > 0,
  });
  const leftOut = written.filter(({ isLeftOut }) => isLeftOut).length;
  const blanks = [...variables.blanks.keys()].filter(({ preset }) => preset === undefined).length;
  return {
    name: "create.sh",
    text: `${[head, ...written.map(({ text }) => text), 'exit "$((FAILED > 0))"'].join("\n\n")}\n`,
    isExecutable: true,
    files: isFolder ? files.contents : new Map(),
    remarks: [
      `${tellCount(steps.length - leftOut, "command")} of the AWS CLI`,
      ...(leftOut === 0
        ? []
        : [`${tellCount(leftOut, "call")} cannot be made with it; the script says which`]),
      ...(blanks === 0 ? [] : [`${tellCount(blanks, "secret")} to fill in before it runs`]),
    ],
  };
}
