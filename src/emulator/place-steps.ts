/** Puts the target's accounts and regions in the place of recorded ones, in the input of a step. */

import * as v from "valibot";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { Text } from "../base/row-types.ts";
import type { Step } from "../plan/steps.ts";
import type { PlaceRewriter } from "./place-texts.ts";
import regionRows from "./region-members.json" with { type: "json" };

/** A member that names the call's own region, and is left out in one of them. */
const MemberRow = v.strictObject({
  service: Text,
  operation: Text,
  /** By dotted path, as is `unless`: where that one is set, the member is not added. */
  member: Text,
  absent_in: Text,
  unless: Text,
  /** Other texts that mean a region. */
  other_names: v.record(Text, Text),
  reason: Text,
});

/** A row of region-members.json: such a member, or shapes of maps' keys that are regions or accounts. */
export const RegionMemberRow = v.union([
  MemberRow,
  v.strictObject({ keys: v.pipe(v.array(Text), v.nonEmpty()), reason: Text }),
]);

const rows = regionRows as readonly v.InferOutput<typeof RegionMemberRow>[];
const memberRows = rows.flatMap((row) => ("member" in row ? [row] : []));
const placeKeys = new Set(rows.flatMap((row) => ("keys" in row ? row.keys : [])));

/** A value in which nothing changes stays the same object: most inputs name no place. */
function rewriteValue(places: PlaceRewriter, shape: Shape | undefined, value: Value): Value {
  if (typeof value === "string")
    return shape?.enum ? (places.findZone(value) ?? value) : places.rewriteText(value);
  if (Array.isArray(value)) {
    const items = value.map((item: Value) => rewriteValue(places, shape?.member, item));
    return items.every((item, place) => item === value[place]) ? value : items;
  }
  if (!isStructure(value)) return value;
  const result = makeStructure();
  let isChanged = false;
  const hasPlaceKeys = shape?.type === "map" && placeKeys.has(shape.key?.name ?? "");
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const at = shape?.type === "map" ? shape.value : shape?.members?.[name];
    const key = hasPlaceKeys ? places.rewriteText(name) : name;
    result[key] = rewriteValue(places, at, inner);
    isChanged ||= key !== name || result[key] !== inner;
  }
  return isChanged ? result : value;
}

function readMember(value: Value | undefined, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((at, name) => (isStructure(at) ? at[name] : undefined), value);
}

/** The structure with a member set, or left out (with what it empties) where `value` is undefined. */
function writeMember(
  structure: Structure,
  [name, ...rest]: readonly string[],
  value: string | undefined,
): Structure {
  const result = Object.assign(makeStructure(), structure);
  if (name === undefined) return result;
  const inner = result[name];
  const next =
    rest.length === 0 ? value : writeMember(isStructure(inner) ? inner : makeStructure(), rest, value);
  if (next === undefined || (isStructure(next) && Object.keys(next).length === 0)) delete result[name];
  else result[name] = next;
  return result;
}

/** Members that name the call's own region, which one region must not have. */
function correctRegionMembers(step: Step, input: Structure, places: PlaceRewriter): Structure {
  const row = memberRows.find((one) => one.service === step.service && one.operation === step.operation.name);
  if (!row) return input;
  const path = row.member.split(".");
  const recorded = readMember(step.input, path);
  const region = typeof recorded === "string" ? (row.other_names[recorded] ?? recorded) : step.region;
  const live = places.findZone(region);
  if (live === undefined || live === region) return input;
  if (recorded === undefined && readMember(step.input, row.unless.split(".")) !== undefined) return input;
  return writeMember(input, path, live === row.absent_in ? undefined : live);
}

/** What production answered to the step, in the target's accounts and regions: what stands there goes by it. */
export function placeOutput({ operation, output }: Step, places: PlaceRewriter): Structure {
  return places.isIdle ? output : (rewriteValue(places, operation.output, output) as Structure);
}

/** The step with its input in the target's accounts and regions; where the call itself was made stays as recorded. */
export function placeStep<S extends Step>(step: S, places: PlaceRewriter): S {
  if (places.isIdle) return step;
  const rewritten = rewriteValue(places, step.operation.input, step.input) as Structure;
  const input = correctRegionMembers(step, rewritten, places);
  return input === step.input ? step : { ...step, input };
}
