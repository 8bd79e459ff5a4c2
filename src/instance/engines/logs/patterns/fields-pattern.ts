/** Patterns of events whose fields stand behind each other: `[ip, user, ..., status = 4* && status != 403, bytes > 1000]`. */
import { type Check, readCondition, readExpression } from "./conditions.ts";
import type { Match } from "./match.ts";
import { BadPattern, PatternScanner } from "./scanner.ts";

/** The fields of an event by their names. */
type Fields = ReadonlyMap<string, string>;

interface Field {
  /** "" of one without a name. */
  readonly name: string;
  readonly check: Check<Fields> | undefined;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "[": "]" };
const ENDS_NAME = ' \t,=!<>()&|[]"';

/** The fields of a message: words, and what stands in quotes or brackets. */
export function splitFields(message: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at < message.length; ) {
    if (message.charAt(at).trim() === "") {
      at++;
      continue;
    }
    const closing = CLOSING[message.charAt(at)];
    const end = closing === undefined ? -1 : message.indexOf(closing, at + 1);
    if (end >= 0) {
      fields.push(message.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    let next = at + 1;
    while (next < message.length && message.charAt(next).trim() !== "") next++;
    fields.push(message.slice(at, next));
    at = next;
  }
  return fields;
}

function readField(scanner: PatternScanner): Field {
  let own: string | undefined;
  const readOne = (): Check<Fields> => {
    scanner.skipSpace();
    const name = scanner.takeWhile((one) => !ENDS_NAME.includes(one));
    own ??= name;
    scanner.skipSpace();
    if (scanner.peek() === "," || scanner.peek() === "]") return () => true;
    const test = readCondition(scanner, ",]&|)");
    return (fields) => test(fields.get(name));
  };
  const check = readExpression(scanner, readOne);
  return { name: own ?? "", check };
}

/** Throws BadPattern. */
function readFields(text: string): (Field | "...")[] {
  const scanner = new PatternScanner(text);
  scanner.demand("[");
  const fields: (Field | "...")[] = [];
  if (!scanner.take("]")) {
    do {
      scanner.skipSpace();
      if (scanner.take("...") || scanner.take("…")) fields.push("...");
      else fields.push(scanner.peek() === "]" ? { name: "", check: undefined } : readField(scanner));
    } while (scanner.take(","));
    scanner.demand("]");
  }
  scanner.skipSpace();
  if (!scanner.isDone || fields.filter((one) => one === "...").length > 1) throw new BadPattern();
  return fields;
}

/** Throws BadPattern. */
export function compileFields(text: string): Match {
  const fields = readFields(text);
  const gap = fields.indexOf("...");
  const [before, after] = gap < 0 ? [fields, []] : [fields.slice(0, gap), fields.slice(gap + 1)];
  return (message) => {
    if (fields.length === 0) return {};
    const values = splitFields(message);
    const left = values.length - before.length - after.length;
    if (left < 0 || (gap < 0 && left > 0)) return undefined;
    const all = [...before, ...new Array<undefined>(left), ...after];
    const named = new Map(
      all.map((field, at) => [
        typeof field === "object" && field.name !== "" ? field.name : String(at + 1),
        values[at] ?? "",
      ]),
    );
    const fits = all.every((field) => typeof field !== "object" || !field.check || field.check(named));
    return fits ? Object.fromEntries([...named].map(([name, value]) => [`$${name}`, value])) : undefined;
  };
}
