/**
 * Fills a recipe's template. Texts hold `${part}` of the reference; a text with an unknown part is left out, and so
 * is any member without a value. Objects with a `$` key stand for a value:
 * `{"$seen": "Engine", "else": …, "except": …, "take": …, "values": …}` the member of that name in the calls that name the thing (where
 * none does, those that name what it is made for), what `take` matches in it, or what `values` has for it, by patterns;
 * with `calls`, a pattern, in these alone; with `whole` a list as it is; with `fits`, a shape, what that takes in the calls that are about the thing, or in its ARN;
 * `{"$parent": "vpc", "as": "arn", "of": "${name}", "other": true, "own": true, "optional": true}` another thing, made
 * first if need be: by its id, or `as` its name or ARN; `of` says which, `other` that it is not the first, `apart` that it is none that the log names with it, `own` that one
 * which is made up is for this thing alone, `optional` that it is taken only where the log has it, `through` in which common thing it and this one stand: there, each is taken for one only;
 * `{"$given": "organizations:root", "else": …}` what the log calls the one such thing that an account has by itself;
 * `{"$evidence": "vpc-network", "else": …}` what evidence.ts finds;
 * `{"$if": "\\.fifo$", "then": …}` a value for names that match; `{"$lacks": "Id", "calls": "sqs:Send*", "then": …}` one where
 * such a call on the thing does without that member; `{"$has": "Id", "then": …}` one where some call on it has that member; `{"$map": "kind", "values": …}` one by a part; `{"$first": […]}` the
 * first that there is; `{"$each": "Ids", "then": …}` a list with one value for each text, `${each}`, in the lists of that name in the calls on the thing; `{"$join": […]}` one text of several; `{"$is": …}` a value as it is; `{"$arn": "…"}` the match of that pattern in the ARN; `{"$json": …}` the text of a document; `{"$date": …}` a moment; `{"$bytes": "…"}`
 * bytes from base64.
 */

import { fitsScalar } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { isObject } from "../../base/values.ts";
import { tellEventName } from "../../dialect/call.ts";
import type { Step } from "../steps.ts";
import { nameArnPlace } from "./derived/names.ts";
import { EVIDENCE, type Scene } from "./evidence.ts";
import { findMembers } from "./find-members.ts";
import { fold, hasFilters, readFilters } from "./read-filters.ts";
import { areFor, compile, type Recipe } from "./recipes.ts";

/** What a template says of a parent. */
export interface ParentWish {
  readonly type: string;
  readonly of: string | undefined;
  readonly isOther: boolean;
  readonly isApart: boolean;
  readonly isOwn: boolean;
  readonly isOptional: boolean;
  /** The type of what both stand in, where one is to be taken that stands in the same. */
  readonly through?: string;
  /** The part of the thing's own ARN that the parent's name is, where nothing says which parent it is. */
  readonly place?: string;
}

/** A scene in which a template can be filled. */
export interface Setting extends Scene {
  /** The parent that is wished for, in the text that `as` names (`id`, `name` or `arn`). */
  takeParent(wish: ParentWish, as: string): string | undefined;
  /** Told what the log said, for the report. */
  noteEvidence(text: string): void;
}

type Json = Readonly<Record<string, unknown>>;

const PART_OF_TEXT = /\$\{([\w-]+)\}/;
/** The tables' texts, taken apart: what they say stands at the even places, the names of parts at the odd ones. */
const taken = new Map<string, readonly string[]>();

/** A template's text with what is known of a thing; undefined where a part is not. */
export function fillText(template: string, parts: Readonly<Record<string, string>>): string | undefined {
  if (!template.includes("${")) return template;
  const pieces = taken.getOrInsertComputed(template, () => template.split(PART_OF_TEXT));
  let text = "";
  for (const [at, piece] of pieces.entries()) {
    const said = at % 2 === 0 ? piece : parts[piece];
    if (said === undefined) return undefined;
    text += said;
  }
  return text;
}

