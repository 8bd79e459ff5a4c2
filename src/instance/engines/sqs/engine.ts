/** SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { DataEngine } from "../engine.ts";
import { cancelMove, listMoves, startMove } from "./move-tasks.ts";
import { receiveMessages } from "./receive.ts";
import { Refusal } from "./refuse.ts";
import { sendMessage, sendMessages } from "./send.ts";
import { deleteMessage, deleteMessages, hideMessage, hideMessages, purgeQueue } from "./settle.ts";

function tellRefusal(error: unknown): Done {
  if (error instanceof Refusal) return { error: error.error };
  throw error;
}

function answer(act: (context: Context) => Structure) {
  return (context: Context): Done => {
    try {
      return { output: act(context) };
    } catch (error) {
      return tellRefusal(error);
    }
  };
}

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
