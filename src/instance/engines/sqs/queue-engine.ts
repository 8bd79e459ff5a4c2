/** SQS's queues themselves, within the generic behaviour. */
import type { ServiceEngine } from "../engine.ts";
import { answering } from "../refusal.ts";
import { addPermission, removePermission } from "./permissions.ts";
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  listQueueTags,
  listSourceQueues,
  setQueueAttributes,
  tagQueue,
  untagQueue,
} from "./queues.ts";

export const queues: ServiceEngine = {
  AddPermission: answering(addPermission),
  CreateQueue: answering(createQueue),
  DeleteQueue: answering(deleteQueue),
  GetQueueAttributes: answering(getQueueAttributes),
  GetQueueUrl: answering(getQueueUrl),
  ListDeadLetterSourceQueues: answering(listSourceQueues),
  ListQueueTags: answering(listQueueTags),
  ListQueues: answering(listQueues),
  RemovePermission: answering(removePermission),
  SetQueueAttributes: answering(setQueueAttributes),
  TagQueue: answering(tagQueue),
  UntagQueue: answering(untagQueue),
};
