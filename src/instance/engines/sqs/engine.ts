/** SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { DataEngine } from "../engine.ts";
import { answering, tellRefusal } from "../refusal.ts";
import { cancelMove, listMoves, startMove } from "./move-tasks.ts";
import { receiveMessages } from "./receive.ts";
import { sendMessage, sendMessages } from "./send.ts";
import { deleteMessage, deleteMessages, hideMessage, hideMessages, purgeQueue } from "./settle.ts";

const answer = (act: (context: Context) => Structure) => answering((context) => ({ output: act(context) }));

/** What queues hold. */
export const messages: DataEngine = {
  CancelMessageMoveTask: answer(cancelMove),
  ChangeMessageVisibility: answer(hideMessage),
  ChangeMessageVisibilityBatch: answer(hideMessages),
  DeleteMessage: answer(deleteMessage),
  DeleteMessageBatch: answer(deleteMessages),
  ListMessageMoveTasks: answer(listMoves),
  PurgeQueue: answer(purgeQueue),
  async ReceiveMessage(context) {
    try {
      return { output: await receiveMessages(context) };
    } catch (error) {
      return tellRefusal(error);
    }
  },
  SendMessage: answer(sendMessage),
  SendMessageBatch: answer(sendMessages),
  StartMessageMoveTask: answer(startMove),
};
