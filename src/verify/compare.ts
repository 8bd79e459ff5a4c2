/** Compares what a call asked for with what was read back: members that both have, by their (bent) names. */

import { withMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { collectSecrets, HIDDEN, type SecretTexts } from "../aws/secrets/mask.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { matchMember } from "../dialect/match-member.ts";
import type { Found } from "./locate.ts";
import type { CompareRow } from "./readers.ts";
import { printScalar, sameScalars } from "./same.ts";

/** One member that is not as it was asked for, with secrets hidden; texts are what stands there, JSON for what is no scalar. */
export interface Difference {
  readonly member: string;
  readonly expected: string;
  readonly found: string;
}

/** How many members both sides have, and which of them differ. */
export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** Tokens and references that only the request has a use for. */
const PASSING = /^(client(request)?token|callerreference|creatorrequestid|dryrun|checksum.*|contentmd5)$/i;
const MARKER = /^(HIDDEN_|<sensitiveDataRemoved>|\*{3,})/;
/** Tags by which an emulator is told an id (targets pin by them; they are no wish of the log). */
const PIN_TAGS: ReadonlySet<string> = new Set(["_custom_id_", "ms-custom-id", "floci:override-id"]);

interface Side {
  readonly ref: Shape;
  readonly value: Value;
}

interface Comparing {
  readonly skipped: ReadonlySet<string>;
  /** The thing's type, in lower case and without hyphens: `userpool`. */
  readonly type: string;
  /** The secrets of both sides; collected once there is a difference. */
  readonly secrets: () => SecretTexts;
  readonly differences: Difference[];
  compared: number;
}

function show(value: Value | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value) || isStructure(value))
    return JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? printScalar(inner) : inner));
  return printScalar(value);
}

/** A list of tags (or any of keys and values) as a map; undefined for other values. */
function readPairs(value: Value): ReadonlyMap<string, Value> | undefined {
  if (isStructure(value)) {
    const entries = Object.entries(value);
    return new Map(entries.map(([key, inner]) => [key, inner ?? null]));
  }
  if (!Array.isArray(value)) return undefined;
  const pairs = (value as readonly Value[]).map((item): [string, Value] | undefined => {
    if (!isStructure(item)) return undefined;
    const key = Object.keys(item).find((name) => /^(tag)?key$/i.test(name));
    const held = Object.keys(item).find((name) => /^(tag)?value$/i.test(name));
    const name = key === undefined ? undefined : item[key];
    return typeof name === "string" ? [name, (held === undefined ? "" : item[held]) ?? ""] : undefined;
  });
  return pairs.every((pair) => pair !== undefined) ? new Map(pairs) : undefined;
}

function isMapLike(side: Side): boolean {
  const shape = side.ref;
  if (shape.type === "map") return true;
  const element = shape.member;
  const names = Object.keys(element?.members ?? {});
  return (
    names.length <= 3 &&
    names.some((name) => /^(tag)?key$/i.test(name)) &&
    names.some((name) => /^(tag)?value$/i.test(name))
  );
}

/** Notes a difference, without secrets: where one side is one, the other is one, too. */
function report(walk: Comparing, path: string, expected: Value, found: Value | undefined): void {
  const secrets = walk.secrets();
  const [before, after] = [secrets.hide(show(expected)), secrets.hide(show(found))];
  const isHidden = before === HIDDEN || after === HIDDEN;
  const member = secrets.hide(path);
  walk.differences.push(
    isHidden
      ? { member, expected: HIDDEN, found: found === undefined ? after : HIDDEN }
      : { member, expected: before, found: after },
  );
}

function isAttributeMap(shape: Shape, path: string): boolean {
  const key = shape.key;
  return key?.enum !== undefined || /attributes$/i.test(path);
}

function comparePairs(walk: Comparing, path: string, expected: Side, found: Side): void {
  const [asked, seen] = [readPairs(expected.value), readPairs(found.value)];
  if (!asked || !seen) return;
  const shape = expected.ref;
  const isOptional = isAttributeMap(shape, path);
  for (const [key, value] of asked) {
    if (PIN_TAGS.has(key) || walk.skipped.has(`${path}.${key}`)) continue;
    const other = seen.get(key);
    if (other === undefined && isOptional) continue;
    walk.compared++;
    const isSame =
      other !== undefined && (show(value) === show(other) || sameScalars(show(value), show(other)));
    if (!isSame) report(walk, `${path}.${key}`, value, other);
  }
}

