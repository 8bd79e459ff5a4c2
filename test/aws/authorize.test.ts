import { describe, expect, test } from "bun:test";
import { authorizeRequest } from "../../src/aws/authorize.ts";
import { makeEvent } from "../replay/sample-event.ts";

const request = {
  method: "POST",
  path: "/",
  query: [],
  headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.CreateQueue" },
  body: "{}",
};
const caller = { signingName: "sqs", version: "0.1.0" };

describe("authorizeRequest", () => {
  test("adds exactly three headers and changes nothing else", () => {
    expect(authorizeRequest(request, makeEvent(), caller)).toEqual({
      ...request,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.CreateQueue",
        authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20240301/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
        "user-agent": "cloudmock/0.1.0",
        "x-cloudmock-service": "sqs",
      },
    });
  });

  test("names the signing name in the credential and botocore's name in the header", () => {
    const event = makeEvent({ service: "stepfunctions" });
    const { headers } = authorizeRequest(request, event, { ...caller, signingName: "states" });
    expect(headers["authorization"]).toContain("/eu-west-1/states/aws4_request");
    expect(headers["x-cloudmock-service"]).toBe("stepfunctions");
  });

  test("takes the day from the event, in UTC", () => {
    const event = makeEvent({ at: Date.UTC(1999, 11, 31, 23, 59, 59, 999) });
    expect(authorizeRequest(request, event, caller).headers["authorization"]).toContain("/19991231/");
  });

  test("an odd region cannot break out of the header or of the credential", () => {
    const event = makeEvent({ region: "a/b, c\r\nx: \u65e5\ud800" });
    const header = authorizeRequest(request, event, caller).headers["authorization"];
    expect(header).toContain("/20240301/a%2Fb%2C%20c%0D%0Ax%3A%20%E6%97%A5%EF%BF%BD/sqs/aws4_request, ");
  });
});
