/** A server for tests that shows the bytes of requests and answers with bytes. */
import type { Socket } from "bun";

interface Connection {
  readonly id: number;
  requests: number;
}

export interface WireServer extends Disposable {
  readonly url: string;
  /** Each request's bytes as text, in order. */
  readonly requests: string[];
  /** For each request, which connection it came on, counted from 0. */
  readonly connections: number[];
}

/** What to do with a request: `nth` counts the requests of its connection from 1. */
export type Answer = (socket: Socket<Connection>, nth: number) => void;

/** Listens on a free port of 127.0.0.1. A request has to fit one packet. */
export function startWireServer(answer: Answer): WireServer {
  const requests: string[] = [];
  const connections: number[] = [];
  let opened = 0;
  const listener = Bun.listen<Connection>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open(socket) {
        socket.data = { id: opened, requests: 0 };
        opened += 1;
      },
      data(socket, bytes) {
        requests.push(bytes.toString("latin1"));
        connections.push(socket.data.id);
        socket.data.requests += 1;
        answer(socket, socket.data.requests);
      },
    },
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    requests,
    connections,
    [Symbol.dispose]: () => listener.stop(true),
  };
}

/** An answer of one HTTP message, after which the connection stays open. */
export function answerWith(head: string, body = ""): Answer {
  return (socket) => {
    socket.write(`HTTP/1.1 ${head}\r\n\r\n${body}`);
    socket.flush();
  };
}
