/** Which members CloudTrail keeps out of a log by their shapes, and the least value of a shape. */
import type { Shape } from "../../aws/model/types.ts";
import type { Value } from "../../aws/values.ts";
import { encodeText, makeText, type TextPlace } from "./text-forms.ts";

/**
 * Whether CloudTrail leaves values of this shape out without a word: what the model marks as sensitive, bytes, what stands in
 * the host of a request (the account of S3 Control's), and
 * whatever cannot be had without either. Other required members that a log lacks are no secrets: it is damaged there,
 * or the call did without.
 */
export function isKeptOut(shape: Shape, above: readonly string[] = []): boolean {
  if (shape.sensitive || shape.type === "blob" || shape.hostLabel) return true;
  if (above.includes(shape.name)) return false;
  const open = [...above, shape.name];
  if (shape.type === "list" && shape.member) return isKeptOut(shape.member, open);
  return (shape.required ?? []).some((name) => {
    const member = shape.members?.[name];
    return member !== undefined && isKeptOut(member, open);
  });
}

/** The least value of a scalar shape, and what it is for people. */
export function makeScalar(
  shape: Shape,
  place: TextPlace,
): { readonly value: Value; readonly filled: string } {
  switch (shape.type) {
    case "integer":
    case "long":
    case "float":
    case "double": {
      const value = Math.min(Math.max(1, shape.min ?? 1), shape.max ?? Number.POSITIVE_INFINITY);
      return { value, filled: `the number ${value}` };
    }
    case "boolean":
      return { value: false, filled: "false" };
    case "timestamp":
      return { value: new Date(place.step.at), filled: "the time of the call" };
    default: {
      const [value] = shape.enum ?? [];
      if (value !== undefined) return { value, filled: `${value}, the first value that the API has` };
      const { text, filled } = makeText(shape, place);
      return { value: encodeText(shape, text), filled };
    }
  }
}
