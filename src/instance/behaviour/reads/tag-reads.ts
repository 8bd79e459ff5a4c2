/** Answers reads that tell nothing of things but their tags, in the forms that APIs have for it. */

import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { findPair, holdsTags, writeTags } from "../changes/labels.ts";
import { findInnerType } from "../changes/tag-sets.ts";
import type { Context } from "../context.ts";
import { fitValue } from "../fit-value.ts";
import { findThing, readGiven } from "../names/names.ts";
import { findRow } from "../refusals/refusals.ts";
import { refuseUnknown } from "../refusals/unknown.ts";
import { WRONG_TOKEN } from "./answer-page.ts";
import { fitsFilter, readAllFilters } from "./filters.ts";
import { listAny, listTexts } from "./find-any.ts";
import { addPage, paginate } from "./pages.ts";
import { refuseNone } from "./refuse-none.ts";

const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** The texts that a read names things by, and all that it says, of which some is told as it was asked. */
type Told = readonly [asked: readonly string[], input: Structure];

/** Writes tags of things into a member of an output. */
type Write = (things: readonly Thing[], ...told: Told) => Value;

/** A member that has one thing's tags: `Tags`, or CloudFront's `Tags.Items`. */
function writeOwn(shape: Shape): Write | undefined {
  if (holdsTags(shape)) return ([thing]) => writeTags(shape, thing?.tags ?? new Map());
  const [only, ...others] = shape.type === "structure" ? listMembers(shape) : [];
  const inner = only && others.length === 0 ? writeOwn(only[1]) : undefined;
  return (
    only &&
    inner &&
    ((things, ...told) => Object.assign(makeStructure(), { [only[0]]: inner(things, ...told) }))
  );
}

/** The member of an item that names the thing whose tags it has: beside the tags there is no other that is required of it. */
function findNaming(item: Shape, besides: readonly string[]): string | undefined {
  return listMembers(item).find(([name, { type }]) => type === "string" && !besides.includes(name))?.[0];
}

/** A thing as it was asked for; else by its ARN, or its id. */
function tellThing({ names, chain }: Thing, member: string, asked: readonly string[]): string {
  const own = new Set([...Object.values(names), chain.at(-1)]);
  // Route 53 asks for `/hostedzone/Z1` by `Z1`.
  const ends = new Set([names.id, chain.at(-1)].map((name) => name?.slice(name.lastIndexOf("/") + 1)));
  const same = asked.find((text) => own.has(text) || ends.has(text));
  if (same !== undefined) return same;
  const isArn = member.toLowerCase().endsWith("arn");
  return (isArn ? names.arn : undefined) ?? names.id ?? chain.at(-1) ?? "";
}

/** The kind of a thing as its ARN has it, which services write so where they say whose a tag is: `natgateway`. */
function tellKind({ names, type }: Thing): string {
  const { resource = "" } = (names.arn === undefined ? undefined : splitArn(names.arn)) ?? {};
  const [word = ""] = resource.split(/[:/]/, 1);
  return word !== resource && /^[a-z-]+$/.test(word) ? word : type;
}

/** A structure that names a thing and has its tags. */
function writeNamed(
  item: Shape,
  labels: readonly string[],
  echoed: readonly string[],
): ((thing: Thing, ...told: Told) => Structure) | undefined {
  if (item.type !== "structure") return undefined;
  const [name, tags] =
    listMembers(item).find(([member, inner]) => labels.includes(member) && holdsTags(inner)) ?? [];
  const naming = name === undefined ? undefined : findNaming(item, [name, ...echoed]);
  if (name === undefined || tags === undefined || naming === undefined) return undefined;
  return (thing, asked, input) =>
    Object.assign(makeStructure(), Object.fromEntries(echoed.map((one) => [one, input[one]])), {
      [naming]: tellThing(thing, naming, asked),
      [name]: writeTags(tags, thing.tags),
    });
}

