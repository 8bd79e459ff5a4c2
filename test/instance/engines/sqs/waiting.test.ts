// Who waits for messages, and the state of the instance.
import { expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { makeQueue, readMessages, receive, send } from "./support.ts";

test("who waits is answered at once when the instance goes back, with none of what is sent then", async () => {
  const client = new TestClient({
    sleep: (_, signal) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
  });
  const url = await makeQueue(client, "q");
  client.instance.mark();
  const waiting = receive(client, url, { WaitTimeSeconds: 20 });
  await Bun.sleep(1);
  client.instance.reset();
  await send(client, url, "new");
  expect(readMessages(await waiting)).toEqual([]);
  expect(readMessages(await receive(client, url))).toMatchObject([{ Body: "new" }]);
});