/** Whether an item of the expected list stands in the found one. */
function hasItem(walk: Comparing, path: string, item: Side, found: Side, others: readonly Value[]): boolean {
  const shape = item.ref;
  return others.some((other) => {
    if (!isStructure(item.value) && isStructure(other)) {
      // A list of names where the answer has what they name.
      return Object.values(other).some(
        (inner) => typeof inner === "string" && sameScalars(item.value, inner),
      );
    }
    const trial: Comparing = { ...walk, differences: [], compared: 0 };
    compareValue(trial, path, item, { ref: found.ref, value: other });
    return trial.differences.length === 0 && (trial.compared > 0 || shape.type !== "structure");
  });
}

function compareLists(walk: Comparing, path: string, expected: Side, found: Side): void {
  const [from, to] = [expected.ref.member, found.ref.member];
  if (!from || !to) return;
  const others = found.value as readonly Value[];
  for (const value of expected.value as readonly Value[]) {
    walk.compared++;
    if (!hasItem(walk, path, { ref: from, value }, { ref: to, value: null }, others))
      report(walk, path, value, others);
  }
}

function compareValue(walk: Comparing, path: string, expected: Side, found: Side): void {
  if (expected.value === null || found.value === null || walk.skipped.has(path)) return;
  const [from, to] = [expected.ref, found.ref];
  if (from.idempotencyToken) return;
  if (isMapLike(expected) && isMapLike(found)) {
    comparePairs(walk, path, expected, found);
    return;
  }
  if (isStructure(expected.value) && isStructure(found.value)) {
    if (from.type === "structure" && to.type === "structure")
      compareMembers(walk, path, from, expected.value, [{ ref: found.ref, value: found.value }]);
    return;
  }
  if (Array.isArray(expected.value) && Array.isArray(found.value)) {
    compareLists(walk, path, expected, found);
    return;
  }
  const isScalar = (value: Value) => !Array.isArray(value) && !isStructure(value);
  if (!isScalar(expected.value) || !isScalar(found.value)) return;
  if (typeof expected.value === "string" && MARKER.test(expected.value)) return;
  walk.compared++;
  const anyCase = from.enum !== undefined || to.enum !== undefined;
  if (!sameScalars(expected.value, found.value, anyCase)) report(walk, path, expected.value, found.value);
}

/** The places of an answer where the members of a request can be: itself, and the structures right below it. */
function listScopes(found: Found, isWhole: boolean): Found[] {
  const { ref: shape, value } = found;
  if (!shape || !value) return [];
  const below = Object.entries(value).flatMap(([name, inner]): Found[] => {
    const at = shape.members?.[name];
    return at && isStructure(inner) && at.type === "structure" ? [{ ref: at, value: inner }] : [];
  });
  return isWhole ? [found, ...below] : [found];
}

function findMember(scopes: readonly Found[], name: string): Side | undefined {
  for (const { ref, value } of scopes) {
    const match = ref && matchMember(ref, name);
    const held = match && value?.[match.name];
    if (match && held !== undefined && held !== null) return { ref: match.ref, value: held };
  }
  return undefined;
}

/** Attributes of a thing (SNS, SQS) stand in a map of texts. */
function findAttribute(scopes: readonly Found[], name: string): Side | undefined {
  for (const { ref, value } of scopes) {
    const at = ref?.members?.["Attributes"];
    const map = value?.["Attributes"];
    const element = at?.value;
    if (element && isStructure(map) && typeof map[name] === "string")
      return { ref: element, value: map[name] };
  }
  return undefined;
}

