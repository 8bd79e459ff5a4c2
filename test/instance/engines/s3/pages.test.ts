// What pages in a browser can do to a server: nothing but what a bucket's rules let their origin do.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { drawDigits, Instance } from "../../../../src/instance/instance.ts";
import { type InstanceServer, serveInstance } from "../../../../src/instance/serve.ts";

const PAGE = "https://page.example.org";
const RULES = `<CORSConfiguration><CORSRule><AllowedOrigin>${PAGE}</AllowedOrigin><AllowedMethod>PUT</AllowedMethod></CORSRule></CORSConfiguration>`;

let server: InstanceServer;

async function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Response> {
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/s3/aws4_request, SignedHeaders=host";
  return fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { authorization: `${authorization}, Signature=0`, ...headers },
    ...(body !== undefined && { body }),
  });
}

beforeAll(async () => {
  const options = { allowedOrigins: [], isLocal: true, filled: Promise.resolve(), onFault: () => {} };
  const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
  server = serveInstance(instance, {
    ...options,
    host: "127.0.0.1",
    port: 0,
    version: "1",
    token: undefined,
  });
  for (const name of ["open", "closed"]) expect((await send("PUT", `/${name}`)).status).toBe(200);
  expect((await send("PUT", "/open?cors", {}, RULES)).status).toBe(200);
});

afterAll(() => server.stop());

describe("before it changes something, a browser asks", () => {
  test.each([
    ["PUT", "/open/k", PAGE, 200],
    ["DELETE", "/open/k", PAGE, 403],
    ["PUT", "/open/k", "https://example.org", 403],
    ["PUT", "/open/k", "null", 403],
    ["PUT", "/closed/k", PAGE, 403],
    ["PUT", "/closed", PAGE, 403],
    ["PUT", "/new", PAGE, 403],
    ["POST", "/open?delete", PAGE, 403],
    ["POST", "/", PAGE, 403],
  ])("%s %s by a page of %s: %d", async (method, path, origin, status) => {
    const asked = { origin, "access-control-request-method": method };
    const response = await send("OPTIONS", path, asked);
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe(status === 200 ? origin : null);
  });
});

test.each([
  ["a post", "POST", "/open/k?uploads", {}],
  ["a form", "POST", "/open", { "content-type": "multipart/form-data; boundary=a" }],
  ["a query of another service", "GET", "/?Action=CreateQueue&QueueName=q&Version=2012-11-05", {}],
  ["a signed query of another service", "GET", "/?Action=CreateUser&UserName=u&Version=2010-05-08", {}],
  ["what was put here as a page", "PUT", "/open/k", { origin: "own" }],
  ["what was put here as a page, and deletes", "DELETE", "/open", { origin: "own" }],
] as const)("%s does nothing", async (_, method, path, more) => {
  const given: Readonly<Record<string, string>> = more;
  const origin = given["origin"] === "own" ? `http://127.0.0.1:${server.port}` : PAGE;
  const authorization = path.includes("Action") ? { authorization: "" } : {};
  const response = await send(method, path, { ...more, ...authorization, origin });
  expect(response.status).toBe(403);
  expect(await response.text()).toStartWith("cloudmock answers programs only");
});

test.each([PAGE, "null", "http://localhost:3000", "http://evil.example.org:4566"])(
  "a name that leads here is refused of a page of %s",
  async (origin) => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST"]) {
      const response = await send(method, "/open/k", { host: "evil.example.org:4566", origin });
      expect([method, response.status]).toEqual([method, 403]);
    }
    expect((await send("GET", "/open", { host: "open.s3.evil.example.org" })).status).toBe(403);
  },
);
