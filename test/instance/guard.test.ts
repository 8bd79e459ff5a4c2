// Who may ask the instance: programs, and pages of the origins that were let in.
import { describe, expect, test } from "bun:test";
import { answerPreflight, findAsker, listPageHeaders } from "../../src/instance/guard.ts";

const PAGE = "http://localhost:3000";

function judge(headers: Readonly<Record<string, string>>, isLocal = true, method = "POST"): string {
  const all = { host: "localhost:4566", ...headers };
  const asker = findAsker({ headers: all, method }, { allowedOrigins: [PAGE], isLocal });
  if ("refusal" in asker) return "refused";
  return asker.isGuest ? "a guest" : (asker.page ?? "a program");
}

test.each<[Record<string, string>, string]>([
  [{}, "a program"],
  [{ "sec-fetch-site": "none" }, "a program"],
  [{ origin: PAGE }, PAGE],
  [{ origin: PAGE, "sec-fetch-site": "same-site" }, PAGE],
  [{ origin: "https://example.org" }, "refused"],
  [{ origin: "null" }, "refused"],
  [{ origin: "http://localhost:4566" }, "refused"],
  [{ origin: `${PAGE}.example.org` }, "refused"],
  [{ "sec-fetch-site": "cross-site" }, "refused"],
  [{ "sec-fetch-site": "same-origin" }, "refused"],
])("%j: %s", (headers, expected) => {
  expect(judge(headers)).toBe(expected);
});

test.each([
  "localhost",
  "127.0.0.1:4566",
  "[::1]:4566",
  "192.168.1.7:4566",
  "orchard.localhost:4566",
  "orchard.s3.localhost:4566",
  "s3.localhost.localstack.cloud:4566",
  "orchard.s3.eu-west-1.amazonaws.com",
  "sqs.cn-north-1.amazonaws.com.cn",
  "cloudmock:4566",
  "host.docker.internal:4566",
])("a name of this machine's, or AWS's: %s", (host) => {
  expect(judge({ host })).toBe("a program");
});

// What a page's own name may be made to lead to.
test.each([
  "example.org",
  "example.org:4566",
  "localhost.example.org",
  "127.0.0.1.example.org",
  "notlocalhost.localstack.cloud",
])("a foreign name: %s", (host) => {
  expect(judge({ host })).toBe("refused");
});

test("other machines may have any name for it", () => {
  expect(judge({ host: "ci.example.org:4566" }, false)).toBe("a program");
  expect(judge({ host: "ci.example.org:4566", origin: "http://ci.example.org:4566" }, false)).toBe("refused");
});

// Browsers ask beforehand whether a page of elsewhere may put or delete, but not where it says that it is of the server's own.
describe.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("%s", (method) => {
  test.each<[string, Record<string, string>, boolean, string]>([
    ["a page of another origin", { origin: "https://example.org" }, true, "a guest"],
    ["a page without an origin", { origin: "null" }, true, "a guest"],
    ["a page of another port", { origin: "http://localhost:8080" }, true, "a guest"],
    ["what was put here as a page", { origin: "http://localhost:4566" }, true, "refused"],
    ["the same by an address", { host: "127.0.0.1:4566", origin: "http://127.0.0.1:4566" }, true, "refused"],
    ["the usual port", { host: "b.localhost", origin: "http://b.localhost" }, true, "refused"],
    ["a name led here", { host: "example.org:4566", origin: "http://example.org:4566" }, true, "refused"],
    ["a name led here, of another origin", { host: "example.org", origin: "https://a.org" }, true, "refused"],
    ["a name led here, of none", { host: "example.org", origin: "null" }, true, "refused"],
    [
      "a name led to a server of many names",
      { host: "CI.org:1", origin: "http://ci.org:1" },
      false,
      "refused",
    ],
  ])("%s", (_, headers, isLocal, expected) => {
    expect(judge(headers, isLocal, method)).toBe(expected);
  });
});

test("a form is posted without asking, and stays out", () => {
  expect(judge({ origin: "https://example.org" }, true, "POST")).toBe("refused");
  expect(judge({ origin: "https://example.org" }, false, "POST")).toBe("refused");
});

test("a browser asks before, and is told what its page may send", () => {
  const asked = {
    "access-control-request-method": "PUT",
    "access-control-request-headers": "authorization,x-amz-date",
  };
  const answer = answerPreflight({ method: "OPTIONS", headers: asked }, PAGE);
  expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
    ...listPageHeaders(PAGE),
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": "authorization,x-amz-date",
  });
  expect(answerPreflight({ method: "OPTIONS", headers: {} }, PAGE)).toBeUndefined();
  expect(answerPreflight({ method: "PUT", headers: asked }, PAGE)).toBeUndefined();
});
