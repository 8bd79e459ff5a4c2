/** What hangs on what by the log's own account: a call that attached something, and the inverse that would undo it. */
import type { Operation } from "../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { listKeys } from "../order/keys.ts";
import { listTexts } from "../order/texts.ts";
import type { Step } from "../steps.ts";
import type { Pair } from "./attachments.ts";

/** Keys by member: what a call says of each thing that it names. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

export interface Attachment {
  readonly pair: Pair;
  readonly opener: Step;
  /** The operation that undoes it, with its input in recorded identifiers. */
  readonly closes: Operation;
  readonly closeInput: Structure;
  readonly names: Names;
}

/** Members of a thing and of a list of things are alike: InstanceId and InstanceIds. */
function foldMember(member: string): string {
  return member.toLowerCase().replace(/(ies|s)$/, "");
}

function addNames(names: Map<string, Set<string>>, ref: Operation["input"], value: Structure): void {
  if (!ref) return;
  for (const { text, member } of listTexts(ref, value)) {
    const name = foldMember(member);
    const known = names.get(name) ?? new Set();
    names.set(name, known);
    for (const key of [text, ...listKeys(text)]) known.add(key);
  }
}

/** What a call of `operation` with this input names; `answer` counts as well. */
export function readNames(
  operation: Operation,
  input: Structure,
  answer: Structure = makeStructure(),
): Names {
  const names = new Map<string, Set<string>>();
  addNames(names, operation.input, input);
  addNames(names, operation.output, answer);
  return names;
}

function* follow(value: Value | undefined, path: readonly string[]): Generator<Value> {
  const [name, ...rest] = path;
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* follow(item, path);
  else if (name === undefined) {
    if (value !== undefined && value !== null) yield value;
  } else if (isStructure(value)) yield* follow(value[name], rest);
}

/** The value at a path: one, or all of them for a member that is a list. */
function readPath(sources: Structure, path: string, isList: boolean): Value | undefined {
  const values = [...follow(sources, path.split("."))];
  return isList && values.length > 0 ? values : values[0];
}

/** The input of `operation` from another call's input and answer; undefined where a required member stays unknown. */
export function mapInput(
  operation: Operation,
  sources: { readonly input: Structure; readonly answer: Structure },
  members: Pair["members"],
): Structure | undefined {
  if (!operation.input) return undefined;
  const shape = operation.input;
  const result = makeStructure();
  const wanted = members ?? Object.fromEntries((shape.required ?? []).map((name) => [name, ""]));
  for (const [name, path] of Object.entries(wanted)) {
    const ref = shape.members?.[name];
    if (!ref) continue;
    const isList = ref.type === "list";
    const value =
      path === true
        ? true
        : path === ""
          ? (sources.input[name] ?? sources.answer[name])
          : readPath({ ...sources }, path, isList);
    if (value !== undefined && value !== null) result[name] = value;
  }
  const isComplete = (shape.required ?? []).every((name) => result[name] !== undefined);
  return isComplete && Object.keys(result).length > 0 ? result : undefined;
}

/** The attachment that a step makes, if its inverse can be told from what it asked and was answered. */
export function readAttachment(step: Step, pair: Pair): Attachment | undefined {
  const { operation, input, output: answer } = step;
  const closes = operation.model.operations[pair.closes];
  if (!closes) return undefined;
  const closeInput = mapInput(closes, { input, answer }, pair.members);
  const names = readNames(operation, input, answer);
  return closeInput && { pair, opener: step, closes, closeInput, names };
}

function shares(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean {
  return a !== undefined && [...b].some((key) => a.has(key));
}

/** Whether a call speaks of this attachment: of the members that both have, every one names the same. */
export function isAbout({ names }: Attachment, other: Names): boolean {
  const common = [...other].filter(([member]) => names.has(member));
  return common.length > 0 && common.every(([member, keys]) => shares(names.get(member), keys));
}

/** Whether a member names a thing that another deletion is for: DeleteRoute's RouteTableId is DeleteRouteTable's. */
function isContainer(operation: Operation, member: string): boolean {
  const other = `delete${member.replace(/(name|id|identifier|arn|url)$/, "")}`;
  return Object.keys(operation.model.operations).some(
    (name) => name !== operation.name && name.toLowerCase() === other,
  );
}

/** What a deletion names, by the members that tell which thing it is of: those it requires, else all. */
export function tellDeleted({ operation, input }: Pick<Step, "operation" | "input">): Names {
  if (!operation.input) return new Map();
  const all = [...readNames(operation, input)];
  const required = new Set((operation.input.required ?? []).map(foldMember));
  const telling = required.size > 0 ? all.filter(([member]) => required.has(member)) : all;
  return telling.some(([member]) => !isContainer(operation, member)) ? new Map(telling) : new Map();
}

/** Whether a deletion is of something that the attachment holds on to; `deleted` is what it names. */
export function hangsOn({ names, pair }: Attachment, deleted: Names): boolean {
  const rename = new Map(
    Object.entries(pair.holder ?? {}).map(([from, to]) => [foldMember(from), foldMember(to)]),
  );
  return (
    deleted.size > 0 &&
    [...deleted].every(([member, keys]) =>
      shares(names.get(member) ?? names.get(rename.get(member) ?? ""), keys),
    )
  );
}
