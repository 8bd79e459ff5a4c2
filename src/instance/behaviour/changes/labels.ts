/** Tags, in the forms that APIs have for them: lists of keys and values, maps, keys alone. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import type { TextMembers } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";

type Pair = readonly [key: string, value: string];

// Each thing that a list tells is asked for them.
const pairs = new WeakMap<Shape, Pair | undefined>();
/** "" where a shape has none. */
const tagMembers = new WeakMap<Shape, string>();

/** The members of a tag's structure: the one that has the key, and the one that has the value. */
export function findPair(item: Shape): Pair | undefined {
  return pairs.getOrInsertComputed(item, choosePair);
}

function choosePair(item: Shape): Pair | undefined {
  const names = listMembers(item)
    .filter(([, { type }]) => type === "string")
    .map(([name]) => name);
  const [key] = names.filter((name) => name.toLowerCase().endsWith("key"));
  const [value] = names.filter((name) => name.toLowerCase().endsWith("value"));
  return key !== undefined && value !== undefined ? [key, value] : undefined;
}

/** Whether a shape can hold tags with their values. */
export function holdsTags({ type, member, value }: Shape): boolean {
  if (type === "map") return value?.type === "string";
  return type === "list" && member?.type === "structure" && findPair(member) !== undefined;
}

function readTags(shape: Shape, value: Value, tags: Map<string, string>): void {
  const pair = shape.member && findPair(shape.member);
  if (pair && Array.isArray(value)) {
    for (const item of value as readonly Value[]) {
      const key = isStructure(item) ? item[pair[0]] : undefined;
      const text = isStructure(item) ? item[pair[1]] : undefined;
      if (typeof key === "string") tags.set(key, typeof text === "string" ? text : "");
    }
  } else if (shape.type === "map" && isStructure(value)) {
    for (const [key, text] of Object.entries(value)) if (typeof text === "string") tags.set(key, text);
  }
}

/** The member that has a thing's own tags: of several the one with the shortest name, since the others are for other things. */
export function findTagMember(shape: Shape | undefined, texts: TextMembers): string | undefined {
  if (shape === undefined) return undefined;
  return (tagMembers.get(shape) ?? chooseTagMember(shape, texts)) || undefined;
}

function chooseTagMember(shape: Shape, { labels }: TextMembers): string {
  const names = listMembers(shape).flatMap(([name, member]) =>
    labels.includes(name) && holdsTags(member) ? [name] : [],
  );
  const [shortest = ""] = names.toSorted((a, b) => a.length - b.length);
  tagMembers.set(shape, shortest);
  return shortest;
}

/** The tags that an input gives its thing. */
export function listGivenTags(
  shape: Shape | undefined,
  input: Structure,
  texts: TextMembers,
): Map<string, string> {
  const tags = new Map<string, string>();
  const own = findTagMember(shape, texts);
  for (const [name, member] of listMembers(shape)) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    if (name === own) readTags(member, value, tags);
    // EC2 gives tags by the type of what they are for: TagSpecifications[].Tags.
    else if (member.member?.type === "structure" && Array.isArray(value))
      for (const item of value as readonly Value[]) readInner(member.member, item, texts, tags);
    else if (member.type === "structure" && isStructure(value)) {
      // S3 has them a structure deeper: Tagging.TagSet.
      if (texts.labels.includes(name)) readInner(member, value, texts, tags);
      // What the body of a request is has them inside, too: Pinpoint's CreateApplicationRequest.tags.
      if (name === shape?.payload)
        for (const [key, text] of listGivenTags(member, value, texts)) tags.set(key, text);
    }
  }
  return tags;
}

function readInner(shape: Shape, value: Value, { labels }: TextMembers, tags: Map<string, string>): void {
  if (!isStructure(value)) return;
  const members = listMembers(shape);
  // CloudFront's Tags are a structure of Items.
  for (const [inner, member] of members)
    if ((labels.includes(inner) || members.length === 1) && holdsTags(member))
      readTags(member, value[inner] ?? null, tags);
}

/** The keys that an input has in lists of nothing else: they are taken off, by whichever call. */
export function listNamedKeys(shape: Shape | undefined, input: Structure, texts: TextMembers): string[] {
  return listMembers(shape).flatMap(([name, member]) => {
    const value = input[name];
    if (!texts.labels.includes(name) || member.member?.type !== "string" || !Array.isArray(value)) return [];
    return (value as readonly Value[]).filter((key) => typeof key === "string");
  });
}

/** The keys that an input takes off: a list of texts, or of tags. */
export function listTakenKeys(shape: Shape | undefined, input: Structure, texts: TextMembers): string[] {
  return [...listGivenTags(shape, input, texts).keys(), ...listNamedKeys(shape, input, texts)];
}

/** Tags as a shape has them. */
export function writeTags(shape: Shape, tags: ReadonlyMap<string, string>): Value {
  if (shape.type === "map") return Object.assign(makeStructure(), Object.fromEntries(tags));
  const [key, value] = (shape.member && findPair(shape.member)) ?? ["Key", "Value"];
  return [...tags].map(([name, text]) => Object.assign(makeStructure(), { [key]: name, [value]: text }));
}

compileLightly(listGivenTags, readTags, readInner, writeTags);
