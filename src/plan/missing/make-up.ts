/** Makes up calls that the log does not hold. */
import type { Operation } from "../../aws/model/types.ts";
import type { Structure } from "../../aws/values.ts";
import { makeStructure } from "../../aws/values.ts";
import type { Creation, Step } from "../steps.ts";

/** A call to make up. */
export interface MadeUpCall
  extends Pick<Step, "service" | "account" | "region" | "at" | "ordinal" | "input"> {
  readonly operation: Operation;
  /** What production would have answered; undefined where nothing is known of it. */
  readonly output?: Structure | undefined;
  readonly creation: Creation;
  /** The id of the call that needs it, which may be made up itself. */
  readonly neededBy: string;
}

/** A call to make up, whose operation is still to be looked up. */
export interface WantedCall extends Omit<MadeUpCall, "operation" | "ordinal" | "at"> {
  readonly operation: string;
  /** Becomes earlier where something else needs it before. */
  at: number;
  /** Set where it goes right before the call that needs it. */
  readonly ordinal: number | undefined;
}

/** A UUID of a text: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function digestId(text: string): string {
  const bytes = Buffer.from(Bun.CryptoHasher.hash("sha256", text).subarray(0, 16));
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A UUID of what is made and for what. */
function deriveId({ service, operation, account, region, creation, neededBy, input }: MadeUpCall): string {
  return digestId(
    JSON.stringify([service, operation.name, account, region, creation.recorded, neededBy, input]),
  );
}

/** The step of a made-up call: no event, and an id that is the same in every run. */
export function makeUp(call: MadeUpCall): Step {
  const { neededBy: _, output = makeStructure(), ...made } = call;
  return { ...made, output, id: deriveId(call), unmatched: [] };
}

/** Steps with an id each: several versions of a thing are made by calls that are the same, which a token tells apart. */
export function tellApart(steps: readonly Step[]): readonly Step[] {
  const counts = new Map<string, number>();
  return steps.map((step) => {
    const before = counts.get(step.id) ?? 0;
    counts.set(step.id, before + 1);
    return before === 0 ? step : { ...step, id: digestId(`${step.id} ${before}`) };
  });
}
