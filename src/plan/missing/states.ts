/** What calls prove about the state that a thing was in before them: a thing that is made for them is brought into it. */
import * as v from "valibot";
import { printText } from "../../aws/resources/fill-input.ts";
import type { Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { readRecord } from "../fill/applies-here.ts";
import { Conditions, holdAll, holdsAny } from "../fill/conditions.ts";
import { findMembers, type NamedStep } from "./log-facts.ts";
import type { Reference } from "./reference.ts";
import rows from "./states.json" with { type: "json" };

const Operations = v.pipe(v.array(v.pipe(Text, v.regex(/^[a-z0-9-]+:\w+$/))), v.nonEmpty());

/**
 * A row of states.json: the first call of `proved` and `unless` (`service:Operation`) on a thing of that type tells its
 * state. If it is one of `proved`, what is made gets `calls` of its own service after its creation, with templates as in
 * recipes.json. With `member`, only where that member names the thing. The call proves nothing unless what it asked and, after
 * `answer.`, what it was answered is as `only` says, and nothing is as `except` says; with `any` the first tells that is so,
 * not the first at all. A call is made only where there is something for each member of its template.
 */
export const StateRow = v.strictObject({
  type: Text,
  proved: Operations,
  unless: Operations,
  member: v.optional(Text),
  only: v.optional(Conditions),
  except: v.optional(Conditions),
  any: v.optional(v.literal(true)),
  calls: v.pipe(
    v.array(
      v.strictObject({
        /** Absent: the service of what it is about. */
        service: v.optional(Text),
        operation: Text,
        upTo: v.optional(Text),
        input: v.record(v.string(), v.unknown()),
      }),
    ),
    v.nonEmpty(),
  ),
  reason: Text,
});

type Row = v.InferOutput<typeof StateRow>;

const byType = Map.groupBy(rows as readonly Row[], ({ type }) => type);

/** A call that brings a thing into the state that `provenBy` tells. */
export interface StateCall {
  readonly service?: string | undefined;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly provenBy: NamedStep;
}

function nameOperation({ step }: NamedStep): string {
  return `${step.service}:${step.operation.name}`;
}

/** Higher numbers are not counted up to: what is made stands for the recorded one alone. */
export const MOST_COUNTED = 24;

/** How often a call is made that counts up to the numbers which these calls have in a member. */
function countUpTo(member: string, calls: readonly NamedStep[]): number {
  const values = calls.flatMap(({ step }) => [...findMembers(step.input, member)].flat() as Value[]);
  const numbers = values.map((value) => Number(/(?<!\d)\d+$/.exec(printText(value) ?? "")?.[0] ?? 0));
  const highest = Math.max(0, ...numbers);
  return highest > MOST_COUNTED ? 0 : Math.max(0, highest - 1);
}

/** Whether a call names the thing in the row's member. */
function concerns({ used }: NamedStep, { member }: Row, { key }: Reference): boolean {
  return member === undefined || used.some((one) => one.key === key && one.member === member);
}

/** The calls that bring a thing into its state, by the calls that name it in the order of time. */
export function listStateCalls(reference: Reference, calls: readonly NamedStep[]): readonly StateCall[] {
  return (byType.get(reference.recipe.type) ?? []).flatMap((row) => {
    const tellers = new Set([...row.proved, ...row.unless]);
    const proves = ({ step }: NamedStep) => {
      const record = readRecord(step);
      return holdAll(record, row.only) && !holdsAny(record, row.except);
    };
    const first = calls.find(
      (call) =>
        tellers.has(nameOperation(call)) && concerns(call, row, reference) && (!row.any || proves(call)),
    );
    if (!first || !row.proved.includes(nameOperation(first)) || !proves(first)) return [];
    const counting = calls.findIndex((call) => row.unless.includes(nameOperation(call)));
    const telling = (counting === -1 ? calls : calls.slice(0, counting)).filter(
      (call) => row.proved.includes(nameOperation(call)) && proves(call),
    );
    return row.calls.flatMap(({ upTo, ...call }) => {
      const times = upTo === undefined ? 1 : countUpTo(upTo, telling);
      return Array.from({ length: times }, () => ({ ...call, provenBy: first }));
    });
  });
}
