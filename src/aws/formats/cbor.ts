/** Values of a shape to CBOR, with items of definite length (RFC 8949), as botocore writes them. cbor-items.ts reads it. */
import type { Shape } from "../model/types.ts";
import { Digits, type Structure, type Value } from "../values.ts";
import { toEpochSeconds } from "./scalars.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";

// Major types: https://www.rfc-editor.org/rfc/rfc8949.html#section-3.1
const [UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP] = [0, 1, 2, 3, 4, 5];
const [FALSE, TRUE, NULL, EPOCH_TAG] = [0xf4, 0xf5, 0xf6, 0xc1];
const [HALF, SINGLE, DOUBLE] = [0xf9, 0xfa, 0xfb];
const LARGEST_ARGUMENT = 2n ** 64n - 1n;

type Chunk = Uint8Array;

/** A major type with its argument, in the shortest form. */
function writeHead(major: number, argument: bigint): Chunk {
  const first = major << 5;
  if (argument < 24n) return Buffer.of(first | Number(argument));
  const sizes = [1, 2, 4, 8];
  const at = sizes.findIndex((size) => argument < 2n ** BigInt(8 * size));
  const size = sizes[at];
  if (size === undefined) throw new Unsendable("an integer has more than 64 bits");
  const head = Buffer.alloc(9);
  head.writeUInt8(first | (24 + at));
  head.writeBigUInt64BE(argument << BigInt(64 - 8 * size), 1);
  return head.subarray(0, 1 + size);
}

function writeText(text: string): Chunk[] {
  const bytes = Buffer.from(text);
  return [writeHead(TEXT, BigInt(bytes.length)), bytes];
}

function writeInteger(value: bigint): Chunk {
  const argument = value < 0n ? -1n - value : value;
  if (argument > LARGEST_ARGUMENT) throw new Unsendable(`the integer ${value} has more than 64 bits`);
  return writeHead(value < 0n ? NEGATIVE : UNSIGNED, argument);
}

function writeFloat(value: number, single: boolean): Chunk {
  if (!Number.isFinite(value)) {
    const bits = Number.isNaN(value) ? 0x7e00 : value > 0 ? 0x7c00 : 0xfc00;
    return Buffer.of(HALF, bits >> 8, bits & 0xff);
  }
  const bytes = Buffer.alloc(single ? 5 : 9);
  bytes.writeUInt8(single ? SINGLE : DOUBLE);
  if (single) bytes.writeFloatBE(value, 1);
  else bytes.writeDoubleBE(value, 1);
  return bytes;
}

function readNumber(value: Value, shape: Shape): number | bigint {
  const text = value instanceof Digits ? value.text : value;
  if (typeof text === "string" && /^-?\d+$/.test(text)) return BigInt(text);
  if (typeof text === "number" && Number.isSafeInteger(text) && !Object.is(text, -0)) return BigInt(text);
  if (text === "NaN") return Number.NaN;
  const number = typeof text === "string" && text.trim() !== "" ? Number(text) : text;
  if (typeof number !== "number" || (Number.isNaN(number) && typeof text === "string")) {
    throw new Unsendable(`${shape.name} must be a number`);
  }
  return number;
}

function writeNumber(value: Value, shape: Shape): Chunk {
  const number = readNumber(value, shape);
  if (shape.type === "float" || shape.type === "double") {
    return writeFloat(Number(number), shape.type === "float");
  }
  if (typeof number === "bigint") return writeInteger(number);
  return Number.isInteger(number) ? writeInteger(BigInt(number)) : writeFloat(number, false);
}

/** The chunks of a map whose keys and values are written already. */
function writeMap(entries: readonly (readonly [string, Chunk[]])[]): Chunk[] {
  return [
    writeHead(MAP, BigInt(entries.length)),
    ...entries.flatMap(([key, chunks]) => [...writeText(key), ...chunks]),
  ];
}

function writeTimestamp(value: Value, shape: Shape): Chunk[] {
  if (!(value instanceof Date)) throw new Unsendable(`${shape.name} must be a timestamp`);
  const seconds = toEpochSeconds(value);
  const number = Number.isInteger(seconds) ? writeInteger(BigInt(seconds)) : writeFloat(seconds, false);
  return [Buffer.of(EPOCH_TAG), number];
}

function writeItem(shape: Shape, value: Value): Chunk[] {
  if (value === null) return [Buffer.of(NULL)];
  switch (shape.type) {
    case "structure":
      return writeMap(writeMembers(shape, value));
    case "map": {
      if (shape.value === undefined)
        throw new Unsendable(`${shape.name} is a map without a shape for values`);
      const values = shape.value;
      const entries = listEntries(value, shape, shape.name).filter(([, item]) => item !== undefined);
      return writeMap(entries.map(([key, item]) => [key, writeItem(values, item ?? null)]));
    }
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.name} is a list without a shape for items`);
      const member = shape.member;
      const items = listItems(value, shape.name);
      return [writeHead(LIST, BigInt(items.length)), ...items.flatMap((item) => writeItem(member, item))];
    }
    case "blob": {
      if (typeof value !== "string" && !(value instanceof Uint8Array)) {
        throw new Unsendable(`${shape.name} must be a blob`);
      }
      const bytes = Buffer.from(value);
      return [writeHead(BYTES, BigInt(bytes.length)), bytes];
    }
    case "timestamp":
      return writeTimestamp(value, shape);
    case "boolean":
      return [Buffer.of(value === true || value === "true" ? TRUE : FALSE)];
    case "string":
    case "character":
      if (typeof value !== "string") throw new Unsendable(`${shape.name} must be text`);
      return writeText(value);
    default:
      return [writeNumber(value, shape)];
  }
}

/** The CBOR of a value of a shape. Throws Unsendable where the value does not fit the shape. */
export function writeCbor(shape: Shape, value: Value): Uint8Array {
  return Buffer.concat(writeItem(shape, value));
}

function writeMembers(shape: Shape, value: Value): (readonly [string, Chunk[]])[] {
  return listEntries(value, shape, shape.name).flatMap(([key, item]) => {
    const member = shape.members?.[key];
    if (member === undefined || item === undefined || item === null) return [];
    return [[member.locationName ?? key, writeItem(member, item)] as const];
  });
}

/** The CBOR of a structure, which may have no shape, with texts that its shape does not know. */
export function writeCborWith(
  texts: Readonly<Record<string, string>>,
  shape: Shape | undefined,
  value: Structure,
): Uint8Array {
  const added = Object.entries(texts).map(([key, text]) => [key, writeText(text)] as const);
  return Buffer.concat(writeMap([...added, ...(shape ? writeMembers(shape, value) : [])]));
}
