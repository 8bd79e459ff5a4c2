/**
 * What keys are made of. It is made when it is first needed, so that a key of production's that stands here has some as well, and is
 * kept beside the key. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-material
 */
import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { drawBytes, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { makeScalar } from "./ecdsa.ts";
import { changeKey, type Key } from "./key.ts";
import { findSpec, type KeySpec, SYMMETRIC } from "./specs.ts";

const PART = "material";
/** Of what is no symmetric key there is one material at a time. */
const ONLY = "only";

const generate = promisify(generateKeyPair) as (
  type: string,
  options: object,
) => Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }>;

/** Whose the material of a key is: all keys of one multi-Region id have the same. */
function nameOwner(thing: Thing): string {
  const isShared = thing.chain.at(-1)?.startsWith("mrk-") === true;
  return nameThing(isShared ? { ...thing, place: { ...thing.place, region: "" } } : thing);
}

function openSpace(store: Store, thing: Thing): Space {
  return store.records.space(nameOwner(thing), PART);
}

/** Forgets what a key was made of, where no other one is made of it. */
export function forgetMaterial(store: Store, thing: Thing): void {
  const owner = nameOwner(thing);
  if (owner === nameThing(thing)) store.records.drop(owner, PART);
}

/** Forgets a material, by its id; of what is no symmetric key, the only one. */
export function dropMaterial(store: Store, { thing }: Key, id = ONLY): void {
  openSpace(store, thing).remove(id);
}

/** Keeps a material. */
export function putMaterial(store: Store, { thing }: Key, bytes: Uint8Array, id = ONLY): void {
  openSpace(store, thing).put(id, bytes);
}

function readBytes(store: Store, { thing }: Key, id: string): Uint8Array | undefined {
  const found = openSpace(store, thing).get(id);
  return typeof found === "string" ? Buffer.from(found, "base64") : found;
}

/** Material of a symmetric key, by its id; undefined where there is none. */
export function findSecret(store: Store, key: Key, id: string): Uint8Array | undefined {
  return readBytes(store, key, id);
}

/** The material by which a symmetric key encrypts now. */
export function currentSecret(
  context: Context,
  key: Key,
): { readonly id: string; readonly bytes: Uint8Array } {
  const { store, mint } = context;
  const id = readText(key.thing.members, "CurrentKeyMaterialId") || mint(64);
  const found = readBytes(store, key, id);
  if (found) return { id, bytes: found };
  if (readText(key.thing.members, "CurrentKeyMaterialId") === "")
    changeKey(store, key, { CurrentKeyMaterialId: id });
  const bytes = drawBytes(context, 32);
  putMaterial(store, key, bytes, id);
  return { id, bytes };
}

/** A new private key, or secret, of a spec: PKCS #8, or the bytes alone where Node has no such keys. */
export async function makeMaterial({ material }: KeySpec): Promise<Uint8Array | undefined> {
  if (material.kind === "none") return undefined;
  if (material.kind === "bytes") return randomBytes(material.length);
  if (material.kind === "named" && material.name === "secp256k1") return makeScalar(material.name);
  const pair =
    material.kind === "rsa"
      ? await generate("rsa", { modulusLength: material.bits, publicExponent: 65537 })
      : material.kind === "curve"
        ? await generate("ec", { namedCurve: material.curve })
        : await generate(material.name, {});
  return pair.privateKey.export({ type: "pkcs8", format: "der" });
}

/** The material of a key that is no symmetric one. */
export async function findMaterial({ store }: Context, key: Key): Promise<Uint8Array> {
  const found = readBytes(store, key, ONLY);
  if (found) return found;
  const made = await makeMaterial(findSpec(key.spec));
  if (!made)
    return refuse("UnsupportedOperationException", `Keys of the spec ${key.spec} cannot be used here.`);
  // Another call may have been as fast.
  const meanwhile = readBytes(store, key, ONLY);
  if (meanwhile) return meanwhile;
  putMaterial(store, key, made);
  return made;
}

/** A private key as Node has it. Throws what Node throws. */
export function openPrivate(material: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(material), format: "der", type: "pkcs8" });
}

/** Whether a key encrypts and decrypts with one secret. */
export function isSymmetric({ spec }: Key): boolean {
  return spec === SYMMETRIC;
}
