/** What one call wrote a second record of, in the region that it reached into: it is made once. */
import * as v from "valibot";
import { parseCallPath, readCall } from "../aws/resources/fill-input.ts";
import { Text } from "../base/row-types.ts";
import { listKeys } from "./order/keys.ts";
import type { Step } from "./steps.ts";
import rows from "./twins.json" with { type: "json" };

const Path = v.pipe(Text, v.regex(/^\w+(?:\.\w+)+$/));

/**
 * A row of twins.json: a record of `operation` is the second one of a call of `of` that says at `region` where the record
 * stands, and at `same` which thing it is about, as the record does at `own`.
 */
export const TwinRow = v.strictObject({
  service: Text,
  operation: Text,
  of: Text,
  region: Path,
  own: Path,
  same: Path,
  reason: Text,
});

const table = (rows as readonly v.InferOutput<typeof TwinRow>[]).map((row) => ({
  ...row,
  region: parseCallPath(row.region),
  own: parseCallPath(row.own),
  same: parseCallPath(row.same),
}));
type Row = (typeof table)[number];

const services = new Set(table.map(({ service }) => service));

/** Whether a call of a service may have written two records. */
export function mayHaveTwin({ service }: Pick<Step, "service">): boolean {
  return services.has(service);
}

/** What a record says at a path: a thing by all its names. */
function readKeys(path: Row["own"], step: Step): readonly string[] {
  return readCall(path, step).flatMap((value) => (typeof value === "string" ? listKeys(value) : []));
}

function nameIn({ account }: Step, region: string, key: string): string {
  return `${account} ${region} ${key}`;
}

/** The second records of calls that are among `steps` themselves. */
function findTwins(row: Row, steps: readonly Step[]): readonly Step[] {
  const isOf = (step: Step, name: string) => step.service === row.service && step.operation.name === name;
  const listReached = (step: Step) => readCall(row.region, step).filter((region) => region !== step.region);
  const beside = steps.filter((step) => isOf(step, row.operation) && listReached(step).length === 0);
  if (beside.length === 0) return [];
  const reached = new Set<string>();
  for (const step of steps) {
    if (!isOf(step, row.of)) continue;
    for (const region of listReached(step))
      for (const key of readKeys(row.same, step)) reached.add(nameIn(step, String(region), key));
  }
  return beside.filter((step) =>
    readKeys(row.own, step).some((key) => reached.has(nameIn(step, step.region, key))),
  );
}

/** Splits steps into the calls and the second records of some of these. */
export function leaveOutTwins(steps: readonly Step[]): { kept: readonly Step[]; twins: number } {
  const concerned = steps.filter(mayHaveTwin);
  const twins = concerned.length === 0 ? [] : table.flatMap((row) => findTwins(row, concerned));
  if (twins.length === 0) return { kept: steps, twins: 0 };
  const left = new Set(twins);
  return { kept: steps.filter((step) => !left.has(step)), twins: left.size };
}
