/** Follows the table's paths through an API's shapes, independently of the generator that wrote them. */
import type { Shape } from "../../../src/aws/model/types.ts";

/** The shape at `path` below `shape`; undefined where the API has no such place. */
export function findShape(shape: Shape | undefined, path: string): Shape | undefined {
  let at = shape;
  for (const [step = ""] of path.matchAll(/\[\]|\{key\}|\{\}|[^.[{]+/g)) {
    if (at === undefined) return undefined;
    if (step === "[]") at = at.type === "list" ? at.member : undefined;
    else if (step === "{}") at = at.type === "map" ? at.value : undefined;
    else if (step === "{key}") at = at.type === "map" ? at.key : undefined;
    else at = at.members?.[step];
  }
  return at;
}

/** A text that an operation requires, with the path to it. */
export interface RequiredText {
  readonly path: string;
  readonly name: string;
  readonly isLabel: boolean;
}

/**
 * The texts that an operation cannot go without: its required members and theirs, and lists of texts. The items of a list
 * of structures are mostly parts of one thing (columns, settings), which no rule tells from things.
 */
export function listRequired(shape: Shape | undefined): RequiredText[] {
  const found: RequiredText[] = [];
  const walk = (at: Shape, path: string, name: string, seen: readonly string[]) => {
    if (seen.includes(at.name) || at.idempotencyToken || at.enum) return;
    if (at.type === "string") found.push({ path, name, isLabel: at.location === "uri" });
    else if (at.type === "list" && at.member?.type === "string")
      walk(at.member, `${path}[]`, name, [...seen, at.name]);
    else if (at.type === "structure")
      for (const member of at.required ?? []) {
        const inner = at.members?.[member];
        if (inner) walk(inner, path === "" ? member : `${path}.${member}`, member, [...seen, at.name]);
      }
  };
  if (shape) walk(shape, "", "", []);
  return found;
}
