/** What calls prove about the state that a thing was in before them: a thing that is made for them is brought into it. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import { readRecord } from "../fill/applies-here.ts";
import { Conditions, holdAll, holdsAny } from "../fill/conditions.ts";
import type { NamedStep } from "./log-facts.ts";
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
    v.array(v.strictObject({ operation: Text, input: v.record(v.string(), v.unknown()) })),
    v.nonEmpty(),
  ),
  reason: Text,
});

type Row = v.InferOutput<typeof StateRow>;

const byType = Map.groupBy(rows as readonly Row[], ({ type }) => type);

/** A call that brings a thing into the state that `provenBy` tells. */
export interface StateCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly provenBy: NamedStep;
}

function nameOperation({ step }: NamedStep): string {
  return `${step.service}:${step.operation.name}`;
}

/** Whether a call names the thing in the row's member. */
function concerns({ used }: NamedStep, { member }: Row, { key }: Reference): boolean {
  return member === undefined || used.some((one) => one.key === key && one.member === member);
}

/** The calls that bring a thing into its state, by the calls that name it in the order of time. */
export function listStateCalls(reference: Reference, calls: readonly NamedStep[]): readonly StateCall[] {
  return (byType.get(reference.recipe.type) ?? []).flatMap((row) => {
    const telling = new Set([...row.proved, ...row.unless]);
    const proves = ({ step }: NamedStep) => {
      const record = readRecord(step);
      return holdAll(record, row.only) && !holdsAny(record, row.except);
    };
    const first = calls.find(
      (call) =>
        telling.has(nameOperation(call)) && concerns(call, row, reference) && (!row.any || proves(call)),
    );
    if (!first || !row.proved.includes(nameOperation(first)) || !proves(first)) return [];
    return row.calls.map((call) => ({ ...call, provenBy: first }));
  });
}
