/** What a call needs besides what its members name: a rule of AWS Config the recorder of its region. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { readRecord } from "../fill/applies-here.ts";
import { Conditions, holdAll } from "../fill/conditions.ts";
import { type Step, tellSecond } from "../steps.ts";
import { getRecipe } from "./catalogue.ts";
import type { Lives } from "./lives.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { makeUpReference } from "./made-up.ts";
import type { Reference } from "./reference.ts";
import { digestKey } from "./thing-keys.ts";
import rows from "./unnamed.json" with { type: "json" };

/**
 * A row of unnamed.json: calls of these operations (a pattern) need a thing of the recipe's type in their account and region;
 * with `only`, one of which some call says that. One that is made up is for all of them or, with `own`, for the call's thing
 * alone. What makes such things is in only-things.json, by which it goes before these calls.
 */
export const UnnamedRow = v.strictObject({
  service: Text,
  operations: Text,
  type: Text,
  only: v.optional(Conditions),
  own: v.optional(v.literal(true)),
  reason: Text,
});

type Row = v.InferOutput<typeof UnnamedRow>;

const byService = Map.groupBy(rows as readonly Row[], ({ service }) => service);
const NONE: readonly Reference[] = [];

/** The name that a call gives to what it is about. */
function readOwnName({ service, operation, input }: Step): string {
  const own = findMeaning(service, operation.name).input.filter(({ part }) => part === "own");
  return own.flatMap(({ path }) => readTexts(parsePath(path), input)).at(0) ?? "";
}

/** One that no call names; where it is for the call's thing alone, with what that is called. */
function makeUpFor(step: Step, { type, own }: Row): Reference | undefined {
  const child = own ? readOwnName(step) : "";
  const reference = makeUpReference(getRecipe(type), step, child);
  if (!reference || !own) return reference;
  return { ...reference, parts: { ...reference.parts, child, "child-digest": digestKey(child) } };
}

export class Unnamed {
  readonly #facts: LogFacts;
  readonly #lives: Lives;

  constructor(facts: LogFacts, lives: Lives) {
    this.#facts = facts;
    this.#lives = lives;
  }

  #isMeant({ key }: Reference, { only }: Row): boolean {
    return (
      only === undefined || this.#facts.listCalls(key).some(({ step }) => holdAll(readRecord(step), only))
    );
  }

  /** What a call needs that no call makes before it, and that it does not name. */
  list(call: NamedStep): readonly Reference[] {
    const { step } = call;
    const ofService = byService.get(step.service);
    if (!ofService || step.seen) return NONE;
    const second = tellSecond(step);
    return ofService.flatMap((row) => {
      if (!matchesPattern(row.operations, step.operation.name)) return [];
      const known = this.#facts.listOfType(row.type, step).filter((one) => this.#isMeant(one, row));
      const isThere = known.some(
        (one) => this.#lives.isThere(one) || this.#lives.isMadeBeside(one, call, second),
      );
      if (isThere) return [];
      const older = known.find((one) => this.#lives.isMissing(one, second));
      return older ?? makeUpFor(step, row) ?? [];
    });
  }
}
