/** Asks a target to give a new resource the identifier that production gave it, by a tag. */

import * as v from "valibot";
import { findPair, type PairMembers } from "../aws/model/pairs.ts";
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { Text } from "../base/row-types.ts";
import type { Step } from "../plan/steps.ts";
import pinRows from "./pins.json" with { type: "json" };
import { type Profile, TARGET_NAMES } from "./profiles.ts";

/** A row of pins.json: the operation at which a target takes an id from a tag. */
export const PinRow = v.strictObject({
  target: v.picklist(TARGET_NAMES),
  service: Text,
  operation: Text,
  /** Where the answer holds the id, by dotted path of its output's members. */
  id: Text,
  /** The member of the input that holds the tags. */
  tags: Text,
  /** A regular expression whose group is what the tag takes of the id; all of it without one. */
  part: v.optional(Text),
  /** The ResourceType among TagSpecifications. */
  resource: v.optional(Text),
  /**
   * The calls that take the tag off again, where the target has such and keeps the identifier without it. In its texts `{tag}` is the
   * tag's key, `{region}` the call's region, and `{Member.Member}` what the live answer holds there.
   */
  untag: v.optional(v.array(v.strictObject({ operation: Text, input: v.record(Text, v.unknown()) }))),
  reason: Text,
});

type Pin = v.InferOutput<typeof PinRow>;

/** A step with a tag that the log did not ask for. */
export interface Pinned {
  readonly pin?: Pin;
}

/** AWS's limits on tags: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const MOST_TAGS = 50;
const LONGEST_VALUE = 256;

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The text at a dotted path of members. */
function readPath(structure: Structure, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<Value | undefined>((at, name) => (isStructure(at) ? at[name] : undefined), structure);
  return typeof value === "string" ? value : undefined;
}

/** The id that production gave, as the tag takes it; undefined where the log does not hold it. */
function findRecordedId({ output }: Step, pin: Pin): string | undefined {
  const id = readPath(output, pin.id);
  if (id === undefined) return undefined;
  const part = pin.part === undefined ? id : new RegExp(pin.part).exec(id)?.[1];
  return part === undefined || part === "" || part.length > LONGEST_VALUE ? undefined : part;
}

function addToList(items: readonly Value[], names: PairMembers, tag: Tag): Value[] | undefined {
  const isTaken = items.some((item) => isStructure(item) && item[names.key] === tag.key);
  if (isTaken || items.length >= MOST_TAGS) return undefined;
  return [...items, Object.assign(makeStructure(), { [names.key]: tag.key, [names.value]: tag.value })];
}

/** The tags with one more, in the form that the model gives them; undefined where there is no room for it. */
function addTag(
  shape: Shape,
  tags: Value | undefined,
  tag: Tag,
  resource: string | undefined,
): Value | undefined {
  if (shape.type === "map") {
    const present = isStructure(tags) ? tags : makeStructure();
    if (Object.hasOwn(present, tag.key) || Object.keys(present).length >= MOST_TAGS) return undefined;
    return Object.assign(makeStructure(), present, { [tag.key]: tag.value });
  }
  if (shape.type !== "list" || !shape.member) return undefined;
  const items = Array.isArray(tags) ? (tags as readonly Value[]) : [];
  const members = listMembers(shape.member);
  const nested = members.find(([, at]) => at.type === "list");
  if (nested) return addSpecification(nested, items, tag, resource);
  const pair = findPair(shape.member);
  return pair && addToList(items, pair, tag);
}

/** TagSpecifications: the tags of each type of resource that the call makes. */
function addSpecification(
  [member, ref]: readonly [string, Shape],
  items: readonly Value[],
  tag: Tag,
  resource: string | undefined,
): Value | undefined {
  if (resource === undefined) return undefined;
  const at = items.findIndex((item) => isStructure(item) && item["ResourceType"] === resource);
  const found = items[at];
  const present = isStructure(found) ? found : Object.assign(makeStructure(), { ResourceType: resource });
  const tags = addTag(ref, present[member], tag, undefined);
  if (tags === undefined) return undefined;
  const specification = Object.assign(makeStructure(), present, { [member]: tags });
  return at < 0 ? [...items, specification] : items.with(at, specification);
}

/**
 * The step with the tag that pins the identifier which production's answer holds. Unchanged where the target has no way
 * to pin this operation's, the log does not hold it, or there is no room for another tag.
 */
export function pinIdentifiers<S extends Step>(step: S, profile: Profile): S & Pinned {
  const { service, operation, input } = step;
  const pin = (pinRows as readonly Pin[]).find(
    (row) => row.target === profile.name && row.service === service && row.operation === operation.name,
  );
  const value = pin && findRecordedId(step, pin);
  const ref = pin && operation.input?.members?.[pin.tags];
  if (!pin || !ref || value === undefined || profile.pin_tag === undefined) return step;
  const tags = addTag(ref, input[pin.tags], { key: profile.pin_tag, value }, pin.resource);
  if (tags === undefined) return step;
  return { ...step, input: Object.assign(makeStructure(), input, { [pin.tags]: tags }), pin };
}

/** A text of a row with what its places stand for; undefined where the answer lacks one of them. */
function fillPlaces(text: string, values: Structure): string | undefined {
  let isWhole = true;
  const filled = text.replace(/\{([\w.]+)\}/g, (_, path: string) => {
    const value = readPath(values, path);
    if (value === undefined) isWhole = false;
    return value ?? "";
  });
  return isWhole ? filled : undefined;
}

function fillTemplate(template: unknown, values: Structure): Value | undefined {
  if (typeof template === "string") return fillPlaces(template, values);
  if (Array.isArray(template)) {
    const items = template.map((item) => fillTemplate(item, values));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const filled = makeStructure();
  for (const [name, inner] of Object.entries(template as object)) {
    const value = fillTemplate(inner, values);
    if (value === undefined) return undefined;
    filled[name] = value;
  }
  return filled;
}

/**
 * The calls that take the tag of a pinned step off again, now that `answer` says what was made; none where the target has no
 * such, or the answer does not say from what.
 */
export function listUntaggings(
  { pin, ...step }: Step & Pinned,
  profile: Profile,
  answer: Structure,
): readonly Step[] {
  const { id, service, account, region, at, ordinal, event } = step;
  const values = Object.assign(makeStructure(), answer, { tag: profile.pin_tag ?? "", region });
  return (pin?.untag ?? []).flatMap((row) => {
    const operation = step.operation.model.operations[row.operation];
    const input = fillTemplate(row.input, values);
    if (!operation || !isStructure(input)) return [];
    const call = { id, service, account, region, at, ordinal, event, operation, input };
    return [{ ...call, output: makeStructure(), unmatched: [] }];
  });
}

/** The operations whose new identifiers the target can be asked for: `apigateway CreateRestApi`. */
export function listPinned({ name }: Profile): readonly string[] {
  return (pinRows as readonly Pin[])
    .filter(({ target }) => target === name)
    .map(({ service, operation }) => `${service} ${operation}`);
}

/** Whether a tag that is read back is there only because it pins an identifier: the log never asked for it. */
export function isPinTag(profile: Profile, key: string): boolean {
  return profile.pin_tag_kept === true && profile.pin_tag === key;
}
