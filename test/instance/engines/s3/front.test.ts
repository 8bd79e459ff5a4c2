// What S3 answers browsers: pages of other origins, forms and websites.
import { describe, expect, test } from "bun:test";
import { readWords, writeWords } from "../../../../src/instance/engines/s3/encoded-words.ts";
import { readFormData } from "../../../../src/instance/engines/s3/form-data.ts";
import { TestClient } from "../support/client.ts";
import { makeForm, makePolicy, send, V2_SIGNATURE } from "./recorded-front.ts";
import { makeBucket } from "./support.ts";

describe("a page of another origin", () => {
  const CORSRules = [
    { AllowedMethods: ["GET"], AllowedOrigins: ["https://*.example.com"], ExposeHeaders: ["ETag"] },
  ];

  test("may read an answer where the bucket's rules say so", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    await bucket.put("k", "x");
    await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } });
    const get = async (origin: string) =>
      (await send(client, { path: "/bucket/k", headers: { origin } })).headers;
    expect(await get("https://a.example.com")).toMatchObject({
      "access-control-allow-origin": "https://a.example.com",
      "access-control-expose-headers": "ETag",
    });
    expect(await get("https://example.org")).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("a form", () => {
  const policy = makePolicy([
    { bucket: "bucket" },
    ["starts-with", "$key", "up/"],
    { success_action_status: "201" },
  ]);
  const fields = {
    key: ["up/$", "{filename}"].join(""),
    success_action_status: "201",
    policy,
    signature: V2_SIGNATURE,
    AWSAccessKeyId: "a",
  };

  test("has its conditions in whatever case", async () => {
    const client = new TestClient();
    await makeBucket(client);
    const conditions = [["StArTs-WiTh", "$KeY", "a"], { bUcKeT: "bucket" }];
    const given = { kEy: "a", pOLICy: makePolicy(conditions), signature: V2_SIGNATURE, AWSAccessKeyId: "a" };
    expect((await send(client, makeForm(given, "body"))).status).toBe(204);
  });

  test("that nobody signed is put where everybody may write", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const post = async () => (await send(client, makeForm({ key: "k" }, "body"))).status;
    expect(await post()).toBe(403);
    await bucket.call("PutBucketAcl", { ACL: "public-read-write" });
    expect(await post()).toBe(204);
  });

  test("is put under the name of its file", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const response = await send(client, makeForm(fields, "body"));
    expect([response.status, Buffer.from(response.body).toString()]).toEqual([
      201,
      expect.stringContaining("<Key>up/file</Key>"),
    ]);
    expect(Buffer.from((await bucket.get("up/file"))["Body"] as Uint8Array).toString()).toBe("body");
  });

  test.each([
    ["a key that its policy does not let in", { ...fields, key: "down" }, "AccessDenied"],
    ["a field of which its policy says nothing", { ...fields, acl: "private" }, "AccessDenied"],
    [
      "a policy whose time is over",
      { ...fields, policy: makePolicy([], "2020-01-01T00:00:00Z") },
      "AccessDenied",
    ],
    ...([[], ["content-length-range", 512]].map((condition) => [
      `a condition that is none: ${condition}`,
      { ...fields, policy: makePolicy([condition]) },
      "InvalidPolicyDocument",
    ]) as [string, object, string][]),
    ["a policy that is none", { ...fields, policy: "bm9uZQ==" }, "InvalidPolicyDocument"],
    ["no key", { policy, signature: V2_SIGNATURE, AWSAccessKeyId: "a" }, "InvalidArgument"],
  ])("with %s puts nothing", async (_, given, code) => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const response = await send(client, makeForm(given as never, "body"));
    expect(Buffer.from(response.body).toString()).toContain(`<Code>${code}</Code>`);
    expect(await bucket.call("ListObjectsV2")).toMatchObject({ KeyCount: 0 });
  });

  test("that is none has no fields", () => {
    expect(readFormData(Buffer.from("--a\r\nno head"), "a")).toBeUndefined();
    expect(readFormData(Buffer.from("nothing"), "a")).toBeUndefined();
  });
});

test("a website has its index, its errors and its redirections", async () => {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  await bucket.put("index.html", "home", { ContentType: "text/html" });
  await bucket.put("docs/index.html", "docs");
  await bucket.put("oops.html", "oops");
  const RoutingRules = [
    { Condition: { KeyPrefixEquals: "old/" }, Redirect: { ReplaceKeyPrefixWith: "new/" } },
  ];
  const WebsiteConfiguration = {
    ...{ IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "oops.html" }, RoutingRules },
  };
  await bucket.call("PutBucketWebsite", { WebsiteConfiguration });
  const get = async (path: string) => {
    const headers = { host: "bucket.s3-website-us-east-1.amazonaws.com" };
    const { status, headers: told, body } = await send(client, { path, headers });
    return [status, told["location"] ?? Buffer.from(body).toString()];
  };
  expect(await get("/")).toEqual([200, "home"]);
  expect(await get("/docs/")).toEqual([200, "docs"]);
  expect(await get("/docs")).toEqual([302, "/docs/"]);
  expect(await get("/none")).toEqual([404, "oops"]);
  expect(await get("/old/a")).toEqual([301, "http://bucket.s3-website-us-east-1.amazonaws.com/new/a"]);
});

test.each([
  ["plain text!", "plain text!"],
  ["ÄMÄZÕÑ S3", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="],
  ["a_b=é?", "=?UTF-8?Q?a=5Fb=3D=C3=A9=3F?="],
  ["\u0000\u0001", "=?UTF-8?B?AAE=?="],
])("%j goes as %s", (text, word) => {
  expect(writeWords(text)).toBe(word);
  expect(readWords(word)).toBe(text);
  expect(readWords(Buffer.from(text).toString("latin1"))).toBe(text);
});

test("what no header can carry is narrowed where a form puts it, and refused where a read asks for it", async () => {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  const said = { "Cache-Control": "a-\u2014_\u00e9_", "Content-Disposition": "2\u{1f451}-" };
  await bucket.call("PutBucketPolicy", {
    Policy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::bucket/*" },
      ],
    }),
  });
  await send(client, makeForm({ key: "k", ...said }, "x"));
  expect(await bucket.get("k")).toMatchObject({ CacheControl: "a- _\u00e9_", ContentDisposition: "2-" });
  const refused = await bucket.get("k", { ResponseCacheControl: "\u2014" });
  expect(refused.Error).toMatchObject({
    Code: "InvalidArgument",
    Message: "Header value cannot be represented using ISO-8859-1.",
    ArgumentName: "response-cache-control",
  });
});
