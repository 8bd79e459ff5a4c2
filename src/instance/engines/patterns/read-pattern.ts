/**
 * Reads patterns of events, with the words that AWS has for one that is wrong.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html, https://github.com/aws/event-ruler (JsonRuleCompiler)
 */
import { readAddress } from "./ip-addresses.ts";
import { JsonFault } from "./json-faults.ts";
import { type JsonToken, JsonTokens } from "./json-tokens.ts";
import { readValueTest } from "./read-value-test.ts";
import type { ValueTest } from "./value-tests.ts";
import { isTooComplex, type Wildcard } from "./wildcards.ts";

/** What an object is to have: each member passes, and of each group of choices one. */
export interface EventPattern {
  readonly members: ReadonlyMap<string, EventPattern | readonly ValueTest[]>;
  readonly choices: readonly (readonly EventPattern[])[];
}

/** A pattern, or what is wrong with it. */
export type ReadPattern = { readonly pattern: EventPattern } | { readonly fault: string };

const EITHER = "$or";
/** What members of a choice cannot be called. */
const RESERVED: ReadonlySet<string> = new Set(
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range ip-address-not-in-range".split(
    " ",
  ),
);

/** A text, or an address however it is written. */
function readExact(text: string): ValueTest {
  const address = readAddress(text);
  if (!address) return { kind: "equals", value: text };
  const { bits, value } = address;
  return { kind: "addresses", range: { bits, first: value, last: value } };
}

/** What one of the values of a member asks. */
function readTest(tokens: JsonTokens, token: JsonToken): ValueTest {
  switch (token) {
    case "{":
      return readValueTest(tokens);
    case "string":
      return readExact(tokens.text);
    case "number":
      return { kind: "equals", value: Number(tokens.text) };
    case "true":
    case "false":
      return { kind: "equals", value: token === "true" };
    case "null":
      return { kind: "equals", value: null };
    default:
      throw tokens.fault("Match value must be String, number, true, false, or null");
  }
}

function readTests(tokens: JsonTokens): ValueTest[] {
  const tests: ValueTest[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) tests.push(readTest(tokens, token));
  if (tests.length === 0) throw tokens.fault("Empty arrays are not allowed");
  return tests;
}

function readChoices(tokens: JsonTokens): EventPattern[] {
  if (tokens.next() !== "[") throw tokens.fault(`It must be an Array followed with ${EITHER}.`);
  const choices: EventPattern[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) {
    if (token !== "{") throw tokens.fault(`Only JSON object is allowed in array of ${EITHER} relationship.`);
    choices.push(readObject(tokens, true));
  }
  if (choices.length < 2) throw tokens.fault(`There must have at least 2 Objects in ${EITHER} relationship.`);
  return choices;
}

function readObject(tokens: JsonTokens, isChoice: boolean): EventPattern {
  const members = new Map<string, EventPattern | readonly ValueTest[]>();
  const choices: EventPattern[][] = [];
  while (tokens.next() !== "}") {
    const name = tokens.text;
    if (name === EITHER) {
      choices.push(readChoices(tokens));
      continue;
    }
    if (isChoice && RESERVED.has(name))
      throw tokens.fault(`${name} is Ruler reserved fieldName which cannot be used inside ${EITHER}.`);
    const token = tokens.next();
    if (token === "{") members.set(name, readObject(tokens, isChoice));
    else if (token === "[") members.set(name, readTests(tokens));
    else throw tokens.fault(`"${name}" must be an object or an array`);
  }
  if (members.size === 0 && choices.length === 0) throw tokens.fault("Empty objects are not allowed");
  return { members, choices };
}

function listWildcards(tests: readonly ValueTest[]): Wildcard[] {
  return tests.flatMap((test) =>
    test.kind === "wildcard" ? [test.parts] : test.kind === "anythingBut" ? listWildcards(test.tests) : [],
  );
}

/** Whether the wildcards of one member are more than AWS takes. */
function hasTooComplex({ members, choices }: EventPattern): boolean {
  const isComplex = [...members.values()].some((member) =>
    "members" in member ? hasTooComplex(member) : isTooComplex(listWildcards(member)),
  );
  return isComplex || choices.some((all) => all.some(hasTooComplex));
}

/** Reads a pattern of events. */
export function readPattern(text: string): ReadPattern {
  const tokens = new JsonTokens(text);
  try {
    if (tokens.next() !== "{") throw tokens.fault("Filter is not an object");
    const pattern = readObject(tokens, false);
    return hasTooComplex(pattern)
      ? {
          fault:
            "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
        }
      : { pattern };
  } catch (error) {
    if (error instanceof JsonFault) return { fault: error.message };
    throw error;
  }
}
