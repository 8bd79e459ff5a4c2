/** A mixed load on an instance and its admin API: good clients, and such as hang up, say half of what they wanted, or send nonsense. */
import { connect } from "node:net";
import { type Actor, type Draw, type Holding, Refused } from "./ask-instance.ts";
import type { StartedInstance } from "./instance.ts";
import { makeActors } from "./kill-actors.ts";

/** Does something once. */
type Deed = (instance: StartedInstance, draw: Draw) => Promise<unknown>;

/** Says something over a connection of its own, waits a moment, and hangs up. */
function sayAndHangUp(address: string, text: string, ms: number): Promise<void> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(text);
      setTimeout(() => socket.destroy(), ms);
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve());
  });
}

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Takes an answer to its end; whether it was a success. */
async function drain(answer: Promise<Response>): Promise<boolean> {
  const response = await answer;
  await response.arrayBuffer();
  return response.ok;
}

/** An aborted request rejects. */
async function cutOff(ms: number, ask: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  await ask(AbortSignal.timeout(ms)).catch(() => {});
}

/** What else comes besides the actors' calls, each with how often. */
const DEEDS: readonly (readonly [number, Deed])[] = [
  [4, ({ adminUrl }) => drain(fetch(`${adminUrl}/api/resources`))],
  [2, ({ adminUrl }) => drain(fetch(`${adminUrl}/api/topology`))],
  [2, ({ adminUrl }) => drain(fetch(`${adminUrl}/api/requests`))],
  [1, ({ adminUrl }) => drain(fetch(`${adminUrl}/api/state/export`, { method: "POST" }))],
  // The console's events, for a moment.
  [
    2,
    ({ adminUrl }, draw) =>
      cutOff(10 + draw(300), (signal) => drain(fetch(`${adminUrl}/api/events`, { signal }))),
  ],
  [
    4,
    ({ url }, draw) =>
      cutOff(10 + draw(300), (signal) =>
        drain(
          fetch(url, {
            method: "POST",
            signal,
            headers: {
              ...signed("sqs"),
              "content-type": "application/x-amz-json-1.0",
              "x-amz-target": "AmazonSQS.ReceiveMessage",
            },
            body: JSON.stringify({ QueueUrl: `${url}/000000000000/quiet`, WaitTimeSeconds: 20 }),
          }),
        ),
      ),
  ],
  [
    4,
    ({ url }, draw) =>
      sayAndHangUp(
        url,
        `PUT /bucket-a/cut HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signed("s3").authorization}\r\nContent-Length: 9000000\r\n\r\n${"x".repeat(draw(400_000))}`,
        draw(50),
      ),
  ],
  [2, ({ url }, draw) => sayAndHangUp(url, "POST / HTTP/1.1\r\nHost: local", draw(50))],
  [
    2,
    ({ adminUrl }, draw) =>
      sayAndHangUp(
        adminUrl,
        "POST /api/cloudtrail/replay HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{",
        draw(50),
      ),
  ],
  [
    2,
    ({ url }, draw) =>
      drain(
        fetch(url, {
          method: "POST",
          headers: signed("dynamodb"),
          body: new Uint8Array(draw(2_000)).map(() => draw(256)),
        }),
      ),
  ],
  [
    2,
    async ({ url }) => {
      const body = new Uint8Array(6_000_000);
      await drain(fetch(`${url}/large/one`, { method: "PUT", headers: signed("s3"), body }));
      await drain(fetch(`${url}/large/one`, { headers: signed("s3") }));
    },
  ],
  [
    1,
    ({ adminUrl }) =>
      drain(
        fetch(`${adminUrl}/api/cloudtrail/replay`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            Records: [
              {
                eventVersion: "1.09",
                userIdentity: {
                  type: "IAMUser",
                  accountId: "000000000000",
                  arn: "arn:aws:iam::000000000000:user/a",
                },
                eventTime: "2026-04-01T09:00:00Z",
                eventSource: "sqs.amazonaws.com",
                eventName: "CreateQueue",
                awsRegion: "eu-west-1",
                requestParameters: { queueName: "replayed" },
                responseElements: null,
                eventID: crypto.randomUUID(),
                readOnly: false,
                eventType: "AwsApiCall",
                recipientAccountId: "000000000000",
              },
            ],
          }),
        }),
      ),
  ],
];

const ALL = DEEDS.flatMap(([often, deed]) => Array.from({ length: often }, () => deed));
/** Of what an actor's thing holds: with more it is made anew, so that a long load stands for no more than a short one. */
const MOST_HELD = 200;

async function empty({ url }: StartedInstance, name: string): Promise<void> {
  const send = (service: string, target: string, input: object) =>
    drain(
      fetch(url, {
        method: "POST",
        headers: { ...signed(service), "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
        body: JSON.stringify(input),
      }),
    );
  const remove: Readonly<Record<string, () => Promise<unknown>>> = {
    table: () => send("dynamodb", "DynamoDB_20120810.DeleteTable", { TableName: name }),
    stream: () => send("kinesis", "Kinesis_20131202.DeleteStream", { StreamName: name }),
    parameter: () => send("ssm", "AmazonSSM.DeleteParameter", { Name: name }),
    queue: () => send("sqs", "AmazonSQS.PurgeQueue", { QueueUrl: `${url}/000000000000/${name}` }),
    topic: async () => {
      const purge = (one: string) =>
        send("sqs", "AmazonSQS.PurgeQueue", { QueueUrl: `${url}/000000000000/${name}-${one}` });
      if (!(await purge("a"))) return;
      // A queue is purged once in a minute, and that of the second one may end a moment later.
      while (!(await purge("b")));
    },
  };
  await remove[name.split("-")[0] ?? ""]?.();
}

async function act(actor: Actor, instance: StartedInstance, isOver: () => boolean): Promise<number> {
  let held: Holding = await actor.read(instance);
  let count = 0;
  while (!isOver()) {
    const deed = actor.next(instance, held);
    await deed.ask().catch((error) => {
      // A name rests for a minute, and a queue is purged once in one.
      if (!(error instanceof Refused)) throw error;
    });
    held = deed.after;
    count++;
    if ((held?.length ?? 0) > MOST_HELD) {
      await empty(instance, actor.name);
      held = await actor.read(instance);
    }
  }
  return count;
}

async function disturb(instance: StartedInstance, draw: Draw, isOver: () => boolean): Promise<number> {
  let count = 0;
  for (; !isOver(); count++) await ALL[draw(ALL.length)]?.(instance, draw);
  return count;
}

/** Makes what the load needs. */
export async function prepareLoad({ url }: StartedInstance): Promise<void> {
  const location =
    "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
  await drain(fetch(`${url}/large`, { method: "PUT", headers: signed("s3"), body: location }));
  await drain(
    fetch(url, {
      method: "POST",
      headers: {
        ...signed("sqs"),
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.CreateQueue",
      },
      body: JSON.stringify({ QueueName: "quiet" }),
    }),
  );
}

/** Loads an instance until it is over; gives how much was done. */
export async function load(instance: StartedInstance, draw: Draw, isOver: () => boolean): Promise<number> {
  const counts = await Promise.all([
    ...makeActors(draw).map((actor) => act(actor, instance, isOver)),
    ...Array.from({ length: 4 }, () => disturb(instance, draw, isOver)),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}
