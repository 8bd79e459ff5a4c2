/** Compares what a call asked for with what was read back: members that both have, by their (bent) names. */
import { withMembers } from "../aws/model/shape.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { collectSecrets } from "../aws/secrets/mask.ts";
import type { SecretTexts } from "../aws/secrets/secret-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import { isHidden } from "../dialect/hidden.ts";
import { matchMember } from "../dialect/match-member.ts";
import { findAlike } from "./alike.ts";
import { findBesideStatus, takeOnly } from "./beside-status.ts";
import { type Difference, makeDifference, show } from "./differences.ts";
import type { Found } from "./found.ts";
import { readNegated } from "./negated.ts";
import { findPairValue, PIN_TAGS, readPairs, type Side } from "./pairs.ts";
import { type CompareRows, findCompares } from "./readers.ts";
import { sameScalars } from "./same.ts";
import {
  describesThing,
  findAttribute,
  findMember,
  findShort,
  listScopes,
  namesType,
  saysAnything,
} from "./scopes.ts";
import { findSwitched } from "./switched.ts";

/** How many members both sides have, and which of them differ. */
export interface Comparison {
  readonly compared: number;
  /** How many of these only name things. */
  readonly named: number;
  /** How many members of the request the answer has a place for, and nothing in it. */
  readonly absent: number;
  /** Whether the request says something at its top, besides names, of which nothing was compared. */
  readonly isPartial: boolean;
  readonly differences: readonly Difference[];
}

interface Comparing {
  readonly rows: CompareRows;
  readonly skipped: ReadonlySet<string>;
  readonly type: string | undefined;
  readonly isGathering: boolean;
  readonly areBare: boolean;
  /** The secrets of both sides; collected once there is a difference. */
  readonly secrets: () => SecretTexts;
  readonly names: ReadonlySet<string>;
  readonly differences: Difference[];
  compared: number;
  named: number;
  absent: number;
  isPartial: boolean;
}

function report(walk: Comparing, path: string, expected: Value, found: Value | undefined): void {
  walk.differences.push(makeDifference(walk.secrets(), path, expected, found));
}

/** Whether the keys are AWS's own names, of which an answer leaves out what it does not know. */
function isAttributeMap({ rows }: Comparing, shape: Shape, path: string): boolean {
  return shape.key?.enum !== undefined || rows.attributes.some(({ member }) => member === path);
}

/** Compares two maps, or lists of pairs; false where these are none. */
function comparePairs(walk: Comparing, path: string, expected: Side, found: Side): boolean {
  const [asked, seen] = [readPairs(expected), readPairs(found)];
  if (!asked || !seen) return false;
  const isOptional = isAttributeMap(walk, expected.ref, path);
  for (const [key, value] of asked) {
    if (PIN_TAGS.has(key) || walk.skipped.has(`${path}.${key}`)) continue;
    const other = findPairValue(seen, key);
    // An item without a value says that there be such an item: who may use a snapshot.
    const isBare = value === null && (walk.areBare || expected.ref.type === "list");
    if ((other === undefined && isOptional) || (!isBare && (other === null || value === null))) continue;
    walk.compared++;
    const isSame =
      other !== undefined && (isBare || show(value) === show(other) || sameScalars(show(value), show(other)));
    if (!isSame && isBare) report(walk, path, key, found.value);
    else if (!isSame) report(walk, `${path}.${key}`, value, other);
  }
  return true;
}

/** Whether an item of the expected list stands in the found one. */
function hasItem(walk: Comparing, path: string, item: Side, found: Shape, others: readonly Value[]): boolean {
  return others.some((other) => {
    if (!isStructure(item.value) && isStructure(other)) {
      // A list of names where the answer has what they name.
      return Object.values(other).some(
        (inner) => typeof inner === "string" && sameScalars(item.value, inner),
      );
    }
    const trial: Comparing = { ...walk, differences: [], compared: 0 };
    if (isStructure(item.value) && isStructure(other)) {
      // What was asked for can stand in the item beside what became of it: a step's StepConfig and its status.
      compareMembers(trial, path, item.ref, item.value, listScopes({ ref: found, value: other }, true));
    } else compareValue(trial, path, item, { ref: found, value: other });
    return trial.differences.length === 0 && (trial.compared > 0 || item.ref.type !== "structure");
  });
}

