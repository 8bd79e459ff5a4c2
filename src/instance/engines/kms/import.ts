/** Key material that its owner brings. https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html */
import { createHash, createPublicKey } from "node:crypto";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import { merge, readBytes, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { findAsked } from "./find-key.ts";
import { changeKey, demandState, type Key } from "./key.ts";
import { dropMaterial, findSecret, isSymmetric, makeMaterial, openPrivate, putMaterial } from "./material.ts";
import { readScalar } from "./private-scalar.ts";
import { DAY } from "./rotate.ts";
import { findSpec } from "./specs.ts";
import { unwrapMaterial } from "./wrapping.ts";

const EXPIRES = "KEY_MATERIAL_EXPIRES";
const STAYS = "KEY_MATERIAL_DOES_NOT_EXPIRE";
const SECRET_BYTES = 32;

function demandImported({ origin, arn }: Key): void {
  if (origin !== "EXTERNAL")
    refuse(
      "UnsupportedOperationException",
      `${arn} origin is ${origin} which is not valid for this operation.`,
    );
}

/** The private keys that wait for what is wrapped by their public ones, by the tokens that tell them. */
function openTokens({ store }: Context, { thing }: Key): Space {
  return store.records.space(nameThing(thing), "import-tokens");
}

/** GetParametersForImport: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
export async function tellParameters(context: Context): Promise<Done> {
  const { input, now, mint } = context;
  const key = findAsked(context);
  demandImported(key);
  demandState(key, ["PendingImport", "Disabled"]);
  const spec = readText(input, "WrappingKeySpec");
  const algorithm = readText(input, "WrappingAlgorithm");
  const wrapping = findSpec(spec).material.kind === "rsa" ? await makeMaterial(findSpec(spec)) : undefined;
  if (!wrapping)
    return refuse("UnsupportedOperationException", `WrappingKeySpec ${spec} cannot be used here.`);
  const token = mint(64);
  const ends = now + DAY;
  const record = { algorithm, ends, key: Buffer.from(wrapping).toString("base64") };
  openTokens(context, key).put(token, JSON.stringify(record));
  const PublicKey = createPublicKey(openPrivate(wrapping)).export({ type: "spki", format: "der" });
  return {
    output: merge({
      ...{ KeyId: key.arn, ImportToken: Buffer.from(token), PublicKey, ParametersValidTo: new Date(ends) },
    }),
  };
}

/** The material that a call brings. */
function readMaterial(context: Context, key: Key): Uint8Array {
  const { input, now } = context;
  const tokens = openTokens(context, key);
  const token = Buffer.from(readBytes(input, "ImportToken")).toString();
  const record = tokens.get(token);
  if (typeof record !== "string") return refuse("InvalidImportTokenException");
  const { algorithm, ends, key: wrapping } = JSON.parse(record);
  if (ends < now) return refuse("ExpiredImportTokenException");
  const wrapped = readBytes(input, "EncryptedKeyMaterial");
  const material = unwrapMaterial(algorithm, Buffer.from(wrapping, "base64"), wrapped);
  return material ?? refuse("InvalidCiphertextException");
}

function isOfScalar(spec: string): boolean {
  const { material } = findSpec(spec);
  return material.kind === "named" && material.name === "secp256k1";
}

/** Material as it is kept: of a curve that Node does not have, the number alone. Throws a Refusal where it is no key of that curve. */
function readKept({ spec }: Key, bytes: Uint8Array): Uint8Array {
  if (!isOfScalar(spec)) return bytes;
  return (
    readScalar(bytes) ??
    refuse("IncorrectKeyMaterialException", `The key material is not valid for the key spec ${spec}.`)
  );
}

/** Refuses material that is none of the key's spec. */
function demandFit({ spec }: Key, bytes: Uint8Array): void {
  const { material } = findSpec(spec);
  const wrong = () =>
    refuse("IncorrectKeyMaterialException", `The key material is not valid for the key spec ${spec}.`);
  if (material.kind === "bytes") {
    if (bytes.length !== material.length) wrong();
    return;
  }
  if (isOfScalar(spec)) return;
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = openPrivate(bytes);
    const isFit =
      material.kind === "rsa"
        ? type === "rsa" && details?.modulusLength === material.bits
        : material.kind === "curve"
          ? type === "ec" && details?.namedCurve === material.curve
          : material.kind === "named" && type === material.name;
    if (!isFit) wrong();
  } catch {
    wrong();
  }
}

/** The id of a material, the same whenever it is brought. */
function nameMaterial({ id }: Key, bytes: Uint8Array): string {
  return createHash("sha256").update(id).update(bytes).digest("hex");
}

