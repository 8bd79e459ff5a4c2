// What a server of an instance makes of connections that end too early.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { serveInstance } from "../../src/instance/serve.ts";

test("a client that hangs up in the middle of its request is no fault of ours", async () => {
  const faults: unknown[] = [];
  const server = serveInstance(new Instance({ home: {}, now: Date.now, random: drawDigits }), {
    host: "127.0.0.1",
    port: 0,
    version: "0.1.0",
    token: undefined,
    allowedOrigins: [],
    isLocal: true,
    filled: Promise.resolve(),
    onFault: (error) => void faults.push(error),
  });
  const socket = await Bun.connect({ hostname: "127.0.0.1", port: server.port, socket: { data() {} } });
  socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
  await Bun.sleep(100);
  socket.terminate();
  await Bun.sleep(200);
  const health = await fetch(`http://127.0.0.1:${server.port}/_cloudmock/health`);
  expect({ status: health.status, faults }).toEqual({ status: 200, faults: [] });
  await server.stop();
});
