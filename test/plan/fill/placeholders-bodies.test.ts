// Code, objects and templates, which no log has.
import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import type { Structure } from "../../../src/aws/values.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { makeStep } from "../make-step.ts";
import { expectInput, fill, HIDDEN } from "./fill-input.ts";

describe("code", () => {
  test("a bucket's object is used where the log puts it there, else an archive stands for it", async () => {
    const code = { s3Bucket: "b", s3Key: "k.zip" };
    const create = await makeStep("lambda", "CreateFunction", {
      functionName: "f",
      runtime: "python3.12",
      handler: "a.b",
      code,
    });
    const put = await makeStep("s3", "PutObject", { bucketName: "b", key: "k.zip" });
    const [known] = fillPlaceholders([create, put]);
    expect(known?.input["Code"]).toEqual({ S3Bucket: "b", S3Key: "k.zip" });
    const [unknown] = fillPlaceholders([create]);
    expect(unknown?.input["Code"]).toEqual({ ZipFile: expect.any(Uint8Array) });
    expect(unknown?.placeholders?.[0]?.filled).toBe("an archive for python3.12 with the handler a.b");
  });

  test("new code is for the runtime that the function has, by name or ARN", async () => {
    const create = await makeStep("lambda", "CreateFunction", {
      functionName: "f",
      runtime: "ruby3.3",
      handler: "a.b",
    });
    const functionName = "arn:aws:lambda:eu-west-1:111122223333:function:f";
    const update = await makeStep("lambda", "UpdateFunctionCode", { functionName });
    const [, filled] = fillPlaceholders([create, update]);
    expect(filled?.placeholders?.[0]?.filled).toBe("an archive for ruby3.3 with the handler a.b");
  });

  test("a function of an image gets an image", async () => {
    const { input } = await fill("lambda", "CreateFunction", {
      functionName: "f",
      packageType: "Image",
      code: {},
    });
    expect(input["Code"]).toEqual({ ImageUri: "placeholder:latest" });
  });
});

describe("S3", () => {
  const sent = (bytesTransferredIn: unknown) => ({ additionalEventData: { bytesTransferredIn } });
  const readLength = ({ input }: { readonly input: Structure }) => (input["Body"] as Uint8Array).length;

  test("a body has as many bytes as were sent, at most 5 MiB", async () => {
    const put = (size: unknown) => fill("s3", "PutObject", { bucketName: "b", key: "k" }, sent(size));
    expect(readLength(await put(1234))).toBe(1234);
    expect(readLength(await put("17.0"))).toBe(17);
    expect(readLength(await put(0))).toBe(0);
    expect(readLength(await put(9e15))).toBe(5 * 1024 * 1024);
    expect(readLength(await put(-1))).toBe(64);
  });

  test("what fits production's body alone is left out", async () => {
    const parameters = {
      bucketName: "b",
      key: "k",
      "Content-MD5": "x",
      "x-amz-checksum-sha256": "y",
      "x-amz-acl": "private",
    };
    const { input } = await fill("s3", "PutObject", parameters, sent(1));
    expect(Object.keys(input).sort()).toEqual(["ACL", "Body", "Bucket", "Key"]);
  });

  test("an upload is completed with the parts that are sent", async () => {
    const upload = { bucketName: "b", key: "k", uploadId: "u" };
    const parts = [2, 1].map((partNumber) =>
      makeStep("s3", "UploadPart", { ...upload, partNumber }, sent(partNumber)),
    );
    const recorded = { Part: [{ PartNumber: 1, ETag: "production" }] };
    const complete = makeStep("s3", "CompleteMultipartUpload", {
      ...upload,
      CompleteMultipartUpload: recorded,
    });
    const other = makeStep("s3", "CompleteMultipartUpload", {
      ...upload,
      uploadId: "v",
      CompleteMultipartUpload: recorded,
    });
    const filled = fillPlaceholders(await Promise.all([...parts, complete, other]));
    const tag = (body: string) => `"${createHash("md5").update(body).digest("hex")}"`;
    expect(filled[2]?.input["MultipartUpload"]).toEqual({
      Parts: [
        { ETag: tag(" "), PartNumber: 1 },
        { ETag: tag("  "), PartNumber: 2 },
      ],
    });
    expect(filled[3]?.input["MultipartUpload"]).toEqual({ Parts: [{ PartNumber: 1, ETag: "production" }] });
  });
});

describe("CloudFormation", () => {
  test("a template takes the place of its URL, declares the stack's parameters, and differs from call to call", async () => {
    const create = await makeStep("cloudformation", "CreateStack", {
      stackName: "web",
      templateURL: "https://s3.amazonaws.com/x",
      parameters: [{ parameterKey: "Env", parameterValue: "****" }],
    });
    const update = await makeStep("cloudformation", "UpdateStack", {
      stackName: "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/1f2e",
    });
    const [first, second] = fillPlaceholders([create, update]).map(({ input }) => input);
    expect(Object.keys(first ?? {})).toEqual(["StackName", "Parameters", "TemplateBody"]);
    expect(first?.["Parameters"]).toEqual([{ ParameterKey: "Env", ParameterValue: "placeholder" }]);
    const templates = [first, second].map((input) => JSON.parse(String(input?.["TemplateBody"])));
    for (const template of templates) {
      expect(template.Parameters).toEqual({ Env: { Type: "String", Default: "placeholder" } });
      expect(Object.values(template.Resources)).toEqual([
        { Type: "AWS::CloudFormation::WaitConditionHandle" },
      ]);
    }
    expect(templates[0]).not.toEqual(templates[1]);
  });

  test("an update that keeps its template gets none", () =>
    expectInput(
      "cloudformation",
      "UpdateStack",
      { stackName: "web", usePreviousTemplate: true },
      {
        StackName: "web",
        UsePreviousTemplate: true,
      },
    ));
});

test("a hidden structure has what is required in it, though that holds nothing by itself", () =>
  expectInput(
    "appflow",
    "CreateConnectorProfile",
    {
      connectorProfileName: "p",
      connectorType: "Slack",
      connectionMode: "Public",
      connectorProfileConfig: HIDDEN,
    },
    {
      connectorProfileName: "p",
      connectorType: "Slack",
      connectionMode: "Public",
      connectorProfileConfig: { connectorProfileProperties: {} },
    },
  ));
