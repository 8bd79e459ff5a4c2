/** openapi.json against the running server: every path, method and status that it documents, and no other path. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as v from "valibot";
import { makeOpenapi } from "../../scripts/openapi.ts";
import document from "../../src/admin/openapi.json";
import { MOST_RUNNING } from "../../src/admin/replay-jobs.ts";
import { ROUTES } from "../../src/admin/routes.ts";
import { SCHEMAS, type SchemaName } from "../../src/admin/schemas.ts";
import { realClock } from "../../src/base/clock.ts";
import { merge } from "../../src/instance/engines/engine.ts";
import { findDeadEndpoint } from "../e2e/support/recording-server.ts";
import { formatTrail, makeRecord } from "../e2e/support/trails.ts";
import { documented } from "./documented.ts";
import { ManualClock } from "./manual-clock.ts";
import { RESUME_CASES } from "./resume-cases.ts";
import {
  type HoldingServer,
  makeInstance,
  makeSlowBody,
  startHoldingServer,
  startTestAdmin,
  type TestAdmin,
  waitUntil,
} from "./support.ts";

const TOKEN = "0123456789abcdef";
const trail = formatTrail(makeRecord());
let emulator: HoldingServer;
let admin: TestAdmin;
let locked: TestAdmin;
/** In front of an instance. */
let standing: TestAdmin;

beforeAll(() => {
  emulator = startHoldingServer();
  emulator.release();
  admin = startTestAdmin(emulator.endpoint, { allowEndpoint: true });
  locked = startTestAdmin(emulator.endpoint, { token: TOKEN });
  standing = startTestAdmin(emulator.endpoint, { allowEdit: true }, realClock, makeInstance());
});
afterAll(async () => {
  await admin.server.stop();
  await locked.server.stop();
  await standing.server.stop();
  emulator[Symbol.dispose]();
});

const REPLAY = "/api/cloudtrail/replay";
const REPLAYS = "/api/cloudtrail/replays";
const ITEMS = "/api/items";
const EDIT = JSON.stringify({ put: { MessageBody: "one" } });
const NOBODY = `${REPLAYS}/00000000-0000-4000-8000-000000000000`;

function post(url: string, body: string | ReadableStream = trail, headers: Record<string, string> = {}) {
  return fetch(url, { method: "POST", body, headers });
}

function postReplay(query = "", body: string | ReadableStream = trail, headers: Record<string, string> = {}) {
  return post(`${admin.url}${REPLAY}${query}`, body, headers);
}

function ask(path: string, init: RequestInit = {}) {
  return fetch(`${admin.url}${path}`, init);
}

function askStanding(path: string, init: RequestInit = {}) {
  return fetch(`${standing.url}${path}`, init);
}

/** The JSON object of an answer. */
async function readJson(response: Response): Promise<Record<string, unknown>> {
  return JSON.parse(await response.text());
}

async function startAsync(url: string): Promise<string> {
  const { status_url } = await readJson(await post(`${url}${REPLAY}?async`));
  return `${url}${status_url}`;
}

/** Where the messages of a queue are that stands. */
async function standQueue(): Promise<string> {
  await post(`${standing.url}${REPLAY}`);
  const { resources } = v.parse(
    SCHEMAS.ResourceList,
    await readJson(await askStanding(`${RESOURCES}?type=queue`)),
  );
  return `${ITEMS}/${resources[0]?.arn}`;
}

/** Where a replay that has ended is. */
async function makeEnded(): Promise<string> {
  const id = (await postReplay()).headers.get("x-cloudmock-replay-id");
  return `${REPLAYS}/${id}`;
}

/** What is answered while the calls of a replay are held. */
async function whileHeld(run: (held: TestAdmin, replay: string) => Promise<Response>): Promise<Response> {
  using holding = startHoldingServer();
  await using held = startTestAdmin(holding.endpoint);
  const replay = await startAsync(held.url);
  await waitUntil(() => holding.calls.length > 0);
  const answered = await run(held, replay);
  holding.release();
  return answered;
}

/** What is answered to a body that does not come to its end. */
async function postSlowly(path: string, instance = makeInstance()): Promise<Response> {
  const clock = new ManualClock();
  await using slow = startTestAdmin(emulator.endpoint, { allowEdit: true }, clock, instance);
  const { body, end } = makeSlowBody("{");
  const answered = post(`${slow.url}${path}`, body);
  await clock.untilBegun(2);
  await clock.advance(30_000);
  const response = await answered;
  end();
  return response;
}

const EXPORT = "/api/state/export";
const IMPORT = "/api/state/import";
const RESOURCES = "/api/resources";
const REQUESTS = "/api/requests";
const TOPOLOGY = "/api/topology";
const SENT = "/api/sns/messages";

const foreign = { headers: { host: "evil.example" } };

