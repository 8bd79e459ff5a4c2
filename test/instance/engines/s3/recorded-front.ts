/** Scenarios of pages, forms, websites and presigned URLs, whose answers were recorded on AWS. */
import {
  listElements,
  nameOf,
  parseXml,
  textOf,
  type XmlNode,
} from "../../../../src/aws/formats/xml-elements.ts";
import type { WireResponse } from "../../../../src/aws/wire.ts";
import type { TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { makeBucket } from "./support.ts";

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
}

/** A signature of version 2 as far as its form goes. */
export const V2_SIGNATURE = `${"A".repeat(27)}=`;

/** A request as it goes over the wire. */
export function send(client: TestClient, sent: Sent): Promise<WireResponse> {
  const { method = "GET", path = "/", query = [], headers = {}, body } = sent;
  return client.instance.answer({
    ...{ method, path, query, body: body === undefined ? undefined : Buffer.from(body) },
    headers: { host: "localhost:4566", ...headers },
  });
}

const text = ({ body }: WireResponse) => Buffer.from(body).toString();

function show(node: XmlNode): unknown {
  const inner = listElements(node);
  return inner.length === 0
    ? textOf(node) || null
    : Object.fromEntries(inner.map((one) => [nameOf(one), show(one)]));
}

/** A document as what it says. */
function document(response: WireResponse): { [name: string]: unknown } {
  const root = parseXml(text(response));
  return root ? { [nameOf(root)]: show(root) } : {};
}

/** An answer as it was recorded of a program that sends plain requests. */
function plain(response: WireResponse): object {
  const names = Object.entries(response.headers).map(([name, value]) => [
    name.startsWith("access-control") || name === "vary" || name === "content-type"
      ? name.replaceAll(/(?:^|-)[a-z]/g, (part) => part.toUpperCase())
      : name,
    value,
  ]);
  const isEmpty = response.body.length === 0;
  return {
    Body: isEmpty ? "" : document(response),
    StatusCode: response.status,
    Headers: {
      ...Object.fromEntries(names),
      // What the server adds that speaks HTTP.
      ...(isEmpty ? { "Content-Length": "0" } : { "Transfer-Encoding": "chunked" }),
      ...{ date: "date", server: "AmazonS3" },
    },
  };
}

const BOUNDARY = "0123456789";

