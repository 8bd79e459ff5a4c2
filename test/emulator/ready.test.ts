import { expect, test } from "bun:test";
import { findReady } from "../../src/emulator/ready.ts";
import { makeTarget, type Reply, renderIdentity } from "./fake-target.ts";

const CONFIG: Reply = { body: { batch: { use_docker: false }, lambda: { use_docker: false } } };

/** What is found of a moto whose health can be read, and whose STS gives this answer. */
async function look(sts: Reply | undefined) {
  const { send } = makeTarget(({ method }, path) => {
    if (method === "POST") return sts;
    return path === "/moto-api/config" ? CONFIG : { status: 404, body: "" };
  });
  const question = { endpoint: "http://127.0.0.1:5000", version: "0.1.0", now: Date.UTC(2026, 2, 1), send };
  return await findReady(question);
}

test("what answers a call is ready, and said with its account", async () => {
  const found = await look({ body: renderIdentity("123456789012") });
  expect(found?.abilities).toContain("123456789012");
});

test("what gives a call no answer yet is not ready, whatever its health says", async () => {
  expect(await look(undefined)).toBeUndefined();
});

test("what does not say its account is ready where its health is known", async () => {
  expect((await look({ status: 500, body: "" }))?.abilities).toContain("unknown");
});

test("what begins to listen between two questions is recognised all the same", async () => {
  let asked = 0;
  const { send } = makeTarget(({ method }, path) => {
    asked += 1;
    // Of the first questions, which go out together, all but the last find nothing.
    if (method === "GET" && asked < 6) return undefined;
    if (method === "POST") return { body: renderIdentity("123456789012") };
    return path === "/moto-api/config" ? CONFIG : { status: 404, body: "" };
  });
  const question = { endpoint: "http://127.0.0.1:5000", version: "0.1.0", now: 0, send };
  expect((await findReady(question))?.what).toBe("moto");
});

test("an instance that begins to listen before the last question, which LocalStack answers alike, is told from it", async () => {
  let isListening = false;
  const { send } = makeTarget(({ method }, path) => {
    if (path === "/_localstack/health") isListening = true;
    if (!isListening) return undefined;
    if (method === "POST") return { body: renderIdentity("123456789012") };
    if (path === "/_cloudmock/health") return { body: { status: "ok", adopts: true, version: "0.1.0" } };
    return path === "/_localstack/health"
      ? { body: { services: {}, edition: "community", version: "0.1.0" } }
      : { status: 404, body: "" };
  });
  const question = { endpoint: "http://127.0.0.1:4566", version: "0.1.0", now: 0, send };
  expect((await findReady(question))?.what).toBe("an instance of cloudmock");
});
