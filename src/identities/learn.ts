/**
 * Learns which live identifier stands for a recorded one: the recorded answer and the live one are walked side by
 * side, and where two identifiers differ at the same place, the one stands for the other.
 */
import { listMembers } from "../aws/model/shape.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { findMeaning } from "../aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning } from "../aws/resources/types.ts";
import { findSecretsIn } from "../aws/secrets/find-secrets-in.ts";
import { joinPath } from "../aws/secrets/mask.ts";
import { findSecretMembers, type SecretMembers } from "../aws/secrets/secret-members.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { isMinted } from "./minted.ts";

/** A recorded identifier, the live one, and the member that holds both. */
export interface IdPair {
  readonly recorded: string;
  readonly live: string;
  readonly member: string;
  /** Whether it is a secret, too (a session's token, a signed address): good for requests, and kept nowhere else. */
  readonly isSecret: boolean;
}

/** Lists longer than this are paired by place alone: comparing every item with every other would take too long. */
const LONGEST_MATCHED = 64;

/** What is known by now to stand for a recorded text. */
export type FindLive = (recorded: string) => string | undefined;

/** How many members of a recorded structure and a live one hold the same scalar, or what stands for it. */
function countEqual(a: Structure, b: Structure, findLive: FindLive): number {
  const isEqual = (one: Value | undefined, other: Value | undefined) =>
    one === other || (typeof one === "string" && findLive(one) === other && other !== undefined);
  return Object.keys(a).filter((name) => typeof a[name] !== "object" && isEqual(a[name], b[name])).length;
}

/** Pairs the items of two lists: structures by what they have in common, the rest by place. */
function pairItems(recorded: readonly Value[], live: readonly Value[], findLive: FindLive): [Value, Value][] {
  const free = new Set(live.keys());
  const isSmall = Math.max(recorded.length, live.length) <= LONGEST_MATCHED;
  return recorded.flatMap((item, place): [Value, Value][] => {
    let best = free.has(place) ? place : undefined;
    if (isStructure(item) && isSmall) {
      const score = (at: number | undefined) => {
        const other = at === undefined ? undefined : live[at];
        return isStructure(other) ? countEqual(item, other, findLive) : -1;
      };
      for (const at of free) if (score(at) > score(best)) best = at;
    }
    const found = best === undefined ? undefined : live[best];
    if (best === undefined || found === undefined) return [];
    free.delete(best);
    return [[item, found]];
  });
}

/**
 * The names inside two paths or ARNs of one form, where they differ: an answer holds `/hostedzone/Z1`, and later requests
 * name `Z1`; a task's ARN ends with the id that StopTask takes.
 */
export function* pairNames({ recorded, live, member, isSecret }: IdPair): Generator<IdPair> {
  const isArn = recorded.startsWith("arn:") && live.startsWith("arn:");
  if (!isArn && !(recorded.startsWith("/") && live.startsWith("/"))) return;
  const [before, after] = [recorded, live].map((text) => text.split(isArn ? /[:/]/ : "/"));
  if (!before || !after || before.length !== after.length) return;
  // An ARN's first five parts are its service, region and account.
  for (let place = isArn ? 5 : 1; place < before.length; place++) {
    const [one = "", other = ""] = [before[place], after[place]];
    if (one !== other && isMinted(one, "id")) yield { recorded: one, live: other, member, isSecret };
  }
  if (isArn) yield* pairVersions({ recorded, live, member, isSecret });
}

/** A name with the number of a version, as requests name it too: `web:7` in the ARN of a task definition. */
const VERSION = /\/([^:/]+:\d+)$/;
const [ZERO, NINE] = [48, 57];

/** `web:7` of an ARN that ends with it. */
export function nameVersion(arn: string): string | undefined {
  const last = arn.charCodeAt(arn.length - 1);
  return last >= ZERO && last <= NINE ? VERSION.exec(arn)?.[1] : undefined;
}

function* pairVersions({ recorded, live, member, isSecret }: IdPair): Generator<IdPair> {
  const [before, after] = [recorded, live].map(nameVersion);
  if (before && after && before !== after) yield { recorded: before, live: after, member, isSecret };
}

/** Shorter numbers may be counts, even where they are the id of something, and shorter words anything. */
const SHORTEST_NUMBER = 6;
const SHORTEST_ID = 4;

/** The paths of the ids that a creation's answer gives out, and of names that the call does not choose, by the resource table. */
const madeIds = new WeakMap<OperationMeaning, ReadonlySet<string>>();

