/** Changes what a stream is: how long it keeps records, its key, what is measured, its mode. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge } from "../engine.ts";
import { listOpen, listShards, writeShards } from "./shards.ts";
import { answerNothing, change, nameOf, refuse, withStream } from "./streams.ts";

const [LEAST_HOURS, MOST_HOURS] = [24, 8760];

function readHours({ members }: Thing): number {
  const { RetentionPeriodHours: hours } = members;
  return typeof hours === "number" ? hours : LEAST_HOURS;
}

/** Lets records be kept longer, or not so long. */
function changeRetention(isLonger: boolean): (context: Context) => Done {
  return withStream((context, stream) => {
    const hours = Number(context.input["RetentionPeriodHours"]);
    const [is, existing] = [`Requested retention period (${hours} hours)`, readHours(stream)];
    if (!context.told) {
      if (hours < LEAST_HOURS)
        return refuse(`Minimum allowed retention period is ${LEAST_HOURS} hours. ${is} is too short.`);
      if (hours > MOST_HOURS)
        return refuse(`Maximum allowed retention period is ${MOST_HOURS} hours. ${is} is too long.`);
      const [word, other] = isLonger ? ["shorter", "Decrease"] : ["longer", "Increase"];
      if (isLonger ? hours < existing : hours > existing)
        return refuse(
          `${is} for stream ${nameOf(stream)} can not be ${word} than existing retention period (${existing} hours). Use ${other}RetentionPeriod API.`,
        );
    }
    change(context, stream, merge({ RetentionPeriodHours: hours }));
    return answerNothing(context);
  });
}

export const increaseRetention = changeRetention(true);
export const decreaseRetention = changeRetention(false);

/** What of each shard can be measured. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html */
const METRICS = [
  "IncomingBytes",
  "IncomingRecords",
  "OutgoingBytes",
  "OutgoingRecords",
  "WriteProvisionedThroughputExceeded",
  "ReadProvisionedThroughputExceeded",
  "IteratorAgeMilliseconds",
];

function readMetrics({ members }: Thing): readonly string[] {
  const { EnhancedMonitoring: all } = members;
  const [first] = Array.isArray(all) ? (all as readonly Structure[]) : [];
  return first ? listTexts(first["ShardLevelMetrics"]) : [];
}

/** Changes what is measured of each shard. */
function changeMonitoring(isMore: boolean): (context: Context) => Done {
  return withStream((context, stream) => {
    const current = readMetrics(stream);
    const given = listTexts(context.input["ShardLevelMetrics"]);
    const asked = new Set(given.includes("ALL") ? METRICS : given);
    const desired = METRICS.filter((name) =>
      isMore ? current.includes(name) || asked.has(name) : current.includes(name) && !asked.has(name),
    );
    change(context, stream, merge({ EnhancedMonitoring: [merge({ ShardLevelMetrics: desired })] }));
    if (context.told) return answerNothing(context);
    return {
      output: merge({
        StreamName: nameOf(stream),
        CurrentShardLevelMetrics: current,
        DesiredShardLevelMetrics: desired,
        StreamARN: stream.names.arn ?? null,
      }),
    };
  });
}

export const enableMonitoring = changeMonitoring(true);
export const disableMonitoring = changeMonitoring(false);

/** Encrypts what is put from now on. */
export const startEncryption = withStream((context, stream) => {
  const { EncryptionType, KeyId } = context.input;
  change(context, stream, merge({ EncryptionType, KeyId }));
  return answerNothing(context);
});

/** Encrypts no longer. */
export const stopEncryption = withStream((context, stream) => {
  change(context, stream, merge({ EncryptionType: "NONE", KeyId: undefined }));
  return answerNothing(context);
});

/** Changes between a number of shards and as many as are needed. */
export const updateMode = withStream((context, stream) => {
  const { StreamModeDetails } = context.input;
  // The shards stay that there are.
  const Shards = writeShards(listShards(stream));
  change(context, stream, merge({ StreamModeDetails, Shards, ShardCount: listOpen(stream).length }));
  return answerNothing(context);
});

/** Changes how large a record may be. */
export const updateMaxRecordSize = withStream((context, stream) => {
  const { MaxRecordSizeInKiB } = context.input;
  change(context, stream, merge({ MaxRecordSizeInKiB }));
  return answerNothing(context);
});

/** Changes what a stream on demand is ready for. */
export const updateWarmThroughput = withStream((context, stream) => {
  const { WarmThroughputMiBps: mibs } = context.input;
  const WarmThroughput = merge({ TargetMiBps: mibs, CurrentMiBps: mibs });
  change(context, stream, merge({ WarmThroughput }));
  if (context.told) return answerNothing(context);
  return {
    output: merge({ StreamARN: stream.names.arn ?? null, StreamName: nameOf(stream), WarmThroughput }),
  };
});
