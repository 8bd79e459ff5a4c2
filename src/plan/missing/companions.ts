/**
 * What comes with another thing, so that no call of the log makes it: a network's main route table. Where the log makes the
 * other thing, the first such thing in it that no call makes is the one that came with it, and the target is asked for its own.
 */
import * as v from "valibot";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { isObject } from "../../base/values.ts";
import { tellEventName } from "../../dialect/call.ts";
import type { Step } from "../steps.ts";
import rows from "./companions.json" with { type: "json" };
import { fillText } from "./fill.ts";
import type { Lives } from "./lives.ts";
import type { LogFacts } from "./log-facts.ts";
import type { WantedCall } from "./make-up.ts";
import { areFor } from "./recipes.ts";
import type { Reference } from "./reference.ts";

/** A row of companions.json; templates hold `${id}` and the id of the other thing by its type. */
export const CompanionRow = v.strictObject({
  /** The recipe's type of what comes with another thing, and that of the other. */
  type: Text,
  with: Text,
  /** The operation that tells which one the target has, and what it would have told in production. */
  operation: Text,
  input: v.record(v.string(), v.unknown()),
  answer: v.record(v.string(), v.unknown()),
  /** The operations that are about no such thing, where they are not those that end one. */
  never: v.optional(v.array(Text)),
  /** Set where several come with one thing: the item of the answer that holds `${id}` stands for each that the log has named. */
  many: v.optional(v.literal(true)),
  /** The service that tells, where it is not the recipe's. */
  service: v.optional(Text),
  /** What it is called wherever the log calls it anything. */
  called: v.optional(v.strictObject({ member: Text, as: Text })),
  reason: Text,
});

type Row = v.InferOutput<typeof CompanionRow>;

const byType = new Map((rows as readonly Row[]).map((row) => [row.type, row]));

/** The members that a name stands beside. */
function* listHolders(value: Value | undefined, text: string): Generator<Structure> {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listHolders(item, text);
  if (!isStructure(value)) return;
  const inner = Object.values(value);
  if (inner.includes(text)) yield value;
  for (const one of inner) yield* listHolders(one, text);
}

/** In an answer: the id of what comes with a thing. */
const ID = `\${id}`;

/** A template with what is known; the item that holds the id as often as there are `ids`. */
function fillTexts(
  template: unknown,
  parts: Readonly<Record<string, string>>,
  ids: readonly string[] = [],
): unknown {
  if (typeof template === "string") return fillText(template, { ...parts, id: ids[0] ?? "" }) ?? template;
  if (Array.isArray(template)) {
    const isEach = template.length === 1 && isObject(template[0]) && Object.values(template[0]).includes(ID);
    return isEach
      ? ids.map((id) => fillTexts(template[0], parts, [id]))
      : template.map((item) => fillTexts(item, parts, ids));
  }
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, fillTexts(value, parts, ids)]),
  );
}

/** Finds what comes with the things that a log makes; each of these has one of a kind. */
export class Companions {
  /** The ids of what came with each thing, by the types of both. */
  readonly #taken = new Map<string, readonly string[]>();

  constructor(
    readonly facts: LogFacts,
    readonly lives: Lives,
  ) {}

  /**
   * The call that asks for a thing which came with one that the log has made (which `isMadeUp` does not know), right before its
   * first use; undefined for others.
   */
  ask(reference: Reference, step: Step, isMadeUp: (key: string) => boolean): WantedCall | undefined {
    const { recipe, key, name, recorded } = reference;
    const row = byType.get(recipe.type);
    const [whole] = row ? this.facts.findCompanions(key, row.with) : [];
    if (!row || !whole || !this.lives.has(whole.key) || isMadeUp(whole.key)) return undefined;
    const place = `${row.type} ${whole.key}`;
    const before = this.#taken.get(place) ?? [];
    if ((before.length > 0 && !row.many) || this.#isAnother(row, key, row.never ?? recipe.ends, name))
      return undefined;
    const ids = [...before, name];
    this.#taken.set(place, ids);
    const parts = { [row.with]: whole.name };
    return {
      service: row.service ?? recipe.service,
      operation: row.operation,
      input: fillTexts(row.input, parts) as Structure,
      output: fillTexts(row.answer, parts, ids) as Structure,
      account: reference.parts["account"] ?? "",
      region: reference.parts["region"] ?? "",
      at: step.at,
      ordinal: step.ordinal - 0.5,
      creation: {
        kind: "lookup",
        type: recipe.type,
        recorded,
        neededBy: step.creation?.neededBy ?? step.id,
        evidence: `${tellEventName(step)} uses it; it came with ${row.with} ${whole.name}`,
      },
      neededBy: step.id,
    };
  }

  /** Whether the log deletes it, which AWS allows for no thing that came with another, or calls it otherwise. */
  #isAnother({ called }: Row, key: string, ends: readonly string[], name: string): boolean {
    return this.facts.listCalls(key).some(({ step: { service, operation, input, output } }) => {
      if (areFor(ends, service, operation.name)) return true;
      const holders = called ? [...listHolders(input, name), ...listHolders(output, name)] : [];
      return holders.some((one) => {
        const other = called && one[called.member];
        return typeof other === "string" && other !== called?.as;
      });
    });
  }
}
