/**
 * Fills in what the log does not hold and the API needs. By the model first: a required member that is hidden, or of a
 * shape that CloudTrail keeps out of logs, gets the least value of its shape; an optional one that is hidden is left
 * out, unless it is the name of what the call makes. What the models do not say is a row of placeholders.json.
 */
import type { Shape } from "../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { fillLiterals, hasLiterals, isHidden } from "../../dialect/hidden.ts";
import type { Placeholder, Step } from "../steps.ts";
import { appliesHere, listRowsInside, type Presence } from "./applies-here.ts";
import type { TypeSetting } from "./attribute-types.ts";
import { openBodies, type ReadBody } from "./bodies.ts";
import { findLanguage } from "./expression-rows.ts";
import { fillNamed, fillReferences } from "./fill-referred.ts";
import { makeByRow } from "./fill-row.ts";
import { type Fillable, findFillable } from "./fillable.ts";
import { findHiddenName, makeHiddenName } from "./hidden-names.ts";
import { type Facts, learnFacts } from "./placeholder-facts.ts";
import { findPlacings, type Placing } from "./placeholder-rows.ts";
import { isKeptOut, makeScalar } from "./placeholder-shapes.ts";
import { readText } from "./read-text.ts";
import { encodeText, makeKeptText, PLACEHOLDER } from "./text-forms.ts";

export interface FillOptions {
  /** The folder of `--body-dir`, as checkBodyDir gives it. */
  readonly bodyDir?: string | undefined;
}

type Members = Record<string, Value | undefined>;

interface Filling {
  readonly step: Step;
  readonly facts: Facts;
  readonly rows: readonly Placing[];
  /** Set where the service has expressions. */
  readonly setting: TypeSetting | undefined;
  readonly hidden: ReadonlySet<string>;
  readonly readBody: ReadBody | undefined;
  readonly placeholders: Placeholder[];
}

interface Hole {
  readonly path: string;
  /** The shapes around it, so that recursive ones end. */
  readonly above: readonly string[];
  /** Inside a value that is made up as a whole: all that its shape requires is filled. */
  readonly isMade: boolean;
  /** What the attributes here belong to, where the service has expressions. */
  readonly holder: string;
  /** The structure that it is in, and the member's name there. */
  readonly beside: Members;
  readonly name: string;
}

const NOTHING: readonly string[] = [];
const HIDDEN_REASON = "CloudTrail hides the value.";
const KEPT_OUT_REASON = "The API requires the member, and CloudTrail keeps values of its kind out of logs.";
const LEFT_OUT = "nothing: left out";
/** PartiQL has no other way to give a value in the statement itself. */
const LITERAL = `'${PLACEHOLDER}'`;

function joinPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function note(filling: Filling, path: string, filled: string, reason: string): void {
  filling.placeholders.push({ path, filled, reason });
}

/** Fills a member by a row, unless its maker finds that the call needs nothing. */
function fillByRow(
  filling: Filling,
  row: Placing,
  shape: Shape,
  name: string,
  path: string,
  beside: Members,
): void {
  const made = makeByRow(row, shape, { ...filling, name, beside: beside as Structure });
  if (!made) return;
  for (const other of row.instead ?? []) delete beside[other];
  if (made.value === undefined) delete beside[name];
  else beside[name] = made.value;
  note(filling, path, made.filled, row.reason);
}

/** The least value of any shape; undefined where there is none (a shape inside itself). */
function makeValue(filling: Filling, shape: Shape, place: Hole, reason: string): Value | undefined {
  if (place.above.includes(shape.name)) return undefined;
  const inner: Hole = { ...place, above: [...place.above, shape.name], isMade: true };
  if (shape.type === "structure" && !shape.document) return fillStructure(filling, shape, {}, inner);
  if (shape.type === "list" && shape.member) {
    const item = makeValue(filling, shape.member, { ...inner, path: `${place.path}[0]` }, reason);
    return item === undefined ? [] : [item];
  }
  if (shape.type === "map" || shape.type === "structure") {
    note(filling, place.path, "an empty object", reason);
    return makeStructure();
  }
  const { name, beside } = place;
  const { value, filled } = makeScalar(shape, { name, beside: beside as Structure, step: filling.step });
  note(filling, place.path, filled, reason);
  return value;
}