/** When the material ends that a call brings. */
function readEnd({ input, now }: Context): Structure {
  const { ValidTo } = input;
  const model = readText(input, "ExpirationModel") || EXPIRES;
  if (model === STAYS) {
    if (ValidTo !== undefined) refuseInput(`A validTo date cannot be set if the ExpirationModel is ${STAYS}`);
    return merge({ ExpirationModel: STAYS });
  }
  if (!(ValidTo instanceof Date))
    return refuseInput(`A validTo date must be set if the ExpirationModel is ${EXPIRES}`);
  if (ValidTo.getTime() <= now || ValidTo.getTime() > now + 365 * DAY)
    refuseInput("The validTo date must be in the future and within 365 days.");
  return merge({ ExpirationModel: EXPIRES, ValidTo });
}

/** Takes the material of a symmetric key: its own, or, as new one, that of its next rotation. */
function takeSecret(context: Context, key: Key, bytes: Uint8Array): string {
  const { input, store } = context;
  const id = nameMaterial(key, bytes);
  const { members } = key.thing;
  const [current, pending] = ["CurrentKeyMaterialId", "PendingKeyMaterialId"].map((name) =>
    readText(members, name),
  );
  const isNew = readText(input, "ImportType") === "NEW_KEY_MATERIAL";
  const asked = readText(input, "KeyMaterialId");
  if (asked !== "" && asked !== id)
    refuse("IncorrectKeyMaterialException", "The key material does not match the specified key material ID.");
  const isKnown = id === current || id === pending || findSecret(store, key, id) !== undefined;
  if (current && isNew && !isKnown) {
    if (pending)
      refuse(
        "KMSInvalidStateException",
        `New key material (id: ${id}) cannot be imported into KMS key ${key.arn}, because another key material (id: ${pending}) is pending rotation.`,
      );
    putMaterial(store, key, bytes, id);
    changeKey(store, key, { PendingKeyMaterialId: id });
    return id;
  }
  if (current && !isKnown)
    refuse(
      "IncorrectKeyMaterialException",
      "The key material in the request is not the same key material that was previously imported into this KMS key.",
    );
  putMaterial(store, key, bytes, id);
  if (!current || id === current)
    changeKey(store, key, {
      ...{ CurrentKeyMaterialId: id, KeyState: "Enabled", Enabled: true },
      ...{ ValidTo: undefined, ...readEnd(context) },
    });
  return id;
}

/** ImportKeyMaterial: https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
export function importMaterial(context: Context): Done {
  const { store } = context;
  const key = findAsked(context);
  demandImported(key);
  demandState(key, ["PendingImport", "Disabled"]);
  readEnd(context);
  const bytes = readMaterial(context, key);
  if (isSymmetric(key)) {
    if (bytes.length !== SECRET_BYTES)
      refuse("IncorrectKeyMaterialException", `The key material is not valid for the key spec ${key.spec}.`);
    return { output: merge({ KeyId: key.arn, KeyMaterialId: takeSecret(context, key, bytes) }) };
  }
  demandFit(key, bytes);
  const kept = readKept(key, bytes);
  const hash = nameMaterial(key, kept);
  if ((readText(key.thing.members, "MaterialHash") || hash) !== hash)
    refuse(
      "IncorrectKeyMaterialException",
      "The key material in the request is not the same key material that was previously imported into this KMS key.",
    );
  putMaterial(store, key, kept);
  changeKey(store, key, {
    ...{ MaterialHash: hash, KeyState: "Enabled", Enabled: true },
    ...{ ValidTo: undefined, ...readEnd(context) },
  });
  return { output: merge({ KeyId: key.arn }) };
}

/** DeleteImportedKeyMaterial: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
export function deleteMaterial(context: Context): Done {
  const { store, input } = context;
  const key = findAsked(context);
  demandImported(key);
  demandState(key, ["Disabled", "PendingImport", "PendingDeletion"]);
  const { members } = key.thing;
  const current = readText(members, "CurrentKeyMaterialId");
  const id = readText(input, "KeyMaterialId") || current;
  if (isSymmetric(key) && id !== "") dropMaterial(store, key, id);
  else dropMaterial(store, key);
  if (id !== current) {
    if (readText(members, "PendingKeyMaterialId") === id)
      changeKey(store, key, { PendingKeyMaterialId: undefined });
    return { output: merge({ KeyId: key.arn, KeyMaterialId: id }) };
  }
  const isGoing = key.state === "PendingDeletion";
  changeKey(store, key, {
    ...{ ExpirationModel: undefined, ValidTo: undefined },
    ...(isGoing ? {} : { KeyState: "PendingImport", Enabled: false }),
  });
  return { output: merge({ KeyId: key.arn }, id ? { KeyMaterialId: id } : makeStructure()) };
}
