/** Things whose names are not told apart by capital letters. */
import * as v from "valibot";
import { PairMap } from "../base/pair-map.ts";
import { Text } from "../base/row-types.ts";
import rows from "./caseless-names.json" with { type: "json" };
import type { Kind } from "./thing.ts";

/** A row of caseless-names.json: types of a service. */
export const CaselessNameRow = v.strictObject({ service: Text, types: v.array(Text), reason: Text });

const CASELESS = new PairMap(
  (rows as readonly v.InferOutput<typeof CaselessNameRow>[]).flatMap(({ service, types }) =>
    types.map((type) => [service, type, true] as const),
  ),
);

/** Gives what texts that name the same thing of a kind have in common; undefined where each stands for itself. */
export function findFolding({ service, type }: Kind): ((text: string) => string) | undefined {
  return CASELESS.has(service, type) ? (text) => text.toLowerCase() : undefined;
}
