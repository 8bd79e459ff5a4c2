// What our own connections make of an answer is what fetch makes of it.
import { expect, test } from "bun:test";
import type { Sent } from "../../../src/aws/wire.ts";
import { send } from "../send-support.ts";
import { ODD_ANSWERS, type OddAnswer } from "./odd-answers.ts";

/** For what never comes to an end, and for what does. */
const [SHORT_MS, LONG_MS] = [300, 10_000];

async function exchangeWith(host: string, { parts, then }: OddAnswer): Promise<Sent> {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      async data(socket) {
        for (const part of parts) {
          socket.write(Buffer.from(part, "latin1"));
          socket.flush();
          if (parts.length > 1) await Bun.sleep(2);
        }
        if (then === "end") socket.end();
        // What was written has to be there before.
        if (then === "reset") await Bun.sleep(20);
        if (then === "reset") socket.terminate();
      },
    },
  });
  try {
    const timeoutMs = then === "wait" ? SHORT_MS : LONG_MS;
    return await send({ url: `http://${host}:${listener.port}/`, body: "{}" }, { timeoutMs });
  } finally {
    listener.stop(true);
  }
}

test("every odd answer is told as fetch tells it, or better for a reason", async () => {
  const told = await Promise.all(
    Object.entries(ODD_ANSWERS).map(async ([name, answer]) => {
      // A name is for fetch to look up.
      const [own, fetched] = await Promise.all(
        ["127.0.0.1", "localhost"].map((host) => exchangeWith(host, answer)),
      );
      return { name, own, fetched, unlike: answer.unlike };
    }),
  );
  const alike = told.filter(({ unlike }) => unlike === undefined);
  expect(Object.fromEntries(alike.map(({ name, own }) => [name, own]))).toEqual(
    Object.fromEntries(alike.map(({ name, fetched }) => [name, fetched])),
  );
  // What is no HTTP is named, without fetch's advice to programmers.
  expect(JSON.stringify(told.map(({ own }) => own))).not.toContain("verbose");
});
