/** What texts of the data tables can name: the caller's place, and what a thing is called and was made with. */
import { findPartition } from "../../aws/model/partitions.ts";
import { isScalar, isStructure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Requester } from "../caller.ts";
import type { Thing } from "../thing.ts";
import type { Context } from "./context.ts";

export type Parts = Readonly<Record<string, string>>;

const LONGEST_DIGITS = 17;
const MS = 1000;

/**
 * A text by its member's name; of an ARN its last part, too, its service, and what stands behind the type: `BucketArn-End`,
 * `BucketArn-Service`, `ListenerArn-Rest`.
 */
export function listTexts(name: string, text: string): (readonly [string, string])[] {
  const end = text.startsWith("arn:") ? text.split(/[/:]/).at(-1) : undefined;
  if (end === undefined) return [[name, text]];
  return [
    [name, text],
    [`${name}-End`, end],
    [`${name}-Service`, text.split(":")[2] ?? ""],
    [`${name}-Rest`, text.slice(text.indexOf("/") + 1)],
  ];
}

/** The caller's Account, Region and Partition. */
export function listPlaceParts({ caller: { account, region } }: Context): Parts {
  return { Account: account, Region: region, Partition: findPartition(region).name };
}

// A thing that is changed is another one here; most are asked for again with each list.
const known = new WeakMap<Thing, { readonly caller: Requester; readonly parts: Parts }>();

/**
 * The same, with what a thing is called, when it was made, and any text that it was made with, `Outer-Inner` of a structure, and
 * `Given-Member` whatever the others are called; `Tag-Key` is what it is tagged with.
 */
export function listParts(context: Context, thing: Thing): Parts {
  const { account, region } = context.caller;
  const before = known.get(thing);
  if (before?.caller.account === account && before.caller.region === region) return before.parts;
  const parts = readParts(thing, listPlaceParts(context));
  known.set(thing, { caller: context.caller, parts });
  return parts;
}

/** Adds what a member says, under its name and as it was given. */
function addMember(parts: Record<string, string>, name: string, value: Value | undefined): void {
  if (value === undefined || value === null || !isScalar(value)) return;
  const texts =
    value instanceof Uint8Array
      ? [[`${name}-Length`, String(value.length)] as const]
      : listTexts(name, String(value));
  for (const [part, text] of texts) {
    parts[part] = text;
    parts[`Given-${part}`] = text;
  }
}

function readParts({ members, names, chain, createdAt, type, tags }: Thing, place: Parts): Parts {
  const parts: Record<string, string> = {};
  for (const name in members) addMember(parts, name, members[name]);
  for (const name in members) {
    const value = members[name];
    if (isStructure(value)) for (const inner in value) addMember(parts, `${name}-${inner}`, value[inner]);
  }
  for (const [key, value] of tags) parts[`Tag-${key}`] = value;
  const own = chain.at(-1) ?? "";
  const { id = own, arn, url } = names;
  const outer = chain.at(-2);
  Object.assign(parts, place, {
    Name: own,
    TYPE: type.toUpperCase().replaceAll("-", "_"),
    Id: id,
    Digits: id.slice(-LONGEST_DIGITS),
    Created: new Date(createdAt).toISOString(),
    CreatedSeconds: String(Math.floor(createdAt / MS)),
  });
  if (arn !== undefined) for (const [name, text] of listTexts("Arn", arn)) parts[name] = text;
  if (url !== undefined) parts["Url"] = url;
  if (outer !== undefined) parts["Outer"] = outer;
  return parts;
}

/** What is known, with more. It stands before what is known, which is not copied: what gives this reads it by names alone. */
export function extendParts(parts: Parts, more: Parts): Record<string, string> {
  return Object.assign(Object.create(parts), more) as Record<string, string>;
}

compileLightly(readParts, listTexts, listPlaceParts, addMember);
