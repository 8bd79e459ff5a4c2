/** A relay on loopback whose answers come late by a random time, so that calls overtake one another. */
import { connect, createServer, type Socket } from "node:net";
import { makeRandom } from "./random.ts";

export interface DelayingProxy {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** What a delay is drawn from: the same seed draws the same delays, in the order in which calls come. */
export interface Delays {
  readonly seed: number;
  /** No answer is later than this, in milliseconds. */
  readonly longestMs: number;
}

/** A timer that holds bytes back; the first bytes of a message wait, its others follow in their order. */
function makeGate(drawDelay: () => number, pass: (bytes: Buffer) => void) {
  let isNewMessage = true;
  let waiting: Buffer[] | undefined;
  const open = () => {
    const held = waiting ?? [];
    waiting = undefined;
    for (const bytes of held) pass(bytes);
  };
  return {
    push(data: string | Buffer) {
      const bytes = Buffer.from(data);
      if (isNewMessage) {
        isNewMessage = false;
        waiting = [];
        setTimeout(open, drawDelay());
      }
      if (waiting) waiting.push(bytes);
      else pass(bytes);
    },
    /** The other side speaks: what comes next is a new message. */
    turn() {
      isNewMessage = true;
    },
    /** Runs `then` once nothing is held back. */
    whenOpen(then: () => void) {
      if (waiting) setTimeout(() => this.whenOpen(then), 1);
      else then();
    },
  };
}

/**
 * Relays every connection to `target` byte by byte. Half of a delay lies before the request goes on, so that what was
 * sent first may arrive last, and half before the answer does.
 */
export async function startDelayingProxy(target: string, delays: Delays): Promise<DelayingProxy> {
  const { hostname, port } = new URL(target);
  const random = makeRandom(delays.seed);
  const drawDelay = () => random(Math.floor(delays.longestMs / 2) + 1);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const requests = makeGate(drawDelay, (bytes) => upstream.write(bytes));
    const answers = makeGate(drawDelay, (bytes) => client.write(bytes));
    client.on("data", (bytes) => {
      answers.turn();
      requests.push(bytes);
    });
    upstream.on("data", (bytes) => {
      requests.turn();
      answers.push(bytes);
    });
    client.on("end", () => requests.whenOpen(() => upstream.end()));
    upstream.on("end", () => answers.whenOpen(() => client.end()));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => other.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the proxy does not listen");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      for (const socket of sockets) socket.destroy();
      await closed.promise;
    },
  };
}
