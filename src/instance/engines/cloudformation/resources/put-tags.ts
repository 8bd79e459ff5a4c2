/** Puts a resource's tags, and those of its stack, into the call that makes it. */
import { listMembers } from "../../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../../aws/model/types.ts";
import { makeStructure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import type { ResourceKind } from "./kind.ts";
import { readPairMembers } from "./to-shape.ts";

/** The tags that a property says, in CloudFormation's forms: a list of keys and values, or a map. */
export function readTags(value: JsonValue | undefined): Record<string, string> {
  const tags: Record<string, string> = {};
  if (Array.isArray(value)) {
    for (const one of value as readonly JsonValue[]) {
      const { Key: key, Value: text } = isObject(one) ? (one as JsonObject) : {};
      if (typeof key === "string") tags[key] = String(text ?? "");
    }
  } else if (isObject(value))
    for (const [key, text] of Object.entries(value as JsonObject)) tags[key] = String(text);
  return tags;
}

/** A list or a map of tags as a shape has them; undefined for a shape that takes none. */
function writeTags(shape: Shape, tags: Readonly<Record<string, string>>): Value | undefined {
  if (shape.type === "map") return Object.assign(makeStructure(), tags);
  const [inner, other] = listMembers(shape);
  // What a call says of tags may stand in a structure of its own.
  if (inner && !other && inner[1].type === "list") {
    const list = writeTags(inner[1], tags);
    return list && Object.assign(makeStructure(), { [inner[0]]: list });
  }
  const pair = shape.type === "list" ? readPairMembers(shape.member) : undefined;
  if (!pair) return undefined;
  return Object.entries(tags).map(([key, text]) =>
    Object.assign(makeStructure(), { [pair[0]]: key, [pair[1]]: text }),
  );
}

/** EC2's way: tags of a type of thing, as ARNs and the model call it. */
function writeSpecification(
  shape: Shape,
  kind: ResourceKind,
  tags: Readonly<Record<string, string>>,
): Value | undefined {
  const members = shape.member?.members;
  const [typeName, typeShape] = listMembers(shape.member).find(([, one]) => one.enum) ?? [];
  const [listName, listShape] = listMembers(shape.member).find(([, one]) => one.type === "list") ?? [];
  if (!members || typeName === undefined || !typeShape || listName === undefined || !listShape)
    return undefined;
  const type = kind.type ?? "";
  const inArns = (kind.resources.types[type]?.arns ?? []).flatMap(
    (arn) => /:([a-z0-9-]+)\//.exec(arn)?.[1] ?? [],
  );
  const called = [type, ...inArns].find((one) => typeShape.enum?.includes(one));
  const list = called === undefined ? undefined : writeTags(listShape, tags);
  return list && [Object.assign(makeStructure(), { [typeName]: called, [listName]: list })];
}

/** The member of a call that takes tags, and what they are there; undefined where it takes none. */
export function placeTags(
  operation: Operation,
  kind: ResourceKind,
  tags: Readonly<Record<string, string>>,
): readonly [member: string, value: Value] | undefined {
  const { labels } = kind.resources.texts;
  for (const [name, shape] of listMembers(operation.input)) {
    if (!labels.includes(name)) continue;
    const value =
      writeTags(shape, tags) ?? (shape.type === "list" ? writeSpecification(shape, kind, tags) : undefined);
    if (value !== undefined) return [name, value];
  }
  return undefined;
}
