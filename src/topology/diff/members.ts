/** What of two resources that are one differs, by the paths of members, with both values. */
import type { JsonObject, JsonValue } from "../../base/values.ts";
import type { Resource } from "../topology.ts";
import { callSame } from "./called.ts";
import { isMembers, openDocument } from "./content.ts";
import { readCounted } from "./counted.ts";
import type { Matched, MatchSide } from "./match.ts";
import { ConfigurationSaying, isUnsaid, SAID, type Saying, withoutMinted } from "./told.ts";

/** A member that is not the same; undefined where there is none. */
export interface MemberDifference {
  readonly path: string;
  readonly a: JsonValue | undefined;
  readonly b: JsonValue | undefined;
}

/** Where in a list something stands, as paths of differences have it. */
const PLACE = /\[[^[\]]*\]/g;
/** A resource's own name stands in its members, or in those of what is set on it. */
const OWN_DEPTH = 2;
/** Lists of more items are compared as they are. */
const MOST_PAIRED = 500;

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Whether a value says no more than one that is not there: it is empty, but for what says nothing of how a thing is. */
function isEmpty(value: JsonValue, service: string, place: Saying): boolean {
  if (value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  const isLost = (name: string) => !place.hasOwnNames && isUnsaid(service, name);
  return (
    isMembers(value) &&
    Object.entries(value).every(
      ([name, inner]) => isLost(name) || isEmpty(inner, service, place.member(name)),
    )
  );
}

/** The members of an item that are scalars, by which it can be told from others. */
function listScalars(item: JsonValue): [string, string][] {
  return isMembers(item)
    ? Object.entries(item).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
      )
    : [];
}

interface Two {
  readonly one: JsonValue;
  readonly other: JsonValue;
}

/** Compares the members of one pair of resources. */
export class MemberComparison {
  readonly differences: MemberDifference[] = [];
  /** How many members stand in the place of what a log hides, so that nothing is known of them. */
  hidden = 0;
  readonly #hidden: ReadonlySet<string>;
  /** What the service told of each by itself. */
  readonly #answered: Readonly<Record<"a" | "b", ReadonlySet<string>>>;

  constructor(
    readonly matched: Matched,
    readonly one: Resource,
    readonly other: Resource,
  ) {
    this.#hidden = new Set([...one.placeholders, ...other.placeholders]);
    this.#answered = { a: new Set(one.answered), b: new Set(other.answered) };
  }

  compare(): void {
    this.#compareMembers("tags", this.one.tags, this.other.tags, SAID);
    const place = new ConfigurationSaying(this.one);
    this.#compareMembers("", this.one.configuration, this.other.configuration, place);
  }

