// An endpoint that goes on without end is given up in time, and takes little memory.
import { expect, test } from "bun:test";
import { realClock } from "../../src/base/clock.ts";
import { sendPatiently } from "../../src/replay/retry.ts";
import { sendRequest } from "../../src/replay/send.ts";
import { ENDLESS, startBroken } from "./support/broken-server.ts";

const LIMIT_MS = 60_000;
const MOST_GROWTH_MB = 300;

test.each(Object.entries(ENDLESS))(
  "%s, sixteen times at once: given up in time, in little memory",
  async (name, answering) => {
    using server = startBroken(answering);
    const before = process.memoryUsage.rss();
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    }, 20);
    const request = { method: "POST", url: `${server.url}/`, headers: {}, body: "{}" };
    const signal = new AbortController().signal;
    const all = Array.from({ length: 16 }, () =>
      sendRequest(request, { timeoutMs: name.startsWith("a body") ? 20_000 : 1_000, signal }),
    );
    for (const sent of await Promise.all(all))
      expect("failure" in sent ? sent.failure.code : sent.note).toMatch(
        /^(?:Timeout|NotHttp|ConnectionReset|RequestFailed|the answer was cut off|the answer's body is not whole)/,
      );
    clearInterval(timer);
    expect(peak / 1e6).toBeLessThan(MOST_GROWTH_MB);
  },
  LIMIT_MS,
);

test(
  "one that limits its rate for ever is asked four times a call, whatever it says of when to ask again",
  async () => {
    for (const head of ["429 Too Many Requests", "429 Too Many Requests\r\nretry-after: 86400"]) {
      using server = startBroken((socket) => {
        socket.write(`HTTP/1.1 ${head}\r\ncontent-length: 2\r\n\r\n{}`);
      });
      const request = { method: "POST", url: `${server.url}/`, headers: {}, body: "{}" };
      const signal = new AbortController().signal;
      const start = performance.now();
      const send = () => sendRequest(request, { timeoutMs: 10_000, signal });
      const sent = await sendPatiently(send, { clock: realClock, random: Math.random, signal });
      expect([server.asked, "response" in sent && sent.response.status]).toEqual([4, 429]);
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  },
  LIMIT_MS,
);
