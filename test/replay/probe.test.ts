import { expect, test } from "bun:test";
import { probeEndpoint } from "../../src/replay/probe.ts";
import { answerWith, startWireServer } from "./wire-server.ts";

const TIMEOUT_MS = 5_000;

test("the first address that listens is found, whatever the name, and gets no request", async () => {
  using server = startWireServer(answerWith("200 OK"));
  const { port } = new URL(server.url);
  for (const host of ["127.0.0.1", "localhost", "nowhere.invalid"]) {
    for (const addresses of [["127.0.0.1"], ["127.0.0.9", "127.0.0.1"], ["::1", "127.0.0.1"]]) {
      const probed = await probeEndpoint({ url: `http://${host}:${port}/base`, addresses }, TIMEOUT_MS);
      expect(probed).toEqual({ address: "127.0.0.1" });
    }
  }
  const secure = { url: `https://127.0.0.1:${port}`, addresses: ["127.0.0.1"] };
  expect(await probeEndpoint(secure, TIMEOUT_MS)).toEqual({ address: "127.0.0.1" });
  expect(server.requests).toEqual([]);
});

test("one that does not listen is named, with what to do next", async () => {
  const url = (() => {
    using server = startWireServer(answerWith("200 OK"));
    return server.url;
  })();
  const probed = await probeEndpoint({ url, addresses: ["127.0.0.1", "127.0.0.9"] }, TIMEOUT_MS);
  expect("unreachable" in probed && String(probed.unreachable)).toBe(
    `cannot connect to ${url}: nothing listens at the endpoint. Is the emulator running? Start one (cloudmock start --port ${new URL(url).port}), or name another one with --endpoint`,
  );
});