  #write(side: MatchSide, text: string): string {
    return side.identifiers
      .split(text)
      .map((piece) => {
        if (typeof piece === "string") return piece;
        const name = side.paired.get(piece.resource);
        return name === undefined ? piece.text : `\u0000${name} ${piece.kind}\u0000`;
      })
      .join("");
  }

  #namesPaired(side: MatchSide, value: JsonValue): boolean {
    return side.identifiers
      .split(String(value))
      .some((piece) => typeof piece !== "string" && side.paired.has(piece.resource));
  }

  /** Whether the service told of one what stands at a path, or all that it stands in. */
  #isAnswered(side: "a" | "b", path: string): boolean {
    const answered = this.#answered[side];
    const at = path.replace(PLACE, "[]");
    if (answered.size === 0) return false;
    for (
      let end = at.length;
      end > 0;
      end = Math.max(at.lastIndexOf(".", end - 1), at.lastIndexOf("[", end - 1))
    )
      if (answered.has(at.slice(0, end))) return true;
    return false;
  }

  /** Whether two values say the same, whatever services call things. */
  #isSame(member: string, one: JsonValue, other: JsonValue, place: Saying): boolean {
    if (one === other) return true;
    // Some services answer numbers as texts; in a document these are two things.
    const areScalars = typeof one !== "object" && typeof other !== "object" && place !== SAID;
    if (areScalars && String(one) === String(other)) return true;
    const { a, b } = this.matched;
    if (typeof one === "string" && typeof other === "string") {
      const [mine, its] = [this.#write(a, one), this.#write(b, other)];
      if (mine === its || callSame(this.matched, one, other)) return true;
      if (!place.isSaid && withoutMinted(mine) === withoutMinted(its)) return true;
    }
    if (!place.isSaid && areScalars && this.#areNumbers(one, other)) return true;
    // A service tells more of what callers say a text for.
    if ((place.takesTexts || !place.isSaid) && isMembers(one) !== isMembers(other))
      return isMembers(one)
        ? Object.values(one).some(
            (inner) => typeof inner === "string" && this.#isSame(member, inner, other, place),
          )
        : isMembers(other) &&
            Object.values(other).some(
              (inner) => typeof inner === "string" && this.#isSame(member, one, inner, place),
            );
    return (
      place.isVolatile(member, one) &&
      place.isVolatile(member, other) &&
      !this.#namesPaired(a, one) &&
      !this.#namesPaired(b, other)
    );
  }

  /** Whether these are the numbers that the service counted the two on as. */
  #areNumbers(one: JsonValue, other: JsonValue): boolean {
    const [mine, its] = [readCounted(this.one), readCounted(this.other)];
    return mine !== undefined && mine.number === String(one) && its?.number === String(other);
  }

  /** Whether two items of the list at a path are the same at every depth. */
  #isEqual(path: string, member: string, { one, other }: Two, place: Saying): boolean {
    const tried = new MemberComparison(this.matched, this.one, this.other);
    tried.#compareValues(`${path}[]`, member, one, other, place);
    return tried.differences.length === 0;
  }

  #note(path: string, a: JsonValue | undefined, b: JsonValue | undefined): void {
    this.differences.push({ path, a, b });
  }

  #compareMembers(path: string, one: JsonObject, other: JsonObject, place: Saying): void {
    // Keys may be identifiers, too.
    const { a, b } = this.matched;
    const others = new Map(Object.keys(other).map((name) => [this.#write(b, name), name] as const));
    const saysNothing = (name: string) => !place.hasOwnNames && isUnsaid(this.one.service, name);
    for (const [name, value] of Object.entries(one)) {
      const written = this.#write(a, name);
      const its = others.get(written);
      others.delete(written);
      if (saysNothing(name)) continue;
      if (this.#hidden.has(join(path, name))) this.hidden++;
      else if (its === undefined) this.#noteLone(join(path, name), name, value, "a", place.member(name));
      else this.#compareValues(join(path, name), name, value, other[its] ?? null, place.member(name));
    }
    for (const name of others.values())
      if (!this.#hidden.has(join(path, name)) && !saysNothing(name))
        this.#noteLone(join(path, name), name, other[name] ?? null, "b", place.member(name));
  }

  /**
   * What one says and the other does not; a time or an identifier of a service's own is no difference, nor what the service told of
   * the one without being asked: of the other, it was not heard.
   */
  #noteLone(path: string, member: string, value: JsonValue, side: "a" | "b", place: Saying): void {
    if (value === null || place.isVolatile(member, value)) return;
    // What is empty says no more than what is not there, but in a document.
    if (place !== SAID && isEmpty(value, this.one.service, place)) return;
    const own = side === "a" ? this.one : this.other;
    const isOwn = [own.name, own.id, own.arn, own.url].includes(String(value));
    if (isOwn && place !== SAID && !path.includes("[") && path.split(".").length <= OWN_DEPTH) return;
    if (this.#isAnswered(side, path)) return;
    if (side === "a") this.#note(path, value, undefined);
    else this.#note(path, undefined, value);
  }

  #compareValues(path: string, member: string, given: JsonValue, its: JsonValue, place: Saying): void {
    if (this.#isSame(member, given, its, place)) return;
    const [one, other] = [openDocument(given), openDocument(its)];
    const inner = one === given ? place : place.document;
    const isNothing = (value: JsonValue) => place !== SAID && isEmpty(value, this.one.service, place);
    if (isNothing(given)) this.#noteLone(path, member, its, "b", place);
    else if (isNothing(its)) this.#noteLone(path, member, given, "a", place);
    else if (isMembers(one) && isMembers(other)) this.#compareMembers(path, one, other, inner);
    else if (Array.isArray(one) && Array.isArray(other))
      this.#compareLists(
        path,
        member,
        one as readonly JsonValue[],
        other as readonly JsonValue[],
        place.item,
      );
    else this.#note(path, given, its);
  }

  #compareLists(
    path: string,
    member: string,
    ones: readonly JsonValue[],
    others: readonly JsonValue[],
    place: Saying,
  ): void {
    const isPlain = [...ones, ...others].every((item) => typeof item !== "object");
    if (isPlain || ones.length + others.length > MOST_PAIRED) {
      if (!this.#isSameList(path, member, ones, others, place)) this.#note(path, ones, others);
      return;
    }
    const left = [...others];
    const rest = ones.filter((one) => {
      const at = left.findIndex((other) => this.#isEqual(path, member, { one, other }, place));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    const { pairs, lone } = this.#pairItems(rest, left);
    for (const [at, { one, other }] of pairs)
      this.#compareValues(`${path}[${at}]`, member, one, other, place);
    for (const { at, value, side } of lone) this.#noteLone(`${path}[${at}]`, member, value, side, place);
  }

  /** Whether lists of scalars are the same: identifiers are in no order. */
  #isSameList(
    path: string,
    member: string,
    ones: readonly JsonValue[],
    others: readonly JsonValue[],
    place: Saying,
  ): boolean {
    if (ones.length !== others.length) return false;
    if (ones.every((one, at) => this.#isEqual(path, member, { one, other: others[at] ?? null }, place)))
      return true;
    const { a, b } = this.matched;
    const [mine, its] = [
      ones.map((one) => this.#write(a, String(one))),
      others.map((other) => this.#write(b, String(other))),
    ];
    return mine.every((text) => text.startsWith("\u0000")) && Bun.deepEquals(mine.sort(), its.sort());
  }

  /** Pairs items that a scalar of both names, then the rest in their order. */
  #pairItems(ones: readonly JsonValue[], others: readonly JsonValue[]) {
    const pairs: (readonly [string, Two])[] = [];
    const left = [...others];
    const alone: JsonValue[] = [];
    const key = this.#findKey(ones, others);
    const nameOf = (item: JsonValue) => listScalars(item).find(([name]) => name === key)?.[1];
    for (const one of ones) {
      const name = nameOf(one);
      const at = key === undefined ? -1 : left.findIndex((other) => nameOf(other) === name);
      const [other] = at < 0 ? [] : left.splice(at, 1);
      if (other === undefined) alone.push(one);
      else pairs.push([`${key}=${name}`, { one, other }]);
    }
    const isOne = alone.length === 1 && left.length === 1;
    const [one] = alone;
    const [other] = left;
    if (isOne && one !== undefined && other !== undefined) {
      pairs.push([key === undefined ? "" : `${key}=${nameOf(one) ?? ""}`, { one, other }]);
      return { pairs, lone: [] };
    }
    const tell = (value: JsonValue, side: "a" | "b") => ({
      at: key === undefined ? "" : `${key}=${nameOf(value) ?? ""}`,
      value,
      side,
    });
    return { pairs, lone: [...alone.map((item) => tell(item, "a")), ...left.map((item) => tell(item, "b"))] };
  }

  /** The first member that names every item of both lists once, and some item of both. */
  #findKey(ones: readonly JsonValue[], others: readonly JsonValue[]): string | undefined {
    const [first] = ones;
    if (first === undefined || others.length === 0) return undefined;
    const valuesOf = (items: readonly JsonValue[], key: string) =>
      items.flatMap((item) => listScalars(item).flatMap(([name, value]) => (name === key ? [value] : [])));
    return listScalars(first)
      .map(([name]) => name)
      .find((name) => {
        const [mine, its] = [valuesOf(ones, name), valuesOf(others, name)];
        const areAll = mine.length === ones.length && its.length === others.length;
        const areDistinct = new Set(mine).size === mine.length && new Set(its).size === its.length;
        return areAll && areDistinct && mine.some((value) => its.includes(value));
      });
  }
}
