// What is asked again is answered as before, until something changes, and never to somebody else.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { serveInstance } from "../../src/instance/serve.ts";

function makeInstance() {
  const instance = new Instance({
    home: { account: "123456789012", region: "eu-west-1" },
    now: Date.now,
    random: drawDigits,
  });
  return {
    instance,
    async ask(body: string, { key = "test", region = "eu-west-1", headers = {} } = {}) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260401/${region}/ec2/aws4_request, SignedHeaders=host, Signature=${drawDigits(8)}`;
      const form = "application/x-www-form-urlencoded";
      const { body: told, headers: got } = await instance.answer({
        method: "POST",
        path: "/",
        query: [],
        headers: { host: "localhost:4566", "content-type": form, authorization, ...headers },
        body: Buffer.from(`Version=2016-11-15&${body}`),
      });
      const text = Buffer.from(told).toString();
      return { text, id: /<requestId>([^<]*)/.exec(text)?.[1], header: got["x-amzn-requestid"] };
    },
  };
}

const LIST = "Action=DescribeVpcs";
/** Beside the network that every account has. */
const countVpcs = (text: string) => text.match(/<isDefault>false/g)?.length ?? 0;

test("the same answer, each with an id of its own", async () => {
  const { ask } = makeInstance();
  await ask("Action=CreateVpc&CidrBlock=10.0.0.0/16");
  const asked = [
    await ask(LIST),
    await ask(LIST),
    await ask(LIST, { headers: { "amz-sdk-invocation-id": "1" } }),
  ];
  for (const { id, header, text } of asked) {
    expect(id).toBe(header ?? "");
    expect(text.replaceAll(id ?? "", "")).toBe(asked[0]?.text.replaceAll(asked[0].id ?? "", "") ?? "");
  }
  expect(new Set(asked.map(({ id }) => id)).size).toBe(3);
});

test("ids stay apart where many ask at the same time, of the instance and over HTTP", async () => {
  const { ask, instance } = makeInstance();
  for (let i = 0; i < 20; i++) await ask(`Action=CreateVpc&CidrBlock=10.${i}.0.0/16`);
  const server = serveInstance(instance, {
    host: "127.0.0.1",
    port: 0,
    version: "0",
    token: undefined,
    filled: Promise.resolve(),
    onFault: () => {},
    allowedOrigins: [],
    isLocal: true,
  });
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0";
  const send = async () => {
    const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
    const body = `Version=2016-11-15&${LIST}`;
    const response = await fetch(`http://127.0.0.1:${server.port}/`, { method: "POST", headers, body });
    const text = await response.text();
    return {
      text,
      id: /<requestId>([^<]*)/.exec(text)?.[1],
      header: response.headers.get("x-amzn-requestid"),
    };
  };
  const times = Array.from({ length: 100 }, (_, at) => at);
  const asked = await Promise.all(times.flatMap(() => [ask(LIST), send()]));
  await server.stop();
  for (const { id, header, text } of asked) {
    expect(id).toBe(header ?? "");
    expect(countVpcs(text)).toBe(20);
  }
  expect(new Set(asked.map(({ id }) => id)).size).toBe(200);
});

test("what changes is told at once", async () => {
  const { ask, instance } = makeInstance();
  expect(countVpcs((await ask(LIST)).text)).toBe(0);
  const { text } = await ask("Action=CreateVpc&CidrBlock=10.0.0.0/16");
  const [, id] = /<vpcId>([^<]*)/.exec(text) ?? [];
  expect(countVpcs((await ask(LIST)).text)).toBe(1);
  await ask(`Action=CreateTags&ResourceId.1=${id}&Tag.1.Key=k&Tag.1.Value=v`);
  expect((await ask(LIST)).text).toContain("<key>k</key>");
  await ask(`Action=DeleteVpc&VpcId=${id}`);
  expect(countVpcs((await ask(LIST)).text)).toBe(0);
  await ask("Action=CreateVpc&CidrBlock=10.0.0.0/16");
  expect(countVpcs((await ask(LIST)).text)).toBe(1);
  instance.reset();
  expect(countVpcs((await ask(LIST)).text)).toBe(0);
});

test("another account, another region and another question get their own", async () => {
  const { ask } = makeInstance();
  await ask("Action=CreateVpc&CidrBlock=10.0.0.0/16");
  const count = async (more: Parameters<typeof ask>[1], body = LIST) =>
    countVpcs((await ask(body, more)).text);
  expect(await count({})).toBe(1);
  expect(await count({ key: "444455556666" })).toBe(0);
  expect(await count({ region: "us-east-1" })).toBe(0);
  expect(await count({ headers: { "x-moto-account-id": "444455556666" } })).toBe(0);
  expect(await count({}, `${LIST}&Filter.1.Name=cidr&Filter.1.Value.1=10.9.0.0/16`)).toBe(0);
  expect(await count({})).toBe(1);
});
