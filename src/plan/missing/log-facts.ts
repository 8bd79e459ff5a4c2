/** What the log says of the things it names: which calls name them, what those calls hold, and what is named together. */

import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { nameSubject } from "../subject.ts";
import { listCalled } from "./called.ts";
import { listFiltered } from "./filtered.ts";
import { findGiven } from "./given.ts";
import { listInTexts } from "./in-texts.ts";
import { isOfOthers } from "./owners.ts";
import { RECIPES } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { listArnReferences, listImplied, listReferences, listRenamed } from "./references.ts";
import { listTyped } from "./typed.ts";

/** A step with what it names. */
export interface NamedStep {
  readonly step: Step;
  readonly used: readonly Reference[];
  readonly answered: readonly Reference[];
  /** What it gives another name, under that. */
  readonly renamed: readonly Reference[];
  /** What its record says that it touched, and all that the record names besides, where it says what there is. */
  readonly touched: readonly Reference[];
  readonly seen: readonly Reference[];
  /** What goes by an id, and is asked for or made here under its name. */
  readonly called: readonly Reference[];
}

const NONE: readonly Reference[] = [];

/** One list of two, of which mostly none holds anything. */
function join(one: readonly Reference[], other: readonly Reference[]): readonly Reference[] {
  return other.length === 0 ? one : one.length === 0 ? other : [...one, ...other];
}

/** Reads what a step names. */
export function nameStep(step: Step): NamedStep {
  // Twice what other stages leave behind.
  leaveCalls(2);
  const { service, operation, account, region, output } = step;
  const input = nameSubject(step);
  const meaning = findMeaning(service, operation.name);
  const place = { service, operation: operation.name, account, region };
  // What is another account's is not the log's to make.
  const isOwn = isOfOthers(step) ? (one: Reference) => one.recipe.service !== service : undefined;
  const listOwn = (all: readonly Reference[]) => (isOwn ? all.filter(isOwn) : all);
  const named = listOwn(listReferences(operation.input, input, place, meaning.input));
  const implied = listImplied(input, place, meaning.input);
  const inTexts = join(listInTexts(input, place), listTyped(step, place));
  const touched = step.seen ? listArnReferences(step.seen.touched, place) : NONE;
  const called = listOwn(join(listCalled(step, named), listFiltered(step, named)));
  return {
    step,
    called,
    used: implied.length + inTexts.length === 0 ? named : [...named, ...implied, ...inTexts],
    answered: listOwn(listReferences(operation.output, output, place, meaning.output)),
    renamed: listRenamed(input, place, meaning.input),
    touched,
    seen: step.seen ? [...touched, ...listArnReferences(step.seen.actors, place), ...called] : NONE,
  };
}

const PLACES = RECIPES.filter(({ isPlace }) => isPlace).map(({ type }) => type);

/** Whether a recipe's thing stands in one network, which what it is named with stands in too. */
function standsInNetwork(input: Readonly<Record<string, unknown>>): boolean {
  const text = JSON.stringify(input);
  return PLACES.some((type) => text.includes(`"$parent":"${type}"`)) && !text.includes('"other":true');
}

const LOCAL = new Set(
  RECIPES.filter(({ input, isLocal }) => isLocal || standsInNetwork(input)).map(({ type }) => type),
);

/** What the calls' texts for a thing say of it, the first that says a part. */
function mergeParts(key: string, calls: readonly NamedStep[]): Record<string, string> {
  const parts: Record<string, string> = {};
  for (const { used, answered, seen } of calls)
    for (const other of [...used, ...answered, ...seen])
      if (other.key === key) for (const [part, text] of Object.entries(other.parts)) parts[part] ??= text;
  return parts;
}

/** What more calls say of a thing is kept, once asked for. */
const MANY_CALLS = 16;

/** The calls that name each thing, each once, by the thing's key. */
function indexCalls(calls: readonly NamedStep[]): ReadonlyMap<string, readonly NamedStep[]> {
  const index = new Map<string, NamedStep[]>();
  for (const call of calls) {
    for (const { key } of [...call.used, ...call.answered, ...call.seen]) {
      const known = index.getOrInsertComputed(key, () => []);
      if (known.at(-1) !== call) known.push(call);
    }
  }
  return index;
}

/** Where calls have made things of a type and were answered without saying which, or nothing that the log has. */
function listSilent(calls: readonly NamedStep[]): ReadonlySet<string> {
  const silent = new Set<string>();
  for (const { step, answered } of calls) {
    const { service, operation, account, region } = step;
    const { deed, type } = findMeaning(service, operation.name);
    if (step.seen || deed !== "create" || type === undefined) continue;
    const made = `${service}:${type}`;
    if (!answered.some(({ recipe }) => recipe.type === made)) silent.add(`${made} ${account} ${region}`);
  }
  return silent;
}

/** The ids that services gave to what calls have made, each with its service, account and region. */
function listGiven(calls: readonly NamedStep[]): ReadonlySet<string> {
  const given = new Set<string>();
  for (const { step } of calls) {
    const { service, operation, account, region, output } = step;
    const { deed, type, output: members } = findMeaning(service, operation.name);
    if (step.seen || deed !== "create") continue;
    for (const member of members)
      if (member.part === "own" && member.kind === "id" && member.type === type)
        for (const text of readTexts(parsePath(member.path), output))
          given.add(`${service} ${account} ${region} ${text}`);
  }
  return given;
}

