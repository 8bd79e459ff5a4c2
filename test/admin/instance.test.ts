/** What the admin API tells of the instance behind it, and how it sets it back. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { realClock } from "../../src/base/clock.ts";
import { writeState } from "../../src/instance/state/state-file.ts";
import type { Thing } from "../../src/instance/thing.ts";
import { makeInstance, startTestAdmin } from "./support.ts";

const ENDPOINT = "http://127.0.0.1:9";
const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).text();
const ROLE = "arn:aws:iam::123456789012:role/orchard-worker";

function start() {
  const instance = makeInstance();
  const admin = startTestAdmin(ENDPOINT, {}, realClock, instance);
  const ask = async (path: string, init: RequestInit = {}) =>
    JSON.parse(await (await fetch(`${admin.url}${path}`, init)).text());
  return {
    instance,
    ask,
    url: admin.url,
    post: (path: string, body?: string | Uint8Array<ArrayBuffer>) =>
      ask(path, { method: "POST", ...(body && { body }) }),
    [Symbol.asyncDispose]: () => admin[Symbol.asyncDispose](),
  };
}

test("a trail that is sent is adopted, and each resource tells what made it", async () => {
  await using server = start();
  expect(await server.post("/api/cloudtrail/replay", trail)).toMatchObject({ replayed: 13, succeeded: 13 });
  const { resources } = await server.ask("/api/resources");
  // Beside them stands what every account has and what comes with a network or a key.
  const made = resources.filter((one: { event_id?: string }) => one.event_id);
  expect(made).toHaveLength(13);
  expect(resources.filter((one: { brought?: true }) => !one.brought)).toEqual(made);
  const role = await server.ask(`/api/resources/${ROLE}`);
  expect(role).toMatchObject({
    service: "iam",
    type: "role",
    account: "123456789012",
    region: "",
    name: "orchard-worker",
    arn: ROLE,
    operation: "CreateRole",
    created_at: expect.stringMatching(/^2026-03-02T/),
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  // The key's role was made, then given a policy, which is a thing of its own.
  const { events } = await server.ask(`/api/resources/${ROLE}`);
  expect(events).toMatchObject([
    {
      operation: "CreateRole",
      event_id: role.event_id,
      at: role.created_at,
      by: "arn:aws:iam::123456789012:user/dana",
    },
  ]);
  const [group] = (await server.ask("/api/resources?service=logs&type=log-group")).resources;
  expect(group.events.map(({ operation }: { operation: string }) => operation)).toEqual([
    "CreateLogGroup",
    "PutRetentionPolicy",
  ]);
  expect(await server.ask(`/api/resources/${encodeURIComponent(ROLE)}`)).toEqual(role);
  expect(role.read_command).toBe(
    `aws iam get-role --endpoint-url ${ENDPOINT} --region eu-west-1 \\\n  --role-name orchard-worker`,
  );
  // What its record asked for, and nothing that a policy added since.
  expect(role.recorded).toMatchObject({ RoleName: "orchard-worker", Arn: ROLE });
  expect(JSON.stringify(role.recorded)).not.toContain("AWSLambdaBasicExecutionRole");
  const listed = async (query: string) =>
    (await server.ask(`/api/resources?${query}`)).resources.map(({ name }: { name: string }) => name);
  expect(await listed("service=iam&type=role")).toEqual(["orchard-worker"]);
  expect(await listed("service=iam&account=111122223333")).toEqual([]);
  const { resources: subscriptions } = await server.ask("/api/resources?type=subscription&region=eu-west-1");
  expect(subscriptions[0].references).toEqual([
    "arn:aws:sns:eu-west-1:123456789012:orchard-events",
    "arn:aws:sqs:eu-west-1:123456789012:orchard-shipments",
  ]);
});

test("its health is known without a request to it", async () => {
  await using server = start();
  expect(await server.ask("/api/health")).toMatchObject({ emulator: { reachable: true, name: "instance" } });
  expect(await server.ask("/api/requests")).toEqual({ requests: [] });
});

test("a state goes out and in again, and reset goes back to it", async () => {
  await using server = start();
  await server.post("/api/cloudtrail/replay", trail);
  const exported = new Uint8Array(
    await (await fetch(`${server.url}/api/state/export`, { method: "POST" })).arrayBuffer(),
  );
  expect(await server.post("/api/reset")).toEqual({
    resources: 0,
    account: "111122223333",
    region: "eu-west-1",
  });
  const imported = await server.post("/api/state/import", exported);
  // As the line of readiness counts them.
  expect(imported).toMatchObject({ resources: 13 });
  for (const thing of server.instance.state.things.slice(3)) server.instance.store.remove(thing);
  expect(await server.post("/api/reset")).toEqual(imported);
  expect(await (await fetch(`${server.url}/api/state/export`, { method: "POST" })).bytes()).toEqual(exported);
});

test("what is no state leaves all as it was", async () => {
  await using server = start();
  await server.post("/api/cloudtrail/replay", trail);
  const before = server.instance.state.things.length;
  expect(await server.post("/api/state/import", trail)).toEqual({
    error: "invalid_state",
    message: "the body is no state of cloudmock; send what /api/state/export gave",
  });
  expect(server.instance.state.things).toHaveLength(before);
});

test("the last requests are told, and those to come as they come", async () => {
  await using server = start();
  await server.post("/api/cloudtrail/replay?services=iam", trail);
  const { requests } = await server.ask("/api/requests");
  expect(requests[0]).toEqual({
    id: 1,
    at: expect.any(String),
    service: "iam",
    operation: "CreateRole",
    status: 200,
    account: "123456789012",
    region: "us-east-1",
    took_ms: expect.any(Number),
  });
  const response = await fetch(`${server.url}/api/requests?follow=true`, {
    headers: { "last-event-id": String(requests.length) },
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const nobody = { method: "GET", path: "/", query: [], headers: { host: "localhost" }, body: undefined };
  await server.instance.answer(nobody);
  let text = "";
  while (!text.includes("data: ")) text += decoder.decode((await reader?.read())?.value);
  expect(text).toContain(
    `id: ${requests.length + 1}\nevent: request\ndata: {"id":${requests.length + 1},"at":`,
  );
  await reader?.cancel();
});

test("a thousand resources are set back at once", async () => {
  await using server = start();
  const place = { account: "111122223333", region: "eu-west-1" };
  const things = Array.from({ length: 1_000 }, (_, at): Thing => {
    const id = `vpc-${at}`;
    return {
      ...{ place, service: "ec2", type: "vpc", chain: [id], within: undefined, names: { id } },
      ...{ members: { CidrBlock: "10.0.0.0/16" }, tags: new Map(), createdAt: at },
      call: { operation: "CreateVpc", event: undefined, input: {}, output: {} },
    };
  });
  const about = { ...place, trail: undefined };
  await server.post("/api/state/import", writeState({ about, things }));
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const startedAt = performance.now();
    expect(await server.post("/api/reset")).toMatchObject({ resources: 1_000 });
    best = Math.min(best, performance.now() - startedAt);
  }
  expect(best).toBeLessThan(20);
});

test("what topics sent to whom nothing stands for is told, with the tokens that confirm", async () => {
  await using server = start();
  const { instance } = server;
  const call = async (Action: string, input: Record<string, string>) => {
    const body = new URLSearchParams({ Action, Version: "2010-03-31", ...input }).toString();
    const headers = {
      host: "localhost:4566",
      "content-type": "application/x-www-form-urlencoded",
      authorization: "AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/sns/aws4_request",
    };
    const answered = await instance.answer({ method: "POST", path: "/", query: [], headers, body });
    return Buffer.from(answered.body).toString();
  };
  const [, TopicArn = ""] = /<TopicArn>([^<]+)</.exec(await call("CreateTopic", { Name: "news" })) ?? [];
  await call("Subscribe", { TopicArn, Protocol: "email", Endpoint: "a@example.com" });
  await call("Subscribe", { TopicArn, Protocol: "sms", Endpoint: "+15555550100" });
  await call("Publish", { TopicArn, Message: "hello" });
  const { messages } = await server.ask("/api/sns/messages?protocol=email");
  expect(messages).toMatchObject([{ type: "SubscriptionConfirmation", endpoint: "a@example.com" }]);
  expect(await call("ConfirmSubscription", { TopicArn, Token: messages[0].token })).toContain(TopicArn);
  await call("Publish", { TopicArn, Message: "again", Subject: "s" });
  const told = await server.ask(`/api/sns/messages?topic_arn=${TopicArn}`);
  const shown = told.messages.map(({ protocol, message }: Record<string, string>) => [protocol, message]);
  expect(shown.slice(1)).toEqual([
    ["sms", "hello"],
    ["email", "again"],
    ["sms", "again"],
  ]);
});

test("what stands is told as a graph, and by nothing that is in front of an emulator", async () => {
  await using server = start();
  await server.post("/api/cloudtrail/replay", trail);
  const { resources, relations } = await server.ask("/api/topology");
  const made = resources.filter(({ origin }: { origin: string }) => origin === "made");
  expect(made.map(({ label }: { label: string }) => label).sort()).toContain("orchard-worker");
  expect(relations).toContainEqual({
    from: expect.stringContaining(":orchard-events:"),
    to: "arn:aws:sqs:eu-west-1:123456789012:orchard-shipments",
    kind: "triggers",
    member: "Endpoint",
  });
  expect(made[0]).toMatchObject({
    created_at: expect.any(String),
    made_by: { event_id: expect.any(String) },
  });
  expect(await server.ask("/api/topology?type=vpc")).toMatchObject({ error: "invalid_parameter" });
});