/** Adds its ARN to what is known of a thing, as soon as all parts of that are. */
export function tellAddress({ derived, address }: Recipe, parts: Record<string, string>): void {
  const arn = derived && address && parts["arn"] === undefined ? fillText(address, parts) : undefined;
  if (arn) parts["arn"] = arn;
}

/** What the calls about a thing have in a member, as far as its shape takes it; or what its ARN says in a place of that name. */
function findFitting(
  { facts, reference, parts, noteEvidence }: Setting,
  member: string,
  shape: Shape,
): Value | undefined {
  const { named, service } = reference.recipe;
  for (const { step } of facts.listCalls(reference.key)) {
    if (step.service !== service || findMeaning(service, step.operation.name).type !== named) continue;
    for (const value of [step.input, step.output].flatMap((one) => [...findMembers(one, member)])) {
      if (!fitsScalar(shape, value)) continue;
      noteEvidence(`${member} from ${tellEventName(step)}`);
      return value;
    }
  }
  const told = parts[nameArnPlace(member)]?.toLowerCase();
  return shape.enum?.find((value) => value.toLowerCase() === told);
}

/** What a table of patterns has for a value; the value itself without a table. */
function translate(value: string | number | boolean | Digits, table: unknown): Value | undefined {
  if (!isObject(table)) return value;
  const found = Object.entries(table).find(([pattern]) => matchesPattern(pattern, String(value)));
  return typeof found?.[1] === "string" ? found[1] : undefined;
}

/** What a read asks of its things by a filter that is called like a member, and lets nothing else through. */
function findAskedFor(step: Step, member: string): readonly string[] {
  if (!step.seen || !hasFilters(step.operation)) return [];
  return readFilters(step).flatMap(({ name, values }) =>
    values.length === 1 && fold(name) === fold(member) ? values : [],
  );
}

function findSeen(setting: Setting, template: Json): Value | undefined {
  const { users, noteEvidence } = setting;
  const member = String(template["$seen"]);
  const { fits } = template;
  if (fits !== undefined) return findFitting(setting, member, fits as Shape);
  const except = typeof template["except"] === "string" ? compile(template["except"]) : undefined;
  const take = typeof template["take"] === "string" ? compile(template["take"]) : undefined;
  const calls = typeof template["calls"] === "string" ? [template["calls"]] : undefined;
  for (const { step } of users) {
    if (calls && !areFor(calls, step.service, step.operation.name)) continue;
    // Production's answer tells what is; the input may name what is to come, and a filter what was found.
    const told = [step.output, step.input].flatMap((one) => [...findMembers(one, member)]);
    for (const value of [...told, ...findAskedFor(step, member)]) {
      if (template["whole"] === true && Array.isArray(value) && value.length > 0) return value as Value;
      if ((typeof value === "object" && !(value instanceof Digits)) || value === "") continue;
      if (except?.test(String(value))) continue;
      const taken = take ? (take.exec(String(value))?.[1] ?? "") : value;
      const meant = taken === "" ? undefined : translate(taken, template["values"]);
      if (meant === undefined) continue;
      noteEvidence(`${member} from ${tellEventName(step)}`);
      return meant;
    }
  }
  return undefined;
}

/** Whether one of the calls that a template means does without the member that it names. */
function findsLacking({ users }: Setting, template: Json): boolean {
  const calls = [String(template["calls"])];
  return users.some(
    ({ step: { service, operation, input } }) =>
      areFor(calls, service, operation.name) && findMembers(input, String(template["$lacks"])).next().done,
  );
}

/** A template that is one part and nothing else. */
const PART = /^\$\{([\w-]+)\}$/;

function fillParent(setting: Setting, template: Json): string | undefined {
  const { $parent: type, as, of } = template;
  const place = typeof of === "string" ? PART.exec(of)?.[1] : undefined;
  const wish = {
    type: String(type),
    of: typeof of === "string" ? fillText(of, setting.parts) : undefined,
    isOther: template["other"] === true,
    isApart: template["apart"] === true,
    isOwn: template["own"] === true,
    isOptional: template["optional"] === true,
    ...(typeof template["through"] === "string" && { through: template["through"] }),
    ...(place !== undefined && { place }),
  };
  return setting.takeParent(wish, typeof as === "string" ? as : "id");
}