/** A member that names its own holder: PoolName is the Name of a user pool, and GroupDescription the Description of a group. */
function findShort(walk: Comparing, scopes: readonly Found[], name: string): Side | undefined {
  for (const scope of scopes) {
    for (const member of Object.keys(scope.ref?.members ?? {})) {
      if (member === "" || member.length >= name.length || !name.endsWith(member)) continue;
      const holder = name.slice(0, -member.length).toLowerCase();
      if (walk.type.endsWith(holder)) return findMember([scope], member);
    }
  }
  return undefined;
}

function compareMembers(
  walk: Comparing,
  path: string,
  shape: Shape,
  expected: Structure,
  scopes: readonly Found[],
): void {
  for (const [name, value] of Object.entries(expected)) {
    const ref = shape.members?.[name];
    if (!ref || value === undefined || value === null || PASSING.test(name)) continue;
    const at = path === "" ? name : `${path}.${name}`;
    const isTop = path === "";
    const found =
      findMember(scopes, name) ??
      (isTop ? (findAttribute(scopes, name) ?? findShort(walk, scopes, name)) : undefined);
    if (found) compareValue(walk, at, { ref, value }, found);
    else if (isStructure(value) && shape.payload === name) compareMembers(walk, at, ref, value, scopes);
    else if (/^tagspecification/i.test(name) && Array.isArray(value))
      compareSpecified(walk, at, ref, value, scopes);
  }
}

/** Tags that are given for a type of thing stand at the thing simply as its tags. */
function compareSpecified(
  walk: Comparing,
  path: string,
  ref: Shape,
  value: readonly Value[],
  scopes: readonly Found[],
): void {
  const element = ref.member;
  const found = findMember(scopes, "Tags");
  const at = element?.members?.["Tags"];
  const [only, ...others] = value;
  if (!at || !found || !isStructure(only) || others.length > 0) return;
  compareValue(walk, `${path}.Tags`, { ref: at, value: only["Tags"] ?? null }, found);
}

/** Gives members of the input the names that they have in the answer. */
function renameMembers(
  shape: Shape,
  input: Structure,
  rows: readonly CompareRow[],
  scopes: readonly Found[],
): { shape: Shape; input: Structure } {
  if (rows.length === 0) return { shape, input };
  const members = { ...shape.members };
  const renamed = Object.assign(makeStructure(), input);
  for (const { member, as, pair } of rows) {
    const value = input[member];
    const ref = shape.members?.[member];
    if (value === undefined || !ref) continue;
    delete renamed[member];
    const key = pair === undefined ? undefined : input[pair];
    const found = findMember(scopes, as);
    if (typeof key === "string" && found) {
      delete renamed[pair ?? ""];
      renamed[as] = Object.assign(makeStructure(), { [key]: value });
      members[as] = found.ref;
    } else if (pair === undefined) {
      renamed[as] = value;
      members[as] = ref;
    }
  }
  return { shape: withMembers(shape, members), input: renamed };
}

function foldType(type: string | undefined): string {
  return (type ?? "").replaceAll("-", "").toLowerCase();
}

export interface CompareSettings {
  /** botocore's name of the service. */
  readonly service: string;
  readonly isWhole: boolean;
  readonly skipped: ReadonlySet<string>;
  readonly rows: readonly CompareRow[];
  /** The type of what is compared, `user-pool`; undefined where it is not known. */
  readonly type: string | undefined;
}

/**
 * Compares an input (of the shape `ref`) with what was found. `isWhole`: the found structure is a whole answer, whose
 * subject may stand one level below. `skipped` are paths of the input that the log did not ask for (placeholders),
 * `type` is the thing's.
 */
export function compareInput(
  ref: Shape,
  input: Structure,
  found: Found,
  { service, isWhole, skipped, rows, type }: CompareSettings,
): Comparison {
  let collected: SecretTexts | undefined;
  const secrets = () => {
    collected ??= collectSecrets(service, [
      { shape: ref, value: input },
      { shape: found.ref, value: found.value },
    ]);
    return collected;
  };
  const walk: Comparing = { skipped, type: foldType(type), secrets, differences: [], compared: 0 };
  const scopes = listScopes(found, isWhole);
  const renamed = renameMembers(ref, input, rows, scopes);
  compareMembers(walk, "", renamed.shape, renamed.input, scopes);
  return { compared: walk.compared, differences: walk.differences };
}
