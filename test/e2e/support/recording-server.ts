/** A local endpoint that keeps every request it gets. */

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RecordingServer extends Disposable {
  readonly endpoint: string;
  readonly requests: readonly RecordedRequest[];
}

/** What a server answers; `nth` counts its requests from 1. */
export type Answer = (request: RecordedRequest, nth: number) => Response | Promise<Response>;

/** Whether a request is the question for the default account, which goes before a replay's own calls. */
export function isAccountQuestion(headers: Headers): boolean {
  return headers.get("authorization")?.includes("Credential=test/") === true;
}

/**
 * Listens on a free port of 127.0.0.1; answers 200 with an empty body unless told. The question for the default account
 * is not kept, and its answer tells none.
 */
export function startRecordingServer(answer: Answer = () => new Response()): RecordingServer {
  const requests: RecordedRequest[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { method, url, headers } = request;
      if (isAccountQuestion(headers)) return new Response();
      const recorded = { method, url, headers: Object.fromEntries(headers), body: await request.text() };
      requests.push(recorded);
      return answer(recorded, requests.length);
    },
  });
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    requests,
    [Symbol.dispose]: () => void server.stop(true),
  };
}

export interface CountingListener extends Disposable {
  readonly url: string;
  readonly connections: number;
}

/** Listens on a free port of 127.0.0.1, counts the connections it gets, and says nothing. */
export function startCountingListener(): CountingListener {
  let connections = 0;
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open(socket) {
        connections++;
        socket.end();
      },
      data() {},
    },
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    get connections() {
      return connections;
    },
    [Symbol.dispose]: () => listener.stop(true),
  };
}

/** A URL of 127.0.0.1 where nothing listens. */
export function findDeadEndpoint(): string {
  using listener = startCountingListener();
  return listener.url;
}
