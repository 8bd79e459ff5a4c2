/** Keeps what a call sends: at once where it is whole, else as it comes, so that none of it is in memory for long. */
import { RUNNING_CHECKSUMS } from "../../../aws/formats/checksums.ts";
import type { Context } from "../../behaviour/context.ts";
import type { ReceivedBody } from "../../receive-stream.ts";
import type { Bucket } from "./bucket.ts";
import { computeChecksum, readChecksum, tagOf } from "./checksums.ts";
import { beginContent, ContentWriter, dropContent, keepContent } from "./content.ts";
import type { S3Refusal } from "./errors.ts";
import { mintId } from "./ids.ts";

import type { Piece } from "./stored.ts";

/** A content that is kept. */
export interface TakenContent {
  readonly piece: Piece;
  readonly tag: string;
  /** The checksum that the client told of it. */
  readonly told: readonly [algorithm: string, value: string] | undefined;
  /** Its checksum of one of the algorithms that were asked for. */
  readonly sum: (algorithm: string) => string;
}

/** The bytes that a call sends. */
export function readBody({ input }: Context): Uint8Array {
  const { Body: body } = input;
  return body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : "");
}

async function takeStream(
  bucket: Bucket,
  id: string,
  { pieces, check, sums }: ReceivedBody,
  algorithms: readonly string[],
): Promise<TakenContent | S3Refusal> {
  const writer = new ContentWriter(bucket, id);
  const hash = new Bun.CryptoHasher("md5");
  const running = new Map(
    algorithms.flatMap((algorithm) => {
      const make = RUNNING_CHECKSUMS[algorithm.toLowerCase()];
      return make ? [[algorithm, make()] as const] : [];
    }),
  );
  const end = beginContent(bucket, id);
  for await (const piece of pieces) {
    hash.update(piece);
    for (const sum of running.values()) sum.update(piece);
    writer.write(piece);
  }
  const piece = writer.end();
  end();
  const error = check();
  if (error) {
    dropContent(bucket, [piece]);
    return { error };
  }
  const [told] = sums();
  const computed = new Map([...running].map(([algorithm, sum]) => [algorithm, sum.digest()]));
  return {
    piece,
    tag: hash.digest("hex"),
    told: told && [told[0].toUpperCase(), told[1]],
    sum: (algorithm) => computed.get(algorithm) ?? "",
  };
}

/**
 * Keeps the content of a call, or says why it cannot. `algorithms`: of which checksums are computed of it, where they are asked for
 * afterwards.
 */
export function takeContent(
  context: Context,
  bucket: Bucket,
  algorithms: readonly string[],
): TakenContent | Promise<TakenContent | S3Refusal> {
  const id = mintId(context);
  if (context.body) return takeStream(bucket, id, context.body, algorithms);
  const content = readBody(context);
  return {
    piece: keepContent(bucket, id, content),
    tag: tagOf(content),
    told: readChecksum(context.input),
    sum: (algorithm) => computeChecksum(algorithm, content),
  };
}
