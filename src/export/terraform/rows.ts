/** How Terraform's AWS provider calls what stands, and by which ids it imports it. Rows are data, each with the page that says it. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import rows from "./imports.json" with { type: "json" };

/**
 * Things of the type, made by one of the operations and with members as `when` says (`*`: any value), are the provider's `terraform`,
 * imported by `id`: members stand in it as `${Member.Path}`; `$id`, `$arn`, `$url`, `$name`, `$outer` (what it stands in), `$first`
 * (what that stands in, at last), `$account` and `$region` for what the thing is called. What follows `|` is there where the member is not;
 * `|/` takes what follows the last slash. arguments: what the provider cannot do without, by
 * members. blocks: it demands these, which are not written, so that there is no stub. reason: the page of the provider's documentation.
 */
export const ImportRow = v.strictObject({
  type: Text,
  operations: v.optional(v.array(Text)),
  when: v.optional(v.record(Text, Text)),
  joins: v.optional(v.array(Text)),
  terraform: v.pipe(Text, v.regex(/^aws_[a-z0-9_]+$/)),
  id: Text,
  blocks: v.optional(v.array(Text)),
  arguments: v.optional(v.record(Text, Text)),
  reason: Text,
});

export type ImportRow = v.InferOutput<typeof ImportRow>;

const byType = Map.groupBy(rows as readonly ImportRow[], ({ type }) => type);

/** The rows of a type. */
export function listImportRows(service: string, type: string): readonly ImportRow[] {
  return byType.get(`${service}:${type}`) ?? [];
}
