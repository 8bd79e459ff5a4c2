// Requests go to an address that was looked up before, and connections are kept all the same.
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey } from "../../src/plan/fill/placeholder-keys.ts";
import { EMPTY_OK, send } from "./send-support.ts";
import { startWireServer } from "./wire-server.ts";

describe("with an address to connect to", () => {
  test.each([
    ["POST", "{}"],
    ["PUT", "x"],
    ["GET", undefined],
    ["GET", '{"MaxResults":5}'],
  ])("%s with the body %p: the host's name is not resolved, and stays the Host", async (method, body) => {
    using server = startWireServer(EMPTY_OK);
    const { port } = new URL(server.url);
    const url = `http://emulator.invalid:${port}/a%2Fb//c?x=http://y/z`;
    const sent = await send({ url, method, body }, { address: "127.0.0.1" });
    expect(sent).toMatchObject({ response: { status: 200 } });
    expect(server.requests[0]).toStartWith(`${method} /a%2Fb//c?x=http://y/z HTTP/1.1\r\n`);
    const hosts = server.requests[0]?.match(/\r\nhost: [^\r]*/gi);
    expect(hosts?.map((line) => line.trim().toLowerCase())).toEqual([`host: emulator.invalid:${port}`]);
  });

  test("connections are kept as they are without one", async () => {
    using server = startWireServer(EMPTY_OK);
    const url = `http://emulator.invalid:${new URL(server.url).port}/`;
    for (let count = 0; count < 3; count++) await send({ url }, { address: "127.0.0.1" });
    expect(server.connections).toEqual([0, 0, 0]);
  });

  test("an address in the URL is the one that is connected to", async () => {
    using server = startWireServer(EMPTY_OK);
    const sent = await send({ url: server.url }, { address: "127.0.0.9" });
    expect(sent).toMatchObject({ response: { status: 200 } });
  });

  test("a certificate has to be for the name, which the server is told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "send-secure-"));
    try {
      const ca = join(folder, "ca.pem");
      writeFileSync(ca, readKey("certificate"));
      const child = Bun.spawn([process.execPath, join(import.meta.dir, "send-secure.ts")], {
        env: { NODE_EXTRA_CA_CERTS: ca },
      });
      expect(JSON.parse(await new Response(child.stdout).text())).toEqual([
        ["POST", "placeholder.example.com", 200],
        ["GET", "placeholder.example.com", 200],
        ["POST", "TlsFailed"],
        ["GET", "TlsFailed"],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
