// Where events go, what goes there, and where what cannot go is put aside.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { makeStructure } from "../../../../src/aws/values.ts";
import type { AskedDeed } from "../../../../src/instance/behaviour/context.ts";
import { markReplayed, readEvent, writeEvent } from "../../../../src/instance/engines/events/bus-event.ts";
import { compactJson } from "../../../../src/instance/engines/events/compact-json.ts";
import { followPath, isJsonPath } from "../../../../src/instance/engines/events/json-path.ts";
import { sendEvent } from "../../../../src/instance/engines/events/send-event.ts";
import { writeTargetInput } from "../../../../src/instance/engines/events/target-input.ts";
import { ACCOUNT, type Given, REGION, START, TestClient } from "../support/client.ts";

const PLACE = { account: ACCOUNT, region: REGION };
const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;

function makeEvent(detail: unknown) {
  return writeEvent({
    id: "id-1",
    type: "Order Placed",
    source: "shop",
    ...PLACE,
    happenedAt: START,
    gotAt: START,
    resources: [],
    detail: JSON.stringify(detail),
    size: 0,
  });
}

type Target = { readonly [name: string]: Given | undefined };

/** What is asked of other services when an event goes to a target. */
async function send(
  target: Target,
  detail: unknown,
  failing: readonly string[] = [],
  more: readonly Target[] = [],
): Promise<AskedDeed[]> {
  const client = new TestClient();
  await client.call("events", "PutRule", { Name: "rule", EventPattern: '{"source": ["shop"]}' });
  const Targets = [target, ...more].map((one, at) => ({ Id: String(at), ...one }));
  const put = await client.call("events", "PutTargets", { Rule: "rule", Targets });
  expect(put.Error).toBeUndefined();
  const asked: AskedDeed[] = [];
  const world = {
    store: client.instance.store,
    now: START,
    mint: (length: number) => "ab".repeat(length).slice(0, length),
    async ask(deed: AskedDeed) {
      asked.push(deed);
      return failing.includes(String(deed.input["QueueUrl"]).split("/").at(-1) ?? "")
        ? { error: { code: "AWS.SimpleQueueService.NonExistentQueue", message: "it is gone", status: 400 } }
        : { output: makeStructure() };
    },
  };
  await sendEvent(world, { place: PLACE, name: "default" }, makeEvent(detail));
  return asked;
}

test("a queue gets the event, with the group of its target", async () => {
  const [deed] = await send({ Arn: arn("sqs", "q.fifo"), SqsParameters: { MessageGroupId: "g" } }, { a: 1 });
  expect(deed).toMatchObject({ service: "sqs", operation: "SendMessage", caller: PLACE });
  expect(deed?.input["MessageGroupId"]).toBe("g");
  expect(JSON.parse(String(deed?.input["MessageBody"]))).toEqual({
    version: "0",
    id: "id-1",
    "detail-type": "Order Placed",
    source: "shop",
    account: ACCOUNT,
    time: "2026-04-01T00:00:00Z",
    region: REGION,
    resources: [],
    detail: { a: 1 },
  });
});

test("a stream's partition is what a path leads to, else the event's id", async () => {
  const target = { Arn: arn("kinesis", "stream/s"), RoleArn: ROLE };
  const KinesisParameters = { PartitionKeyPath: "$.detail.key" };
  const [by] = await send({ ...target, KinesisParameters }, { key: "k" });
  expect(by?.input).toMatchObject({ StreamName: "s", PartitionKey: "k" });
  const [usual] = await send(target, { key: "k" });
  expect(usual?.input["PartitionKey"]).toBe("id-1");
});

test("a log group gets a stream for each event, and what runs nothing gets nothing", async () => {
  const asked = await send({ Arn: arn("logs", "log-group:/aws/events/all") }, { a: 1 });
  expect(asked.map(({ operation }) => operation)).toEqual(["CreateLogStream", "PutLogEvents"]);
  expect(asked[0]?.input["logGroupName"]).toBe("/aws/events/all");
  expect(await send({ Arn: arn("lambda", "function:f") }, { a: 1 })).toEqual([]);
  expect(await send({ Arn: arn("states", "stateMachine:m"), RoleArn: ROLE }, { a: 1 })).toEqual([]);
});