function compareLists(walk: Comparing, path: string, expected: Side, found: Side): void {
  const [from, to] = [expected.ref.member, found.ref.member];
  if (!from || !to) return;
  const others = found.value as readonly Value[];
  for (const value of expected.value as readonly Value[]) {
    walk.compared++;
    const unwanted = readNegated(walk.rows, path, value);
    const isThere = hasItem(walk, path, { ref: from, value: unwanted ?? value }, to, others);
    if (isThere === (unwanted !== undefined)) report(walk, path, value, others);
  }
}

function compareValue(walk: Comparing, path: string, asked: Side, answered: Side): void {
  const found = findBesideStatus(asked, answered);
  const expected = takeOnly(asked, found);
  if (expected.value === null || found.value === null) return;
  if (walk.skipped.has(path)) {
    // A placeholder says nothing of production, but where it stands, the call has put it there.
    if (isScalar(expected.value) && isScalar(found.value) && sameScalars(expected.value, found.value))
      walk.compared++;
    return;
  }
  const [from, to] = [expected.ref, found.ref];
  if (from.idempotencyToken || comparePairs(walk, path, expected, found)) return;
  if (isStructure(expected.value) && isStructure(found.value)) {
    if (from.type === "structure" && to.type === "structure")
      compareMembers(walk, path, from, expected.value, [{ ref: found.ref, value: found.value }]);
  } else if (Array.isArray(expected.value) && Array.isArray(found.value)) {
    compareLists(walk, path, expected, found);
  } else if (walk.isGathering && isStructure(expected.value) && Array.isArray(found.value) && to.member) {
    // One item that a call puts to others: AssociateVPCWithHostedZone's VPC among a zone's VPCs.
    walk.compared++;
    if (!hasItem(walk, path, expected, to.member, found.value as readonly Value[]))
      report(walk, path, expected.value, found.value);
  } else if (isScalar(expected.value) && isScalar(found.value) && !isHidden(expected.value)) {
    walk.compared++;
    const isFolded = walk.rows.folded.some(({ members }) => matchesPattern(members, path));
    const anyCase = isFolded || from.enum !== undefined || to.enum !== undefined;
    if (!sameScalars(expected.value, found.value, anyCase)) report(walk, path, expected.value, found.value);
  }
}

/** What an answer has of a member of the request's top. */
function findAtTop({ rows, type }: Comparing, scopes: readonly Found[], name: string): Side | undefined {
  for (const { member } of rows.attributes) {
    const found = findAttribute(scopes, member, name);
    if (found) return found;
  }
  return findShort(scopes, type, name);
}

function compareMembers(
  walk: Comparing,
  path: string,
  shape: Shape,
  expected: Structure,
  scopes: readonly Found[],
): void {
  const { rows } = walk;
  for (const [name, value] of Object.entries(expected)) {
    const ref = shape.members?.[name];
    const isPassing = rows.passing.some(({ members }) => matchesPattern(members, name));
    if (!ref || value === undefined || value === null || isPassing) continue;
    const at = path === "" ? name : `${path}.${name}`;
    const found = findMember(scopes, name) ?? (path === "" ? findAtTop(walk, scopes, name) : undefined);
    const status = found ? undefined : findSwitched(rows.switches, scopes, name, value);
    const before = walk.compared;
    if (status) compareValue(walk, at, ...status);
    else if (found) {
      compareValue(walk, at, { ref, value }, found);
      if (walk.names.has(at)) walk.named += walk.compared - before;
    } else if (isStructure(value) && shape.payload === name) comparePayload(walk, at, { ref, value }, scopes);
    else if (isStructure(value) && describesThing(walk.names, at, ref, scopes))
      compareMembers(walk, at, ref, value, scopes);
    else if (scopes.some(({ ref: place }) => place && matchMember(place, name))) walk.absent++;
    else if (!compareAlike(walk, at, { ref, value }, scopes))
      compareSpecified(walk, at, { ref, value }, scopes);
    if (path === "" && walk.compared === before && !walk.names.has(name)) walk.isPartial = true;
  }
}

