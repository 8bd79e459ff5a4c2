/** What the admin API tells of each call of a replay, and of what was asked and answered. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { startRecordingServer } from "../e2e/support/recording-server.ts";
import { startTestAdmin } from "./support.ts";

const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).text();

async function replay(url: string) {
  const response = await fetch(`${url}/api/cloudtrail/replay?concurrency=1`, { method: "POST", body: trail });
  const id = response.headers.get("x-cloudmock-replay-id");
  const ask = async (path: string) =>
    JSON.parse(await (await fetch(`${url}/api/cloudtrail/replays/${id}${path}`)).text());
  return { result: JSON.parse(await response.text()), ask };
}

test("every call is told in its order, and one with its request and answer", async () => {
  using emulator = startRecordingServer(({ url }) =>
    url.includes("iam") || url.endsWith("/")
      ? new Response('{"__type":"ValidationException","message":"no"}', { status: 400 })
      : new Response("{}"),
  );
  await using admin = startTestAdmin(emulator.endpoint);
  const { result, ask } = await replay(admin.url);
  const { calls, total } = await ask("/calls");
  expect(total).toBe(13);
  expect(calls).toHaveLength(13);
  expect(calls.filter(({ ok }: { ok: boolean }) => !ok)).toHaveLength(result.failed);
  expect(calls[0]).toMatchObject({
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    account: "123456789012",
    at: expect.stringMatching(/^2026-03-02T/),
  });
  expect(calls[0].exchange).toBeUndefined();
  expect(await ask("/calls?after=3&limit=2")).toEqual({ calls: calls.slice(3, 5), total });
  expect(await ask("/calls?after=13")).toEqual({ calls: [], total });
  const failed = calls.findIndex(({ ok }: { ok: boolean }) => !ok);
  const { exchange, ...row } = await ask(`/calls/${failed}`);
  expect(row).toEqual(calls[failed]);
  expect(exchange.answer).toMatchObject({ status: 400, error: { code: expect.any(String) } });
  expect(exchange.request.headers.authorization).toBe("(hidden)");
});
