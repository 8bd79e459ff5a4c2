/** Finds the things that a thing's members name: by the resource table, by ARNs, URLs and minted ids, in texts too. */
import { findMeaning, findResources, splitType } from "../aws/resources/table.ts";
import type { MemberMeaning } from "../aws/resources/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import type { Store } from "../instance/store.ts";
import type { Thing } from "../instance/thing.ts";
import { isMintedId } from "./configuration.ts";
import { listPlacesFor } from "./fold.ts";

/** A member that names another thing. */
export interface Mentioned {
  readonly thing: Thing;
  readonly member: string;
  readonly part: MemberMeaning["part"] | undefined;
}

/** Shorter ids are also words and numbers. */
const SHORTEST_ID = 8;
/** An ARN is no longer; what is behind it in a text is cut off. */
const LONGEST_ARN = 1_024;
/** More of a text is not looked through. */
const LONGEST_TEXT = 262_144;
const ARN_END = /[\s"'<>,;\\)\]}|]/g;
const WORD = /[\w./:-]{8,256}/g;
/** Behind an ARN's thing: a version, an index, everything below it. */
const BELOW = /^(.+)[:/][^:/]*$/s;
const MOST_BELOW = 4;

function looksMinted(id: string): boolean {
  return id.length >= SHORTEST_ID && /\d/.test(id) && /[a-z]/i.test(id) && !/\s/.test(id);
}

/** All that stands, by the texts that name it wherever they are. */
export class KnownNames {
  readonly #arns = new Map<string, Thing>();
  readonly #others = new Map<string, Thing[]>();

  constructor(things: Iterable<Thing>) {
    for (const thing of things) {
      const { arn, url, id } = thing.names;
      if (arn !== undefined && !this.#arns.has(arn)) this.#arns.set(arn, thing);
      if (id !== undefined && looksMinted(id) && isMintedId(thing)) this.#add(id, thing);
      if (url !== undefined && !Object.values(thing.call.input).includes(url)) this.#add(url, thing);
    }
  }

  #add(text: string, thing: Thing): void {
    this.#others.getOrInsertComputed(text, () => []).push(thing);
  }

  /** The thing of an ARN, or that of which it names a part. */
  findArn(text: string): Thing | undefined {
    let arn = text;
    for (let left = MOST_BELOW; left > 0; left--) {
      const found = this.#arns.get(arn);
      if (found) return found;
      const [, shorter] = BELOW.exec(arn) ?? [];
      // What is left must still name a thing.
      if (shorter === undefined || shorter.split(":", 6).length < 6) return undefined;
      arn = shorter;
    }
    return undefined;
  }

  /** The thing of a minted id or a URL: beside the one that names it, else of its account, else the only one. */
  findOther(text: string, { place: { account, region } }: Thing): Thing | undefined {
    const all = this.#others.get(text);
    if (!all || all.length < 2) return all?.[0];
    const own = all.filter(({ place }) => place.account === account);
    return own.find(({ place }) => place.region === region) ?? own[0];
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.#others.keys());
  }
}

/** What the resource table says of the members of things that one operation made or changed, by their paths. */
const meanings = new WeakMap<object, Map<string, ReadonlyMap<string, MemberMeaning>>>();

function listMeanings({ service, type, call }: Thing): ReadonlyMap<string, MemberMeaning> {
  const resources = findResources(service);
  if (!resources) return new Map();
  return meanings
    .getOrInsertComputed(resources, () => new Map())
    .getOrInsertComputed(`${type}\n${call.operation}`, () => {
      const byPath = new Map<string, MemberMeaning>();
      const own = findMeaning(service, call.operation);
      const changing = Object.values(resources.operations).filter(
        (one) => one.type === type && one.deed !== "read" && one.deed !== "list" && one.deed !== "delete",
      );
      for (const member of [own, ...changing].flatMap(({ input }) => input)) {
        if (member.part === "own") continue;
        // Of what one call makes many, a thing has the item's members.
        const item = /^[^.]+\[\]\.(.+)$/s.exec(member.path)?.[1];
        for (const path of item === undefined ? [member.path] : [member.path, item])
          if (!byPath.has(path) || byPath.get(path)?.type === undefined) byPath.set(path, member);
      }
      return byPath;
    });
}

/** Whether a text may have ARNs or ids in it, and is none itself. */
function* listWithin(text: string, names: KnownNames, thing: Thing): Generator<Thing> {
  const whole = text.slice(0, LONGEST_TEXT);
  for (let at = whole.indexOf("arn:"); at >= 0; at = whole.indexOf("arn:", at + 4)) {
    ARN_END.lastIndex = at;
    const end = ARN_END.exec(whole)?.index ?? whole.length;
    const found = names.findArn(whole.slice(at, Math.min(end, at + LONGEST_ARN)));
    if (found) yield found;
  }
  for (const [word] of whole.matchAll(WORD)) {
    const found = names.findOther(word, thing);
    if (found) yield found;
  }
}

/** The things that one thing's members name, each as often as it is named. */
export class MentionFinder {
  constructor(
    readonly store: Store,
    readonly names: KnownNames,
  ) {}

  *find(thing: Thing): Generator<Mentioned> {
    yield* this.#walk(thing, thing.members, "", listMeanings(thing));
  }

  *#walk(
    thing: Thing,
    value: Value | undefined,
    path: string,
    known: ReadonlyMap<string, MemberMeaning>,
  ): Generator<Mentioned> {
    if (typeof value === "string") yield* this.#read(thing, value, path, known.get(path));
    else if (Array.isArray(value))
      for (const item of value as readonly Value[]) yield* this.#walk(thing, item, `${path}[]`, known);
    else if (isStructure(value))
      for (const name in value)
        yield* this.#walk(thing, value[name], path === "" ? name : `${path}.${name}`, known);
  }

  *#read(
    thing: Thing,
    text: string,
    member: string,
    meaning: MemberMeaning | undefined,
  ): Generator<Mentioned> {
    const part = meaning?.part;
    const one =
      (text.startsWith("arn:") ? this.names.findArn(text) : undefined) ??
      this.names.findOther(text, thing) ??
      // What the text of an ARN names is told by that alone.
      (meaning?.type === undefined || text.startsWith("arn:")
        ? undefined
        : this.#findTyped(thing, meaning.type, text));
    if (one) yield { thing: one, member, part };
    else if (text.length >= SHORTEST_ID)
      for (const inner of listWithin(text, this.names, thing))
        yield { thing: inner, member, part: undefined };
  }

  /** The thing of the type that the table says a member names. */
  #findTyped(thing: Thing, type: string, text: string): Thing | undefined {
    const kind = splitType(thing.service, type);
    for (const place of listPlacesFor(thing.place)) {
      const found = this.store.find(place, kind, [text]);
      if (found) return found;
    }
    return undefined;
  }
}
