// What a replay of another process tells an instance: who may, what comes of it, and what is refused.
import { describe, expect, test } from "bun:test";
import { makeStructure } from "../../src/aws/values.ts";
import { ADOPTION_PATH, answerAdoption, readTold, writeTold } from "../../src/instance/adoption.ts";
import { Instance } from "../../src/instance/instance.ts";

const URL = `http://localhost:4566${ADOPTION_PATH}`;
const HERE = { token: undefined, isOwnMachine: true };

function makeInstance(home = {}) {
  return new Instance({ home, now: () => 0, random: (length) => "a".repeat(length) });
}

function makeMembers(members: object) {
  return Object.assign(makeStructure(), members);
}

const CALL = {
  method: "POST",
  url: "http://localhost:4566/",
  headers: {
    "content-type": "application/x-www-form-urlencoded",
    authorization:
      "AWS4-HMAC-SHA256 Credential=111122223333/20260401/eu-west-1/ec2/aws4_request, Signature=0",
  },
  body: "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16",
};
const ANSWER = {
  output: makeMembers({ Vpc: makeMembers({ VpcId: "vpc-0a1b2c3d4e5f60718" }) }),
  at: Date.UTC(2026, 3, 1),
  id: "e-1",
  event: "e-1",
};

function send(method: string, body?: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return new Request(URL, { method, headers, ...(body !== undefined && { body }) });
}

test("a call that is told gets production's identifiers, and its answer comes back whole", async () => {
  const instance = makeInstance();
  const response = await answerAdoption(send("POST", writeTold(CALL, ANSWER)), instance, HERE);
  const { status, headers, body } = readTold(await response.bytes());
  expect(status).toBe(200);
  expect(headers["content-type"]).toStartWith("text/xml");
  expect(Buffer.from(body).toString()).toContain("<vpcId>vpc-0a1b2c3d4e5f60718</vpcId>");
  expect(instance.state.things.map(({ names, call }) => [names.id, call.event])).toContainEqual([
    "vpc-0a1b2c3d4e5f60718",
    "e-1",
  ]);
});

describe("who may tell", () => {
  const token = "0123456789abcdef";
  test.each<[string, typeof HERE | { token: string; isOwnMachine: boolean }, Record<string, string>, number]>(
    [
      ["a program of this machine", HERE, {}, 200],
      ["one of another machine", { token: undefined, isOwnMachine: false }, {}, 403],
      ["one of this machine without the token", { token, isOwnMachine: true }, {}, 401],
      ["one with another token", { token, isOwnMachine: true }, { authorization: `Bearer ${token}0` }, 401],
      ["one with the token", { token, isOwnMachine: false }, { authorization: `Bearer ${token}` }, 200],
    ],
  )("%s", async (_, rules, headers, status) => {
    const instance = makeInstance();
    expect((await answerAdoption(send("GET", undefined, headers), instance, rules)).status).toBe(status);
    const told = send("POST", writeTold(CALL, ANSWER), headers);
    expect((await answerAdoption(told, instance, rules)).status).toBe(status);
    expect(instance.state.things.length > 0).toBe(status === 200);
  });
});

test.each([
  ["nothing", ""],
  ["no JSON", "{\n"],
  ["a call without an answer", '{"method":"GET","url":"http://localhost/","headers":{}}\n'],
  ["an answer without a time", '{"method":"GET","url":"http://localhost/","told":{"output":{}}}\n'],
  [
    "a value of no kind",
    '{"method":"GET","url":"http://localhost/","told":{"at":1,"output":{"a":"\\u0001x"}}}\n',
  ],
  ["a list", "[]\n"],
])("%s is refused", async (_, body) => {
  expect((await answerAdoption(send("POST", body), makeInstance(), HERE)).status).toBe(400);
});

describe("where requests belong that do not say it", () => {
  const LOG = { account: "111122223333", region: "eu-north-1", trail: "t" };
  const put = (instance: Instance, home: object = LOG) =>
    answerAdoption(send("PUT", JSON.stringify(home)), instance, HERE);

  test("is where the log is", async () => {
    const instance = makeInstance();
    await put(instance);
    expect(instance.about).toEqual(LOG);
  });

  test("is what somebody said before all", async () => {
    const instance = makeInstance({ account: "999988887777" });
    await put(instance);
    expect(instance.about).toEqual({ ...LOG, account: "999988887777" });
  });

  test("stays where something stands already", async () => {
    const instance = makeInstance();
    await put(instance);
    await answerAdoption(send("POST", writeTold(CALL, ANSWER)), instance, HERE);
    await put(instance, { account: "444455556666", region: "us-west-1", trail: "u" });
    expect(instance.about).toEqual({ ...LOG, trail: "u" });
  });

  test("is never what is no account", async () => {
    const instance = makeInstance();
    await put(instance, { account: "me", region: 5 });
    expect(instance.about).toMatchObject({ account: "000000000000", region: "us-east-1" });
  });
});
