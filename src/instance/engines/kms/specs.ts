/** What keys of each spec can do. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
import * as v from "valibot";
import { Text } from "../../../base/row-types.ts";
import rows from "./specs.json" with { type: "json" };

/** What a key is made of, and how much of that. */
const Material = v.variant("kind", [
  v.strictObject({ kind: v.literal("bytes"), length: v.number() }),
  v.strictObject({ kind: v.literal("rsa"), bits: v.number() }),
  v.strictObject({ kind: v.literal("curve"), curve: Text }),
  v.strictObject({ kind: v.literal("named"), name: Text }),
  /** Nothing here can make such keys. */
  v.strictObject({ kind: v.literal("none") }),
]);

/** A row of specs.json: `uses` has the algorithms by what a key is used for. */
export const KeySpecRow = v.strictObject({
  spec: Text,
  material: Material,
  uses: v.record(Text, v.array(Text)),
  /** Where keys of it are found, if only there: the start of regions' names. */
  regions: v.optional(Text),
  reason: Text,
});

/** What is known of the keys of a spec. */
export type KeySpec = v.InferOutput<typeof KeySpecRow>;

const SPECS: ReadonlyMap<string, KeySpec> = new Map(
  (rows as readonly KeySpec[]).map((row) => [row.spec, row]),
);

export const SYMMETRIC = "SYMMETRIC_DEFAULT";

const NOTHING: KeySpec = { spec: "", material: { kind: "none" }, uses: {}, reason: "" };

/** What is known of a spec: nothing of one that AWS came to have since. */
export function findSpec(spec: string): KeySpec {
  return SPECS.get(spec) ?? NOTHING;
}

/** The member of a key's description that lists the algorithms, by what the key is used for. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ["ENCRYPT_DECRYPT", "EncryptionAlgorithms"],
  ["SIGN_VERIFY", "SigningAlgorithms"],
  ["GENERATE_VERIFY_MAC", "MacAlgorithms"],
  ["KEY_AGREEMENT", "KeyAgreementAlgorithms"],
  ["ENCAPSULATE_DECAPSULATE", "EncapsulationAlgorithms"],
]);

/** The algorithms of a key as its description tells them. */
export function tellAlgorithms(spec: string, usage: string): Readonly<Record<string, readonly string[]>> {
  const member = MEMBERS.get(usage);
  const algorithms = findSpec(spec).uses[usage];
  return member === undefined || algorithms === undefined ? {} : { [member]: algorithms };
}
