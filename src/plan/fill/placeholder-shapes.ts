/** Which members CloudTrail keeps out of a log by their shapes, and the least value of a shape. */
import type { Shape } from "../../aws/model/types.ts";
import type { Value } from "../../aws/values.ts";

/** What stands for a text that nothing else is known of. */
export const PLACEHOLDER = "placeholder";

/**
 * Whether CloudTrail leaves values of this shape out without a word: what the model marks as sensitive, bytes, and
 * whatever cannot be had without either. Other required members that a log lacks are no secrets: it is damaged there,
 * or the call did without.
 */
export function isKeptOut(shape: Shape, above: readonly string[] = []): boolean {
  if (shape.sensitive || shape.type === "blob") return true;
  if (above.includes(shape.name)) return false;
  const open = [...above, shape.name];
  if (shape.type === "list" && shape.member) return isKeptOut(shape.member, open);
  return (shape.required ?? []).some((name) => {
    const member = shape.members?.[name];
    return member !== undefined && isKeptOut(member, open);
  });
}

/** The least value of a scalar shape, and what it is for people. `at` is the time of the call. */
export function makeScalar(shape: Shape, at: number): { readonly value: Value; readonly filled: string } {
  switch (shape.type) {
    case "integer":
    case "long":
    case "float":
    case "double":
      return { value: 1, filled: "the number 1" };
    case "boolean":
      return { value: false, filled: "false" };
    case "timestamp":
      return { value: new Date(at), filled: "the time of the call" };
    case "blob":
      return { value: Buffer.from(PLACEHOLDER), filled: `the text ${PLACEHOLDER}` };
    default: {
      const value = shape.enum?.[0] ?? PLACEHOLDER;
      return {
        value,
        filled: shape.enum ? `${value}, the first value that the API has` : `the text ${value}`,
      };
    }
  }
}
