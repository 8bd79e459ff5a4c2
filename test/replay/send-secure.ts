/** Sends to an HTTPS server of its own, by an address: prints for each name what the server was told, or the failure. */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { readKey } from "../../src/plan/fill/placeholder-keys.ts";
import { sendRequest } from "../../src/replay/send.ts";

const told: string[] = [];
const server = createServer(
  { key: readKey("private-key"), cert: readKey("certificate") },
  (request, answer) => {
    told.push(String((request.socket as TLSSocket & { servername?: string }).servername));
    answer.end("{}");
  },
);
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const results: unknown[] = [];
for (const [name, method] of [
  ["placeholder.example.com", "POST"],
  ["placeholder.example.com", "GET"],
  ["other.example.com", "POST"],
  ["other.example.com", "GET"],
]) {
  const sent = await sendRequest(
    { method: method ?? "", url: `https://${name}:${port}/`, headers: {}, body: "{}" },
    { address: "127.0.0.1", timeoutMs: 10_000, signal: new AbortController().signal },
  );
  results.push(
    "response" in sent ? [method, told.at(-1), sent.response.status] : [method, sent.failure.code],
  );
}
process.stdout.write(JSON.stringify(results));
server.closeAllConnections();
server.close();
