// What is remembered of a queue between calls says what stands there, whatever was done to it.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { TestClient } from "../support/client.ts";
import { callSqs, makeQueue, readMessages, receive, send } from "./support.ts";

const VISIBILITY = 30_000;

/** A message as a queue of the plainest kind would have it. */
interface Plain {
  readonly body: string;
  due: number;
  handle: string;
}

const deed = fc.oneof(
  fc.record({ kind: fc.constant("send" as const), delay: fc.constantFrom(0, 0, 0, 3) }),
  fc.record({ kind: fc.constant("receive" as const), limit: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constant("many" as const) }),
  fc.record({ kind: fc.constant("let go" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(1, 3000, VISIBILITY) }),
  fc.record({ kind: fc.constant("reset" as const) }),
);

test("messages are received in the order in which they were sent, as a plain list would give them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      const client = new TestClient();
      const url = await makeQueue(client, "q");
      client.instance.mark();
      let plain: Plain[] = [];
      let count = 0;
      const sendOne = async (delay: number) => {
        const body = `m${++count}`;
        await send(client, url, body, { DelaySeconds: delay });
        plain.push({ body, due: client.now + delay * 1000, handle: "" });
      };
      for (const one of deeds) {
        if (one.kind === "send") await sendOne(one.delay);
        else if (one.kind === "many") for (let at = 0; at < 30; at++) await sendOne(0);
        else if (one.kind === "wait") client.now += one.ms;
        else if (one.kind === "reset") {
          client.instance.reset();
          plain = [];
        } else if (one.kind === "receive") {
          const found = readMessages(await receive(client, url, { MaxNumberOfMessages: one.limit }));
          const wanted = plain.filter(({ due }) => due <= client.now).slice(0, one.limit);
          expect(found.map(({ Body }) => Body)).toEqual(wanted.map(({ body }) => body));
          for (const [at, message] of wanted.entries()) {
            message.handle = String(found[at]?.["ReceiptHandle"]);
            message.due = client.now + VISIBILITY;
          }
        } else {
          const held = plain.filter(({ handle }) => handle !== "");
          const message = held[one.at % Math.max(1, held.length)];
          if (!message) continue;
          const given = { QueueUrl: url, ReceiptHandle: message.handle };
          if (one.kind === "delete") {
            await callSqs(client, "DeleteMessage", given);
            plain = plain.filter((other) => other !== message);
          } else if (message.due > client.now) {
            await callSqs(client, "ChangeMessageVisibility", { ...given, VisibilityTimeout: 0 });
            message.due = client.now;
          }
        }
      }
      const { Attributes } = await callSqs(client, "GetQueueAttributes", {
        QueueUrl: url,
        AttributeNames: ["ApproximateNumberOfMessages"],
      });
      const ready = plain.filter(({ due }) => due <= client.now).length;
      expect(Attributes).toEqual({ ApproximateNumberOfMessages: String(ready) });
    }),
    { numRuns: 150 },
  );
}, 30_000);
