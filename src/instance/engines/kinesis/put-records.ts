/** Puts records into a stream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { putInto, takeSequence } from "./record-space.ts";
import { readSequence } from "./sequence-numbers.ts";
import { findByKey, hashKey, LARGEST_KEY, listOpen, readShardNumber, type StreamShard } from "./shards.ts";
import { fail, nameOf, refuse, withStream } from "./streams.ts";

const KIB = 1024;
/** What a record has at most, where the stream does not say. */
const USUAL_KIB = 1024;
const MOST_BYTES = 10 * KIB * KIB;

function readData(values: Structure): Uint8Array {
  const data = values["Data"];
  return data instanceof Uint8Array ? data : Buffer.from(readText(values, "Data"));
}

function sizeOf(values: Structure): number {
  return readData(values).length + Buffer.byteLength(readText(values, "PartitionKey"));
}

function readLimit({ members }: Thing): number {
  const { MaxRecordSizeInKiB: size } = members;
  return (typeof size === "number" ? size : USUAL_KIB) * KIB;
}

type Refused = { readonly error: ServiceError };

function refuseSize(path: string, limit: number): Refused {
  const message = `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`;
  return fail("ValidationException", message);
}

function refuseHashKey(values: Structure): Refused | undefined {
  const key = readText(values, "ExplicitHashKey");
  if (key === "" || BigInt(key) <= LARGEST_KEY) return undefined;
  const message = `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${key}`;
  return refuse(message);
}

/** A number that a record is to come after is one that a stream gave, and not of what is to come. */
function refuseOrdering({ input, caller, now }: Context, stream: Thing): Refused | undefined {
  const text = readText(input, "SequenceNumberForOrdering");
  if (text === "") return undefined;
  const parts = readSequence(text);
  if (parts && parts.at * 1000 <= now) return undefined;
  const message = `ExclusiveMinimumSequenceNumber ${text} used in PutRecord on stream ${nameOf(stream)} under account ${caller.account} is invalid.`;
  return refuse(message);
}

/** The shard of a record: production's, where that told one. */
function chooseShard(stream: Thing, values: Structure, told: Structure | undefined): StreamShard | undefined {
  const at = readShardNumber((told && readText(told, "ShardId")) ?? "");
  const known = at === undefined ? undefined : listOpen(stream).find((shard) => shard.at === at);
  const key = readText(values, "ExplicitHashKey");
  return known ?? findByKey(stream, key === "" ? hashKey(readText(values, "PartitionKey")) : BigInt(key));
}

/** Puts one record, and tells where it is. */
function put(context: Context, stream: Thing, values: Structure, told: Structure | undefined): Structure {
  const shard = chooseShard(stream, values, told);
  // The open shards have all keys between them.
  if (!shard) throw new RangeError(`${nameOf(stream)} has no shard for a key`);
  const sequence = takeSequence(context, stream, shard, told && readText(told, "SequenceNumber"));
  const isEncrypted = stream.members["EncryptionType"] === "KMS";
  const [partitionKey, data] = [readText(values, "PartitionKey"), readData(values)];
  putInto(context, stream, shard, { sequence, partitionKey, at: context.now, isEncrypted, data });
  return merge({ ShardId: shard.id, SequenceNumber: sequence });
}

function tellEncryption({ members }: Thing): Structure {
  return merge(members["EncryptionType"] === "KMS" ? { EncryptionType: "KMS" } : {});
}

/** Puts one record. */
export const putRecord = withStream((context, stream): Done => {
  const { input, told } = context;
  const limit = readLimit(stream);
  const refused = told
    ? undefined
    : ((sizeOf(input) > limit ? refuseSize("data", limit) : undefined) ??
      refuseHashKey(input) ??
      refuseOrdering(context, stream));
  if (refused) return refused;
  return { output: merge(put(context, stream, input, told?.output), tellEncryption(stream)) };
});

function listStructures(value: Value | undefined): readonly Structure[] {
  return Array.isArray(value) ? (value as readonly Structure[]) : [];
}

function refuseRecords(records: readonly Structure[], stream: Thing): Refused | undefined {
  const limit = readLimit(stream);
  const at = records.findIndex((record) => sizeOf(record) > limit);
  if (at >= 0) return refuseSize(`records.${at + 1}.member.data`, limit);
  if (records.reduce((sum, record) => sum + sizeOf(record), 0) > MOST_BYTES)
    return refuse("Records size exceeds 10 MB limit");
  return records.map(refuseHashKey).find((refused) => refused !== undefined);
}

/** Puts several records. */
export const putRecords = withStream((context, stream): Done => {
  const { input, told } = context;
  const records = listStructures(input["Records"]);
  const refused = told ? undefined : refuseRecords(records, stream);
  if (refused) return refused;
  const answers = listStructures(told?.output["Records"]);
  const Records = records.map((record, at) => {
    const answer = answers[at];
    // Production did not take each of them.
    return answer && readText(answer, "ErrorCode") !== "" ? answer : put(context, stream, record, answer);
  });
  if (told) return { output: told.output };
  return { output: merge({ FailedRecordCount: 0, Records }, tellEncryption(stream)) };
});
