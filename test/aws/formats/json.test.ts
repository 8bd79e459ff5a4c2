// How deeply a text of JSON may be nested, however short it is.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseJson } from "../../../src/aws/formats/json.ts";
import { MAX_DEPTH } from "../../../src/aws/formats/limits.ts";

/** A text that is nested so deeply, by lists and objects in turn as `kinds` says. */
function nest(depth: number, kinds: readonly boolean[]): string {
  let text = "";
  for (let level = 0; level < depth; level++) {
    const isList = level === 0 || kinds[level % kinds.length] === true;
    text = isList ? `[${text}]` : `{"":${text}}`;
  }
  return text;
}

test("as deeply as is allowed, and no deeper", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (kinds) => {
      expect(parseJson(nest(MAX_DEPTH, kinds))).toBeDefined();
      expect(parseJson(nest(MAX_DEPTH + 1, kinds))).toBeUndefined();
    }),
  );
});