/** Nothing is looked up before it is asked for: of a log that makes all that it uses, nothing is. */
export class LogFacts {
  readonly #gathered = new Map<string, Record<string, string>>();
  readonly #parents = new Map<string, Reference>();
  #byKey: ReadonlyMap<string, readonly NamedStep[]> | undefined;
  #silent: ReadonlySet<string> | undefined;
  #given: ReadonlySet<string> | undefined;
  #regions: readonly string[] | undefined;
  readonly #ofType = new Map<string, ReadonlyMap<string, readonly Reference[]>>();
  readonly #givenThings = new Map<string, string | undefined>();

  constructor(readonly calls: readonly NamedStep[]) {}

  /**
   * Whether a thing may be one that a call of the log has made: one whose answer does not tell its identifier, or one that was
   * answered with this identifier as that of a thing of another kind, where the table does not know both as one.
   */
  mayBeMade({ recipe, parts, name }: Reference): boolean {
    const { derived, minted, type, service } = recipe;
    if (derived === undefined || !minted) return false;
    const place = `${parts["account"]} ${parts["region"]}`;
    this.#silent ??= listSilent(this.calls);
    this.#given ??= listGiven(this.calls);
    return this.#silent.has(`${type} ${place}`) || this.#given.has(`${service} ${place} ${name}`);
  }

  /** The calls that name a thing, in the order of time. */
  listCalls(key: string): readonly NamedStep[] {
    this.#byKey ??= indexCalls(this.calls);
    return this.#byKey.get(key) ?? [];
  }

  /** The regions that the log's calls are in. */
  listRegions(): readonly string[] {
    this.#regions ??= [...new Set(this.calls.map(({ step }) => step.region))];
    return this.#regions;
  }

  *#listSteps(): Generator<Step> {
    for (const { step } of this.calls) yield step;
  }

  /** What the log calls the one thing of a type that an account has by itself; undefined where it names none. */
  findGiven(kind: string): string | undefined {
    if (!this.#givenThings.has(kind)) this.#givenThings.set(kind, findGiven(this.#listSteps(), kind));
    return this.#givenThings.get(kind);
  }

  /** The things of a type in an account and a region that calls name, each once, in the order of time. */
  listOfType(
    type: string,
    { account, region }: { readonly account: string; readonly region: string },
  ): readonly Reference[] {
    const ofType = this.#ofType.getOrInsertComputed(type, () => {
      const found = new Map<string, Reference>();
      for (const { used } of this.calls)
        for (const one of used) if (one.recipe.type === type) found.getOrInsert(one.key, one);
      return Map.groupBy(found.values(), ({ parts }) => `${parts["account"]} ${parts["region"]}`);
    });
    return ofType.get(`${account} ${region}`) ?? NONE;
  }

  /** All that the log's texts say of a thing: its ARN, its URL, the parts of these. */
  gatherParts({ key, parts }: Reference): Record<string, string> {
    const calls = this.listCalls(key);
    // A bucket is asked for by each of its objects, and all of these name it.
    const known =
      calls.length > MANY_CALLS
        ? this.#gathered.getOrInsertComputed(key, () => mergeParts(key, calls))
        : mergeParts(key, calls);
    return { ...known, ...parts };
  }

  /** Remembers in what a thing was put, so that what is named with it goes there too. */
  notePlace(key: string, parent: Reference): void {
    this.#parents.set(`${key} ${parent.recipe.type}`, parent);
  }

  /** The things of a type that calls name together with `key`: from calls that name exactly one, in order of time. */
  #listCompanions(key: string, type: string): Reference[] {
    const found = new Map<string, Reference>();
    const placed = this.#parents.get(`${key} ${type}`);
    if (placed) found.set(placed.key, placed);
    for (const { used, answered, touched } of this.listCalls(key)) {
      const others = [...used, ...answered, ...touched].filter(
        (other) => other.recipe.type === type && other.key !== key,
      );
      const [first] = others;
      if (first && others.every((other) => other.key === first.key) && !found.has(first.key))
        found.set(first.key, first);
    }
    return [...found.values()];
  }

  /**
   * The things of `type` that belong to the thing `key` by the log: named together with it or, for things that stand
   * in one network, with something that is named together with it.
   */
  findCompanions(key: string, type: string): Reference[] {
    const direct = this.#listCompanions(key, type);
    if (direct.length > 0 || type !== "vpc") return direct;
    const seen = new Set([key]);
    for (const other of this.#listNeighbours(key)) {
      if (seen.has(other.key)) continue;
      seen.add(other.key);
      const found = this.#listCompanions(other.key, type);
      if (found.length > 0) return found;
    }
    return [];
  }

  #listNeighbours(key: string): Reference[] {
    return this.listCalls(key)
      .flatMap(({ used, answered }) => [...used, ...answered])
      .filter((other) => LOCAL.has(other.recipe.type));
  }
}

compileLightly(nameStep, mergeParts, indexCalls);
