/**
 * ECDSA over hashes that somebody else made, which Node does not sign, and over secp256k1, which BoringSSL does not have. It takes no
 * care of what its timing tells: these keys guard nothing. FIPS 186-5, SEC 1.
 */

import { randomBytes } from "node:crypto";
import { ownRows } from "../../../base/own-rows.ts";

/** y² = x³ + ax + b over the field of p; the base point and its order. */
interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly g: readonly [bigint, bigint];
  readonly bytes: number;
  /** The object identifier, in DER. */
  readonly oid: string;
}

function nist(p: string, b: string, n: string, gx: string, gy: string, bytes: number, oid: string): Curve {
  const [prime, ...rest] = [p, b, n, gx, gy].map((hex) => BigInt(`0x${hex}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return { p: prime, a: prime - 3n, b: rest[0], n: rest[1], g: [rest[2], rest[3]], bytes, oid };
}

/** https://www.secg.org/sec2-v2.pdf, by OpenSSL's names. */
const CURVES: Readonly<Record<string, Curve>> = ownRows({
  secp256k1: {
    p: 2n ** 256n - 2n ** 32n - 977n,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    g: [
      0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
      0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    ],
    bytes: 32,
    oid: "06052b8104000a",
  },
  prime256v1: nist(
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    32,
    "06082a8648ce3d030107",
  ),
  secp384r1: nist(
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    48,
    "06052b81040022",
  ),
  secp521r1: nist(
    `01ff${"f".repeat(128)}`,
    "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
    66,
    "06052b81040023",
  ),
});

function findCurve(name: string): Curve {
  const curve = CURVES[name];
  if (!curve) throw new RangeError(`no curve is called ${name}`);
  return curve;
}

function mod(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}

function invert(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return mod(x, by);
}

/** A point in Jacobian coordinates; z is 0 of the point at infinity. */
type Point = readonly [bigint, bigint, bigint];

const INFINITY: Point = [1n, 1n, 0n];

function double({ p, a }: Curve, [x, y, z]: Point): Point {
  if (z === 0n || y === 0n) return INFINITY;
  const yy = mod(y * y, p);
  const s = mod(4n * x * yy, p);
  const zz = mod(z * z, p);
  const m = mod(3n * x * x + a * zz * zz, p);
  const rx = mod(m * m - 2n * s, p);
  return [rx, mod(m * (s - rx) - 8n * yy * yy, p), mod(2n * y * z, p)];
}

function add(curve: Curve, one: Point, other: Point): Point {
  const { p } = curve;
  const [x1, y1, z1] = one;
  const [x2, y2, z2] = other;
  if (z1 === 0n) return other;
  if (z2 === 0n) return one;
  const [zz1, zz2] = [mod(z1 * z1, p), mod(z2 * z2, p)];
  const [u1, u2] = [mod(x1 * zz2, p), mod(x2 * zz1, p)];
  const [s1, s2] = [mod(y1 * zz2 * z2, p), mod(y2 * zz1 * z1, p)];
  const [h, r] = [mod(u2 - u1, p), mod(s2 - s1, p)];
  if (h === 0n) return r === 0n ? double(curve, one) : INFINITY;
  const hh = mod(h * h, p);
  const hhh = mod(h * hh, p);
  const v = mod(u1 * hh, p);
  const x = mod(r * r - hhh - 2n * v, p);
  return [x, mod(r * (v - x) - s1 * hhh, p), mod(h * z1 * z2, p)];
}

function multiply(curve: Curve, point: Point, by: bigint): Point {
  let result: Point = INFINITY;
  for (const bit of by.toString(2)) {
    result = double(curve, result);
    if (bit === "1") result = add(curve, result, point);
  }
  return result;
}

function toAffine({ p }: Curve, [x, y, z]: Point): readonly [bigint, bigint] {
  const inverse = invert(z, p);
  const square = mod(inverse * inverse, p);
  return [mod(x * square, p), mod(y * square * inverse, p)];
}

function readBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function writeBigint(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, "0"), "hex");
}

function drawScalar({ n, bytes }: Curve): bigint {
  for (;;) {
    const drawn = readBigint(randomBytes(bytes));
    if (drawn > 0n && drawn < n) return drawn;
  }
}

/** A new private key of a curve: a number in big-endian order. */
export function makeScalar(name: string): Uint8Array {
  const curve = findCurve(name);
  return writeBigint(drawScalar(curve), curve.bytes);
}

/** A hash as a number, of which no more bits count than the order has. */
function readHash({ n }: Curve, hash: Uint8Array): bigint {
  const excess = hash.length * 8 - n.toString(2).length;
  const number = readBigint(hash);
  return excess > 0 ? number >> BigInt(excess) : number;
}

function writeDerNumber(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const signed = (bytes[0] ?? 0) >= 128 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([2, signed.length]), signed]);
}

function wrapDer(tag: number, body: Uint8Array): Buffer {
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** The two numbers of a signature in DER; undefined of what is none. */
function readSignature(der: Uint8Array): readonly [bigint, bigint] | undefined {
  const bytes = Buffer.from(der);
  if (bytes[0] !== 0x30) return undefined;
  let at = bytes[1] === 0x81 ? 3 : 2;
  if (bytes[at - 1] !== bytes.length - at) return undefined;
  const numbers: bigint[] = [];
  while (at < bytes.length) {
    const length = bytes[at + 1] ?? 0;
    if (bytes[at] !== 2 || length === 0 || at + 2 + length > bytes.length) return undefined;
    numbers.push(readBigint(bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  const [r, s] = numbers;
  return numbers.length === 2 && r !== undefined && s !== undefined ? [r, s] : undefined;
}

/** Signs a hash by a private key. The signature is in DER. */
export function signHash(name: string, scalar: Uint8Array, hash: Uint8Array): Uint8Array {
  const curve = findCurve(name);
  const { n, g } = curve;
  for (;;) {
    const k = drawScalar(curve);
    const r = mod(toAffine(curve, multiply(curve, [...g, 1n], k))[0], n);
    const s = mod(invert(k, n) * (readHash(curve, hash) + r * readBigint(scalar)), n);
    if (r !== 0n && s !== 0n) return wrapDer(0x30, Buffer.concat([writeDerNumber(r), writeDerNumber(s)]));
  }
}

/** A public key: the two coordinates behind a 4. */
export function tellPoint(name: string, scalar: Uint8Array): Uint8Array {
  const curve = findCurve(name);
  const [x, y] = toAffine(curve, multiply(curve, [...curve.g, 1n], readBigint(scalar)));
  return Buffer.concat([Buffer.from([4]), writeBigint(x, curve.bytes), writeBigint(y, curve.bytes)]);
}

/** A public key as X.509 has it. */
export function writePublic(name: string, point: Uint8Array): Uint8Array {
  const algorithm = Buffer.from(`06072a8648ce3d0201${findCurve(name).oid}`, "hex");
  const key = Buffer.concat([Buffer.from([0]), point]);
  return wrapDer(0x30, Buffer.concat([wrapDer(0x30, algorithm), wrapDer(3, key)]));
}

/** Whether a hash was signed by the private key of a public one. */
export function verifyHash(
  name: string,
  point: Uint8Array,
  hash: Uint8Array,
  signature: Uint8Array,
): boolean {
  const curve = findCurve(name);
  const { n, g, bytes } = curve;
  const numbers = readSignature(signature);
  if (!numbers) return false;
  const [r, s] = numbers;
  if (r <= 0n || s <= 0n || r >= n || s >= n) return false;
  const inverse = invert(s, n);
  const [x, y] = [point.subarray(1, 1 + bytes), point.subarray(1 + bytes)].map(readBigint) as [
    bigint,
    bigint,
  ];
  const sum = add(
    curve,
    multiply(curve, [...g, 1n], mod(readHash(curve, hash) * inverse, n)),
    multiply(curve, [x, y, 1n], mod(r * inverse, n)),
  );
  return sum[2] !== 0n && mod(toAffine(curve, sum)[0], n) === r;
}
