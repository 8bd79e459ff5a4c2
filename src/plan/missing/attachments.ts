/**
 * Which calls attach what, and which undo that: by the API models where the names say so (AttachRolePolicy and
 * DetachRolePolicy), by attachments.json where they do not.
 */

import * as v from "valibot";
import type { Operation, ServiceModel } from "../../aws/model/types.ts";
import { matchesPattern } from "../../base/pattern.ts";
import rows from "./attachments.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());

/**
 * pair: `closes` undoes `opens`, and has to come before the thing that hangs on it is deleted. cascade: `deletes` does
 * the `closes` by itself.
 */
export const AttachmentRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("pair"),
    service: Text,
    opens: Text,
    closes: Text,
    /** The inverse's members: `input.…` and `answer.…` are paths in the first call; else by the same names. */
    members: v.optional(
      v.record(v.string(), v.union([v.pipe(Text, v.regex(/^(input|answer)\./)), v.literal(true)])),
    ),
    /** Where the deletion names the thing otherwise: the deletion's member, and the member of the first call. */
    holder: v.optional(v.record(v.string(), Text)),
    /** Set where the first call ends an earlier attachment that it names. */
    ends: v.optional(v.literal(true)),
    /** What else the first call needs when it is made up for an inverse without one. */
    openWith: v.optional(v.record(v.string(), Text)),
    /** Set where it is not made up: recipes make such things, or the inverse does not say what it was. */
    oneWay: v.optional(v.literal(true)),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("cascade"),
    service: Text,
    deletes: Text,
    /** A pattern of operation names. */
    closes: Text,
    reason: Text,
  }),
]);

type PairRow = Extract<v.InferOutput<typeof AttachmentRow>, { kind: "pair" }>;

/** A call and its inverse. `byModel`: no row says so. */
export interface Pair extends Omit<PairRow, "kind" | "reason"> {
  readonly byModel: boolean;
}

const attachments = rows as readonly v.InferOutput<typeof AttachmentRow>[];
const pairs = attachments.flatMap((row) => (row.kind === "pair" ? [{ ...row, byModel: false }] : []));
const cascades = attachments.filter((row) => row.kind === "cascade");

/** The name of the inverse where the verbs say so. Tags hang on nothing. */
function invertName(name: string): string | undefined {
  if (/Tag/.test(name)) return undefined;
  const added = /^Add(.+)To(.+)/.exec(name);
  if (added) return `Remove${added[1]}From${added[2]}`;
  if (name.startsWith("Attach")) return name.replace("Attach", "Detach");
  return name.startsWith("Associate") ? name.replace("Associate", "Disassociate") : undefined;
}

function listPairs(model: ServiceModel): readonly Pair[] {
  const own = pairs.filter(({ service }) => service === model.service);
  const byModel = Object.keys(model.operations).flatMap((opens) => {
    const closes = invertName(opens);
    const isKnown = own.some((pair) => pair.opens === opens);
    if (isKnown || closes === undefined || !model.operations[closes]) return [];
    return [{ service: model.service, opens, closes, byModel: true }];
  });
  return [...own, ...byModel];
}

const found = new WeakMap<ServiceModel, readonly Pair[]>();

/** The pairs of a service. */
export function findPairs(model: ServiceModel): readonly Pair[] {
  const known = found.get(model) ?? listPairs(model);
  found.set(model, known);
  return known;
}

const CONFLICT = /Conflict|InUse|Dependen|NotEmpty|Contains|HasAssoc|StillAttached/i;

/** Whether a deletion can be refused because something hangs on the thing. EC2's model lists no errors. */
export function canConflict(operation: Operation): boolean {
  if (operation.model.metadata.protocol === "ec2") return true;
  return (operation.errors ?? []).some(
    (ref) => CONFLICT.test(ref.name) || CONFLICT.test(ref.error?.code ?? ""),
  );
}

/** Whether a deletion undoes the attachment by itself. */
export function doesCascade(service: string, deletes: string, closes: string): boolean {
  return cascades.some(
    (row) => row.service === service && row.deletes === deletes && matchesPattern(row.closes, closes),
  );
}
