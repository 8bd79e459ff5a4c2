/** EC2's pairs of keys: one that is made is told once, with its private half. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html */
import { createHash, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { DoGeneric } from "../around.ts";
import { merge, readBytes, readText } from "../engine.ts";

const MODULUS_BITS = 2048;
/** Beside what else is answered: it takes tenths of a second. */
const makePair = promisify(generateKeyPair);

/** `a1:b2:…`. */
function printDigits(bytes: Buffer): string {
  return bytes.toString("hex").replaceAll(/(..)(?!$)/g, "$1:");
}

function keepFingerprint(context: Context, KeyFingerprint: string, done: Done): Done {
  const { store, input } = context;
  const kind = { service: "ec2", type: "key-pair" };
  const thing = store.find(placeOf(context, kind.type), kind, [readText(input, "KeyName")]);
  if ("error" in done || !thing) return done;
  store.put({ ...thing, members: merge(thing.members, { KeyFingerprint }) });
  return { output: merge(done.output, { KeyFingerprint }) };
}

/** Makes a pair, and tells its private half. */
export async function createKeyPair(context: Context, doIt: DoGeneric): Promise<Done> {
  const done = doIt();
  if ("error" in done) return done;
  const isEdwards = readText(context.input, "KeyType") === "ed25519";
  const { privateKey, publicKey } = isEdwards
    ? await makePair("ed25519", {})
    : await makePair("rsa", { modulusLength: MODULUS_BITS });
  const fingerprint = isEdwards
    ? createHash("sha256")
        .update(publicKey.export({ type: "spki", format: "der" }))
        .digest("base64")
    : printDigits(
        createHash("sha1")
          .update(privateKey.export({ type: "pkcs8", format: "der" }))
          .digest(),
      );
  const KeyMaterial = isEdwards
    ? privateKey.export({ type: "pkcs8", format: "pem" })
    : privateKey.export({ type: "pkcs1", format: "pem" });
  const kept = keepFingerprint(context, fingerprint, done);
  return "error" in kept ? kept : { output: merge(kept.output, { KeyMaterial: String(KeyMaterial) }) };
}

/** The numbers of a key in OpenSSH's form; undefined where the text is none. */
function readOpenSsh(text: string): { readonly type: string; readonly parts: readonly Buffer[] } | undefined {
  const [type = "", encoded = ""] = text.trim().split(/\s+/);
  const bytes = Buffer.from(encoded, "base64");
  const parts: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) return undefined;
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts[0]?.toString("latin1") === type ? { type, parts } : undefined;
}

function readPublicKey(text: string): KeyObject | undefined {
  const read = readOpenSsh(text);
  const [, first, second] = read?.parts ?? [];
  if (!read || !first) return undefined;
  const jwk =
    read.type === "ssh-rsa" && second
      ? { kty: "RSA", e: first.toString("base64url"), n: second.toString("base64url") }
      : read.type === "ssh-ed25519"
        ? { kty: "OKP", crv: "Ed25519", x: first.toString("base64url") }
        : undefined;
  if (!jwk) return undefined;
  try {
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
}

/** Takes a public key, in OpenSSH's form. */
export async function importKeyPair(context: Context, doIt: DoGeneric): Promise<Done> {
  const text = Buffer.from(readBytes(context.input, "PublicKeyMaterial")).toString("utf8");
  const key = readPublicKey(text);
  if (!key) {
    const message = "Key is not in valid OpenSSH public key format";
    return { error: { code: "InvalidKey.Format", message, status: 400 } };
  }
  const der = key.export({ type: "spki", format: "der" });
  const isRsa = key.asymmetricKeyType === "rsa";
  const fingerprint = isRsa
    ? printDigits(createHash("md5").update(der).digest())
    : createHash("sha256").update(der).digest("base64");
  return keepFingerprint(context, fingerprint, doIt());
}
