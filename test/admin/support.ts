/** Starts admin servers inside the test's own process. */
import type { AdminOptions } from "../../src/admin/options.ts";
import { type AdminServer, startAdmin } from "../../src/admin/serve.ts";
import { type Clock, realClock } from "../../src/base/clock.ts";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import {
  type RecordedRequest,
  type RecordingServer,
  startRecordingServer,
} from "../e2e/support/recording-server.ts";

export interface TestAdmin extends AsyncDisposable {
  readonly url: string;
  readonly server: AdminServer;
  /** What was told to whoever started the server. */
  readonly told: string[];
}

/** An empty instance. */
export function makeInstance(): Instance {
  const home = { account: "111122223333", region: "eu-west-1" };
  return new Instance({ home, now: Date.now, random: drawDigits });
}

/** A server on a free port of 127.0.0.1, in front of `endpoint`. */
export function startTestAdmin(
  endpoint: string,
  options: Partial<AdminOptions> = {},
  clock: Clock = realClock,
  instance?: Instance,
  kept?: string,
): TestAdmin {
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const preset = {
    host: "127.0.0.1",
    port: 0,
    allowRemote: false,
    allowEndpoint: false,
    files: undefined,
    token: undefined,
    maxBodyBytes: 1_000_000,
    allowEdit: false,
  };
  const server = startAdmin(
    { ...preset, endpoint, ...options },
    { info: tell, warn: tell, error: tell },
    { clock, kept, ...(instance && { instance }) },
  );
  return {
    url: server.url,
    server,
    told,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
    },
  };
}

/** The calls that a server got; who an emulator is, is asked with GET. */
export function listCalls({ requests }: RecordingServer): readonly RecordedRequest[] {
  return requests.filter(({ method }) => method !== "GET");
}

export interface HoldingServer extends Disposable {
  readonly endpoint: string;
  /** The calls that it got. */
  readonly calls: readonly RecordedRequest[];
  /** Answers all that is held and all that will come. */
  release(): void;
}

/** An endpoint that answers no call until it is told to. */
export function startHoldingServer(): HoldingServer {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const server = startRecordingServer(async ({ method }) => {
    if (method !== "GET") await gate;
    return new Response();
  });
  return {
    endpoint: server.endpoint,
    get calls() {
      return listCalls(server);
    },
    release,
    [Symbol.dispose]: () => {
      release();
      server[Symbol.dispose]();
    },
  };
}

/** A body whose end a test chooses. */
export function makeSlowBody(start: string) {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(start));
      await ended;
      controller.close();
    },
  });
  return { body, end };
}

/** Asks until the answer is as wanted; the test's own limit ends it otherwise. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(5);
}
