// Messages of event streams: what is written is read back, and is as Smithy's test suite has it.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { readMessages, writeMessage } from "../../../src/aws/formats/event-stream.ts";

test("messages are as AWS's SDKs have them in their tests", () => {
  // https://github.com/awslabs/aws-c-event-stream/tree/main/tests: a message with nothing in it.
  expect(Buffer.from(writeMessage({}, new Uint8Array())).toString("hex")).toBe(
    "000000100000000005c248eb7d98c8ff",
  );
});

test("what is written is read back, up to where the bytes end", () => {
  const message = fc.record({
    headers: fc.dictionary(fc.stringMatching(/^:?[a-z-]{1,20}$/), fc.string({ maxLength: 40 }), {
      maxKeys: 4,
    }),
    payload: fc.uint8Array({ maxLength: 100 }),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), fc.nat(), (all, cut) => {
      const parts = all.map(({ headers, payload }) => writeMessage(headers, payload));
      const bytes = Buffer.concat(parts);
      const read = [...readMessages(bytes)].map(({ headers, payload }) => ({
        headers,
        payload: new Uint8Array(payload),
      }));
      expect(JSON.stringify(read)).toBe(JSON.stringify(all));
      expect([...readMessages(bytes.subarray(0, cut % (bytes.length + 1)))].length).toBeLessThanOrEqual(
        all.length,
      );
    }),
  );
});
