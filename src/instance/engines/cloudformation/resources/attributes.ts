/** What Ref and Fn::GetAtt give of a resource. */
import { fold } from "../../../../aws/cloudformation/kinds.ts";
import { isScalar, isStructure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import type { Thing } from "../../../thing.ts";
import { fillRow, type RowWorld, readAt } from "./fill-row.ts";
import type { ResourceKind } from "./kind.ts";
import { type KnownMembers, readFolded } from "./known-members.ts";
import type { MakingAnswer } from "./made-thing.ts";
import { listMakingRows } from "./rows.ts";

/** What is known of a resource that was made. */
export interface MadeFacts {
  readonly properties: JsonObject;
  readonly call: MakingAnswer;
  readonly thing: Thing | undefined;
  /** What the call was asked and answered. */
  readonly known: KnownMembers;
  /** What reads tell. */
  readonly told: KnownMembers;
  readonly world: RowWorld;
  /** What came along with it, by the attribute that tells its id. */
  readonly along?: (attribute: string) => string | undefined;
}

/** A value of an answer as JSON has it; undefined for what JSON has not. */
export function toJson(value: Value | undefined): JsonValue | undefined {
  if (value === undefined || value === null || value instanceof Uint8Array) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => toJson(one) ?? null);
  if (isStructure(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        const one = toJson(inner);
        return one === undefined ? [] : [[name, one] as const];
      }),
    );
  return typeof value === "object" ? String((value as { readonly text: string }).text) : value;
}

/** How the type's things are called by that end of a name: their ARN, id or URL. */
function findName({ cfn }: ResourceKind, thing: Thing | undefined, name: string): string | undefined {
  if (!thing) return undefined;
  const noun = fold(cfn.name.split("::").at(-1) ?? "");
  const short = fold(name);
  const bare = short.startsWith(noun) ? short.slice(noun.length) : short;
  const { arn, id, url } = thing.names;
  if (bare === "arn") return arn;
  if (bare === "url") return url;
  return bare === "id" ? id : undefined;
}

/** What a name says that is the end of the type's own, where nothing else tells it: `FunctionArn` of a function's version. */
function guess({ cfn }: ResourceKind, thing: Thing | undefined, name: string): string | undefined {
  const [, before = "", ends] = /^(.*?)(Arn|Id|Name|Ur[il])$/i.exec(name) ?? [];
  if (!thing || ends === undefined || !fold(cfn.name.split("::").at(-1) ?? "").includes(fold(before)))
    return undefined;
  const { arn, id, url } = thing.names;
  if (fold(ends) === "arn") return arn;
  if (fold(ends) === "id") return id ?? thing.chain.at(-1);
  return fold(ends) === "name" ? thing.chain.at(-1) : url;
}

/** The value of a pair with a key, in a list of such. */
function findPair(list: Value | undefined, key: string): Value | undefined {
  if (!Array.isArray(list)) return undefined;
  for (const one of list as readonly Value[]) {
    if (!isStructure(one)) continue;
    const [keyName, valueName] = [/key$/i, /value$/i].map((end) =>
      Object.keys(one).find((name) => end.test(name)),
    );
    if (keyName !== undefined && valueName !== undefined && one[keyName] === key) return one[valueName];
  }
  return undefined;
}

/** An attribute of a resource; undefined where nothing tells it. */
export function findAttribute(kind: ResourceKind, facts: MadeFacts, name: string): JsonValue | undefined {
  const { thing, known, told, properties, world, call } = facts;
  const row = listMakingRows(kind.cfn.name, "attribute").find(({ attribute }) => attribute === name);
  if (row) {
    const filled = fillRow(row.value, world);
    return filled === undefined ? undefined : (filled as JsonValue);
  }
  const own = findName(kind, thing, name) ?? facts.along?.(name);
  if (own !== undefined) return own;
  if (name.includes(".")) {
    for (const inside of [known, told]) {
      const [first = "", ...rest] = name.split(".");
      const outer = inside.find(first);
      const found = isStructure(outer) ? readFolded(outer, rest.join(".")) : findPair(outer, rest.join("."));
      if (found !== undefined) return toJson(found);
    }
    const given = readAt(properties, name);
    return given === undefined ? toJson(readFolded(call.output, name)) : (given as JsonValue);
  }
  const noun = kind.cfn.name.split("::").at(-1) ?? "";
  const found =
    told.find(name) ?? known.find(name) ?? known.find(`${noun}${name}`) ?? told.find(`${noun}${name}`);
  if (found !== undefined) return toJson(found);
  const given = properties[name];
  if (given !== undefined) return given;
  const short = name.toLowerCase().startsWith(noun.toLowerCase()) ? name.slice(noun.length) : undefined;
  const bare = short === undefined || short === "" ? undefined : (known.find(short) ?? told.find(short));
  return isScalar(bare) ? toJson(bare) : guess(kind, thing, name);
}

/** One part of what Ref gives. */
function findRefPart(kind: ResourceKind, facts: MadeFacts, name: string): string | undefined {
  const given = facts.properties[name];
  if (typeof given === "string" || typeof given === "number") return String(given);
  const found = findAttribute(kind, facts, name);
  return found === undefined || isObject(found) ? undefined : String(found);
}

/** What Ref gives of a resource, which is also its physical id; undefined where nothing tells it. */
export function findRef(kind: ResourceKind, facts: MadeFacts): string | undefined {
  const [row] = listMakingRows(kind.cfn.name, "ref");
  if (row) {
    const filled = fillRow(row.value, facts.world);
    if (filled !== undefined)
      return String(filled)
        .split(row.behind ?? "\0")
        .at(-1);
  }
  const { ref } = kind.cfn;
  if (ref.length > 0) {
    const parts = ref.map((name) => findRefPart(kind, facts, name));
    if (parts.every((part) => part !== undefined)) return parts.join("|");
  }
  const { thing } = facts;
  return thing?.names.id ?? thing?.chain.at(-1) ?? thing?.names.arn;
}
