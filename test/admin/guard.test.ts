import { describe, expect, test } from "bun:test";
import { type GuardOptions, guardRequest } from "../../src/admin/guard.ts";

const TOKEN = "0123456789abcdef";
const LOCAL: GuardOptions = { host: "127.0.0.1", token: undefined };
const LOCAL_WITH_TOKEN: GuardOptions = { host: "127.0.0.1", token: TOKEN };
const OPEN: GuardOptions = { host: "0.0.0.0", token: TOKEN };

/** `trusted`, `allowed`, or the error's code. */
function judge(headers: Record<string, string>, options = LOCAL, path = "/api/version"): string {
  try {
    return guardRequest(new Headers(headers), path, options) ? "trusted" : "allowed";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

describe("the Host header", () => {
  test.each(["localhost:4599", "127.0.0.1:4599", "[::1]:4599", "localhost", "LocalHost:8080", "127.0.0.1"])(
    "%s is this machine",
    (host) => {
      expect(judge({ host })).toBe("allowed");
    },
  );

  test.each([
    "evil.example:4599",
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:4599",
    "127.0.0.1, evil.example",
    "evil.example@127.0.0.1",
    "127.0.0.1:4599/",
    "[::1",
    "[127.0.0.1]",
    "192.168.0.2:4599",
    "0.0.0.0:4599",
    "a b",
    "",
  ])("%p is not", (host) => {
    expect(judge({ host })).toBe("forbidden_host");
    expect(judge({ host, authorization: `Bearer ${TOKEN}` }, LOCAL_WITH_TOKEN)).toBe("forbidden_host");
  });

  test("may be the name that the server was told to listen at", () => {
    const options = { host: "build-server", token: TOKEN };
    expect(judge({ host: "Build-Server:4599", authorization: `Bearer ${TOKEN}` }, options)).toBe("trusted");
  });

  test("may be any name where the server is for other machines, which show the token", () => {
    const host = "cloudmock.internal:4599";
    expect(judge({ host, authorization: `Bearer ${TOKEN}` }, OPEN)).toBe("trusted");
    expect(judge({ host }, OPEN)).toBe("unauthorized");
    expect(judge({ host: "a b", authorization: `Bearer ${TOKEN}` }, OPEN)).toBe("forbidden_host");
  });
});

describe("a web page", () => {
  const host = "localhost:4599";
  test.each([
    "http://evil.example",
    "http://localhost:3000",
    "http://localhost",
    "https://localhost:4599",
    "http://127.0.0.1:4599",
    "null",
    "",
  ])("of origin %p is refused", (origin) => {
    expect(judge({ host, origin })).toBe("forbidden_origin");
    expect(judge({ host, origin, authorization: `Bearer ${TOKEN}` }, OPEN)).toBe("forbidden_origin");
  });

  test.each(["cross-site", "same-site", "odd"])("that asks as %s is refused without an origin", (site) => {
    expect(judge({ host, "sec-fetch-site": site })).toBe("forbidden_origin");
  });

  test("of this server itself, and what somebody types into a browser, are not", () => {
    expect(judge({ host, origin: "http://localhost:4599", "sec-fetch-site": "same-origin" })).toBe("allowed");
    expect(judge({ host, "sec-fetch-site": "none" })).toBe("allowed");
  });

  test("whose name was made to lead here is refused though it is its own origin", () => {
    const rebound = { host: "evil.example:4599", origin: "http://evil.example:4599" };
    expect(judge(rebound)).toBe("forbidden_origin");
    expect(judge(rebound, OPEN)).toBe("forbidden_origin");
  });

  test("that shows the token is this server's own, under whatever name it goes", () => {
    const host = "cloudmock.internal";
    for (const origin of [`http://${host}`, `https://${host}`])
      expect(judge({ host, origin, authorization: `Bearer ${TOKEN}` }, OPEN)).toBe("trusted");
    expect(judge({ host, origin: `http://${host}`, authorization: "Bearer x" }, OPEN)).toBe(
      "forbidden_origin",
    );
    // A server for this machine alone has no other name.
    const named = { host, origin: `http://${host}`, authorization: `Bearer ${TOKEN}` };
    expect(judge(named, LOCAL_WITH_TOKEN)).toBe("forbidden_host");
  });
});

describe("the page itself", () => {
  const host = "localhost:4599";
  const link = {
    host,
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };

  test("is opened by a link from anywhere, without the token, and nothing else is", () => {
    expect(judge(link, LOCAL, "/")).toBe("allowed");
    expect(judge(link, LOCAL_WITH_TOKEN, "/")).toBe("allowed");
    for (const path of ["/api/version", "/api/health", "/api/requests", "/x"])
      expect(judge(link, LOCAL, path)).toBe("forbidden_origin");
  });

  test.each([
    { "sec-fetch-dest": "iframe" },
    { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" },
    { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
    { origin: "http://evil.example" },
    { origin: "null" },
  ])("is not given to %p", (headers) => {
    expect(judge({ ...link, ...headers }, LOCAL, "/")).toBe("forbidden_origin");
  });

  test("is not given under a foreign name", () => {
    expect(judge({ ...link, host: "evil.example:4599" }, LOCAL, "/")).toBe("forbidden_host");
  });
});

describe("the token", () => {
  const host = "localhost:4599";
  test.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `Bearer  ${TOKEN} `])(
    "is shown by %p",
    (authorization) => {
      expect(judge({ host, authorization }, LOCAL_WITH_TOKEN)).toBe("trusted");
    },
  );

  test.each([
    "",
    "Bearer",
    "Bearer x",
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    TOKEN,
    `Bearer ${TOKEN} ${TOKEN}`,
  ])("is not by %p", (authorization) => {
    expect(judge({ host, authorization }, LOCAL_WITH_TOKEN)).toBe("unauthorized");
  });

  test("is asked for at every path but the health's and the page's", () => {
    for (const path of ["/api/health", "/"]) expect(judge({ host }, LOCAL_WITH_TOKEN, path)).toBe("allowed");
    for (const path of [
      "/api/health/",
      "/api/healthx",
      "//",
      "/index.html",
      "/api/nothing",
      "/api/cloudtrail/replay",
    ])
      expect(judge({ host }, LOCAL_WITH_TOKEN, path)).toBe("unauthorized");
  });

  test("gives no right where the server has none", () => {
    expect(judge({ host, authorization: `Bearer ${TOKEN}` })).toBe("allowed");
  });
});
