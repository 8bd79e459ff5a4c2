/** SQS's queues themselves, within the generic behaviour. */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { ServiceEngine } from "../engine.ts";
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
import { Refusal } from "./refuse.ts";

function answer(act: (context: Context) => Done) {
  return (context: Context): Done => {
    try {
      return act(context);
    } catch (error) {
      if (error instanceof Refusal) return { error: error.error };
      throw error;
    }
  };
}

export const queues: ServiceEngine = {
  AddPermission: answer(addPermission),
  CreateQueue: answer(createQueue),
  DeleteQueue: answer(deleteQueue),
  GetQueueAttributes: answer(getQueueAttributes),
  GetQueueUrl: answer(getQueueUrl),
  ListDeadLetterSourceQueues: answer(listSourceQueues),
  ListQueueTags: answer(listQueueTags),
  ListQueues: answer(listQueues),
  RemovePermission: answer(removePermission),
  SetQueueAttributes: answer(setQueueAttributes),
  TagQueue: answer(tagQueue),
  UntagQueue: answer(untagQueue),
};
