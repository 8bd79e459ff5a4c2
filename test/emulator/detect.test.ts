import { describe, expect, test } from "bun:test";
import { detectTarget } from "../../src/emulator/detect.ts";
import { PROFILES } from "../../src/emulator/profiles.ts";
import { makeTarget, type Reply } from "./fake-target.ts";

const ENDPOINT = "http://127.0.0.1:4566/base";

/** Health answers as the emulators' sources have them. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cloudmock: { "/_cloudmock/health": { status: "ok" } },
  instance: { "/_cloudmock/health": { status: "ok", adopts: true, version: "0.1.0" } },
  moto: {
    "/moto-api/data.json": {},
    "/moto-api/config": { batch: { use_docker: true }, lambda: { use_docker: true } },
  },
  ministack: Object.fromEntries(
    ["/_ministack/health", "/_localstack/health", "/health"].map((path) => [
      path,
      {
        services: { s3: "available" },
        auth: "disabled",
        edition: "light",
        version: "1.5.33",
        iot_mtls: "degraded",
        ready_scripts: { status: "completed", total: 0, completed: 0, failed: 0 },
      },
    ]),
  ),
  floci: Object.fromEntries(
    ["/_floci/health", "/_localstack/health"].map((path) => [
      path,
      {
        services: { s3: "running" },
        edition: "community",
        original_edition: "floci-always-free",
        version: "1.5.30",
      },
    ]),
  ),
  fakecloud: { "/_fakecloud/health": { status: "ok", version: "0.10.0", services: ["s3", "sqs"] } },
  localstack: {
    "/_localstack/health": { services: { s3: "available" }, edition: "community", version: "4.3.0" },
  },
};

async function detect(reply: (path: string) => Reply | undefined): Promise<string> {
  const { send } = makeTarget((_, path) => reply(path));
  return (await detectTarget(ENDPOINT, "0.1.0", send)).name;
}

describe("detectTarget", () => {
  test.each(Object.keys(ANSWERS))("recognises %s", async (name) => {
    const answers = ANSWERS[name] ?? {};
    const found = await detect((path) => {
      const body = answers[path.replace("/base", "")];
      return body === undefined
        ? { status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>" }
        : { body };
    });
    expect(found).toBe(name);
  });

  test("recognises LocalStack in host mode, which knows no edition", async () => {
    const body = { services: { s3: "available" }, edition: "unknown", version: "2026.3.0" };
    const found = await detect((path) =>
      path.endsWith("/_localstack/health") ? { body } : { status: 404, body: "" },
    );
    expect(found).toBe("localstack");
  });

  test("asks each path once, below the endpoint's own path, without credentials", async () => {
    const { send, requests } = makeTarget(() => ({ status: 404, body: "" }));
    expect((await detectTarget(ENDPOINT, "0.1.0", send)).name).toBe("generic");
    expect(requests.map(({ url }) => url.slice(ENDPOINT.length)).sort()).toEqual(
      ["/_no_such_emulator/health", ...PROFILES.flatMap(({ health }) => health?.path ?? [])].sort(),
    );
    for (const { method, headers, body } of requests) {
      expect({ method, headers, body }).toEqual({
        method: "GET",
        headers: { accept: "application/json", "user-agent": "cloudmock/0.1.0" },
        body: undefined,
      });
    }
  });

  test.each<[string, Reply | undefined]>([
    ["{} to everything", { body: {} }],
    ["[] to everything", { body: [] }],
    ["null to everything", { body: null }],
    ["an empty body to everything", { body: "" }],
    ["a page to everything", { body: "<html></html>" }],
    ["status ok to everything", { body: { status: "ok" } }],
    ["fakecloud's answer to everything", { body: ANSWERS["fakecloud"]?.["/_fakecloud/health"] }],
    ["LocalStack's answer to everything", { body: ANSWERS["localstack"]?.["/_localstack/health"] }],
    ["a health answer with status 500", { status: 500, body: { status: "ok" } }],
    ["nothing", undefined],
  ])("a server that answers %s is generic", async (_, reply) => {
    expect(await detect(() => reply)).toBe("generic");
  });

  test("a server that echoes what it is asked is generic", async () => {
    expect(await detect((path) => ({ body: { path, method: "GET", status: "ok", url: path } }))).toBe(
      "generic",
    );
  });

  test("a field that an object has only by inheritance does not count", async () => {
    expect(await detect((path) => ({ body: path.includes("moto") ? { batch: {}, lambda: [] } : {} }))).toBe(
      "generic",
    );
  });
});