test("what a target cannot get is put aside, with why", async () => {
  const DeadLetterConfig = { Arn: arn("sqs", "dead") };
  const asked = await send({ Arn: arn("sqs", "gone"), InputPath: "$.detail", DeadLetterConfig }, { a: 1 }, [
    "gone",
  ]);
  expect(asked).toHaveLength(2);
  const [, aside] = asked;
  expect(String(aside?.input["QueueUrl"])).toEndWith("/dead");
  expect(JSON.parse(String(aside?.input["MessageBody"]))).toMatchObject({ source: "shop", detail: { a: 1 } });
  expect(aside?.input["MessageAttributes"]).toMatchObject({
    ERROR_CODE: { DataType: "String", StringValue: "NO_RESOURCE" },
    ERROR_MESSAGE: { StringValue: "it is gone" },
    RULE_ARN: { StringValue: arn("events", "rule/rule") },
    TARGET_ARN: { StringValue: arn("sqs", "gone") },
  });
});

test("a bus that leads to itself does so a few times", async () => {
  const bus = { Arn: arn("events", "event-bus/default") };
  expect(await send(bus, {}, [], [{ Arn: arn("sqs", "queue") }])).toHaveLength(6);
});

const RULE = { name: "rule", arn: "arn-of-rule" };

function transform(InputTemplate: string, InputPathsMap: Readonly<Record<string, string>>, detail: unknown) {
  return writeTargetInput({ InputTransformer: { InputPathsMap, InputTemplate } }, makeEvent(detail), RULE);
}

test("templates have values as JSON, and within quotes as texts", () => {
  const paths = { n: "$.detail.n", t: "$.detail.t", o: "$.detail.o", l: "$.detail.o.l[1]", m: "$.detail.m" };
  const detail = { n: 1.5, t: 'say "x"', o: { l: [1, "two"], b: true }, z: null };
  expect(transform('{"a": <n>, "b": "<n> of <t>", "c": <o>}', paths, detail)).toBe(
    '{"a": 1.5, "b": "1.5 of say \\"x\\"", "c": {"l":[1,"two"],"b":true}}',
  );
  expect(transform('"<o> and <l> and <m>"', paths, detail)).toBe('"{l:[1,two],b:true} and two and "');
  expect(transform('{"m": <m>}', paths, detail)).toBe('{"m": ""}');
  const all = transform('{"e": <aws.events.event.json>, "r": "<aws.events.rule-name>"}', {}, { a: 1 });
  expect(JSON.parse(all ?? "")).toMatchObject({ e: { source: "shop", detail: { a: 1 } }, r: "rule" });
});

test("numbers keep their digits", () => {
  const event = { ...makeEvent({}), text: '{"detail":{"n":1.0,"l":[12345678901234567890,2]}}' };
  expect(writeTargetInput({ InputPath: "$.detail" }, event, RULE)).toBe(
    '{"n":1.0,"l":[12345678901234567890,2]}',
  );
  const InputTransformer = { InputPathsMap: { n: "$.detail.n" }, InputTemplate: '{"a": <n>, "b": "<n>"}' };
  expect(writeTargetInput({ InputTransformer }, event, RULE)).toBe('{"a": 1.0, "b": "1.0"}');
});

test("paths lead to members and items, and nowhere without a fault", () => {
  const value = { a: { b: [{ c: 1 }, { c: 2 }] }, "x-y": "z" };
  expect(followPath(value, "$")).toBe(value);
  expect(followPath(value, "$.a.b[1].c")).toBe(2);
  expect(followPath(value, "$.a.b[*].c")).toEqual([1, 2]);
  expect(followPath(value, "$.x-y")).toBe("z");
  expect(followPath(value, "$.a.missing.c")).toBeUndefined();
  for (const wrong of ["a", "", "$.a['b']", '$.a["b"]', "$.a[", "$x"]) expect(isJsonPath(wrong)).toBe(false);
});

test("JSON is compact, and says the same", () => {
  expect(compactJson('{ "b" : 1.0 ,\n"1": [ "a b", 12345678901234567890 ] }')).toBe(
    '{"b":1.0,"1":["a b",12345678901234567890]}',
  );
  expect(compactJson('"\\u00e9\\n"')).toBe('"é\\n"');
  expect(compactJson("{")).toBeUndefined();
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(compactJson(text) ?? "")).toEqual(JSON.parse(text));
    }),
  );
});

test("an event is read as it was written", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detail) => {
      expect(readEvent(makeEvent(detail))["detail"]).toEqual(JSON.parse(JSON.stringify(detail)));
    }),
  );
});

test("a replay sends the same event under an id of its own", () => {
  const event = makeEvent({ id: "id-1", region: "elsewhere" });
  const replayed = markReplayed(event, "again", "id-2");
  expect(replayed.id).toBe("id-2");
  expect(readEvent(replayed)).toEqual({ ...readEvent(event), id: "id-2", "replay-name": "again" });
});
