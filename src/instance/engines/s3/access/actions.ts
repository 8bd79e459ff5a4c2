/** Which permission an operation needs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
import * as v from "valibot";
import { Text } from "../../../../base/row-types.ts";
import rows from "./actions.json" with { type: "json" };

/** A row of actions.json: what some operations are to policies and to lists. */
export const ActionRow = v.strictObject({
  operations: v.array(Text),
  /** As policies name it, without `s3:`; the operation's own name where that is it. */
  action: v.optional(Text),
  /** The same where a call names a version. */
  versioned: v.optional(Text),
  /** What a policy must name. */
  of: v.picklist(["bucket", "object"]),
  /** What a list must grant; none does where it is undefined. */
  grant: v.optional(Text),
  /** Whose list it is, where that is another's. */
  grantOf: v.optional(v.literal("bucket")),
  /** Whether no policy takes it from the bucket's owner. */
  keepsOwner: v.optional(v.literal(true)),
  reason: Text,
});

export type ActionRow = v.InferOutput<typeof ActionRow>;

const ROWS: ReadonlyMap<string, ActionRow> = new Map(
  (rows as readonly ActionRow[]).flatMap((row) => row.operations.map((name) => [name, row] as const)),
);

const USUAL = { of: "bucket" } as const;

/** What the table says of an operation. */
export function findActionRow(operation: string): ActionRow | undefined {
  return ROWS.get(operation);
}

/** The permission that an operation needs: its own, of the bucket, where the table does not say otherwise. */
export function findAction(operation: string): Omit<ActionRow, "operations" | "reason"> {
  return ROWS.get(operation) ?? USUAL;
}