/** A form with a file at its end. */
export function makeForm(fields: { readonly [name: string]: string }, file: string): Sent {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const last = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n${file}\r\n`;
  return {
    method: "POST",
    path: "/bucket",
    headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
    body: `${parts.join("")}${last}--${BOUNDARY}--\r\n`,
  };
}

/** A policy as a form has it. */
export function makePolicy(conditions: readonly unknown[], expiration = "2027-01-01T00:00:00Z"): string {
  return Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
}

const SIGNED = {
  ...{ "x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-date": "20260401T000000Z" },
  ...{ "x-amz-credential": "test/20260401/us-east-1/s3/aws4_request", "x-amz-signature": "0".repeat(64) },
};

const OF_SIGNATURE = Object.entries(SIGNED)
  .filter(([name]) => name !== "x-amz-signature")
  .map(([name, value]) => ({ [name]: value }));

const POLICY_OF_KEY = [{ bucket: "bucket" }, ["starts-with", "$key", ""], ...OF_SIGNATURE];

export const FRONT_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "cors http options no config": async ({ client, answer }) => {
    await makeBucket(client);
    const ask = (headers: { [name: string]: string }) =>
      send(client, { method: "OPTIONS", path: "/bucket", headers }).then(document);
    const origin = "http://localhost:4200";
    answer("options-no-origin", await ask({}));
    answer("options-with-origin-and-method", await ask({ origin, "access-control-request-method": "PUT" }));
    answer("options-with-origin-no-method", await ask({ origin }));
  },
  "cors http options non existent bucket": async ({ client, answer }) => {
    const ask = (headers: { [name: string]: string }) =>
      send(client, { method: "OPTIONS", path: "/none", headers }).then(document);
    answer("options-no-origin", await ask({}));
    answer("options-with-origin", await ask({ origin: "http://localhost:4200" }));
  },
  "put cors default values": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
    await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } });
    const headers = { origin: "https://localhost:4200", "access-control-request-method": "GET" };
    const ask = (more = {}) =>
      send(client, { method: "OPTIONS", path: "/bucket/k", headers: { ...headers, ...more } });
    answer("opt-get", plain(await ask()));
    answer("opt-get-headers", plain(await ask({ "access-control-request-headers": "x-amz-request-payer" })));
  },
  "cors options match partial origin": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const CORSRules = [
      { AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["http://*.origin.com"], MaxAgeSeconds: 3000 },
    ];
    await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } });
    const headers = { origin: "http://test.origin.com", "access-control-request-method": "PUT" };
    const response = await send(client, { method: "OPTIONS", path: "/bucket", headers });
    answer("options_match_partial_origin", plain(response));
  },
  "cors options fails partial origin": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const CORSRules = [{ AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["http://*.origin.com"] }];
    await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } });
    const headers = { origin: "http://origin.com", "access-control-request-method": "GET" };
    const response = await send(client, { method: "OPTIONS", path: "/bucket", headers });
    answer("options_fails_partial_origin", plain(response));
  },
  "s3_presigned_url_expired[s3v4]": async ({ client, answer }) => {
    const query = [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", "test/20260401/us-east-1/s3/aws4_request"],
      ["X-Amz-Date", "20260331T000000Z"],
      ["X-Amz-Expires", "2"],
      ["X-Amz-SignedHeaders", "host"],
      ["X-Amz-Signature", "0"],
    ] as const;
    answer("expired-exception", document(await send(client, { path: "/bucket/k", query })));
  },
  "presigned_url_signature_authentication_expired[s3-True]": async ({ client, answer }) => {
    const query = [
      ["AWSAccessKeyId", "test"],
      ["Signature", "0"],
      ["Expires", "1700000000"],
    ] as const;
    answer("expired", document(await send(client, { path: "/bucket/k", query })));
  },
  "put_url_metadata_with_sig_s3v4[True]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = async (headers: { [name: string]: string }) => {
      const query = [
        ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
        ["X-Amz-Credential", "test/20260401/us-east-1/s3/aws4_request"],
        ["X-Amz-Date", "20260401T000000Z"],
        ["X-Amz-Expires", "60"],
        ["X-Amz-SignedHeaders", "host;x-amz-meta-foo"],
        ["X-Amz-Signature", "0"],
      ] as const;
      return document(
        await send(client, { method: "PUT", path: "/bucket/k", query, headers, body: "content 123" }),
      );
    };
    answer("no-meta-headers", await put({}));
    await put({ "x-amz-meta-foo": "bar" });
    answer("head_object", await bucket.call("HeadObject", { Key: "k" }));
    answer("wrong-meta-headers", await put({ "x-amz-meta-foo": "bar", "x-amz-meta-wrong": "wrong" }));
  },
  "presigned double encoded credentials": async ({ client, answer }) => {
    const query = [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", "test%2F20260401%2Fus-east-1%2Fs3%2Faws4_request"],
      ["X-Amz-Date", "20260401T000000Z"],
      ["X-Amz-Expires", "60"],
      ["X-Amz-SignedHeaders", "host"],
      ["X-Amz-Signature", "0"],
    ] as const;
    answer("error-malformed", document(await send(client, { path: "/bucket/k", query })));
  },
  "post_request_missing_signature[s3v4]": async ({ client, answer }) => {
    await makeBucket(client);
    const { "x-amz-signature": _, ...fields } = SIGNED;
    const response = await send(
      client,
      makeForm({ ...fields, policy: makePolicy(POLICY_OF_KEY), key: "k" }, "x"),
    );
    answer("exception-missing-signature", { ...document(response), StatusCode: response.status });
  },
  "post_request_missing_fields[s3]": async ({ client, answer }) => {
    await makeBucket(client);
    const post = async (fields: { [name: string]: string }) => {
      const response = await send(client, makeForm(fields, "x"));
      return { ...document(response), StatusCode: response.status };
    };
    const policy = makePolicy(POLICY_OF_KEY);
    answer("exception-missing-fields", await post({ key: "k", policy, signature: V2_SIGNATURE }));
    answer("exception-no-sig-related-fields", await post({ key: "k" }));
  },
  "post_object_with_tags[invalid]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "x");
    const policy = makePolicy([...POLICY_OF_KEY, ["starts-with", "$tagging", ""]]);
    await send(client, makeForm({ ...SIGNED, policy, key: "k", tagging: "not-xml" }, "x"));
    answer("get-tagging", await bucket.call("GetObjectTagging", { Key: "k" }));
  },
  "post object policy validation size": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const post = (range: readonly unknown[], file: string) =>
      send(
        client,
        makeForm({ ...SIGNED, policy: makePolicy([...POLICY_OF_KEY, range]), key: "k" }, file),
      ).then(document);
    const range = ["content-length-range", 5, 10];
    answer("invalid-content-length-too-big", await post(range, "a".repeat(12)));
    answer("invalid-content-length-too-small", await post(range, "a"));
    await post(range, "a".repeat(10));
    answer("final-object", await bucket.get("k"));
    answer(
      "invalid-content-length-wrong-type",
      await post(["content-length-range", "test", 10], "a".repeat(10)),
    );
  },
  "post object policy conditions validation eq": {
    without: {
      "head-object-metadata": "boto3 shows when it expires twice",
    },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const to = "http://localhost.test/random";
      const post = (condition: unknown, success_action_redirect: string) =>
        send(
          client,
          makeForm(
            {
              ...SIGNED,
              policy: makePolicy([...POLICY_OF_KEY, condition]),
              key: "k",
              ...(success_action_redirect !== "" && { success_action_redirect }),
            },
            "abcdef",
          ),
        ).then(document);
      answer("invalid-condition-eq", await post(["eq", "$success_action_redirect", to], "http://other.test"));
      answer("invalid-condition-missing-prefix", await post(["eq", "success_action_redirect", to], to));
      answer("invalid-condition-wrong-condition", await post({ a: "1", b: "2" }, to));
      answer(
        "invalid-condition-wrong-value-casing",
        await post(["eq", "$success_action_redirect", to.replace("http", "HTTP")], to),
      );
      await post(["eq", "$success_action_redirect", to], to);
      answer("final-object", await bucket.get("k"));
    },
  },
  "presigned post with different user credentials": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await send(client, makeForm({ ...SIGNED, policy: makePolicy(POLICY_OF_KEY), key: "k" }, "abcdef"));
    answer("get-obj", await bucket.get("k"));
  },
  "website hosting http methods": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    await bucket.call("PutBucketWebsite", { WebsiteConfiguration });
    const headers = { host: "bucket.s3-website.localhost:4566" };
    for (const method of ["POST", "DELETE"])
      answer(`not-allowed-${method.toLowerCase()}`, {
        content: text(await send(client, { method, headers })),
      });
  },
  "website hosting index lookup": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    await bucket.call("PutBucketWebsite", { WebsiteConfiguration });
    const headers = { host: "bucket.s3-website.localhost:4566" };
    const get = async (path: string) => text(await send(client, { path, headers }));
    answer("404-no-trailing-slash", await get("/directory-wrong"));
    answer("404-with-trailing-slash", await get("/directory-wrong/"));
  },
};