function listMadeIds({ model, name }: Operation): ReadonlySet<string> {
  return madeIds.getOrInsertComputed(findMeaning(model.service, name), ({ deed, type, input, output }) => {
    const isMaking = deed === "create" || deed === "put";
    const isChosen = input.some((member) => member.type === type && member.part === "own");
    const isMade = ({ kind, part }: MemberMeaning) =>
      kind === "id" || (kind === "name" && part === "own" && !isChosen);
    const ids = output.filter((member) => isMaking && member.type === type && isMade(member));
    return new Set(type === undefined ? [] : ids.map(({ path }) => path));
  });
}

/** The paths of the names that an answer only tells, of what the call did not make: these were chosen when it was made. */
const toldNames = new WeakMap<OperationMeaning, ReadonlySet<string>>();

function listToldNames({ model, name }: Operation): ReadonlySet<string> {
  return toldNames.getOrInsertComputed(findMeaning(model.service, name), ({ deed, output }) => {
    const isMaking = deed === "create" || deed === "put";
    return new Set(isMaking ? [] : output.flatMap(({ kind, path }) => (kind === "name" ? [path] : [])));
  });
}

/** Where both answers are looked at. */
interface Spot {
  /** The member, or the map's key, that holds it. */
  readonly member: string;
  /** As the rows of secrets.json name it. */
  readonly path: string;
  readonly isSecret: boolean;
}

/** Empty texts, and those of blanks, identify nothing. */
function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** What tells an identifier from other texts, and a secret one from the rest. */
interface Signs {
  readonly secrets: SecretMembers;
  readonly madeIds: ReadonlySet<string>;
  readonly toldNames: ReadonlySet<string>;
  readonly findLive: FindLive;
}

function isIdentifier(text: string, { member, path }: Spot, signs: Signs): boolean {
  // A thing that has another name by now is the same one; only what looks minted by itself is.
  if (isMinted(text, signs.toldNames.has(path) ? "" : member)) return true;
  const shortest = /^\d+$/.test(text) ? SHORTEST_NUMBER : SHORTEST_ID;
  return signs.madeIds.has(path) && text.length >= shortest && !/\s/.test(text);
}

function* walk(
  signs: Signs,
  shape: Shape,
  recorded: Value | undefined,
  live: Value | undefined,
  spot: Spot,
): Generator<IdPair> {
  if (recorded === undefined || live === undefined) return;
  const { secrets } = signs;
  const { member, path } = spot;
  // What is to be kept from others in a message may be the id by which its own programs find a thing: a client of a user pool.
  const isSensitive = shape.sensitive === true && !signs.madeIds.has(path);
  const isSecret = spot.isSecret || isSensitive || secrets.hasPath(path);
  const enter = (name: string, to: string): Spot => ({
    member: name,
    path: to,
    isSecret: isSecret || secrets.hasName(name),
  });
  if (typeof recorded === "string" && typeof live === "string") {
    if (recorded === live || shape.enum || isBlank(live) || !isIdentifier(recorded, spot, signs)) return;
    const holdsSecret = [recorded, live].some((text) => findSecretsIn(text, secrets).length > 0);
    yield { recorded, live, member, isSecret: isSecret || holdsSecret };
  } else if (shape.type === "structure" && isStructure(recorded) && isStructure(live)) {
    for (const [name, at] of listMembers(shape))
      if (recorded[name] !== undefined && live[name] !== undefined)
        yield* walk(signs, at, recorded[name], live[name], enter(name, joinPath(path, name)));
  } else if (shape.type === "list" && shape.member && Array.isArray(recorded) && Array.isArray(live)) {
    for (const [a, b] of pairItems(recorded, live, signs.findLive))
      yield* walk(signs, shape.member, a, b, enter(member, `${path}[]`));
  } else if (shape.type === "map" && shape.value && isStructure(recorded) && isStructure(live)) {
    for (const [key, value] of Object.entries(recorded))
      yield* walk(signs, shape.value, value, live[key], enter(key, `${path}{}`));
  }
}

/** The texts of a value with the members that hold them; those of a list one after the other. */
function* listHeld(value: Value | undefined, member = ""): Generator<{ text: string; member: string }> {
  if (typeof value === "string") yield { text: value, member };
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listHeld(item, member);
  else if (isStructure(value))
    for (const [name, inner] of Object.entries(value)) yield* listHeld(inner, name);
}

