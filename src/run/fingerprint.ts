/** Tells logs apart by the calls that were made of them. */
import type { Call } from "../dialect/call.ts";

/** The same for the same calls, however the log was stored and in whatever order it was read. */
export function fingerprint(calls: readonly Pick<Call, "id">[]): string {
  const ids = calls.map(({ id }) => id).sort();
  return new Bun.CryptoHasher("sha256").update(ids.join("\n")).digest("hex");
}