function isEmpty(value: Value | undefined): boolean {
  return isStructure(value) && Object.values(value).every((inner) => inner === undefined);
}

/** The text for a hidden name: that of what is meant, where the call needs one, or a new one for what the call makes. */
function nameHidden({ step, facts }: Filling, path: string, { shape, isRequired }: Fillable) {
  const own = makeHiddenName(step, path, shape);
  const isWanted = isRequired || own !== undefined;
  return (isWanted ? findHiddenName(step, path, shape, facts.hiddenNames) : undefined) ?? own;
}

function fillMember(filling: Filling, fillable: Fillable, beside: Members, place: Hole): void {
  const { name, shape: member, isRequired, rows } = fillable;
  const path = joinPath(place.path, name);
  const names = filling.step.named?.get(path);
  if (filling.setting && names) {
    const named = fillNamed(filling.setting, member, beside[name], names, path, place.holder);
    beside[name] = named.value;
    filling.placeholders.push(...named.placeholders);
    return;
  }
  const given = beside[name];
  const isMarked = (filling.hidden.size > 0 && filling.hidden.has(path)) || isHidden(given);
  const state: Presence = isMarked ? "hidden" : given === undefined || given === null ? "absent" : "present";
  const row = rows.find((candidate) => appliesHere(candidate, filling.step, path, state, beside));
  if (row) {
    fillByRow(filling, row, member, name, path, beside);
    return;
  }
  const { above, isMade, holder } = place;
  const inner: Hole = { path, above, isMade, holder, beside, name };
  if (state === "present") {
    const count = filling.placeholders.length;
    const filled = fillValue(filling, member, given ?? null, inner);
    // Emptied by what was left out of it, it could wipe what is there.
    if (isEmpty(filled) && filling.placeholders.length > count) delete beside[name];
    else beside[name] = filled;
    return;
  }
  const made =
    state === "hidden" && member.type === "string" && !member.enum
      ? nameHidden(filling, path, fillable)
      : undefined;
  if (made !== undefined) {
    beside[name] = made;
    note(filling, path, `the text ${made}`, HIDDEN_REASON);
    return;
  }
  const kept =
    state === "hidden"
      ? makeKeptText(member, { name, beside: beside as Structure, step: filling.step })
      : undefined;
  if (kept) {
    beside[name] = encodeText(member, kept.text);
    note(filling, path, kept.filled, HIDDEN_REASON);
    return;
  }
  if (state === "hidden" && !isRequired) {
    const inside = member.type === "structure" ? listRowsInside(filling.rows, path) : [];
    if (inside.length > 0) {
      // One marker stands for all that is in it.
      const hidden = new Set([...filling.hidden, ...inside.map(({ at }) => at)]);
      beside[name] = fillStructure({ ...filling, hidden }, member, makeStructure(), inner);
      return;
    }
    delete beside[name];
    note(filling, path, LEFT_OUT, HIDDEN_REASON);
    return;
  }
  if (!isRequired || member.idempotencyToken) return;
  const isWanted =
    state === "hidden" || place.isMade || isKeptOut(member) || listRowsInside(filling.rows, path).length > 0;
  if (!isWanted) return;
  const value = makeValue(filling, member, inner, state === "hidden" ? HIDDEN_REASON : KEPT_OUT_REASON);
  // What is hidden was there, and what is required in it, too, though nothing of it is asked for by name.
  const isThere = state === "hidden" || place.isMade;
  if (value === undefined || (!isThere && isEmpty(value))) return;
  beside[name] = value;
  if (isEmpty(value)) note(filling, path, "an empty object", HIDDEN_REASON);
}

/** Whether something may be hidden in a value: of most members it is a number or a plain text. */
function mayHide(given: Value): boolean {
  return typeof given === "string" ? isHidden(given) || hasLiterals(given) : typeof given === "object";
}

