// A saved state of a replay: the same bytes whichever call came first, and what of it is not production's is known.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { makeStructure, type Structure } from "../../src/aws/values.ts";
import type { RecordedAnswer } from "../../src/instance/gateway.ts";
import { Instance } from "../../src/instance/instance.ts";
import { readState, writeState } from "../../src/instance/state/state-file.ts";
import { HOME, makeWorld } from "./support/world.ts";

const SINCE = Date.UTC(2026, 3, 1);

interface Call {
  readonly target: string;
  readonly service: string;
  readonly input: object;
  readonly output?: object;
  readonly second: number;
  readonly placeholders?: readonly string[];
}

/** An instance into which calls were replayed, in this order. */
async function replay(calls: readonly Call[]) {
  const instance = new Instance({ home: {}, now: () => 0, random: (length) => "a".repeat(length) });
  instance.settle({ account: "111122223333", region: "eu-west-1", since: SINCE });
  for (const { target, service, input, output = {}, second, placeholders } of calls)
    await instance.answerReady(
      {
        method: "POST",
        url: "http://localhost/",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": target,
          authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20260401/eu-west-1/${service}/aws4_request, Signature=0`,
        },
        body: JSON.stringify(input),
      },
      {
        output: Object.assign(makeStructure(), output),
        at: SINCE + second * 1000,
        id: `e-${second}`,
        event: `e-${second}`,
        ...(placeholders && { placeholders }),
      },
    );
  return instance;
}

const alias = (name: string, second: number): Call => ({
  target: "TrentService.CreateAlias",
  service: "kms",
  input: { AliasName: `alias/${name}`, TargetKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
  second,
});
const rule = (Name: string, second: number): Call => ({
  target: "AWSEvents.PutRule",
  service: "events",
  input: { Name, ScheduleExpression: "rate(1 day)" },
  second,
});

test("what no call makes is the same whichever call of a replay came first", async () => {
  const calls = [alias("pears", 7), alias("plums", 9), rule("pears", 8), rule("plums", 10)];
  const states = await Promise.all(
    [calls, calls.toReversed()].map(async (all) => writeState((await replay(all)).state)),
  );
  expect(Buffer.from(states[0] ?? []).equals(Buffer.from(states[1] ?? []))).toBe(true);
  const { things } = readState(states[0] ?? new Uint8Array());
  const own = things.filter(({ brought }) => brought !== undefined);
  expect(own.length).toBeGreaterThan(2);
  expect(new Set(own.map(({ createdAt }) => createdAt))).toEqual(new Set([SINCE]));
});

const put = (input: object, second: number, placeholders?: readonly string[]): Call => ({
  target: "AmazonSSM.PutParameter",
  service: "ssm",
  input: { Name: "/pears", Type: "SecureString", Overwrite: true, ...input },
  second,
  ...(placeholders && { placeholders }),
});

async function listPlaceholders(calls: readonly Call[]) {
  const { things } = readState(writeState((await replay(calls)).state));
  return things.find(({ type }) => type === "parameter")?.placeholders;
}

test("a member that the log hides is known as a placeholder, until a call says it", async () => {
  const hidden = put({ Value: "placeholder" }, 1, ["Value"]);
  expect(await listPlaceholders([hidden])).toEqual(["Value"]);
  expect(await listPlaceholders([hidden, put({ Value: "told" }, 2)])).toBeUndefined();
  expect(await listPlaceholders([put({ Value: "told" }, 1)])).toBeUndefined();
  expect(await listPlaceholders([put({ Value: "told" }, 1), put({ Value: "x" }, 2, ["Value"])])).toEqual([
    "Value",
  ]);
});

test("what the log hides of a thing is a placeholder in its versions, too, but for what they say themselves", async () => {
  const { call, store } = makeWorld();
  const ask = async (
    name: string,
    input: Structure,
    told?: Pick<RecordedAnswer, "output" | "placeholders">,
  ) => call(await loadOperation("connect", name), input, told && { told: { at: SINCE, id: name, ...told } });
  await ask("CreateInstance", { IdentityManagementType: "SAML" }, { output: { Id: "i" } });
  const flow = { InstanceId: "i", ContactFlowId: "f" };
  await ask(
    "CreateContactFlow",
    { InstanceId: "i", Name: "pears", Description: "hidden", Content: "placeholder" },
    { output: { ContactFlowId: "f" }, placeholders: ["Content", "Description"] },
  );
  await ask("CreateContactFlowVersion", { ...flow, Description: "told" });
  const [made, ...others] = store.list(HOME, { service: "connect", type: "contact-flow-version" });
  expect(others).toEqual([]);
  expect(made?.members).toMatchObject({ Name: "pears", Description: "told", Content: "placeholder" });
  expect(made?.placeholders).toEqual(["Content"]);
});
