// Bodies that are compressed for their way, and such as are too large for it, as DynamoDB takes and sends them.
import { expect, test } from "bun:test";
import { gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { loadOperation } from "../../src/aws/model/table.ts";
import { encodeRequest } from "../../src/aws/protocols/requests.ts";
import { chooseEncoding } from "../../src/instance/compress-answer.ts";
import { answerRequest } from "../../src/instance/gateway.ts";

test.each([
  ["identity", undefined],
  ["", undefined],
  ["br", undefined],
  ["x-gzip", undefined],
  ["gzip, deflate", "gzip"],
  ["br, identity, deflate, gzip", "deflate"],
  ["GZIP, identity", "gzip"],
  ["dog, gzip ,, cat", "gzip"],
  ["br, gzip;q=0, deflate; q = 0.5 , identity;q=0", "deflate"],
  ["*", "gzip"],
  ["*, deflate;q=0.5", "gzip"],
  ["*, deflate", "deflate"],
  ["*, gzip;q=0.5", "deflate"],
  ["gzip ;q=0", undefined],
  ["*;q=0.5,identity", "gzip"],
  ["br;q=0.8,identity;q=0.5,*;q=0", undefined],
  ['"gzip"', undefined],
  ["gzip br", undefined],
  ["gzip:q=1", undefined],
  ["deflate;q=0.5, gzip;q=31", "gzip"],
  ["gzip;q=31,deflate;q=51", "gzip"],
  ["deflate;q=0.5, gzip;q=1;q=0.2", "gzip"],
  ["deflate;q=0.5,gzip;q=0.", "deflate"],
  ["deflate;q=0.5,gzip;q=0.x", "gzip"],
  ["deflate;q=-0.5,gzip;q=0.2", "gzip"],
  ["gzip;nq=1;q=0 ", undefined],
  ["gzip;q=0, gzip;q=1, gzip;q=0", "gzip"],
  ["br,identity;q=0.5,gzip;q=0.0001", "gzip"],
] as const)("%s", (accepted, encoding) => expect(chooseEncoding(accepted)).toBe(encoding));

const ITEM = { id: { S: "x".repeat(4096) } };

async function ask(headers: Readonly<Record<string, string>>, body?: Uint8Array, item: object = ITEM) {
  const operation = await loadOperation("dynamodb", "GetItem");
  const input = { TableName: "orders", Key: { id: { S: "x" } } };
  const encoded = encodeRequest(operation, input, { idempotencyToken: "t" });
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  const { request } = encoded;
  const { response } = await answerRequest(
    {
      ...request,
      headers: { ...request.headers, host: "localhost", ...headers },
      body: body ?? request.body,
    },
    {
      caller: { account: "000000000000", region: "us-east-1" },
      behave: async () => ({ output: { Item: item } as never }),
      tellsClients: true,
      requestId: "1",
    },
  );
  return { ...response, text: (bytes = response.body) => Buffer.from(bytes).toString() };
}

test("long answers are compressed for who asks so", async () => {
  const whole = JSON.stringify({ Item: ITEM });
  const zipped = await ask({ "accept-encoding": "gzip" });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(zipped.headers["x-amz-crc32"]).toBe(String(Bun.hash.crc32(zipped.body)));
  expect(zipped.text(gunzipSync(zipped.body))).toBe(whole);
  const deflated = await ask({ "accept-encoding": "deflate" });
  expect(deflated.text(inflateSync(deflated.body))).toBe(whole);
  expect((await ask({})).text()).toBe(whole);
  const short = { id: { S: "x" } };
  expect((await ask({ "accept-encoding": "gzip" }, undefined, short)).text()).toBe(
    JSON.stringify({ Item: short }),
  );
});

test("a request in an encoding that it is not in is a fault", async () => {
  const body = Buffer.from('{"TableName":"orders","Key":{"id":{"S":"x"}}}');
  expect((await ask({ "content-encoding": "gzip" }, gzipSync(body))).status).toBe(200);
  const halves = Buffer.concat([gzipSync(body.subarray(0, 9)), gzipSync(body.subarray(9))]);
  expect((await ask({ "content-encoding": "gzip" }, halves)).status).toBe(200);
  for (const [encoding, sent] of [
    ["garbage", body],
    ["gzip", body],
    ["gzip", gzipSync(body).subarray(0, -1)],
    ["gzip", new Uint8Array()],
  ] as const)
    expect((await ask({ "content-encoding": encoding }, sent)).status).toBe(500);
});

test("a body of more than 16 MB is too large", async () => {
  const body = Buffer.from(`{"TableName":"orders",${" ".repeat(16 * 1024 ** 2)}"Key":{"id":{"S":"x"}}}`);
  expect((await ask({}, body)).status).toBe(413);
  expect((await ask({ "content-encoding": "gzip" }, gzipSync(body))).status).toBe(200);
});