const CASES: Record<string, () => Promise<Response>> = {
  "GET /api/health 200": () => ask("/api/health"),
  "GET /api/version 200": () => ask("/api/version"),
  "GET /api/services 200": () => ask("/api/services?service=states"),
  "GET /api/services 404": () => ask("/api/services?service=dynamite"),
  "GET /api/openapi.json 200": () => ask("/api/openapi.json"),
  [`POST ${REPLAY} 200`]: () => postReplay(),
  [`POST ${REPLAY} 202`]: () => postReplay("?async=true"),
  [`POST ${REPLAY} 400`]: () => postReplay("", "not a trail"),
  [`POST ${REPLAY} 408`]: () => postSlowly(REPLAY),
  [`POST ${REPLAY} 409`]: async () => {
    const { body, end } = makeSlowBody("{");
    const answered = postReplay("", body);
    const findReplay = async () => {
      const { replays } = v.parse(SCHEMAS.ReplayList, await readJson(await ask(REPLAYS)));
      return replays.find(({ state }) => state === "reading");
    };
    await waitUntil(async () => (await findReplay()) !== undefined);
    await ask(`${REPLAYS}/${(await findReplay())?.id}`, { method: "DELETE" });
    const response = await answered;
    end();
    return response;
  },
  [`POST ${REPLAY} 413`]: () => postReplay("", "x".repeat(1_000_001)),
  [`POST ${REPLAY} 415`]: () => postReplay("", trail, { "content-encoding": "br" }),
  [`POST ${REPLAY} 429`]: async () => {
    using holding = startHoldingServer();
    await using held = startTestAdmin(holding.endpoint);
    for (let running = 0; running < MOST_RUNNING; running++) await startAsync(held.url);
    const response = await post(`${held.url}${REPLAY}`);
    holding.release();
    return response;
  },
  [`POST ${REPLAY} 502`]: () => postReplay(`?endpoint=${findDeadEndpoint()}`),
  [`POST ${REPLAY} 503`]: () =>
    whileHeld((held) => {
      held.server.stop();
      return post(`${held.url}${REPLAY}`);
    }),
  "POST /api/reset 200": () => askStanding("/api/reset", { method: "POST" }),
  "POST /api/reset 404": () => ask("/api/reset", { method: "POST" }),
  [`POST ${EXPORT} 200`]: () => askStanding(EXPORT, { method: "POST" }),
  [`POST ${EXPORT} 404`]: () => ask(EXPORT, { method: "POST" }),
  [`POST ${IMPORT} 200`]: async () => {
    const exported = await askStanding(EXPORT, { method: "POST" });
    return askStanding(IMPORT, { method: "POST", body: await exported.bytes() });
  },
  [`POST ${IMPORT} 400`]: () => askStanding(IMPORT, { method: "POST", body: trail }),
  [`POST ${IMPORT} 404`]: () => ask(IMPORT, { method: "POST" }),
  [`POST ${IMPORT} 408`]: () => postSlowly(IMPORT),
  [`POST ${IMPORT} 413`]: () => askStanding(IMPORT, { method: "POST", body: "x".repeat(1_000_001) }),
  [`GET ${RESOURCES} 200`]: () => askStanding(RESOURCES),
  [`GET ${RESOURCES} 400`]: () => askStanding(`${RESOURCES}?name=orders`),
  [`GET ${RESOURCES} 404`]: () => ask(RESOURCES),
  [`GET ${RESOURCES}/{arn} 200`]: async () => {
    await post(`${standing.url}${REPLAY}`);
    const { resources } = v.parse(SCHEMAS.ResourceList, await readJson(await askStanding(RESOURCES)));
    return askStanding(`${RESOURCES}/${resources[0]?.arn}`);
  },
  [`GET ${RESOURCES}/{arn} 404`]: () => askStanding(`${RESOURCES}/arn:aws:iam::111122223333:role/nobody`),
  [`GET ${ITEMS} 200`]: () => askStanding(ITEMS),
  [`GET ${ITEMS} 400`]: () => askStanding(`${ITEMS}?service=sqs`),
  [`GET ${ITEMS} 404`]: () => ask(ITEMS),
  [`GET ${ITEMS}/{arn} 200`]: async () => askStanding(await standQueue()),
  [`GET ${ITEMS}/{arn} 400`]: async () => askStanding(`${await standQueue()}?limit=0`),
  [`GET ${ITEMS}/{arn} 404`]: () => askStanding(`${ITEMS}/arn:aws:iam::111122223333:role/nobody`),
  [`POST ${ITEMS}/{arn} 200`]: async () => post(`${standing.url}${await standQueue()}`, EDIT),
  [`POST ${ITEMS}/{arn} 400`]: async () => post(`${standing.url}${await standQueue()}`, '{"put":{}}'),
  [`POST ${ITEMS}/{arn} 404`]: () =>
    post(`${standing.url}${ITEMS}/arn:aws:iam::111122223333:role/nobody`, EDIT),
  [`POST ${ITEMS}/{arn} 408`]: async () => {
    const instance = makeInstance();
    const input = merge({ QueueName: "slow" });
    const caller = { account: "111122223333", region: "eu-west-1" };
    await instance.ask({ service: "sqs", operation: "CreateQueue", input, caller });
    return await postSlowly(`${ITEMS}/arn:aws:sqs:eu-west-1:111122223333:slow`, instance);
  },
  [`POST ${ITEMS}/{arn} 413`]: async () =>
    post(`${standing.url}${await standQueue()}`, "x".repeat(1_000_001)),
  [`GET ${TOPOLOGY} 200`]: () => askStanding(TOPOLOGY),
  [`GET ${TOPOLOGY} 400`]: () => askStanding(`${TOPOLOGY}?type=vpc`),
  [`GET ${TOPOLOGY} 404`]: () => ask(TOPOLOGY),
  [`GET ${SENT} 200`]: () => askStanding(SENT),
  [`GET ${SENT} 400`]: () => askStanding(`${SENT}?number=1`),
  [`GET ${SENT} 404`]: () => ask(SENT),
  [`GET ${REQUESTS} 200`]: () => askStanding(REQUESTS),
  [`GET ${REQUESTS} 400`]: () => askStanding(`${REQUESTS}?follow=yes`),
  [`GET ${REQUESTS} 404`]: () => ask(REQUESTS),
  [`GET ${REQUESTS}/{id} 200`]: async () => {
    await post(`${standing.url}${REPLAY}`);
    const { requests } = v.parse(SCHEMAS.RequestList, await readJson(await askStanding(REQUESTS)));
    return askStanding(`${REQUESTS}/${requests.at(-1)?.id}`);
  },
  [`GET ${REQUESTS}/{id} 404`]: () => askStanding(`${REQUESTS}/0`),
  [`GET ${REPLAYS} 200`]: () => ask(REPLAYS),
  [`GET ${REPLAYS}/{id} 200`]: async () => ask(await makeEnded()),
  [`GET ${REPLAYS}/{id} 404`]: () => ask(NOBODY),
  [`DELETE ${REPLAYS}/{id} 200`]: async () => ask(await makeEnded(), { method: "DELETE" }),
  [`DELETE ${REPLAYS}/{id} 202`]: () => whileHeld((_held, replay) => fetch(replay, { method: "DELETE" })),
  [`DELETE ${REPLAYS}/{id} 404`]: () => ask(NOBODY, { method: "DELETE" }),
  ...RESUME_CASES,
  [`POST ${REPLAYS}/{id}/resume 404`]: () => post(`${admin.url}${NOBODY}/resume`),
  [`POST ${REPLAYS}/{id}/resume 409`]: async () => post(`${admin.url}${await makeEnded()}/resume`),
  [`GET ${REPLAYS}/{id}/events 200`]: async () => ask(`${await makeEnded()}/events`),
  [`GET ${REPLAYS}/{id}/events 204`]: async () =>
    ask(`${await makeEnded()}/events`, { headers: { "last-event-id": "999" } }),
  [`GET ${REPLAYS}/{id}/events 404`]: () => ask(`${NOBODY}/events`),
  [`GET ${REPLAYS}/{id}/calls 200`]: async () => ask(`${await makeEnded()}/calls`),
  [`GET ${REPLAYS}/{id}/calls 400`]: async () => ask(`${await makeEnded()}/calls?after=-1`),
  [`GET ${REPLAYS}/{id}/calls 404`]: () => ask(`${NOBODY}/calls`),
  [`GET ${REPLAYS}/{id}/calls/{number} 200`]: async () => ask(`${await makeEnded()}/calls/0`),
  [`GET ${REPLAYS}/{id}/calls/{number} 404`]: async () => ask(`${await makeEnded()}/calls/999`),
};
for (const key of documented.keys()) {
  const [method = "", path = "", status] = key.split(" ");
  const at = path.replace("{id}", "x");
  if (status === "403") CASES[key] = () => ask(at, { ...foreign, method });
  if (status === "401") CASES[key] = () => fetch(`${locked.url}${at}`, { method });
}

