/** What calls prove about the state that a thing was in before them: a thing that is made for them is brought into it. */

import * as v from "valibot";
import { printText } from "../../aws/resources/fill-input.ts";
import type { Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { Text } from "../../base/row-types.ts";
import { readRecord } from "../fill/applies-here.ts";
import { Conditions, holdAll, holdsAny } from "../fill/conditions.ts";
import type { Step } from "../steps.ts";
import { findMembers } from "./find-members.ts";
import type { NamedStep } from "./log-facts.ts";
import type { Reference } from "./reference.ts";
import rows from "./states.json" with { type: "json" };

const Operations = v.pipe(v.array(v.pipe(Text, v.regex(/^[a-z0-9-]+:\w+$/))), v.nonEmpty());

/**
 * Set where the call makes a version, whose number the service counts: one for each that the proving calls have in `named` and
 * that no answer to such a call has as `answered`, with `${number}` in the templates; up to `upTo` those before it, too, so
 * that the target's numbers are the log's.
 */
const Versions = v.strictObject({
  named: v.pipe(v.array(Text), v.nonEmpty()),
  answered: Text,
  upTo: v.optional(v.number()),
});

/**
 * A row of states.json: the first call of `proved` and `unless` (`service:Operation`) on a thing of that type tells its
 * state. If it is one of `proved`, what is made gets `calls` of its own service after its creation, with templates as in
 * recipes.json. With `member`, only where that member names the thing. The call proves nothing unless what it asked and, after
 * `answer.`, what it was answered is as `only` says, and nothing is as `except` says; with `any` the first tells that is so,
 * not the first at all. What is made up to stand in it, of the types `holds`, proves as much. A call is made only where there is something for each member of its template.
 */
export const StateRow = v.strictObject({
  type: Text,
  proved: Operations,
  unless: v.optional(Operations),
  member: v.optional(Text),
  holds: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  only: v.optional(Conditions),
  except: v.optional(Conditions),
  any: v.optional(v.literal(true)),
  calls: v.pipe(
    v.array(
      v.strictObject({
        /** Absent: the service of what it is about. */
        service: v.optional(Text),
        operation: Text,
        versions: v.optional(Versions),
        input: v.record(v.string(), v.unknown()),
        /** What production must have answered. */
        answer: v.optional(v.record(v.string(), v.unknown())),
      }),
    ),
    v.nonEmpty(),
  ),
  reason: Text,
});

type Row = v.InferOutput<typeof StateRow>;

const byType = Map.groupBy(rows as readonly Row[], ({ type }) => type);

interface Named {
  readonly service: string;
  readonly operation: string;
}

function readOperation(text: string): Named {
  const [service = "", operation = ""] = text.split(":");
  return { service, operation };
}

/** An operation that brings a thing out of the state that it is made in, and those that prove that it is. */
interface Switch {
  readonly on: Named;
  readonly proved: readonly Named[];
  /** Whether a call of one of these proves that. */
  readonly proves: (step: Step) => boolean;
}

/** The switches of things, by which calls need one of another kind before. */
export function listSwitches(): readonly Switch[] {
  return (rows as readonly Row[]).flatMap((row) => {
    const [first, ...more] = row.unless ?? [];
    if (first === undefined) return [];
    const on = readOperation(first);
    const proved = row.proved.map(readOperation);
    // Of several the first is the switch where it is what brings a thing into the state.
    if (more.length > 0 && !row.calls.some(({ operation }) => operation === on.operation)) return [];
    const isOfOne = proved.every(({ service }) => service === on.service);
    return isOfOne ? [{ on, proved, proves: (step) => !holdsAny(readRecord(step), row.except) }] : [];
  });
}

/** A call that brings a thing into the state that `provenBy` tells. */
export interface StateCall {
  readonly service?: string | undefined;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer?: Readonly<Record<string, unknown>> | undefined;
  /** What the templates know besides what is known of the thing. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly provenBy: NamedStep;
}

function nameOperation({ step }: NamedStep): string {
  return `${step.service}:${step.operation.name}`;
}

/** Higher numbers are not counted up to: what is made stands for the recorded one alone. */
export const MOST_COUNTED = 24;

/** The numbers of versions that stand in a member of a call, as they are or behind a letter. */
function listNumbers(value: Value, member: string): readonly number[] {
  const values = [...findMembers(value, member)].flat() as Value[];
  return values.flatMap((one) => {
    const digits = /(?<!\d)\d+$/.exec(printText(one) ?? "")?.[0];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/** Every thing has its first version from the start. */
const FIRST = 1;

/** The numbers of the versions that are to be made, by the calls that name some and all calls on the thing. */
function listVersions(
  { named, answered, upTo = 0 }: v.InferOutput<typeof Versions>,
  operation: string,
  telling: readonly NamedStep[],
  calls: readonly NamedStep[],
): readonly number[] {
  const makers = calls.filter(({ step }) => !step.seen && step.operation.name === operation);
  // What a call has made whose answer does not tell its number may be meant by any later one.
  const silent = makers.find(({ step }) => listNumbers(step.output, answered).length === 0);
  const sure = silent ? telling.filter((one) => calls.indexOf(one) < calls.indexOf(silent)) : telling;
  const made = new Set(makers.flatMap(({ step }) => listNumbers(step.output, answered)));
  const asked = new Set(sure.flatMap(({ step }) => named.flatMap((one) => listNumbers(step.input, one))));
  const old = [...asked].filter((one) => one > FIRST && !made.has(one)).sort((a, b) => a - b);
  const highest = old.at(-1) ?? FIRST;
  if (highest > upTo) return old;
  return Array.from({ length: highest - FIRST }, (_, at) => at + FIRST + 1);
}

/** Whether a call names the thing in the row's member. */
function concerns({ used }: NamedStep, { member }: Row, { key }: Reference): boolean {
  return member === undefined || used.some((one) => one.key === key && one.member === member);
}

/**
 * The calls that bring a thing into its state, by the calls that name it in the order of time, and by what is to stand in it,
 * which `neededBy` needs.
 */
export function listStateCalls(
  reference: Reference,
  calls: readonly NamedStep[],
  held?: Reference,
  neededBy?: NamedStep,
): readonly StateCall[] {
  const listed = (byType.get(reference.recipe.type) ?? []).flatMap((row) => {
    const { unless = [] } = row;
    const tellers = new Set([...row.proved, ...unless]);
    const proves = ({ step }: NamedStep) => {
      const record = readRecord(step);
      return holdAll(record, row.only) && !holdsAny(record, row.except);
    };
    const first = calls.find(
      (call) =>
        tellers.has(nameOperation(call)) && concerns(call, row, reference) && (!row.any || proves(call)),
    );
    const isHeld = !first && held !== undefined && row.holds?.includes(held.recipe.type);
    const holder = isHeld && neededBy && proves(neededBy) ? neededBy : undefined;
    const teller = first && row.proved.includes(nameOperation(first)) && proves(first) ? first : holder;
    if (!teller) return [];
    const telling = calls.filter((call) => row.proved.includes(nameOperation(call)) && proves(call));
    return row.calls.flatMap(({ versions, ...call }): StateCall[] => {
      if (!versions) return [{ ...call, provenBy: teller }];
      return listVersions(versions, call.operation, telling, calls).map((number) => ({
        ...call,
        parts: { number: String(number) },
        provenBy: teller,
      }));
    });
  });
  return listed.filter((call, at) => !listed.slice(0, at).some((before) => isSame(before, call)));
}

/** Whether two rows ask for the same: a bucket that keeps versions for its replication keeps those of its objects, too. */
function isSame(one: StateCall, other: StateCall): boolean {
  const [{ provenBy: _, ...first }, { provenBy: __, ...second }] = [one, other];
  return Bun.deepEquals(first, second);
}

compileLightly(listStateCalls);