/** A list with an item for each thing, which has its tags: `TagDescriptions[].Tags`. */
function writeEach(shape: Shape, labels: readonly string[], echoed: readonly string[]): Write | undefined {
  const write = shape.member && writeNamed(shape.member, labels, echoed);
  return write && ((things, ...told) => things.map((thing) => write(thing, ...told)));
}

/** A structure with the tags of the thing that it names: `TagInfoForResource`. */
function writeOnly(shape: Shape, labels: readonly string[], echoed: readonly string[]): Write | undefined {
  const write = writeNamed(shape, labels, echoed);
  return write && (([thing], ...told) => (thing ? write(thing, ...told) : makeStructure()));
}

/** What was said of a tag beside its key and its value: whether a group's machines get it as well. */
function tellSaid({ members }: Thing, list: string, keyMember: string, key: string): Structure | undefined {
  const items = members[list];
  const all = Array.isArray(items) ? (items as readonly Value[]).filter(isStructure) : [];
  return all.find((item) => item[keyMember] === key);
}

/**
 * A list with an item for each tag of each thing: EC2's, with ResourceId, ResourceType, Key and Value; or with no kind, and what
 * names the thing called as it is asked for.
 */
function writeFlat({ input }: Operation, shape: Shape, list: string): Write | undefined {
  const item = shape.member;
  const pair = item?.type === "structure" ? findPair(item) : undefined;
  const texts = item ? listMembers(item).filter(([, { type }]) => type === "string") : [];
  const [naming, kind] = texts.map(([name]) => name).filter((name) => !pair?.includes(name));
  if (!pair || naming === undefined) return undefined;
  if (kind === undefined && input?.members?.[naming] === undefined) return undefined;
  return (things, asked) =>
    things.flatMap((thing) =>
      [...thing.tags].map(([key, value]) =>
        Object.assign(makeStructure(), fitValue(item ?? shape, tellSaid(thing, list, pair[0], key)), {
          [naming]: tellThing(thing, naming, asked),
          ...(kind !== undefined && { [kind]: tellKind(thing) }),
          [pair[0]]: key,
          [pair[1]]: value,
        }),
      ),
    );
}

/** A list with an item for each tag of each thing, which has the tag in a structure: Redshift's `TaggedResources`. */
function writeTagged(shape: Shape): Write | undefined {
  const members = shape.member?.type === "structure" ? listMembers(shape.member) : [];
  const [tag, ...more] = members.filter(([, inner]) => inner.type === "structure" && findPair(inner));
  const pair = tag && findPair(tag[1]);
  const [naming, kind] = members.flatMap(([name, { type }]) => (type === "string" ? [name] : []));
  if (!tag || !pair || more.length > 0 || naming === undefined || kind === undefined || members.length !== 3)
    return undefined;
  return (things, asked) =>
    things.flatMap((thing) =>
      [...thing.tags].map(([key, value]) =>
        Object.assign(makeStructure(), {
          [tag[0]]: Object.assign(makeStructure(), { [pair[0]]: key, [pair[1]]: value }),
          [naming]: thing.names.arn ?? tellThing(thing, naming, asked),
          [kind]: tellKind(thing),
        }),
      ),
    );
}

/** The members of an item that are told as they were asked and name nothing: the kind of the things whose tags it has. */
function listEchoed({ operation, meaning }: Context, item: Shape | undefined): string[] {
  const naming = new Set(meaning.input.map(({ path }) => path));
  return listMembers(item).flatMap(([name, { type }]) =>
    type === "string" && operation.input?.members?.[name]?.type === "string" && !naming.has(name)
      ? [name]
      : [],
  );
}