test("the document is what its schemas and the flags say; `npm run docs` writes it", () => {
  expect<object>(document).toEqual(makeOpenapi());
});

test("every route is documented, and nothing else", () => {
  const routes = Object.entries(ROUTES).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const described = new Set([...documented.keys()].map((key) => key.replace(/ \d+$/, "")));
  expect(routes.sort()).toEqual([...described].sort());
});

test("every answer that is documented is driven here", () => {
  expect(Object.keys(CASES).sort()).toEqual([...documented.keys()].sort());
});

describe("as documented:", () => {
  test.each(Object.entries(CASES))("%s", async (key, drive) => {
    const response = await drive();
    const { headers = {}, content } = documented.get(key) ?? { description: "" };
    expect(response.status).toBe(Number(key.split(" ").at(-1)));
    for (const name of Object.keys(headers)) expect(response.headers.has(name)).toBe(true);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    if (content === undefined) {
      expect(await response.text()).toBe("");
      return;
    }
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    expect(Object.keys(content)).toContain(type);
    const name = content[type]?.schema.$ref?.split("/").at(-1);
    const text = await response.text();
    if (name !== undefined) v.parse(SCHEMAS[name as SchemaName], JSON.parse(text));
  });
});

test("the document that is served has the program's version", async () => {
  const { version } = await readJson(await ask("/api/version"));
  expect(await (await ask("/api/openapi.json")).json()).toEqual({
    ...document,
    info: { ...document.info, version },
  });
});