/** One value for each text that stands in lists of a member of the calls on the thing. */
function fillEach(setting: Setting, template: Json): Value | undefined {
  const { users, parts } = setting;
  const lists = users.flatMap(({ step }) => [...findMembers(step.input, String(template["$each"]))]);
  const texts = new Set(lists.flat().filter((one) => typeof one === "string"));
  const items = [...texts].map((each) => fill({ ...setting, parts: { ...parts, each } }, template["then"]));
  return items.length === 0 ? undefined : items.filter((item) => item !== undefined);
}

function fillSpecial(setting: Setting, template: Json): Value | undefined {
  const { reference, parts } = setting;
  if ("$seen" in template) return findSeen(setting, template) ?? fill(setting, template["else"]);
  if ("$first" in template && Array.isArray(template["$first"]))
    return template["$first"].map((one) => fill(setting, one)).find((value) => value !== undefined);
  if ("$join" in template && Array.isArray(template["$join"])) {
    const texts = template["$join"].map((one) => fill(setting, one));
    return texts.every((text) => typeof text === "string") ? texts.join("") : undefined;
  }
  if ("$given" in template)
    return setting.facts.findGiven(String(template["$given"])) ?? fill(setting, template["else"]);
  if ("$parent" in template) return fillParent(setting, template);
  if ("$if" in template)
    return compile(String(template["$if"])).test(reference.name)
      ? fill(setting, template["then"])
      : undefined;
  if ("$lacks" in template)
    return findsLacking(setting, template) ? fill(setting, template["then"]) : undefined;
  if ("$each" in template) return fillEach(setting, template);
  if ("$is" in template) return template["$is"] as Value;
  if ("$has" in template) {
    const { users } = setting;
    const isAny = users.some(({ step }) => !findMembers(step.input, String(template["$has"])).next().done);
    return isAny ? fill(setting, template["then"]) : undefined;
  }
  if ("$map" in template) {
    const { values } = template;
    return isObject(values) ? fill(setting, values[parts[String(template["$map"])] ?? ""]) : undefined;
  }
  if ("$arn" in template) return compile(String(template["$arn"])).exec(parts["arn"] ?? "")?.[0];
  if ("$date" in template) return new Date(String(template["$date"]));
  if ("$json" in template) return JSON.stringify(fill(setting, template["$json"]));
  if ("$bytes" in template) return new Uint8Array(Buffer.from(String(template["$bytes"]), "base64"));
  const found = EVIDENCE[String(template["$evidence"])]?.(setting);
  return fill(setting, found ?? template["else"]);
}

/** The value of a template, or undefined where the log does not say enough. */
export function fill(setting: Setting, template: unknown): Value | undefined {
  if (typeof template === "string") return fillText(template, setting.parts);
  if (typeof template === "number" || typeof template === "boolean") return template;
  if (template instanceof Digits || template instanceof Uint8Array) return template;
  if (Array.isArray(template)) {
    const items = template.map((item) => fill(setting, item)).filter((item) => item !== undefined);
    return items.length === 0 && template.length > 0 ? undefined : items;
  }
  if (!isObject(template)) return undefined;
  if (Object.keys(template).some((key) => key.startsWith("$"))) return fillSpecial(setting, template);
  const result = makeStructure();
  for (const [name, inner] of Object.entries(template)) {
    const value = fill(setting, inner);
    if (value !== undefined) result[name] = value;
  }
  const isEmptied = Object.keys(result).length === 0 && Object.keys(template).length > 0;
  return isEmptied ? undefined : result;
}

/** The structure of a template; members that the log says nothing of are left out. */
export function fillStructure(setting: Setting, template: Json): Structure {
  const value = fill(setting, template);
  return isStructure(value) ? value : makeStructure();
}

compileLightly(fill);