/** Whether an item of an answer says something besides what is asked for, by which it can be told from others. */
function canBeTold(item: Structure): boolean {
  return Object.values(item).filter((value) => typeof value !== "object").length > 1;
}

/**
 * What of a live answer is about the same as the recorded one: of a list, the items that have something in common with its,
 * or all where the recorded ones say nothing but what is asked for.
 */
function narrow(recorded: Value | undefined, live: Value | undefined, findLive: FindLive): Value | undefined {
  if (Array.isArray(recorded) && Array.isArray(live)) {
    const [known, all] = [recorded.filter(isStructure), live as readonly Value[]];
    const isAlike = (item: Value) =>
      known.some((one) => isStructure(item) && countEqual(one, item, findLive) > 0);
    const alike = known.some(canBeTold) ? all.filter(isAlike) : all;
    const [first] = known;
    return first && known.length === 1 ? alike.map((item) => narrow(first, item, findLive) ?? null) : alike;
  }
  if (!isStructure(recorded) || !isStructure(live)) return live;
  return Object.fromEntries(
    Object.entries(live).map(([name, inner]) => [name, narrow(recorded[name], inner, findLive) ?? null]),
  );
}

/** The texts of an input, however deep: what the request chose is not minted by the answer. */
function* listChosen(value: Value | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listChosen(item);
  else if (isStructure(value)) for (const inner of Object.values(value)) yield* listChosen(inner);
}

/**
 * The pairs that the answer to a question teaches, of which `recorded` holds what the log knows: where the live answer has
 * several texts for a member, none. What the question itself said stands for itself.
 */
export function learnOnly(
  operation: Operation,
  recorded: Structure,
  live: Structure,
  input: Structure,
  findLive: FindLive = () => undefined,
): IdPair[] {
  const secrets = findSecretMembers(operation.model.service);
  const chosen = new Set(listChosen(input));
  const meant = narrow(recorded, live, findLive);
  return [...listHeld(recorded)].flatMap(({ text, member }) => {
    if (chosen.has(text)) return [];
    const held = [...listHeld(meant)].filter((one) => one.member === member);
    const [found, ...others] = new Set(held.map((one) => one.text));
    if (found === undefined || others.length > 0 || isBlank(found)) return [];
    return [{ recorded: text, live: found, member, isSecret: secrets.hasName(member) }];
  });
}

/**
 * Whether two answers have other texts at any place that both have, or lists of other lengths. Where they have not, every item of
 * a list is paired with its equal, and there is nothing to learn.
 */
export function differs(recorded: Value | undefined, live: Value | undefined): boolean {
  if (recorded === live || recorded === undefined || live === undefined) return false;
  if (typeof recorded === "string") return typeof live === "string";
  if (Array.isArray(recorded)) {
    if (!Array.isArray(live)) return false;
    const other = live as readonly Value[];
    return (
      recorded.length !== other.length ||
      (recorded as readonly Value[]).some((item, at) => isUnlike(item, other[at]))
    );
  }
  if (!isStructure(recorded) || !isStructure(live)) return false;
  for (const name of Object.keys(recorded)) if (differs(recorded[name], live[name])) return true;
  return false;
}

/** Whether two items may be told from each other by anything, so that lists of them are paired otherwise than by their places. */
function isUnlike(item: Value, other: Value | undefined): boolean {
  if (item === other) return false;
  if (!isStructure(item) || !isStructure(other)) return Array.isArray(item) ? differs(item, other) : true;
  return Object.keys(item).some((name) => {
    const [one, two] = [item[name], other[name]];
    return typeof one === "object" && one !== null ? differs(one, two) : one !== two;
  });
}

/** The pairs that two answers to one operation teach; `input` is the recorded request, `findLive` tells what is learnt already. */
export function learnPairs(
  operation: Operation,
  recorded: Structure,
  live: Structure,
  input: Structure,
  findLive: FindLive = () => undefined,
): IdPair[] {
  if (!operation.output || !differs(recorded, live)) return [];
  const chosen = new Set(listChosen(input));
  const signs = {
    secrets: findSecretMembers(operation.model.service),
    madeIds: listMadeIds(operation),
    toldNames: listToldNames(operation),
    findLive,
  };
  const start = { member: "", path: "", isSecret: false };
  const pairs = [...walk(signs, operation.output, recorded, live, start)].filter(
    (pair) => !chosen.has(pair.recorded),
  );
  return pairs.flatMap((pair) => [pair, ...pairNames(pair)]).filter((pair) => !chosen.has(pair.recorded));
}
