/** Finds in an answer the thing that was asked for: the item of a list that is called like it, or the whole answer. */
import type { Deed } from "../aws/resources/types.ts";
import { isScalar, isStructure, type Structure, type Value } from "../aws/values.ts";
import { type Item, listTexts, readItems } from "./answer-items.ts";
import type { Reader, VersionNumber } from "./fact.ts";
import type { Found } from "./found.ts";
import { lastMember } from "./knowledge.ts";
import type { Named } from "./named.ts";
import { printScalar } from "./same.ts";
import { callsSame } from "./same-name.ts";
import { listScopes } from "./scopes.ts";

function hasDirectly(value: Value, text: string): boolean {
  if (typeof value === "string") return callsSame(value, text);
  return (
    isStructure(value) &&
    Object.values(value).some((inner) => typeof inner === "string" && callsSame(inner, text))
  );
}

/** Whether a JSON document (a policy with its statements) holds the text as one of its own. */
function namesInDocument(document: string, text: string): boolean {
  return /^\s*[[{]/.test(document) && document.includes(JSON.stringify(text));
}

/** Whether a text stands anywhere in a value, or in a document in it. */
export function holdsText(value: Value | undefined, text: string): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "string") return callsSame(value, text) || namesInDocument(value, text);
  if (typeof value === "number" || typeof value === "boolean") return String(value) === text;
  if (Array.isArray(value)) return (value as readonly Value[]).some((inner) => holdsText(inner, text));
  return isStructure(value) && Object.values(value).some((inner) => holdsText(inner, text));
}

/** Whether a scalar of a structure is this text. */
function holdsScalar(value: Value, text: string): boolean {
  return (
    isStructure(value) && Object.values(value).some((inner) => isScalar(inner) && holdsText(inner, text))
  );
}

/**
 * The things that an answer tells of: the items of its lists in which some of the texts of `asked` stand, or itself and what
 * stands right below it.
 */
export function listFound(reader: Reader, output: Structure, asked: Structure): Found[] {
  const { output: ref } = reader.operation;
  if (!ref) return [];
  if (reader.isList) {
    const texts = [...new Set(listTexts(asked))];
    return readItems(ref, output)
      .findFew(texts)
      .flatMap(({ ref: at, value }) => (isStructure(value) ? [{ ref: at, value }] : []));
  }
  const members = ref.members ?? {};
  const below = Object.entries(output).flatMap(([name, value]): Found[] => {
    const at = members[name];
    return at && isStructure(value) ? [{ ref: at, value }] : [];
  });
  return [{ ref, value: output }, ...below];
}

/** What a thing is told by: one of `own` and all of `others`. */
export interface Identity {
  readonly own: readonly Named[];
  readonly others: readonly Named[];
  readonly version?: VersionNumber | undefined;
  /** What was done to it. Of a thing that was made, the answer may say how it ended. */
  readonly deed?: Deed;
}

function isVersion(value: Value, version: VersionNumber | undefined): boolean {
  if (!version) return true;
  const number = isStructure(value) ? value[version.member] : undefined;
  return number !== undefined && number !== null && printScalar(number) === version.text;
}

/** Whether an item has a text in the member in which the service answered with the thing's own identifier. */
function holdsMinted(item: Value, { row }: Named): boolean {
  const { side, steps } = row;
  return side === "output" && isStructure(item) && typeof item[lastMember(steps)] === "string";
}

/** The entry of a map that an answer has for what was asked for by its name: the attributes of SES's identities. */
function findEntry({ operation, used }: Reader, output: Structure): Found | undefined {
  for (const [name, value] of Object.entries(output)) {
    const shape = operation.output?.members?.[name];
    if (shape?.type !== "map" || !shape.value || !isStructure(value)) continue;
    for (const { text } of used) {
      const entry = value[text];
      if (entry !== undefined && isStructure(entry)) return { ref: shape.value, value: entry };
    }
  }
  return undefined;
}