/** Compares a document that is all of a setting: one that says nothing asks for there to be none. */
function comparePayload(walk: Comparing, path: string, { ref, value }: Side, scopes: readonly Found[]): void {
  if (!isStructure(value)) return;
  if (saysAnything(value)) {
    compareMembers(walk, path, ref, value, scopes);
    return;
  }
  walk.compared++;
  for (const name of Object.keys(ref.members ?? {})) {
    const found = findMember(scopes, name);
    if (saysAnything(found?.value)) report(walk, `${path}.${name}`, null, found?.value);
  }
}

/** Compares items that a call puts to others with the answer's list of such items, whatever that is called; false where it has none. */
function compareAlike(
  walk: Comparing,
  path: string,
  { ref, value }: Side,
  scopes: readonly Found[],
): boolean {
  const isList = Array.isArray(value);
  const shape = isList ? ref.member : ref;
  const alike = walk.isGathering && !path.includes(".") && shape ? findAlike(scopes, shape) : undefined;
  if (!shape || !alike) return false;
  for (const item of isList ? (value as readonly Value[]) : [value]) {
    walk.compared++;
    if (!hasItem(walk, path, { ref: shape, value: item }, alike.ref, alike.items))
      report(walk, path, item, alike.items);
  }
  return true;
}

/** Compares what a list gives for the thing's type with what the thing has. */
function compareSpecified(
  walk: Comparing,
  path: string,
  { ref, value }: Side,
  scopes: readonly Found[],
): void {
  const row = walk.rows.specified.find(({ list }) => list === path);
  if (!row || !Array.isArray(value)) return;
  const at = ref.member?.members?.[row.member];
  const found = findMember(scopes, row.member);
  const own = (value as readonly Value[]).find(
    (item) => isStructure(item) && namesType(String(item[row.of]), walk.type),
  );
  if (!at || !found || !isStructure(own)) return;
  compareValue(walk, `${path}.${row.member}`, { ref: at, value: own[row.member] ?? null }, found);
}

/** Gives members of the input the names that they have in the answer. */
function renameMembers(
  operation: Operation,
  shape: Shape,
  input: Structure,
  { rename }: CompareRows,
): { shape: Shape; input: Structure } {
  if (rename.length === 0) return { shape, input };
  const members = { ...shape.members };
  const renamed = Object.assign(makeStructure(), input);
  for (const { member, as } of rename) {
    // The request's own member of that name is something else.
    if (operation.input?.members?.[as]) delete renamed[as];
    const value = input[member];
    const ref = shape.members?.[member];
    if (value === undefined || !ref) continue;
    delete renamed[member];
    renamed[as] = value;
    members[as] = ref;
  }
  return { shape: withMembers(shape, members), input: renamed };
}

export interface CompareSettings {
  /** Of the input whose members are compared: the operation's, or one of its own (an item of a batch). */
  readonly ref: Shape;
  /** The found structure is a whole answer, whose subject may stand one level below. */
  readonly isWhole: boolean;
  /** Paths of the input that the log did not ask for (placeholders). */
  readonly skipped: ReadonlySet<string>;
  /** The type of what is compared, `user-pool`; undefined where it is not known. */
  readonly type: string | undefined;
  /** Members of the input that name things. */
  readonly names?: ReadonlySet<string>;
  /** Whether the call puts items to others, such as tags, and leaves the thing as it is otherwise. */
  readonly isGathering?: boolean;
  /** Whether a key of a map without a value says that there be such a key. */
  readonly areBare?: boolean;
}

/** Compares what a call of an operation asked for with what was found. */
export function compareInput(
  operation: Operation,
  input: Structure,
  found: Found,
  { ref, isWhole, skipped, type, names = new Set(), isGathering = false, areBare = false }: CompareSettings,
): Comparison {
  let collected: SecretTexts | undefined;
  const secrets = () => {
    collected ??= collectSecrets(operation.model.service, [
      { shape: ref, value: input },
      { shape: found.ref, value: found.value },
    ]);
    return collected;
  };
  const rows = findCompares(operation);
  const settings = { rows, skipped, type, names, isGathering, areBare, secrets };
  const counts = { compared: 0, named: 0, absent: 0, isPartial: false };
  const walk: Comparing = { ...settings, ...counts, differences: [] };
  const scopes = listScopes(found, isWhole);
  const renamed = renameMembers(operation, ref, input, rows);
  compareMembers(walk, "", renamed.shape, renamed.input, scopes);
  const { compared, named, absent, isPartial, differences } = walk;
  return { compared, named, absent, isPartial, differences };
}