function fillStructure(filling: Filling, shape: Shape, recorded: Structure, around: Hole): Structure {
  const members: Members = Object.assign(makeStructure(), recorded);
  const { setting, rows, step, hidden } = filling;
  const holder = (setting && readText(recorded, setting.language.holder)) || around.holder;
  const place = { ...around, holder };
  if (setting)
    filling.placeholders.push(...fillReferences(setting, shape, members, joinPath(place.path, ""), holder));
  const fillables = findFillable(shape, rows);
  const isAnyAsked = step.named !== undefined || hidden.size > 0;
  for (const fillable of fillables) {
    const given = members[fillable.name];
    const isGiven = given !== undefined && given !== null;
    if (!isAnyAsked && !fillable.canBeMade && !isGiven) continue;
    if (isAnyAsked || !isGiven || fillable.rows.length > 0 || mayHide(given))
      fillMember(filling, fillable, members, place);
  }
  const [first] = fillables;
  if (shape.union && place.isMade && isEmpty(members as Structure) && first) {
    const { name } = first;
    const inner = { ...place, path: joinPath(place.path, name), beside: members, name };
    const value = makeValue(filling, first.shape, inner, HIDDEN_REASON);
    if (value !== undefined) members[name] = value;
  }
  return members as Structure;
}

/** The items of a list; those that came to be equal because their secrets are, once only. */
function fillItems(filling: Filling, ref: Shape, items: readonly Value[], place: Hole): readonly Value[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const count = filling.placeholders.length;
    const filled = fillValue(filling, ref, item, { ...place, path: `${place.path}[${index}]` });
    if (filling.placeholders.length === count) return [filled];
    const text = JSON.stringify(filled);
    if (seen.has(text)) return [];
    seen.add(text);
    return [filled];
  });
}

/** A value that the log has, with what is hidden or kept out inside it. */
function fillValue(filling: Filling, shape: Shape, given: Value, place: Hole): Value {
  const inner: Hole = { ...place, above: NOTHING, isMade: false };
  if (isHidden(given)) return makeValue(filling, shape, inner, HIDDEN_REASON) ?? given;
  if (typeof given === "string") {
    const filled = fillLiterals(given, LITERAL);
    if (filled !== undefined) note(filling, place.path, `${LITERAL} for each hidden value`, HIDDEN_REASON);
    return filled ?? given;
  }
  if (shape.document) return given;
  if (shape.type === "structure" && isStructure(given)) return fillStructure(filling, shape, given, inner);
  if (shape.type === "list" && shape.member && Array.isArray(given))
    return fillItems(filling, shape.member, given as readonly Value[], inner);
  if (shape.type === "map" && shape.value && isStructure(given)) {
    const result: Members = makeStructure();
    for (const [key, item] of Object.entries(given))
      result[key] = fillValue(filling, shape.value, item ?? null, {
        ...inner,
        path: joinPath(place.path, key),
        name: key,
        holder: filling.setting?.language.holders === place.path ? key : place.holder,
      });
    return result as Structure;
  }
  return given;
}

function fillStep<S extends Step>(step: S, facts: Facts, readBody: ReadBody | undefined): S {
  const { service, operation, input, hidden = new Map<string, string>() } = step;
  if (!operation.input) return step;
  const rows = findPlacings(service, operation.name);
  const placeholders: Placeholder[] = [];
  const language = findLanguage(service);
  const setting = language && { language, types: facts.attributeTypes, step };
  const filling: Filling = {
    step,
    facts,
    rows,
    setting,
    hidden: new Set(hidden.values()),
    readBody,
    placeholders,
  };
  const shape = operation.input;
  const around = { path: "", above: NOTHING, isMade: false, holder: "", beside: {}, name: "" };
  const filled = fillStructure(filling, shape, input, around);
  const unmatched = step.unmatched.filter((path) => !hidden.has(path));
  return placeholders.length === 0 ? step : { ...step, input: filled, unmatched, placeholders };
}

/**
 * The steps with what the log does not hold filled in, each placeholder listed in its step. The same steps give the
 * same inputs every time; bodies come from `bodyDir` where it has them. Steps that lack nothing are given back as they are.
 */
export function fillPlaceholders<S extends Step>(steps: readonly S[], options: FillOptions = {}): S[] {
  const facts = learnFacts(steps);
  const readBody = options.bodyDir === undefined ? undefined : openBodies(options.bodyDir);
  return steps.map((step) => {
    leaveCalls(1);
    return fillStep(step, facts, readBody);
  });
}

compileLightly(fillMember, fillValue, fillStructure, isEmpty, fillStep, fillItems, fillByRow);