/** The item in which an answer on something else tells of the thing, by the same member: one attribute of a snapshot. */
function findPart({ operation, used }: Reader, output: Structure, identity: Identity): Found | undefined {
  const { output: ref } = operation;
  if (!ref) return undefined;
  const names = [...identity.own, ...identity.others].filter(
    ({ text, row }) => row.side === "input" && row.isScalar && used.every((one) => one.text !== text),
  );
  const holds = ({ value }: Pick<Found, "value">) =>
    names.some(({ text, row }) => value?.[lastMember(row.steps)] === text);
  if (names.length === 0 || listScopes({ ref, value: output }, true).some(holds)) return undefined;
  const items = readItems(ref, output).findAny(names.map(({ text }) => text));
  return items.flatMap(({ ref: at, value }) => (isStructure(value) ? [{ ref: at, value }] : [])).find(holds);
}

/** Deeds that are about one thing, and put nothing to others. */
const ABOUT_ONE: ReadonlySet<Deed | undefined> = new Set<Deed | undefined>([
  "create",
  "update",
  "act",
  "detach",
]);

/** The one item that is called as what was asked for, of an answer that has nothing but lists of such things. */
function findOnly(
  { operation, used }: Reader,
  output: Structure,
  { own, deed }: Identity,
): Found | undefined {
  const { output: ref } = operation;
  const texts = [...own, ...used].map(({ text }) => text);
  if (!ref || !ABOUT_ONE.has(deed) || texts.length === 0) return undefined;
  const isCalled = (value: Value | undefined) =>
    value !== undefined && texts.some((text) => hasDirectly(value, text));
  if (listScopes({ ref, value: output }, true).some(({ value }) => isCalled(value))) return undefined;
  const items = readItems(ref, output).findAny(texts);
  const [only, ...others] = items.filter(({ value }) => isStructure(value) && isCalled(value));
  return only && isStructure(only.value) && others.length === 0
    ? { ref: only.ref, value: only.value }
    : undefined;
}

/** The thing in `output`, or undefined where it is not there. */
export function locate(reader: Reader, output: Structure, identity: Identity): Found | undefined {
  const { operation } = reader;
  if (!operation.output) return { value: undefined };
  const whole: Found = { ref: operation.output, value: output };
  const used = new Set(reader.used.map(({ text }) => text));
  const others = identity.others.filter(({ text }) => !used.has(text));
  const hasOthers = (value: Value) => others.every(({ text }) => holdsText(value, text));
  const hasList = Object.values(operation.output.members ?? {}).some((ref) => ref.type !== "map");
  if (!reader.isList || !hasList)
    return hasOthers(output)
      ? (findEntry(reader, output) ??
          findPart(reader, output, identity) ??
          findOnly(reader, output, identity) ??
          whole)
      : undefined;
  const own = identity.own.length > 0 ? identity.own : reader.used;
  const items = readItems(operation.output, output);
  const isOwn = (item: Item) =>
    isVersion(item.value, identity.version) &&
    own.some(({ text }) => hasDirectly(item.value, text)) &&
    hasOthers(item.value);
  const isOther = (item: Item) => others.length > 0 && hasOthers(item.value);
  const names = identity.own.filter(({ text }) => !used.has(text));
  // What has no name is an item of its own in what is read, with all by which it is told: a route, an entry.
  const isPart = ({ value }: Item) =>
    others.length > 0 && others.every(({ text }) => holdsScalar(value, text));
  const part =
    identity.own.length === 0 ? items.findAll(others.map(({ text }) => text)).find(isPart) : undefined;
  const found =
    part ??
    items.findAny(own.map(({ text }) => text)).find(isOwn) ??
    (names.length === 0 ? items.findAll(others.map(({ text }) => text)).find(isOther) : undefined);
  if (found) return { ref: found.ref, value: isStructure(found.value) ? found.value : undefined };
  // A list of other things of its kind, each with the identifier that a service gave it.
  if (items.all.some(({ value }) => own.some((one) => holdsMinted(value, one)))) return undefined;
  // Lists of what a thing has (its tags, its targets) do not repeat its name.
  const isWhole = others.length + names.length === 0 && identity.version === undefined;
  return isWhole && used.size > 0 && items.all.length > 0 ? whole : undefined;
}
