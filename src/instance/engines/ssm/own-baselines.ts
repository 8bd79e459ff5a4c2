/**
 * The patch baselines of AWS's own, one of each system, which are the defaults where none of a customer's was registered as that.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { findPartition } from "../../../aws/model/partitions.ts";
import { makeStructure } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { merge } from "../engine.ts";
import rows from "./own-baselines.json" with { type: "json" };

/** A row of own-baselines.json. `system`: whose patches the baseline is about. */
export const OwnBaselineRow = v.strictObject({ system: Text, name: Text, reason: Text });

/** AWS has accounts of its own for them in each region; nobody's stands for these. */
const OWNER = "000000000000";
const SINCE = Date.UTC(2020, 0, 1);

/** An id that is the same whenever it is asked for: the real ones are not known here. */
function drawId(region: string, system: string): string {
  const digits = createHash("sha256").update(`${region} ${system}`).digest("hex");
  return `pb-0${digits.slice(0, 16)}`;
}

function makeOwn(region: string, { system, name }: (typeof rows)[number]): Thing {
  const partition = findPartition(region).name;
  const arn = `arn:${partition}:ssm:${region}:${OWNER}:patchbaseline/${drawId(region, system)}`;
  return {
    service: "ssm",
    type: "patch-baseline",
    place: { account: OWNER, region },
    chain: [arn],
    within: undefined,
    names: { id: arn, arn },
    members: merge({
      Name: name,
      OperatingSystem: system,
      Description: "Default Patch Baseline Provided by AWS.",
    }),
    tags: new Map(),
    createdAt: SINCE,
    call: { operation: "", input: makeStructure(), output: makeStructure() },
    brought: "told",
  };
}

/** AWS's own baselines of the region that is asked. They go by their ARNs, as those that are not a customer's do. */
export function listOwn({ caller: { region } }: Context): readonly Thing[] {
  return rows.map((row) => makeOwn(region, row));
}
