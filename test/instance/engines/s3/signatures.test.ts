// What can be told of a signature without its secret, and what S3 answers of it.
import { describe, expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { makeForm, makePolicy, send, V2_SIGNATURE } from "./recorded-front.ts";
import { makeBucket } from "./support.ts";

/** The test client's clock. */
const DAY = "Wed, 01 Apr 2026 00:00:00 GMT";

async function ask(client: TestClient, sent: Parameters<typeof send>[1]): Promise<string> {
  const { status, body } = await send(client, sent);
  return `${status} ${/<Code>(\w+)<\/Code>/.exec(Buffer.from(body).toString())?.[1] ?? ""}`.trim();
}

describe("a signature of version 2", () => {
  const authorization = `AWS test:${V2_SIGNATURE}`;

  test.each([
    ["now", { date: DAY }, "200"],
    ["by its own header", { date: "never", "x-amz-date": DAY }, "200"],
    ["no time", {}, "403 AccessDenied"],
    ["an empty time", { date: DAY, "x-amz-date": "" }, "403 AccessDenied"],
    ["what is no time", { "x-amz-date": "Bad Date" }, "403 AccessDenied"],
    ["a time before there were times", { "x-amz-date": "Tue, 07 Jul 1950 21:53:04 GMT" }, "403 AccessDenied"],
    ["a time long ago", { "x-amz-date": "Tue, 07 Jul 2010 21:53:04 GMT" }, "403 RequestTimeTooSkewed"],
    ["a time to come", { "x-amz-date": "Tue, 07 Jul 9999 21:53:04 GMT" }, "403 RequestTimeTooSkewed"],
  ])("of %s", async (_, headers, expected) => {
    const client = new TestClient();
    expect(await ask(client, { headers: { ...headers, authorization } as never })).toBe(expected);
  });

  test("needs a key and a signature", async () => {
    const headers = { date: DAY, authorization: "AWS HAHAHA" };
    expect(await ask(new TestClient(), { headers })).toBe("400 InvalidArgument");
  });
});

describe("a presigned URL", () => {
  const query = (signed: string) =>
    [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", "test/20260401/us-east-1/s3/aws4_request"],
      ["X-Amz-Date", "20260401T000000Z"],
      ["X-Amz-Expires", "60"],
      ["X-Amz-SignedHeaders", signed],
      ["X-Amz-Signature", "0"],
    ] as const;
  const put = (signed: string, headers: { readonly [name: string]: string }) => ({
    ...{ method: "PUT", path: "/bucket/k", query: query(signed), headers, body: "x" },
  });

  test.each([
    ["host", {}, "200"],
    ["host;x-amz-meta-a", { "x-amz-meta-a": "b" }, "200"],
    ["content-type;host", {}, "403 SignatureDoesNotMatch"],
    ["host;x-amz-meta-a", {}, "403 SignatureDoesNotMatch"],
    ["host", { "x-amz-meta-a": "b" }, "403 AccessDenied"],
    ["host", { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }, "200"],
  ])("of %s with %o", async (signed, headers, expected) => {
    const client = new TestClient();
    await makeBucket(client);
    expect(await ask(client, put(signed, headers))).toBe(expected);
  });

  test("tells what should have been signed", async () => {
    const client = new TestClient();
    await makeBucket(client);
    const { body } = await send(client, put("content-type;host", { host: "localhost" }));
    const text = Buffer.from(body).toString();
    expect(text).toContain("<SignatureProvided>0</SignatureProvided>");
    expect(text).toContain("content-type:\nhost:localhost\n\ncontent-type;host\nUNSIGNED-PAYLOAD");
    expect(text).toContain("<StringToSign>AWS4-HMAC-SHA256\n20260401T000000Z\n");
  });
});

describe("a form's signature", () => {
  test.each([
    [V2_SIGNATURE, "204"],
    [[...V2_SIGNATURE].reverse().join(""), "403 SignatureDoesNotMatch"],
  ])("%s", async (signature, expected) => {
    const client = new TestClient();
    await makeBucket(client);
    const policy = makePolicy([{ bucket: "bucket" }, ["starts-with", "$key", ""]]);
    const form = makeForm({ key: "k", AWSAccessKeyId: "test", policy, signature }, "x");
    expect(await ask(client, form)).toBe(expected);
  });

  test("comes with a policy that ends at a moment", async () => {
    const client = new TestClient();
    await makeBucket(client);
    const policy = Buffer.from(
      JSON.stringify({ expiration: "2099-04-01 00:00:00+00:00", conditions: [] }),
    ).toString("base64");
    const form = makeForm({ key: "k", AWSAccessKeyId: "test", policy, signature: V2_SIGNATURE }, "x");
    expect(await ask(client, form)).toBe("400 InvalidPolicyDocument");
  });
});

test("a read does not say how something is to be encrypted", async () => {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  await bucket.put("k", "x");
  const headers = { "x-amz-server-side-encryption": "AES256", authorization: `AWS test:${V2_SIGNATURE}` };
  expect(await ask(client, { path: "/bucket/k", headers: { ...headers, date: DAY } })).toBe(
    "400 InvalidArgument",
  );
});

test("who shows nothing has no buckets", async () => {
  const client = new TestClient();
  await makeBucket(client);
  const { body } = await send(client, {});
  expect(Buffer.from(body).toString()).not.toContain("<Name>");
});
