/** What EC2's filters mean: paths through what is told of a thing, and values with wildcards. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";

/** The texts that lists go by beside the name of what they list. */
const ENDINGS = ["", "s", "es", "set"];

/** A name without what differs between a filter and a path: `instance-state-name` is State.Name of an instance. */
function foldPath(name: string): string {
  return name.replaceAll(/[-.]/g, "").toLowerCase();
}

/** What is left of a path after a member, whichever way that says that it is a list. */
function* listRests(member: string, path: string): Generator<string> {
  const folded = member.toLowerCase();
  for (const ending of ENDINGS) {
    const length = folded.length - ending.length;
    if (length > 0 && folded.endsWith(ending) && path.startsWith(folded.slice(0, length)))
      yield path.slice(length);
  }
  const one = folded.endsWith("ies") ? `${folded.slice(0, -3)}y` : undefined;
  if (one !== undefined && path.startsWith(one)) yield path.slice(one.length);
}

/** All that lies on a path of names which nothing parts, through structures and lists. */
function walk(value: Value | undefined, path: string): Value[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item) => walk(item, path));
  if (!isStructure(value)) return path === "" ? [value] : [];
  // An attribute is its value.
  if (path === "") return isScalar(value["Value"]) ? [value["Value"]] : [];
  const all: Value[] = [];
  for (const [member, inner] of Object.entries(value))
    for (const rest of listRests(member, path)) all.push(...walk(inner, rest));
  return all;
}

/** What a filter's name means in what is told of a thing of a type, whose name may come first, or a structure deeper. */
export function listFiltered(shown: Structure, name: string, type = ""): Value[] {
  const path = foldPath(name);
  const found = walk(shown, path);
  if (found.length > 0) return found;
  const own = foldPath(type);
  const inOwn = own !== "" && path.length > own.length && path.startsWith(own);
  const ofOwn = inOwn ? walk(shown, path.slice(own.length)) : [];
  if (ofOwn.length > 0) return ofOwn;
  const deeper = Object.values(shown).flatMap((inner) => (isStructure(inner) ? walk(inner, path) : []));
  // What is asked with this word is told without it, and the other way round: `is-public` is Public, `default` IsDefault.
  return deeper.length > 0 ? deeper : walk(shown, path.startsWith("is") ? path.slice(2) : `is${path}`);
}

/** A value as filters have it: moments as ISO 8601. */
export function printFiltered(value: Value): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (value instanceof Uint8Array) return undefined;
  return isScalar(value) ? String(value) : undefined;
}

const WILD = /[*?\\]/;
const [ANY, ONE] = [Symbol("*"), Symbol("?")];

/** A pattern's parts: a run of wildcards is one, where `*` is among them, and no longer than what it is held against. */
function parseWild(pattern: string, most: number): (string | symbol)[] {
  const parts: (string | symbol)[] = [];
  let optional = 0;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? "";
    const last = parts.at(-1);
    if (letter === "*" || letter === "?") {
      if (last === ANY) continue;
      if (letter === "*") {
        while (parts.at(-1) === ONE) parts.pop();
        parts.push(ANY);
        optional = 0;
      } else if (optional++ < most) parts.push(ONE);
      continue;
    }
    optional = 0;
    if (letter === "\\" && at + 1 < pattern.length) at++;
    parts.push(pattern[at] ?? "");
  }
  return parts;
}

/**
 * Whether a text is what a filter's value means: `*` is any run of letters, `?` one or none, and a backslash takes that from them.
 * Takes time that grows linearly with each of the two: after each part it is known where in the text that may end.
 */
export function matchesWild(pattern: string, text: string): boolean {
  if (!WILD.test(pattern)) return pattern === text;
  const parts = parseWild(pattern, text.length);
  if (parts.filter((part) => typeof part === "string").length > text.length) return false;
  let ends = new Uint8Array(text.length + 1);
  ends[0] = 1;
  for (const part of parts) {
    const next = new Uint8Array(text.length + 1);
    for (let at = 0; at <= text.length; at++) {
      const [here, before] = [ends[at] ?? 0, at > 0 ? (ends[at - 1] ?? 0) : 0];
      if (part === ANY) next[at] = here || (next[at - 1] ?? 0);
      else if (part === ONE) next[at] = here || before;
      else next[at] = before && text[at - 1] === part ? 1 : 0;
    }
    ends = next;
  }
  return ends[text.length] === 1;
}

/** As deep as paths of filters go. */
const DEEPEST = 7;

/** A value that has every member of a shape once. */
function makeSample(shape: Shape, depth: number): Value {
  if (shape.type === "list") return shape.member && depth > 0 ? [makeSample(shape.member, depth)] : [];
  if (shape.type !== "structure") return "";
  const sample = makeStructure();
  if (depth > 0)
    for (const [name, member] of listMembers(shape)) sample[name] = makeSample(member, depth - 1);
  return sample;
}

function listStructures(value: Value | undefined): Structure[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(listStructures);
  if (!isStructure(value)) return [];
  return [value, ...Object.values(value).flatMap(listStructures)];
}

const samples = new WeakMap<Operation, readonly Structure[]>();

/** Whether some member of an answer can be meant by a filter's name. */
export function canMean(operation: Operation, name: string, type: string): boolean {
  const all = samples.getOrInsertComputed(operation, () =>
    operation.output ? listStructures(makeSample(operation.output, DEEPEST)) : [],
  );
  return all.some((sample) => listFiltered(sample, name, type).length > 0);
}
