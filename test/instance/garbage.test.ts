// Requests that were cut, stretched or altered on their way: whatever the service, they are the client's fault.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import { encodeRequest } from "../../src/aws/protocols/requests.ts";
import type { WireRequest } from "../../src/aws/wire.ts";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { type Draw, makeDraw } from "../support/make-value.ts";
import { drawSeed } from "../support/seed.ts";
import { makeValid } from "./support/make-valid.ts";

const LIMIT_MS = 120_000;
/** All of them take half a minute. */
const SERVICES = 60;

const JUNK = [
  "{",
  "[[[[",
  "\0",
  "<a>",
  "&x=",
  "%zz",
  "9".repeat(400),
  '"',
  "-1e999",
  "null",
  "]",
  "<!DOCTYPE a>",
];

function alter(draw: Draw, body: WireRequest["body"]): Buffer {
  const bytes = Buffer.from(body ?? "");
  const at = draw(bytes.length);
  const junk = Buffer.from(JUNK[draw(JUNK.length - 1)] ?? "");
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const ways = [before, junk, Buffer.concat([before, junk, after]), Buffer.concat([before, bytes])];
  return ways[draw(ways.length - 1)] ?? bytes;
}

test(
  "is never a fault of the instance's",
  async () => {
    const seed = drawSeed();
    const draw = makeDraw(seed);
    const home = { account: "123456789012", region: "eu-west-1" };
    const instance = new Instance({ home, now: Date.now, random: drawDigits });
    const { services } = await loadIndex();
    const faults: string[] = [];
    let count = 0;
    for (let turn = 0; turn < SERVICES; turn++) {
      const { service = "", signingName } = services[draw(services.length - 1)] ?? {};
      for (const operation of Object.values((await loadModel(service)).operations)) {
        const input = makeValid(draw, operation.input);
        const encoded = input && encodeRequest(operation, input, { idempotencyToken: "t" });
        if (!encoded || "unsendable" in encoded) continue;
        const { request } = encoded;
        const authorization = `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`;
        const headers = { ...request.headers, host: "localhost", authorization };
        const path = draw(4) === 0 ? `${request.path}%` : request.path;
        const { status } = await instance.answer({
          ...request,
          headers,
          path,
          body: alter(draw, request.body),
        });
        if (status >= 500 && status !== 501) faults.push(`${service}.${operation.name}: ${status}`);
        count++;
      }
    }
    expect(faults, `seed ${seed}`).toEqual([]);
    expect(count).toBeGreaterThan(SERVICES);
  },
  LIMIT_MS,
);
