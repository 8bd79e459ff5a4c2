// While a disk is full: a call that cannot be kept is refused with the reason, and nothing of it stands, in memory or on the disk.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { DataFolder } from "../../src/instance/state/data-folder.ts";
import { readState, writeState } from "../../src/instance/state/state-file.ts";

const place = mkdtempSync(join(tmpdir(), "cloudmock-full-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const sign = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

let folders = 0;

async function open(name = `data-${folders++}`) {
  const folder = new DataFolder(join(place, name));
  const instance = new Instance({
    home: { account: "111122223333", region: "eu-west-1" },
    now: Date.now,
    random: drawDigits,
    records: folder.records,
  });
  if (folder.found) {
    instance.load(folder.found);
    instance.follow(folder);
  } else await instance.keep(folder);
  instance.mark();
  await instance.flush();
  const db = folder.records.book?.db;
  const pages = () => Number(db?.query("PRAGMA page_count").values()[0]?.[0]);
  const answer = async (request: { method: string; path: string; headers: object; body: string }) => {
    const { status, body } = await instance.answer({
      query: [],
      ...request,
      headers: { host: "localhost", ...request.headers },
    });
    return { status, body: Buffer.from(body).toString() };
  };
  return {
    name,
    instance,
    close: () => folder.close(),
    fill: () => db?.run(`PRAGMA max_page_count = ${pages()}`),
    makeRoom: () => db?.run("PRAGMA max_page_count = 1000000"),
    /** What stands, things and what they hold. */
    tell: () => Buffer.from(writeState(instance.state)).toString("base64"),
    ask: (service: string, target: string, input: object) =>
      answer({
        method: "POST",
        path: "/",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": target,
          authorization: sign(service),
        },
        body: JSON.stringify(input),
      }),
    put: (path: string, body: string) =>
      answer({ method: "PUT", path, headers: { authorization: sign("s3") }, body }),
  };
}

const TABLE = {
  TableName: "pears",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};
const BUCKET =
  "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
const large = "x".repeat(60_000);

async function openWithTable() {
  const one = await open();
  expect(await one.ask("dynamodb", "DynamoDB_20120810.CreateTable", TABLE)).toMatchObject({ status: 200 });
  expect(await one.put("/pears", BUCKET)).toMatchObject({ status: 200 });
  return one;
}

const item = (id: string, text = large) => ({
  TableName: "pears",
  Item: { id: { S: id }, text: { S: text } },
});

describe("a call that cannot be kept", () => {
  test("is refused by the service's own error with the reason, changes nothing, and can be sent again", async () => {
    const one = await openWithTable();
    const put = (id: string) => one.ask("dynamodb", "DynamoDB_20120810.PutItem", item(id));
    expect(await put("before")).toMatchObject({ status: 200 });
    const before = one.tell();
    one.fill();
    const why = `cannot be written to (database or disk is full): nothing was changed; make room, and send the call again`;
    for (const id of ["a", "b"]) {
      const { status, body } = await put(id);
      expect({ status, body: JSON.parse(body) }).toEqual({
        status: 500,
        body: {
          __type: expect.stringContaining("InternalServerError"),
          message: expect.stringContaining(why),
        },
      });
    }
    const object = await one.put("/pears/a", large);
    expect(object).toEqual({ status: 500, body: expect.stringContaining(why) });
    expect(object.body).toContain("<Code>InternalError</Code>");
    expect(one.tell()).toBe(before);
    // What only reads goes on.
    expect(
      await one.ask("dynamodb", "DynamoDB_20120810.DescribeTable", { TableName: "pears" }),
    ).toMatchObject({
      status: 200,
    });
    one.makeRoom();
    expect(await put("a")).toMatchObject({ status: 200 });
    const after = one.tell();
    one.close();
    const again = await open(one.name);
    expect(again.tell()).toBe(after);
    again.close();
  });

  test("takes with it those that were to be kept with it, of which nothing stands either", async () => {
    const one = await openWithTable();
    const before = one.tell();
    one.fill();
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, (_, at) => one.put(`/pears/${at}`, large)),
      one.ask("dynamodb", "DynamoDB_20120810.CreateTable", { ...TABLE, TableName: "plums" }),
      one.ask("sqs", "AmazonSQS.CreateQueue", { QueueName: "plums" }),
      one.ask("dynamodb", "DynamoDB_20120810.PutItem", item("a", "small")),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]));
    expect(one.tell()).toBe(before);
    one.close();
    const again = await open(one.name);
    expect(again.tell()).toBe(before);
    again.close();
  });

  test("may be another state: what stood stays, and what a reset goes back to", async () => {
    const one = await openWithTable();
    await one.ask("dynamodb", "DynamoDB_20120810.PutItem", item("a"));
    one.instance.mark();
    const marked = one.tell();
    await one.ask("dynamodb", "DynamoDB_20120810.PutItem", item("b", "small"));
    const before = one.tell();
    const other = await openWithTable();
    for (let at = 0; at < 30; at++)
      await other.ask("dynamodb", "DynamoDB_20120810.PutItem", item(`other-${at}`));
    one.fill();
    expect(() => one.instance.load(readState(writeState(other.instance.state)))).toThrow("make room");
    await expect(one.instance.flush()).rejects.toThrow("make room");
    expect(one.tell()).toBe(before);
    one.makeRoom();
    one.instance.reset();
    await one.instance.flush();
    expect(one.tell()).toBe(marked);
    for (const { close } of [one, other]) close();
  });
});
