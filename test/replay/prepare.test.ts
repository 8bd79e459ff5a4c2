import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { planSteps } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { makeEvent } from "./sample-event.ts";

const destination = { endpoint: "http://localhost:4566/base", version: "0.1.0" };

test("a step becomes a request that is addressed and authorized", async () => {
  const [step] = await planSteps([makeEvent()]);
  if (!step) throw new Error("no step");
  expect(prepareRequest(step, destination)).toEqual({
    request: {
      method: "POST",
      url: "http://localhost:4566/base/",
      headers: expect.objectContaining({
        authorization: expect.stringContaining("Credential=111122223333/20240301/eu-west-1/sqs/aws4_request"),
        "x-amz-target": "AmazonSQS.CreateQueue",
        "x-cloudmock-service": "sqs",
        "user-agent": "cloudmock/0.1.0",
      }),
      body: '{"QueueName":"orders"}',
    },
  });
});

test("the signing name is the model's, else the endpoint prefix", async () => {
  const model = await loadModel("sqs");
  const [planned] = await planSteps([makeEvent()]);
  if (!planned) throw new Error("no step");
  const signedAs = (signingName: string | undefined) => {
    const { signingName: _, ...metadata } = model.metadata;
    const named = { ...model, metadata: signingName === undefined ? metadata : { ...metadata, signingName } };
    const step = { ...planned, operation: { ...planned.operation, model: named } };
    const prepared = prepareRequest(step, destination);
    return "request" in prepared ? prepared.request.headers["authorization"] : prepared.unsendable;
  };
  expect(signedAs("other")).toContain("/eu-west-1/other/aws4_request");
  expect(signedAs(undefined)).toContain("/eu-west-1/sqs/aws4_request");
});

test("an idempotency token that was not recorded is the call's id, so that requests repeat", async () => {
  const event = makeEvent({
    service: "cloudformation",
    operation: "CreateStackSet",
    requestParameters: { stackSetName: "a" },
  });
  const [step] = await planSteps([event]);
  if (!step) throw new Error("no step");
  const prepared = prepareRequest(step, destination);
  expect(prepared).toEqual(prepareRequest(step, destination));
  expect(prepared).toMatchObject({ request: { body: expect.stringContaining(event.eventId) } });
});

const NO_BODY = "1B2M2Y8AsgTpgAmY7PhCfg==";

test.each([
  ["PutObjectRetention", { key: "k", retention: "", Retention: { Mode: "GOVERNANCE" } }, /^[\w+/]{22}==$/],
  // That of the body which production got says nothing of this one.
  ["PutBucketPolicy", { policy: "", bucketPolicy: {}, "Content-MD5": NO_BODY }, /^(?!1B2M)[\w+/]{22}==$/],
  ["PutObject", { key: "k" }, /^$/],
  ["PutObject", { key: "k", "x-amz-sdk-checksum-algorithm": "CRC32" }, /^1B2M2Y8AsgTpgAmY7PhCfg==$/],
  ["DeleteObject", { key: "k" }, /^$/],
] as const)("what %s says has a checksum", async (operation, parameters, checksum) => {
  const event = makeEvent({
    service: "s3",
    operation,
    requestParameters: { bucketName: "b", ...parameters },
  });
  const [step] = await planSteps([event]);
  if (!step) throw new Error("no step");
  const prepared = prepareRequest(step, destination);
  const header = "request" in prepared ? prepared.request.headers["content-md5"] : prepared.unsendable;
  expect(header ?? "").toMatch(checksum);
});
