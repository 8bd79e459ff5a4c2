/** Patterns of terms: `ERROR "not found"`, `?WARN ?ERROR`, `ERROR -Exiting`, `%4\d\d%`. */
import { compileExpression } from "./conditions.ts";
import type { Match } from "./match.ts";
import { BadPattern, PatternScanner } from "./scanner.ts";

type Has = (message: string) => boolean;

/** What needs no quotes. */
const PLAIN = /^[\p{L}\p{N}_]$/u;

function readTerm(scanner: PatternScanner): Has {
  if (scanner.peek() === "%") return compileExpression(scanner.takeBetween("%"));
  const term =
    scanner.peek() === '"' ? scanner.takeBetween('"') : scanner.takeWhile((one) => PLAIN.test(one));
  if (term === "") throw new BadPattern();
  return (message) => message.includes(term);
}

/** Throws BadPattern. */
export function compileTerms(text: string): Match {
  const scanner = new PatternScanner(text);
  const [needed, optional, excluded]: Has[][] = [[], [], []];
  for (scanner.skipSpace(); !scanner.isDone; scanner.skipSpace()) {
    const kind = scanner.take("?") ? optional : scanner.take("-") ? excluded : needed;
    scanner.skipSpace();
    kind?.push(readTerm(scanner));
    if (!scanner.isDone && scanner.peek().trim() !== "") throw new BadPattern();
  }
  return (message) => {
    if (excluded?.some((has) => has(message))) return undefined;
    // With others that are needed, those that are optional say nothing.
    const isThere = needed?.length
      ? needed.every((has) => has(message))
      : !optional?.length || optional.some((has) => has(message));
    return isThere ? {} : undefined;
  };
}
