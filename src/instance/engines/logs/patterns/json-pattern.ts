/** Patterns of events that are JSON: `{ $.status >= 500 && ($.user.id = "a*" || $.list[0] NOT EXISTS) }`. */
import { isObject } from "../../../../base/values.ts";
import { type Check, type FieldTest, type FieldValue, readCondition, readExpression } from "./conditions.ts";
import type { Match } from "./match.ts";
import { BadPattern, PatternScanner } from "./scanner.ts";

/** A step to a value: a member, an item, or any item. */
type Step = string | number | "*";

/** Where in an event a value is, and how that is written. */
interface Selector {
  readonly steps: readonly Step[];
  readonly text: string;
}

const ENDS_NAME = ' \t\n.[]=!<>()&|{}"';

function readStep(scanner: PatternScanner): Step | undefined {
  if (scanner.peek() === "[") {
    scanner.demand("[");
    const quote = scanner.peek();
    const inner =
      quote === "'" || quote === '"' ? scanner.takeBetween(quote) : scanner.takeWhile((one) => one !== "]");
    scanner.demand("]");
    if (quote === "'" || quote === '"' || inner === "*") return inner;
    if (!/^\d{1,9}$/.test(inner)) throw new BadPattern();
    return Number(inner);
  }
  if (scanner.peek() !== ".") return undefined;
  scanner.demand(".");
  if (scanner.peek() === "[") return readStep(scanner);
  const name = scanner.takeWhile((one) => !ENDS_NAME.includes(one));
  if (name === "") throw new BadPattern();
  return name;
}

function readSelector(scanner: PatternScanner): Selector {
  scanner.demand("$");
  const steps: Step[] = [];
  for (let step = readStep(scanner); step !== undefined; step = readStep(scanner)) steps.push(step);
  const text = steps.map((step) => (typeof step === "number" || step === "*" ? `[${step}]` : `.${step}`));
  return { steps, text: `$${text.join("")}` };
}

function select(event: unknown, [step, ...rest]: readonly Step[]): unknown[] {
  if (step === undefined) return [event];
  if (step === "*") {
    const all = Array.isArray(event) ? event : isObject(event) ? Object.values(event) : [];
    return all.flatMap((item) => select(item, rest));
  }
  if (typeof step === "number") return Array.isArray(event) && step in event ? select(event[step], rest) : [];
  return isObject(event) && Object.hasOwn(event, step) ? select(event[step], rest) : [];
}

function isValue(value: unknown): value is FieldValue {
  return typeof value !== "object" || value === null;
}

/** What is asked for whether it is there at all, or is one of JSON's words. */
function readState(scanner: PatternScanner): ((found: readonly unknown[]) => boolean) | undefined {
  if (scanner.takeWord("NOT")) {
    if (!scanner.takeWord("EXISTS")) throw new BadPattern();
    return (found) => found.length === 0;
  }
  if (scanner.takeWord("EXISTS")) return (found) => found.length > 0;
  if (!scanner.takeWord("IS")) return undefined;
  const isOther = scanner.takeWord("NOT");
  const words = { NULL: null, TRUE: true, FALSE: false };
  for (const [word, wanted] of Object.entries(words))
    if (scanner.takeWord(word))
      return (found) => found.length > 0 && found.some((value) => value === wanted) !== isOther;
  throw new BadPattern();
}

/** Throws BadPattern. */
export function compileJson(text: string): Match {
  const scanner = new PatternScanner(text);
  const selectors: Selector[] = [];
  const readOne = (): Check<unknown> => {
    const selector = readSelector(scanner);
    selectors.push(selector);
    const state = readState(scanner);
    if (state) return (event) => state(select(event, selector.steps));
    const test: FieldTest = readCondition(scanner, ")&|}");
    return (event) => select(event, selector.steps).some((value) => isValue(value) && test(value));
  };
  scanner.demand("{");
  const check = readExpression(scanner, readOne);
  scanner.demand("}");
  scanner.skipSpace();
  if (!scanner.isDone) throw new BadPattern();
  return (message) => {
    const event = parse(message);
    if (!isObject(event) && !Array.isArray(event)) return undefined;
    if (!check(event)) return undefined;
    const extracted: Record<string, string> = {};
    for (const { steps, text: name } of selectors) {
      const [value] = select(event, steps);
      if (value !== undefined && value !== null && isValue(value)) extracted[name] = String(value);
    }
    return extracted;
  };
}

function parse(message: string): unknown {
  // Most messages are no JSON, and a failure to read one takes its time.
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
