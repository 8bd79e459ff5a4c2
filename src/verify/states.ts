/** What the state of a thing says of it: whether it is on its way to another one, and whether it is there no more. */
import { readAnswerPath } from "../aws/model/answer-path.ts";
import type { Acceptor, Operation } from "../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { Found } from "./found.ts";
import { findEnded, findGone, findSettled } from "./readers.ts";
import { listScopes } from "./scopes.ts";

/**
 * `ended`: the answer still tells of a thing that is there no more. `moving`: it is on its way to a state that an SDK would
 * wait for. `settled`: it is in such a one, or has none.
 */
export interface State {
  readonly kind: "ended" | "moving" | "settled";
  /** The state in the service's own word. */
  readonly name: string;
}

/** States at one path of an answer. */
interface States {
  readonly ended: Set<string>;
  readonly settled: Set<string>;
}

const PATHS: ReadonlySet<Acceptor["matcher"]> = new Set<Acceptor["matcher"]>(["path", "pathAll", "pathAny"]);

/** The state that stands for any at all. */
const ANY = "*";

const known = new WeakMap<Operation, ReadonlyMap<string, States>>();

/** By path, the states that the waiters on a read wait for. One that is content with an error waits for a thing's end. */
function findStates(operation: Operation): ReadonlyMap<string, States> {
  const found = known.get(operation);
  if (found) return found;
  const states = new Map<string, States>();
  const open = (path: string) =>
    states.getOrInsertComputed(path, () => ({ ended: new Set<string>(), settled: new Set<string>() }));
  for (const waiter of Object.values(operation.model.waiters ?? {})) {
    if (waiter.operation !== operation.name) continue;
    const wanted = waiter.acceptors.filter(({ state }) => state === "success");
    const isForEnd = wanted.some(({ matcher }) => matcher === "error");
    for (const { matcher, argument, expected } of wanted)
      if (PATHS.has(matcher) && argument !== undefined && typeof expected === "string")
        open(argument)[isForEnd ? "ended" : "settled"].add(expected);
  }
  // Some waiters for what is there are content with an error, too: a state that any other waits for is no end.
  for (const { ended, settled } of states.values()) for (const name of settled) ended.delete(name);
  for (const { at, states: names } of findEnded(operation))
    for (const name of names) open(at).ended.add(name);
  for (const { at, states: names } of findSettled(operation))
    for (const name of names) open(at).settled.add(name);
  // What a waiter for an end waits for is no state that another one is on its way to.
  const gone = new Set(findGone(operation).flatMap((row) => row.states.map(foldState)));
  for (const { ended, settled } of states.values())
    for (const name of settled) if (ended.has(name) || gone.has(foldState(name))) settled.delete(name);
  known.set(operation, states);
  return states;
}

/** The part of a path that is below the items which the answer lists. */
function belowItems(path: string): string {
  const at = path.lastIndexOf("[].");
  return at < 0 ? path : path.slice(at + 3);
}

/** The words that rows have with dashes, as any service writes them: PendingDeletion, PENDING_DELETION. */
export function foldState(text: string): string {
  return text.replace(/[-_ ]/g, "").toLowerCase();
}

/** The texts of a state: its own, or those right in it. */
export function* listWords(value: Value): Generator<string> {
  if (typeof value === "string") yield value;
  else if (isStructure(value))
    for (const inner of Object.values(value)) if (typeof inner === "string") yield inner;
}

/** The word of a thing's own by which it is there no more. */
function findGoneWord(operation: Operation, output: Structure, found: Found): string | undefined {
  const rows = findGone(operation);
  for (const { value } of listScopes(found, found.value === output)) {
    for (const [member, held] of Object.entries(value ?? {})) {
      const meant = rows.filter(({ members }) => matchesPattern(members, member));
      const states = new Set(meant.flatMap((row) => row.states.map(foldState)));
      if (states.size === 0 || held === undefined) continue;
      for (const word of listWords(held)) if (states.has(foldState(word))) return word;
    }
  }
  return undefined;
}

/** The state of what was found in an answer of a read; undefined where the answer or the API says none. */
export function readState(operation: Operation, output: Structure, found: Found): State | undefined {
  const { value } = found;
  if (value === undefined) return undefined;
  for (const [path, { ended, settled }] of findStates(operation)) {
    const isWhole = value === output;
    const names = new Set(isWhole ? readAnswerPath(path, output) : readAnswerPath(belowItems(path), value));
    const [name] = names;
    if (name !== undefined && name !== null && ended.has(ANY))
      return { kind: "ended", name: `told with a ${path.split(".").at(-1)}` };
    if (typeof name !== "string" || names.size > 1) continue;
    if (ended.has(name)) return { kind: "ended", name };
    if (settled.has(name)) return { kind: "settled", name };
    if (settled.size > 0) {
      const word = findGoneWord(operation, output, found);
      return word === undefined ? { kind: "moving", name } : { kind: "ended", name: word };
    }
  }
  const word = findGoneWord(operation, output, found);
  return word === undefined ? undefined : { kind: "ended", name: word };
}
