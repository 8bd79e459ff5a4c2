/** What EC2 answers before it does anything: to filters that it has not, and to who only asks whether a call may be made. */

import * as v from "valibot";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import { readFilters } from "../../../plan/missing/read-filters.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { asksOwn, listFilterNames } from "../reads/asked-rows.ts";
import rows from "../reads/filter-names.json" with { type: "json" };
import { canMean } from "../reads/filter-values.ts";

/** A row of filter-names.json: the names of filters that an operation's documentation has. */
export const FilterNamesRow = v.strictObject({
  service: Text,
  operation: Text,
  names: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

const NAMES = new PairMap(
  (rows as readonly v.InferOutput<typeof FilterNamesRow>[]).map(
    ({ service, operation, names }) => [service, operation, new Set(names)] as const,
  ),
);

/** Refuses a filter that is neither documented nor the name of anything that is told; undefined where all are in order. */
export function refuseFilter(context: Context): Done | undefined {
  const { operation, told } = context;
  if (told || operation.model.metadata.protocol !== "ec2") return undefined;
  const names = NAMES.get(operation.model.service, operation.name);
  return names && refuseOther(context, names);
}

function refuseOther(context: Context, names: ReadonlySet<string>): Done | undefined {
  const { operation, meaning } = context;
  const wrong = readFilters(context).find(
    ({ name }) =>
      !names.has(name) &&
      !name.startsWith("tag:") &&
      name !== "tag-key" &&
      name !== "tag-value" &&
      asksOwn(context, name, []) === undefined &&
      !listFilterNames(context, name).some((one) => canMean(operation, one, meaning.type ?? "")),
  );
  if (!wrong) return undefined;
  const message = `The filter '${wrong.name}' is invalid`;
  return { error: { code: "InvalidParameterValue", message, status: 400 } };
}

/** HTTP's word for a condition that the caller set. */
const FAILED_CONDITION = 412;

/** The answer to who asks only whether a call may be made: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html */
export function answerDryRun({ operation, input, told }: Pick<Context, "operation" | "input" | "told">) {
  if (told || operation.model.metadata.protocol !== "ec2" || input["DryRun"] !== true) return undefined;
  const message = "Request would have succeeded, but DryRun flag is set.";
  return { error: { code: "DryRunOperation", message, status: FAILED_CONDITION } };
}

compileLightly(refuseFilter, answerDryRun);
