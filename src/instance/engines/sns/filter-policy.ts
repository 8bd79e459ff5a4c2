/** Filter policies: which messages a subscription gets. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
import { isObject } from "../../../base/values.ts";
import { type Refusal, refusal } from "../refusal.ts";
import { type Pattern, readExact, readExpression } from "./filter-patterns.ts";
import { readObject } from "./json-texts.ts";
import { TokenReader } from "./policy-tokens.ts";

/** What of a message a policy looks at. */
export type FilterScope = "MessageAttributes" | "MessageBody";

/** What is asked of the values at paths, all of it. */
export type Alternative = ReadonlyMap<string, readonly Pattern[]>;

/** A policy, of which a message has to fit one alternative. */
export type FilterPolicy = readonly Alternative[];

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const OR = "$or";
const MOST_ALTERNATIVES = 1000;

function refusePolicy(prefix: string, message: string): Refusal {
  return refusal("InvalidParameter", `${prefix}FilterPolicy: ${message}`);
}

/** How many combinations of values a policy asks for, each key as often as it is deep. */
function countCombinations(policy: Readonly<Record<string, unknown>>, depth: number, before: number): number {
  let count = before;
  for (const [key, value] of Object.entries(policy)) {
    if (isObject(value)) count = countCombinations(value, depth + 1, count);
    else if (!Array.isArray(value)) continue;
    else if (key === OR) {
      const own = count;
      count = value.reduce<number>(
        (sum, one: unknown) => sum + (isObject(one) ? countCombinations(one, depth, own) : 0),
        0,
      );
    } else count *= Math.max(1, value.length) * depth;
    if (count > MOST_COMBINATIONS) return count;
  }
  return count;
}

/** Reads a policy into its alternatives, token by token. */
class PolicyReader {
  readonly #reader: TokenReader;
  readonly #scope: FilterScope;

  constructor(source: string, prefix: string, scope: FilterScope) {
    this.#reader = new TokenReader(source, prefix);
    this.#scope = scope;
  }

  read(): FilterPolicy {
    this.#reader.next();
    return this.#readObject([new Map()], []);
  }

  /** An object whose brace was read, added to what is asked for beside it. */
  #readObject(before: FilterPolicy, path: readonly string[]): FilterPolicy {
    const reader = this.#reader;
    let alternatives = before;
    let isEmpty = true;
    for (let token = reader.next(); token !== "}"; token = reader.next()) {
      isEmpty = false;
      const { name } = reader;
      if (name === OR) {
        alternatives = this.#readAny(alternatives, path);
        continue;
      }
      const value = reader.next();
      if (value === "{" && this.#scope === "MessageAttributes")
        throw refusal(
          "InvalidParameter",
          `${reader.prefix}Filter policy scope MessageAttributes does not support nested filter policy`,
        );
      if (value === "{") alternatives = this.#readObject(alternatives, [...path, name]);
      else if (value === "[") alternatives = this.#readValues(alternatives, [...path, name].join("."));
      else throw reader.refuse(`"${name}" must be an object or an array`);
    }
    if (isEmpty && path.length > 0) throw reader.refuse("Empty objects are not allowed");
    return alternatives;
  }

  #readAny(before: FilterPolicy, path: readonly string[]): FilterPolicy {
    const reader = this.#reader;
    if (reader.next() !== "[") throw reader.refuse(`It must be an Array followed with ${OR}.`);
    const all: FilterPolicy[] = [];
    for (let token = reader.next(); token !== "]"; token = reader.next()) {
      if (token !== "{") throw reader.refuse(`Only JSON object is allowed in array of ${OR} relationship.`);
      all.push(this.#readObject(before, path));
    }
    if (all.length < 2) throw reader.refuse(`There must have at least 2 Objects in ${OR} relationship.`);
    return all.flat().slice(0, MOST_ALTERNATIVES);
  }

  #readValues(before: FilterPolicy, path: string): FilterPolicy {
    const reader = this.#reader;
    const patterns: Pattern[] = [];
    for (let token = reader.next(); token !== "]"; token = reader.next()) {
      if (token === "{") patterns.push(readExpression(reader));
      else if (token === "[") throw reader.refuse("Match value must be String, number, true, false, or null");
      else patterns.push(readExact(reader, token));
    }
    if (patterns.length === 0) throw reader.refuse("Empty arrays are not allowed");
    return before.map((alternative) => new Map([...alternative, [path, patterns]]));
  }
}

/**
 * The policy of a text; undefined of one that asks for nothing. Throws a Refusal of what SNS does not take. `prefix`: what comes
 * before the words of each error.
 */
export function readFilterPolicy(
  source: string,
  scope: FilterScope,
  prefix: string,
): FilterPolicy | undefined {
  if (source === "") return undefined;
  const policy = readObject(source, (reason) => refusePolicy(prefix, reason));
  const keys = Object.keys(policy);
  if (keys.length === 0) return undefined;
  if (keys.length > MOST_KEYS) throw refusePolicy(prefix, "Filter policy can not have more than 5 keys");
  if (countCombinations(policy, 1, 1) > MOST_COMBINATIONS)
    throw refusePolicy(prefix, "Filter policy is too complex");
  return new PolicyReader(source, prefix, scope).read();
}
