import { expect, test } from "bun:test";
import { probeEndpoint } from "../../src/replay/probe.ts";
import { answerWith, startWireServer } from "./wire-server.ts";

const TIMEOUT_MS = 5_000;

test("an endpoint that listens can be reached, and gets no request", async () => {
  using server = startWireServer(answerWith("200 OK"));
  const { port } = new URL(server.url);
  for (const host of ["127.0.0.1", "localhost", "a.localhost"]) {
    expect(await probeEndpoint(`http://${host}:${port}/base`, TIMEOUT_MS)).toBeUndefined();
  }
  expect(await probeEndpoint(`https://127.0.0.1:${port}`, TIMEOUT_MS)).toBeUndefined();
  expect(server.requests).toEqual([]);
});

test("one that does not listen is named, with what to do next", async () => {
  const url = (() => {
    using server = startWireServer(answerWith("200 OK"));
    return server.url;
  })();
  expect(String(await probeEndpoint(url, TIMEOUT_MS))).toBe(
    `cannot connect to ${url}: nothing listens at the endpoint. Is the emulator running? Start it (moto: moto_server -p ${new URL(url).port}), or name another one with --endpoint`,
  );
});

test("a name that does not resolve is named", async () => {
  expect(String(await probeEndpoint("http://nowhere.invalid", TIMEOUT_MS))).toContain(
    "cannot connect to http://nowhere.invalid: the endpoint's name does not resolve.",
  );
});
