/** Cuts networks into smaller ones, as Fn::Cidr does. */
import { fault } from "./faults.ts";

function readAddress(text: string): { readonly value: bigint; readonly size: number } | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    if (bytes.some((byte) => byte > 255)) return undefined;
    return { value: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), size: 32 };
  }
  if (!/^[0-9a-f:]{2,39}$/i.test(text)) return undefined;
  const [head = "", tail] = text.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (missing < 0 || (tail === undefined && missing > 0)) return undefined;
  const words = [...left, ...Array<string>(missing).fill("0"), ...right];
  return { value: words.reduce((sum, word) => sum * 65_536n + BigInt(`0x${word || "0"}`), 0n), size: 128 };
}

function writeAddress(value: bigint, size: number): string {
  if (size === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
  const words = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - at * 16)) & 65_535n).toString(16),
  );
  return words.join(":").replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
}

/** So many networks of a network, each with so many bits for addresses. */
export function cutNetwork(block: string, count: number, bits: number): string[] {
  const [text = "", length = ""] = block.split("/");
  const network = readAddress(text);
  const size = network?.size ?? 0;
  const prefix = size - bits;
  const isSane = Number.isInteger(count) && count >= 1 && count <= 256 && Number.isInteger(bits) && bits >= 1;
  const room = prefix - Number(length);
  if (!network || !/^\d{1,3}$/.test(length) || !isSane || room < 0 || count > 2 ** Math.min(room, 30))
    throw fault(
      `Template error: Fn::Cidr requires a network that has room for the networks asked for: ${block}, ${count}, ${bits}`,
    );
  const step = 1n << BigInt(bits);
  const base = (network.value >> BigInt(size - Number(length))) << BigInt(size - Number(length));
  return Array.from(
    { length: count },
    (_, at) => `${writeAddress(base + BigInt(at) * step, size)}/${prefix}`,
  );
}
