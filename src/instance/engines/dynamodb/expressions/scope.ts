/** What placeholders of names and values in the expressions of a request stand for, and which of them were used. */
import { isStructure, type Structure } from "../../../../aws/values.ts";
import { type AttributeValue, makeItem, type TableItem } from "../attributes.ts";
import { checkValue } from "../check-values.ts";
import { sizeOfText } from "../item-size.ts";
import { RefusedRequest, refuse } from "../refusal.ts";
import type { Path } from "./paths.ts";
import words from "./reserved-words.json" with { type: "json" };
import type { WrittenStep } from "./syntax.ts";
import type { ExpressionReader } from "./tokens.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html */
const RESERVED: ReadonlySet<string> = new Set(words);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const LONGEST_KEY = 255;
const LONGEST_NAME = 65_535;
const MOST_BYTES = 2 * 1024 * 1024;

const NAME_KEY = /^#\w+$/;
const VALUE_KEY = /^:\w+$/;

function checkKeys(place: string, all: Structure, form: RegExp): void {
  const keys = Object.keys(all);
  if (keys.length === 0) throw refuse(`${place} must not be empty`);
  for (const key of keys) {
    const wrong = (what: string) => refuse(`${place} contains invalid key: ${what}`);
    if (!form.test(key)) throw wrong(`Syntax error; key: "${key}"`);
    if (key.length - 1 > LONGEST_KEY)
      throw wrong(`The expression attribute map contains a key that is too long; size of key: ${key.length}`);
  }
}

function readNames(given: Structure): Map<string, string> {
  checkKeys("ExpressionAttributeNames", given, NAME_KEY);
  const names = new Map<string, string>();
  for (const [key, name] of Object.entries(given)) {
    const wrong = (what: string) =>
      refuse(`ExpressionAttributeNames contains invalid value: ${what} for key ${key}`);
    if (typeof name !== "string" || name === "") throw wrong("Empty attribute name");
    if (sizeOfText(name) > LONGEST_NAME)
      throw wrong("Attribute name is too large, must be less than 65536 bytes");
    names.set(key, name);
  }
  return names;
}

function readValues(given: Structure): TableItem {
  checkKeys("ExpressionAttributeValues", given, VALUE_KEY);
  const values = makeItem();
  let size = 0;
  for (const [key, value] of Object.entries(given)) {
    try {
      const checked = checkValue(value);
      values[key] = checked.value;
      size += checked.size;
    } catch (problem) {
      if (!(problem instanceof RefusedRequest)) throw problem;
      throw refuse(
        `ExpressionAttributeValues contains invalid value: ${problem.error.message} for key ${key}`,
      );
    }
  }
  if (size > MOST_BYTES) throw refuse("ExpressionAttributeValues exceeds max size");
  return values;
}

/** The placeholders of a request. */
export class ExpressionScope {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: TableItem;
  readonly #used = new Set<string>();

  /** Throws a refusal of placeholders that cannot be some. */
  constructor({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Structure) {
    this.#names = isStructure(names) ? readNames(names) : new Map();
    this.#values = isStructure(values) ? readValues(values) : makeItem();
  }

  /** The path of steps as they are written. */
  resolve(reader: ExpressionReader, steps: readonly WrittenStep[]): Path {
    return steps.map((step) => {
      if (typeof step === "object") return Number(step.beyond);
      if (typeof step === "number" || !step.startsWith("#")) return step;
      const name = this.#names.get(step);
      if (name === undefined)
        throw reader.refuse(
          `An expression attribute name used in the document path is not defined; attribute name: ${step}`,
        );
      this.#used.add(step);
      return name;
    });
  }

  value(reader: ExpressionReader, name: string): AttributeValue {
    const value = this.#values[name];
    if (!value)
      throw reader.refuse(
        `An expression attribute value used in expression is not defined; attribute value: ${name}`,
      );
    this.#used.add(name);
    return value;
  }

  /** Throws a refusal of placeholders that no expression has used. */
  checkUsed(): void {
    for (const [place, keys] of [
      ["ExpressionAttributeNames", [...this.#names.keys()]],
      ["ExpressionAttributeValues", Object.keys(this.#values)],
    ] as const) {
      const unused = keys.filter((key) => !this.#used.has(key));
      if (unused.length > 0)
        throw refuse(`Value provided in ${place} unused in expressions: keys: {${unused.join(", ")}}`);
    }
  }
}

/** How deep a path may lead. */
const MOST_STEPS = 32;

/** Throws a refusal of a path with a reserved word or an index that no list has, or of one that leads too deep. */
export function checkSteps(reader: ExpressionReader, steps: readonly WrittenStep[]): void {
  for (const step of steps) {
    if (typeof step === "string" && RESERVED.has(step.toUpperCase()))
      throw reader.refuse(`Attribute name is a reserved keyword; reserved keyword: ${step}`);
    if (typeof step === "object")
      throw reader.refuse(`List index is not within the allowable range; index: [${step.beyond}]`);
  }
  if (steps.length > MOST_STEPS)
    throw reader.refuse(`The document path has too many nesting levels; nesting levels: ${steps.length}`);
}
