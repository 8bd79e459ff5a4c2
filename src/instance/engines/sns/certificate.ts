/** A certificate that a key signs for itself, in DER: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
import { createSign, type KeyObject } from "node:crypto";

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BITS = 0x03;
const TEXT = 0x0c;
/** Times until 2049, and those after it. */
const NEAR_TIME = 0x17;
const TIME = 0x18;
/** sha256WithRSAEncryption with no parameters, and the name of a common name. */
const ALGORITHM = Buffer.from("300d06092a864886f70d01010b0500", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const NAME = "sns.amazonaws.com";

function write(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

/** The certificate of a pair of keys, as PEM. */
export function writeCertificate(privateKey: KeyObject, publicKey: KeyObject): string {
  const name = write(SEQUENCE, write(SET, write(SEQUENCE, COMMON_NAME, write(TEXT, Buffer.from(NAME)))));
  const validity = write(
    SEQUENCE,
    write(NEAR_TIME, Buffer.from("200101000000Z")),
    write(TIME, Buffer.from("20991231235959Z")),
  );
  const serial = write(INTEGER, Buffer.from([1]));
  const said = write(
    SEQUENCE,
    serial,
    ALGORITHM,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = createSign("RSA-SHA256").update(said).sign(privateKey);
  const whole = write(SEQUENCE, said, ALGORITHM, write(BITS, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