/** The member of the output that has tags, and how it has them; undefined where the output tells of something else. */
function findWriter(context: Context): readonly [string, Write] | undefined {
  const { operation, meaning, resources } = context;
  const { labels } = resources.texts;
  // What tells a thing by several names tells that thing, and not its tags alone.
  const own = meaning.output.filter(
    ({ path, type }) => type !== undefined && type === meaning.type && !path.includes("."),
  );
  if (meaning.deed === "read" && own.length > 1) return undefined;
  const besides = new Set([...(operation.pagination?.outputTokens ?? []), operation.pagination?.moreResults]);
  for (const { path } of meaning.output) besides.add(path);
  // What is told as it was asked is where to go on, in an API whose paging is not described.
  for (const [name, { type }] of listMembers(operation.input))
    if (type === "string" && operation.output?.members?.[name]?.type === "string") besides.add(name);
  const [only, ...others] = listMembers(operation.output).filter(
    ([name, { type }]) => !besides.has(name) && type !== "boolean",
  );
  if (!only || others.length > 0) return undefined;
  const [name, shape] = only;
  const isLabel = labels.includes(name);
  const write =
    (isLabel && shape.type === "list" ? writeFlat(operation, shape, name) : undefined) ??
    (isLabel ? writeOwn(shape) : undefined);
  // What is told of each thing must be its tags alone.
  const item = shape.type === "list" ? shape.member : shape;
  const echoed = listEchoed(context, item);
  const isOfTags = listMembers(item).length - echoed.length === 2;
  const found =
    write ??
    writeTagged(shape) ??
    (isOfTags ? (writeEach(shape, labels, echoed) ?? writeOnly(shape, labels, echoed)) : undefined);
  return found && [name, found];
}

/** What names the thing in the answer as it is asked for. */
function tellNamed({ operation, input }: Context, named: readonly string[]): Structure {
  const told = listMembers(operation.output).flatMap(([name, { type }]) => {
    const text = input[name];
    return type === "string" && typeof text === "string" && named.includes(text)
      ? [[name, text] as const]
      : [];
  });
  return Object.assign(makeStructure(), Object.fromEntries(told));
}

const writers = new WeakMap<Operation, ReturnType<typeof findWriter>>();

/** The answer to a read that is about tags alone; undefined for any other read. */
export function answerTags(context: Context): Done | undefined {
  const [name, write] = writers.getOrInsertComputed(context.operation, () => findWriter(context)) ?? [];
  if (name === undefined || write === undefined) return undefined;
  const inner = findInnerType(context);
  const things = inner === undefined ? listAny(context) : [findThing(context, inner) ?? []].flat();
  // Nobody asks for one thing's, and nothing has any.
  const isOfAll = readGiven(context).length === 0 && !context.operation.input?.required?.length;
  if (things.length === 0 && !isOfAll) return refuseNone(context);
  const [thing, ...more] = things;
  const unset = thing && more.length === 0 && thing.tags.size === 0 ? findRow(context) : undefined;
  if (unset) return { error: unset };
  const named = listTexts(context);
  const value = write(things, named, context.input);
  const echo = tellNamed(context, named);
  if (!Array.isArray(value)) {
    const page = paginate(context.operation, context.input, [...(thing?.tags ?? [])]);
    if (!page) return { error: WRONG_TOKEN };
    const isWhole = thing === undefined || page.items.length === thing.tags.size;
    const told = isWhole
      ? value
      : write([{ ...thing, tags: new Map(page.items) }, ...more], named, context.input);
    return { output: addPage(Object.assign(makeStructure(), echo, { [name]: told }), page) };
  }
  const filters = readAllFilters(context, named);
  if (!filters) return refuseUnknown(context);
  const kept = (value as readonly Value[]).filter(
    (item) => isStructure(item) && filters.every((filter) => fitsFilter(context, item, NO_TAGS, filter)),
  );
  const page = paginate(context.operation, context.input, kept);
  if (!page) return { error: WRONG_TOKEN };
  return { output: addPage(Object.assign(makeStructure(), echo, { [name]: page.items }), page) };
}

compileLightly(listEchoed);
