/** A row of src/topology/picture/kinds.json, whose code is in the page, too, and so checks nothing itself. */
import * as v from "valibot";
import { Text } from "../../src/base/row-types.ts";

export const KindRow = v.strictObject({
  kind: Text,
  label: Text,
  colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
  glyph: v.pipe(v.string(), v.regex(/^[MmLlHhVvCcSsQqAaZz\d.,\s-]+$/)),
  services: v.array(Text),
  types: v.optional(v.array(Text)),
  reason: Text,
});
