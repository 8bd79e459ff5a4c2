/** Private keys of secp256k1, which Node does not read, as PKCS #8 has them. https://www.rfc-editor.org/rfc/rfc5915 */

const BYTES = 32;
const SEQUENCE = 0x30;
const OCTETS = 0x04;
/** The algorithm of the key: id-ecPublicKey, and the curve. */
const KIND = "06072a8648ce3d020106052b8104000a";

/** A private key as PKCS #8 has it. */
export function wrapScalar(scalar: Uint8Array): Uint8Array {
  const head = Buffer.from(`303e0201003010${KIND}042730250201010420`, "hex");
  return Buffer.concat([head, scalar]);
}

/** One element of DER, and what follows it; undefined where there is none whole. */
function readElement(
  bytes: Buffer,
): { readonly tag: number; readonly inner: Buffer; readonly rest: Buffer } | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4 || bytes.length < 2 + more) return undefined;
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const start = 2 + more;
  if (bytes.length < start + length) return undefined;
  return { tag, inner: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

/** The second and third element of a sequence, behind its version. */
function readBehindVersion(bytes: Buffer | undefined) {
  const whole = bytes && readElement(bytes);
  const version = whole?.tag === SEQUENCE ? readElement(whole.inner) : undefined;
  const second = version && readElement(version.rest);
  return { second, third: second && readElement(second.rest) };
}

/** The scalar of a private key in PKCS #8; undefined of anything else, and of keys of other curves. */
export function readScalar(pkcs8: Uint8Array): Uint8Array | undefined {
  const { second: kind, third: held } = readBehindVersion(Buffer.from(pkcs8));
  if (kind?.inner.toString("hex") !== KIND || held?.tag !== OCTETS) return undefined;
  const { second: scalar } = readBehindVersion(held.inner);
  return scalar?.tag === OCTETS && scalar.inner.length === BYTES ? new Uint8Array(scalar.inner) : undefined;
}
