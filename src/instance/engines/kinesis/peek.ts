/** What a stream holds, without an iterator. */
import type { Peek } from "../../items/peeks.ts";
import { listKept } from "./record-space.ts";
import { nameShard } from "./shards.ts";

/** How what a record says is shown: as text where it is one, else as base64. */
function tellData(data: Uint8Array): { readonly Data: string } | { readonly DataBase64: string } {
  try {
    return { Data: new TextDecoder("utf-8", { fatal: true }).decode(data) };
  } catch {
    return { DataBase64: Buffer.from(data).toString("base64") };
  }
}

/** The records of a stream, shard by shard, each shard's in its order. */
export const peekStream: Peek = (store, thing, { limit, after }) => {
  const kept = listKept({ store }, thing, limit + 1, after);
  const shown = kept.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ shard, record: { sequence, partitionKey, at, data } }) => ({
      ShardId: nameShard(shard),
      SequenceNumber: sequence,
      PartitionKey: partitionKey,
      ApproximateArrivalTimestamp: new Date(at).toISOString(),
      ...tellData(data),
    })),
    ...(kept.length > limit && last && { next: last.key }),
  };
};
