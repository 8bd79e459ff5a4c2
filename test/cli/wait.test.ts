import { expect, test } from "bun:test";
import { EndpointError, UsageError } from "../../src/base/errors.ts";
import { type World, waitForEndpoint } from "../../src/cli/wait.ts";
import { makeTarget, type Reply, renderIdentity } from "../emulator/fake-target.ts";
import { FakeClock } from "../replay/fake-clock.ts";

const ENDPOINT = "http://127.0.0.1:4566";
const MOTO = { batch: { use_docker: true }, lambda: { use_docker: true } };

interface Given {
  readonly endpoint?: string;
  readonly timeoutMs?: number;
  readonly allowRemote?: boolean;
  readonly resolve?: World["resolve"];
  /** How long each answer takes. */
  readonly answerMs?: number;
  readonly signal?: AbortSignal;
  /** The one address at which somebody listens; every one where it is left out. */
  readonly listening?: string;
}

/** Waits for a target that answers by path and by the time since the start. */
function waitFor(reply: (path: string, elapsedMs: number) => Reply | undefined, given: Given = {}) {
  const clock = new FakeClock();
  const start = clock.now();
  const { send, requests } = makeTarget((_, path) => reply(path, clock.now() - start));
  const limits: number[] = [];
  const waited = waitForEndpoint(
    {
      endpoint: given.endpoint ?? ENDPOINT,
      allowRemote: given.allowRemote ?? false,
      timeoutMs: given.timeoutMs ?? 60_000,
    },
    {
      clock,
      resolve: given.resolve ?? (async () => ["10.0.0.7"]),
      async send(request, { timeoutMs, address }) {
        limits.push(timeoutMs);
        if (given.listening !== undefined && address !== given.listening)
          return { failure: { code: "ConnectionRefused", message: "nothing listens at the endpoint" } };
        if (given.answerMs !== undefined) clock.advance(Math.min(given.answerMs, timeoutMs));
        return send(request);
      },
    },
    given.signal ?? new AbortController().signal,
  );
  return { waited, clock, requests, limits };
}

const motoFrom = (ms: number) => (path: string, elapsed: number) =>
  elapsed < ms ? undefined : path === "/moto-api/config" ? { body: MOTO } : { status: 404, body: "" };

test("what answers already is ready at once", async () => {
  const { waited, clock } = waitFor(motoFrom(0));
  expect(await waited).toEqual({
    what: "moto",
    abilities: "default account unknown, pins apigateway CreateRestApi, secretsmanager CreateSecret",
    endpoint: ENDPOINT,
    elapsedMs: 0,
  });
  expect(clock.sleeps).toEqual([]);
});

test.each(["::1", "127.0.0.1"])(
  "of two addresses of a name, %s is asked where it alone listens",
  async (listening) => {
    const resolve = async () => ["::1", "127.0.0.1"];
    const { waited } = waitFor(motoFrom(0), { endpoint: "http://localhost:4566", resolve, listening });
    expect(await waited).toMatchObject({ what: "moto", elapsedMs: 0 });
  },
);

test("a target that starts later is found at the next look", async () => {
  const { waited } = waitFor(motoFrom(2_100));
  expect(await waited).toMatchObject({ what: "moto", endpoint: ENDPOINT, elapsedMs: 2_250 });
});

test.each([
  ["the admin API", "/api/health", { body: { status: "ok", version: "0.1.0" } }],
  ["localstack", "/_localstack/health", { body: { services: {}, edition: "community", version: "4.3.0" } }],
  ["an emulator that is not recognised", "/", { body: renderIdentity("000000000000") }],
] as const)("%s is told by %s", async (what, known, reply) => {
  const { waited } = waitFor((path) => (path === known ? reply : { status: 404, body: "" }));
  expect(await waited).toMatchObject({ what });
});

test("an admin API that is not well is not ready", async () => {
  const { waited } = waitFor(
    (path, elapsed) =>
      path === "/api/health" ? { body: { status: elapsed < 1_000 ? "starting" : "ok" } } : { body: "" },
    { timeoutMs: 5_000 },
  );
  expect(await waited).toMatchObject({ what: "the admin API", elapsedMs: 1_000 });
});

test("time that is up is an error of the endpoint, and says what to do", async () => {
  const { waited, clock } = waitFor(() => undefined, { timeoutMs: 1_100 });
  const error = await waited.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EndpointError);
  expect(String(error)).toContain(
    `${ENDPOINT} is not ready after 1.1s: nothing listens at the endpoint. Start one (cloudmock start --port 4566)`,
  );
  expect(clock.sleeps).toEqual([250, 250, 250, 250, 100]);
});

test("what answers HTTP but is no emulator is not ready", async () => {
  const { waited } = waitFor(() => ({ body: "<html>It works!</html>" }), { timeoutMs: 1_000 });
  await expect(waited).rejects.toThrow(/after 1s: what answers there is no emulator, or is not ready yet/);
});

test("no question outlives the time that is left, but each gets a quarter of a second", async () => {
  const { waited, limits } = waitFor(() => undefined, { timeoutMs: 3_100, answerMs: 3_000 });
  await expect(waited).rejects.toThrow(EndpointError);
  expect(Math.max(...limits)).toBe(3_000);
  expect(limits.at(-1)).toBe(250);
});

test("a timeout of 0 asks once", async () => {
  const { waited, clock, requests } = waitFor(() => undefined, { timeoutMs: 0 });
  await expect(waited).rejects.toThrow(EndpointError);
  expect(clock.sleeps).toEqual([]);
  expect(requests.filter(({ url }) => url === `${ENDPOINT}/moto-api/config`)).toHaveLength(1);
});

test("a name that resolves later is waited for, and checked then", async () => {
  for (const [address, outcome] of [
    ["172.18.0.2", "moto"],
    ["198.51.100.7", "refused"],
  ] as const) {
    let asked = 0;
    const { waited } = waitFor(motoFrom(0), {
      endpoint: "http://moto:5000",
      resolve: async () => {
        asked += 1;
        if (asked < 4) throw new Error("ENOTFOUND");
        return [address];
      },
    });
    const ended = await waited.then(
      (ready) => ready?.what,
      (thrown: unknown) => (thrown instanceof UsageError ? "refused" : thrown),
    );
    expect({ ended, asked }).toEqual({ ended: outcome, asked: 4 });
  }
});

test("a name that never resolves is an error of the endpoint", async () => {
  const { waited } = waitFor(() => undefined, {
    endpoint: "http://moto:5000",
    resolve: () => Promise.reject(new Error("ENOTFOUND")),
  });
  const error = await waited.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EndpointError);
  expect(String(error)).toContain("http://moto:5000 is not ready after 1m0s: its name does not resolve");
});

test.each([
  "https://sqs.eu-west-1.amazonaws.com",
  "http://169.254.169.254",
  "http://198.51.100.7",
  "localhost:4566",
])("%s is refused before anything is asked", async (endpoint) => {
  const { waited, requests } = waitFor(() => ({ body: MOTO }), { endpoint });
  await expect(waited).rejects.toThrow(UsageError);
  expect(requests).toEqual([]);
});

test("an interruption ends it without an error", async () => {
  const stop = new AbortController();
  const { waited } = waitFor(
    () => {
      stop.abort();
      return undefined;
    },
    { signal: stop.signal },
  );
  expect(await waited).toBeUndefined();
});
