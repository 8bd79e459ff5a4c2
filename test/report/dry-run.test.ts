import { expect, test } from "bun:test";
import type { ReadyRequest } from "../../src/aws/wire.ts";
import { renderDryRunLine } from "../../src/report/dry-run.ts";
import { makeCall } from "../support/make-call.ts";

function render(body: ReadyRequest["body"]) {
  const headers = { "x-amz-target": "AmazonSQS.CreateQueue", "content-type": "application/x-amz-json-1.0" };
  return renderDryRunLine(makeCall(), { method: "POST", url: "http://localhost:4566/", headers, body });
}

test("one line of JSON with exactly these fields, headers sorted", () => {
  expect(render('{"QueueName":"orders"}')).toBe(
    '{"event_id":"5d1f7a3e-0000-4000-8000-000000000001","event_time":"2024-03-01T23:59:59Z","service":"sqs",' +
      '"operation":"CreateQueue","account":"111122223333","region":"eu-west-1","method":"POST",' +
      '"url":"http://localhost:4566/","headers":{"content-type":"application/x-amz-json-1.0",' +
      '"x-amz-target":"AmazonSQS.CreateQueue"},"body":"{\\"QueueName\\":\\"orders\\"}","body_base64":false}',
  );
});

test.each([
  ["no body", undefined, "", false],
  ["an empty body", "", "", false],
  ["text with line breaks", "a\nb\u2028c", "a\nb\u2028c", false],
  ["bytes of UTF-8 text", new TextEncoder().encode("caf\u00e9"), "caf\u00e9", false],
  ["a byte order mark is kept", new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), "\ufeffa", false],
  ["no bytes", new Uint8Array(), "", false],
  ["bytes that are not text", new Uint8Array([0x61, 0xff, 0x00]), "Yf8A", true],
  ["half of a surrogate pair, as it is sent", "a\ud83d", "a\ufffd", false],
])("%s", (_, body, text, base64) => {
  const line = render(body);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toMatchObject({ body: text, body_base64: base64 });
});
