/** What conditions and updates compute with, once placeholders are resolved. */
import type { AttributeType, AttributeValue, TableItem } from "../attributes.ts";
import { typeOf } from "../attributes.ts";
import { sizeOfText } from "../item-size.ts";
import { findAt, type Path } from "./paths.ts";
import type { ExpressionScope } from "./scope.ts";
import type { Operand } from "./syntax.ts";
import type { ExpressionReader } from "./tokens.ts";

export type Term =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: AttributeValue }
  | { readonly kind: "call"; readonly name: string; readonly terms: readonly Term[] };

/** An operand with what its placeholders stand for. Throws a refusal of one that is not defined. */
export function resolveOperand(reader: ExpressionReader, scope: ExpressionScope, operand: Operand): Term {
  if (operand.kind === "path") return { kind: "path", path: scope.resolve(reader, operand.steps) };
  if (operand.kind === "value") return { kind: "value", value: scope.value(reader, operand.name) };
  const terms = operand.operands.map((one) => resolveOperand(reader, scope, one));
  return { kind: "call", name: operand.name, terms };
}

/** The type that a term has by itself; undefined where it depends on the item. */
export function typeOfTerm(term: Term | undefined): AttributeType | undefined {
  if (term?.kind === "value") return typeOf(term.value);
  return term?.kind === "call" ? "N" : undefined;
}

/** What `size` tells of a value; undefined of one that has none. */
export function measure({ S, B, SS, NS, BS, L, M }: AttributeValue): number | undefined {
  if (S !== undefined) return sizeOfText(S);
  if (B) return B.length;
  const list = SS ?? NS ?? BS ?? L;
  if (list) return list.length;
  return M && Object.keys(M).length;
}

/** The value of a term of a condition, in which `size` is the only function; undefined where there is none. */
export function evaluate(term: Term, item: TableItem): AttributeValue | undefined {
  if (term.kind === "path") return findAt(item, term.path);
  if (term.kind === "value") return term.value;
  const [of] = term.terms;
  const measured = of && evaluate(of, item);
  const size = measured && measure(measured);
  return size === undefined ? undefined : { N: String(size) };
}
