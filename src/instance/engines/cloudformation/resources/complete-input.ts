/** Completes the input of the call that makes a thing: names, tokens, archives, and what rows say. */
import type { Operation } from "../../../../aws/model/types.ts";
import { isStructure, type Value } from "../../../../aws/values.ts";
import { matchesPattern } from "../../../../base/pattern.ts";
import { makeUuid } from "../../../behaviour/names/draw-form.ts";
import { fillRow, type RowWorld, readAt } from "./fill-row.ts";
import type { ResourceKind } from "./kind.ts";
import { makeName } from "./make-name.ts";
import type { ResourceContext, WantedResource } from "./resource-world.ts";
import { listMakingRows, type MakingRowOf } from "./rows.ts";
import { zipText } from "./zip.ts";

/** What is known while a thing is made. */
export interface CompletedMaking {
  readonly context: ResourceContext;
  readonly kind: ResourceKind;
  readonly wanted: WantedResource;
  readonly makeWorld: () => RowWorld;
}

/** Puts what the operation demands and no property gives: names, tokens. */
export function completeInput(
  maker: CompletedMaking,
  operation: Operation,
  input: Record<string, Value>,
): void {
  const { kind, wanted, context } = maker;
  const world = maker.makeWorld();
  for (const { operation: only, member, value, unless = {} } of listMakingRows(wanted.cfn, "give")) {
    if (Object.entries(unless).some(([path, is]) => readAt(world, path) === is)) continue;
    if (input[member] !== undefined || (only !== undefined && only !== operation.name)) continue;
    const given = fillRow(value, world);
    if (given !== undefined) input[member] = given as Value;
  }
  for (const member of operation.input?.required ?? []) {
    const shape = operation.input?.members?.[member];
    if (!shape || input[member] !== undefined) continue;
    if (shape.idempotencyToken) input[member] = makeUuid(context.mint(32));
    const own = kind.resources.operations[operation.name]?.input.find(({ path }) => path === member);
    if (
      input[member] === undefined &&
      shape.type === "string" &&
      own?.part === "own" &&
      (own.type ?? kind.type) === kind.type
    )
      input[member] = makeName(wanted, shape, context.mint);
  }
  for (const row of listMakingRows(wanted.cfn, "zip")) zipAt(maker, input, row);
}

function zipAt(
  maker: CompletedMaking,
  input: Record<string, Value>,
  { at, by, files }: MakingRowOf<"zip">,
): void {
  const steps = at.split(".");
  const last = steps.pop() ?? "";
  const outer = steps.reduce<Value | undefined>(
    (one, step) => (isStructure(one) ? one[step] : undefined),
    input,
  );
  const text = isStructure(outer) ? outer[last] : undefined;
  if (!isStructure(outer) || !(text instanceof Uint8Array)) return;
  const kind = String(readAt(maker.wanted.properties, by) ?? "");
  const name = Object.entries(files).find(([pattern]) => matchesPattern(pattern, kind))?.[1] ?? "index";
  (outer as Record<string, Value>)[last] = zipText(name, Buffer.from(text).toString());
}
