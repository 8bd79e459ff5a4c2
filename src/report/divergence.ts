/** What went otherwise than in production, and why: each failed call with its cause, and the earlier failure it follows from. */
import { findMeaning } from "../aws/resources/table.ts";
import type { Deed } from "../aws/resources/types.ts";
import type { Call } from "../dialect/call.ts";
import type { OrderedStep } from "../plan/order/order.ts";
import type { Touch, Use } from "../plan/order/touches.ts";
import { CATEGORIES, type Category, findCause } from "../replay/causes.ts";
import type { CallFailure, Outcome } from "../replay/outcome.ts";

/** A call that failed where production's succeeded. */
export interface Divergence {
  readonly failure: CallFailure;
  /** What production answered. Calls that failed there are not replayed. */
  readonly expected: "success";
  readonly category: Category;
  /** What went wrong, in words for people, and what can be done, in a line. */
  readonly cause: string;
  readonly advice: string;
  /** The earlier call that failed, or could not be sent, and was to bring about what this one needs. */
  readonly causedBy?: Call;
}

/** A failure with what its call says of it. */
function tellCall(failure: CallFailure): CallFailure & { readonly deed: Deed; readonly region: string } {
  const { service, operation, region } = failure.call;
  return { ...failure, deed: findMeaning(service, operation.name).deed, region };
}

/** The divergence of a failure looked at by itself. */
export function describeDivergence(failure: CallFailure): Divergence {
  const { category, cause, advice } = findCause(tellCall(failure));
  return { failure, expected: "success", category, cause, advice };
}

/** What is known of things, by key, while the calls are gone through in their order. */
interface World {
  /** Things that a call has made or found there. */
  readonly there: Set<string>;
  /** Things that a call was to make and did not. */
  readonly unmade: Map<string, Call>;
  /** Things that a call was to remove something from and did not. */
  readonly unremoved: Map<string, Call>;
  /** The things of `unremoved`, by the call. */
  readonly keysUnremoved: Map<Call, string[]>;
}

/** Forgets the failed removals of things that are removed now. */
function forgetFailures({ unremoved, keysUnremoved }: World, uses: readonly Use[]): void {
  for (const { key, isOwn } of uses) {
    const call = isOwn ? unremoved.get(key) : undefined;
    if (call === undefined) continue;
    for (const other of keysUnremoved.get(call) ?? [])
      if (unremoved.get(other) === call) unremoved.delete(other);
    keysUnremoved.delete(call);
  }
}

function noteEnd(world: World, { deed, uses }: Touch, call: Call, ok: boolean) {
  const { there, unmade, unremoved, keysUnremoved } = world;
  if (ok) forgetFailures(world, uses);
  const telling = uses.filter(({ isLinked }) => !isLinked);
  if (deed === "delete" || deed === "detach" || deed === "untag") {
    for (const { key, isOwn } of telling) {
      if (!ok) unremoved.set(key, call);
      else if (isOwn) there.delete(key);
    }
    const keys = telling.map(({ key }) => key);
    if (!ok) keysUnremoved.set(call, keys);
    return;
  }
  for (const { key, role } of telling) {
    if (ok) {
      there.add(key);
      unmade.delete(key);
    } else if (role === "makes" && !there.has(key)) {
      unmade.set(key, call);
    }
  }
}

/** The earlier failure that a failed call follows from. What a call makes itself it does not need to be there. */
function findOrigin(world: World, { uses }: Touch, failure: CallFailure): Call | undefined {
  const { follows } = findCause(tellCall(failure));
  if (follows === undefined) return undefined;
  return uses
    .filter(({ isLinked, role }) => !isLinked && (follows === "unremoved" || role !== "makes"))
    .map(({ key }) => world[follows].get(key))
    .find((call) => call !== undefined);
}

/**
 * The failed calls with their causes, in the order of the steps. `steps` are all steps of the run in the order in
 * which they were sent; one that has no outcome counts as not made.
 */
export function explainFailures(
  steps: readonly OrderedStep[],
  outcomes: readonly Outcome[],
): readonly Divergence[] {
  if (outcomes.every(({ ok }) => ok)) return [];
  const ends = new Map(outcomes.map((outcome) => [outcome.call.id, outcome]));
  const world: World = {
    there: new Set(),
    unmade: new Map(),
    unremoved: new Map(),
    keysUnremoved: new Map(),
  };
  return steps.flatMap((step) => {
    const { touch } = step;
    const end = ends.get(step.id);
    const causedBy = end && !end.ok ? findOrigin(world, touch, end) : undefined;
    noteEnd(world, touch, step, end?.ok ?? false);
    if (!end || end.ok) return [];
    const divergence = describeDivergence(end);
    return [causedBy ? { ...divergence, causedBy } : divergence];
  });
}

/** So many failures of one cause are shown; the result has all of them. */
const MOST_SHOWN = 10;

function nameCall(call: Call): string {
  const name = `${call.service}.${call.operation.name}`;
  return call.event ? `${name} (event ${call.id})` : name;
}

/** An answer's texts are one line already, but what a record holds is not. */
function foldControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " ");
}

function renderFailure({ failure, causedBy }: Divergence): string {
  const follows = causedBy ? `; follows from the failure of ${nameCall(causedBy)}` : "";
  const said = failure.message === "" ? failure.code : `${failure.code}: ${failure.message}`;
  return `    ${foldControls(`${nameCall(failure.call)}: ${said}${follows}`)}`;
}

/** Added to the advice in a shard of a log, which has only its own calls. */
const OTHER_SHARD = "; it may be a call of another shard: replay that one first, into the same target";

/**
 * The failures as text for people, by category and cause with a line of advice each; "" where there are none. `isShard`:
 * only a shard of the log was replayed.
 */
export function renderDivergence(divergences: readonly Divergence[], isShard: boolean): string {
  const lines: string[] = [];
  for (const category of CATEGORIES) {
    const inCategory = divergences.filter((one) => one.category === category);
    const besides = isShard && category === "missing_prerequisite" ? OTHER_SHARD : "";
    for (const [cause, group] of Map.groupBy(inCategory, (one) => one.cause)) {
      lines.push(`${category}: ${cause} (${group.length})`, `  advice: ${group[0]?.advice ?? ""}${besides}`);
      lines.push(...group.slice(0, MOST_SHOWN).map(renderFailure));
      if (group.length > MOST_SHOWN) lines.push(`    and ${group.length - MOST_SHOWN} more`);
    }
  }
  return lines.map((line) => `${line}\n`).join("");
}
