/** How notifications are signed: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { writeCertificate } from "./certificate.ts";

/** The members that are signed, in their order. */
const SIGNED = ["Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type"];

interface Signer {
  readonly key: KeyObject;
  readonly certificate: string;
  readonly name: string;
}

let signer: Signer | undefined;

/** One for this process: nothing that stands depends on which. */
function findSigner(): Signer {
  if (signer) return signer;
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = writeCertificate(pair.privateKey, pair.publicKey);
  const hash = Bun.CryptoHasher.hash("md5", certificate, "hex");
  const key = createPrivateKey(pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  signer = { key, certificate, name: `SimpleNotificationService-${hash}.pem` };
  return signer;
}

/** What the certificate is called under which messages are signed. */
export function nameCertificate(): string {
  return findSigner().name;
}

/** The certificate of a name; undefined where it is another one's. */
export function findCertificate(name: string): string | undefined {
  return signer?.name === name ? signer.certificate : undefined;
}

/** The signature of a notification of a version. */
export function signMessage(members: Readonly<Record<string, unknown>>, version: string): string {
  const text = SIGNED.flatMap((name) =>
    typeof members[name] === "string" ? [`${name}\n${members[name]}\n`] : [],
  ).join("");
  return createSign(version === "2" ? "RSA-SHA256" : "RSA-SHA1")
    .update(text)
    .sign(findSigner().key, "base64");
}
