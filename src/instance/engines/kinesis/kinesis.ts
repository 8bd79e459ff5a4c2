/** Kinesis Data Streams: operations about streams. */
import type { ServiceEngine } from "../engine.ts";
import { updateAccountSettings } from "./account-settings.ts";
import { deregisterStreamConsumer, registerStreamConsumer } from "./consumers.ts";
import { createStream, deleteStream } from "./make-streams.ts";
import { deleteResourcePolicy, putResourcePolicy } from "./policies.ts";
import { mergeShards, splitShard, updateShardCount } from "./reshard.ts";
import {
  decreaseRetention,
  disableMonitoring,
  enableMonitoring,
  increaseRetention,
  startEncryption,
  stopEncryption,
  updateMaxRecordSize,
  updateMode,
  updateWarmThroughput,
} from "./settings.ts";
import { addTagsToStream, removeTagsFromStream, tagResource, untagResource } from "./tags.ts";

export const kinesis: ServiceEngine = {
  AddTagsToStream: addTagsToStream,
  CreateStream: createStream,
  DecreaseStreamRetentionPeriod: decreaseRetention,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteStream: deleteStream,
  DeregisterStreamConsumer: deregisterStreamConsumer,
  DisableEnhancedMonitoring: disableMonitoring,
  EnableEnhancedMonitoring: enableMonitoring,
  IncreaseStreamRetentionPeriod: increaseRetention,
  MergeShards: mergeShards,
  PutResourcePolicy: putResourcePolicy,
  RegisterStreamConsumer: registerStreamConsumer,
  RemoveTagsFromStream: removeTagsFromStream,
  SplitShard: splitShard,
  StartStreamEncryption: startEncryption,
  StopStreamEncryption: stopEncryption,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAccountSettings: updateAccountSettings,
  UpdateMaxRecordSize: updateMaxRecordSize,
  UpdateShardCount: updateShardCount,
  UpdateStreamMode: updateMode,
  UpdateStreamWarmThroughput: updateWarmThroughput,
};
