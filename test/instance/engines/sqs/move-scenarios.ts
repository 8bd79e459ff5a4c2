/** Scenarios of tasks that bring messages back, by the names of their recordings. */
import { ACCOUNT, type TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";
import { callSqs, makeQueue, receive, send } from "./support.ts";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** Two queues, of which one takes what the other gives up after one receipt, with so many messages given up. */
async function giveUp(client: TestClient, count: number): Promise<void> {
  await makeQueue(client, "dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 1 });
  const QueueUrl = await makeQueue(client, "source", { RedrivePolicy });
  for (let at = 0; at < count; at++) await send(client, QueueUrl, `message ${at}`);
  for (let at = 0; at < 2; at++)
    await receive(client, QueueUrl, { MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
}

const start = (client: TestClient, more: Record<string, string | number> = {}) =>
  callSqs(client, "StartMessageMoveTask", { SourceArn: arnOf("dead"), ...more });

export const MOVE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "cancel with invalid task id in task handle": async ({ client, answer }) => {
    await giveUp(client, 0);
    const said = JSON.stringify({ taskId: crypto.randomUUID(), sourceArn: arnOf("dead") });
    const TaskHandle = Buffer.from(said).toString("base64");
    answer("error", await callSqs(client, "CancelMessageMoveTask", { TaskHandle }));
  },
  "destination needs to exist": async ({ client, answer }) => {
    await giveUp(client, 0);
    answer("error", await start(client, { DestinationArn: arnOf("nowhere") }));
  },
  "start multiple move tasks": async ({ client, answer }) => {
    await giveUp(client, 10);
    await start(client, { MaxNumberOfMessagesPerSecond: 1 });
    answer("error", await start(client));
  },
  "move task workflow with default destination": async ({ client, answer }) => {
    await giveUp(client, 2);
    answer("source-arn", arnOf("dead"));
    answer("original-source", arnOf("source"));
    answer("start-message-move-task-response", await start(client));
    const SourceArn = arnOf("dead");
    answer("list-message-move-task-response", await callSqs(client, "ListMessageMoveTasks", { SourceArn }));
  },
};
