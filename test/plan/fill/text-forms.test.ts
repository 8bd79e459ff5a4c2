// What form a made text has.
import { describe, expect, test } from "bun:test";
import { mayFitText } from "../../../src/aws/model/fit-text.ts";
import { KEY_NAMES, readKey } from "../../../src/plan/fill/placeholder-keys.ts";
import forms from "../../../src/plan/fill/text-forms.json" with { type: "json" };
import { drawSome } from "../../support/expect-always.ts";
import { listPatterned } from "../../support/list-shapes.ts";
import { fill, fillHidden, HIDDEN } from "./fill-input.ts";

const ACCOUNT = "111122223333";

describe("documents", () => {
  const readJson = (value: unknown) => JSON.parse(String(value));
  const readYaml = (value: unknown) => Bun.YAML.parse(String(value));

  test.each([
    ["Automation", "0.3", "mainSteps"],
    ["Command", "1.2", "runtimeConfig"],
    ["Command", "2.2", "mainSteps"],
    ["Session", "1.0", "sessionType"],
    ["Package", "2.0", "files"],
  ])("a document of the type %s and the schema %s, in JSON and YAML", async (type, schema, member) => {
    const answer = { documentDescription: { documentType: type, schemaVersion: schema } };
    const parameters = { name: "d", content: HIDDEN };
    for (const operation of ["ssm.CreateDocument", "ssm.UpdateDocument"]) {
      const json = readJson(await fillHidden(operation, parameters, answer));
      expect(json).toMatchObject({ schemaVersion: schema, [member]: expect.anything() });
      const yaml = await fillHidden(operation, { ...parameters, documentFormat: "YAML" }, answer);
      expect(String(yaml).startsWith("{")).toBe(false);
      expect(readYaml(yaml)).toMatchObject({ schemaVersion: schema, [member]: json[member] });
    }
  });

  test("a document is unlike those of other calls: a version of the same content is refused", async () => {
    const parameters = { name: "d", content: HIDDEN };
    const first = await fillHidden("ssm.CreateDocument", parameters);
    expect(await fillHidden("ssm.CreateDocument", parameters)).not.toBe(first);
  });

  test("a document of no type is of the one that production answered, else a command", async () => {
    const responseElements = { documentDescription: { documentType: "Automation" } };
    const answered = await fill("ssm", "CreateDocument", { name: "d", content: "{}" }, { responseElements });
    expect(answered.input["DocumentType"]).toBe("Automation");
    const unknown = await fill("ssm", "CreateDocument", { name: "d", content: "{}" });
    expect(unknown.input["DocumentType"]).toBe("Command");
  });

  test.each<[string, Record<string, unknown>]>([
    ["sqs.CreateQueue", { queueName: "q", attributes: { Policy: HIDDEN, VisibilityTimeout: "30" } }],
    ["sqs.SetQueueAttributes", { queueUrl: "u", attributes: { Policy: "***" } }],
    ["sns.CreateTopic", { name: "t", attributes: { Policy: HIDDEN } }],
    ["sns.SetTopicAttributes", { topicArn: "a", attributeName: "Policy", attributeValue: HIDDEN }],
    ["ecr.PutRegistryPolicy", { policyText: HIDDEN }],
  ])("a policy that a key or a name beside it tells, in %s", async (operation, parameters) => {
    const policy = readJson(await fillHidden(operation, parameters));
    expect(policy.Statement).toEqual([expect.objectContaining({ Effect: "Allow" })]);
  });

  test("what a subscription lets through is told by the name beside it", async () => {
    const parameters = { subscriptionArn: "a", attributeName: "FilterPolicy", attributeValue: HIDDEN };
    expect(readJson(await fillHidden("sns.SetSubscriptionAttributes", parameters))).toEqual({
      placeholder: ["placeholder"],
    });
  });

  test("a calendar is no JSON", async () => {
    const parameters = { name: "d", content: HIDDEN, documentType: "ChangeCalendar", documentFormat: "TEXT" };
    expect(await fillHidden("ssm.CreateDocument", parameters)).toStartWith("BEGIN:VCALENDAR");
  });

  test.each<[string, Record<string, unknown>, object]>([
    [
      "iam.CreateRole",
      { roleName: "r", assumeRolePolicyDocument: HIDDEN },
      { Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole" }] },
    ],
    [
      "iam.UpdateAssumeRolePolicy",
      { roleName: "r", policyDocument: HIDDEN },
      { Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole" }] },
    ],
    ["iam.CreatePolicy", { policyName: "p", policyDocument: HIDDEN }, { Version: "2012-10-17" }],
    [
      "kms.PutKeyPolicy",
      { keyId: "k", policyName: "default", policy: HIDDEN },
      { Statement: [{ Action: "kms:*", Principal: expect.anything() }] },
    ],
    [
      "ecr.SetRepositoryPolicy",
      { repositoryName: "r", policyText: HIDDEN },
      { Statement: [{ Action: "ecr:*" }] },
    ],
    ["ecr.PutLifecyclePolicy", { repositoryName: "r", lifecyclePolicyText: HIDDEN }, { rules: [{}] }],
    [
      "organizations.CreatePolicy",
      { name: "p", description: "d", type: "TAG_POLICY", content: HIDDEN },
      { tags: {} },
    ],
    [
      "secretsmanager.PutResourcePolicy",
      { secretId: "s", resourcePolicy: HIDDEN },
      { Version: "2012-10-17" },
    ],
    ["stepfunctions.CreateStateMachine", { name: "m", roleArn: "r" }, { StartAt: "Placeholder" }],
    ["events.PutRule", { name: "r", eventPattern: HIDDEN }, { source: ["placeholder"] }],
    ["cloudwatch.PutDashboard", { dashboardName: "d", dashboardBody: HIDDEN }, { widgets: [] }],
    [
      "apigateway.CreateModel",
      { restApiId: "a", name: "m", contentType: "application/json", schema: HIDDEN },
      {},
    ],
    [
      "schemas.CreateSchema",
      { registryName: "r", schemaName: "s", type: "OpenApi3", content: HIDDEN },
      { openapi: "3.0.1" },
    ],
    [
      "glue.CreateSchema",
      { schemaName: "s", dataFormat: "AVRO", schemaDefinition: HIDDEN },
      { type: "record" },
    ],
    ["config.PutConformancePack", { conformancePackName: "c", templateBody: HIDDEN }, {}],
    ["dms.CreateReplicationTask", { replicationTaskIdentifier: "t", tableMappings: HIDDEN }, { rules: [{}] }],
    [
      "appconfig.CreateHostedConfigurationVersion",
      { applicationId: "a", configurationProfileId: "p", contentType: "application/json" },
      {},
    ],
  ])("%s is sent a document that can be parsed", async (operation, parameters, wanted) => {
    expect(readJson(await fillHidden(operation, parameters))).toMatchObject(wanted);
  });

  test("an identity's policy names no principal", async () => {
    for (const operation of ["iam.CreatePolicyVersion", "iam.PutUserPolicy", "iam.PutRolePolicy"]) {
      const parameters = { policyDocument: HIDDEN, policyName: "p", userName: "u", policyArn: "a" };
      expect(String(await fillHidden(operation, parameters))).not.toContain("Principal");
    }
  });

  test("a build specification is YAML, also where the API could do without one", async () => {
    const source = { type: "NO_SOURCE", buildspec: HIDDEN };
    expect(readYaml(await fillHidden("codebuild.CreateProject", { name: "p", source }))).toMatchObject({
      version: 0.2,
    });
  });
});

describe("plain forms", () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    ["ses.CreateTemplate", { template: { templateName: "t", subjectPart: HIDDEN } }, "placeholder"],

    ["sns.Subscribe", { topicArn: "t", protocol: "email", endpoint: HIDDEN }, "placeholder@example.com"],
    ["sns.Subscribe", { topicArn: "t", protocol: "sms", endpoint: HIDDEN }, "+15555550100"],
    [
      "sns.Subscribe",
      { topicArn: "t", protocol: "sqs", endpoint: HIDDEN },
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:placeholder`,
    ],
    ["iam.CreateOpenIDConnectProvider", { url: HIDDEN }, "https://placeholder.example.com/"],
    [
      "logs.PutDestination",
      { destinationName: "d", targetArn: "t", roleArn: HIDDEN },
      `arn:aws:iam::${ACCOUNT}:role/placeholder`,
    ],
    ["ec2.CreateVpnConnectionRoute", { vpnConnectionId: "v", destinationCidrBlock: HIDDEN }, "192.0.2.0/24"],
    ["route53domains.TransferDomainToAnotherAwsAccount", { domainName: "d", accountId: HIDDEN }, ACCOUNT],
    [
      "detective.CreateMembers",
      { graphArn: "g", accounts: [{ accountId: ACCOUNT, emailAddress: HIDDEN }] },
      "placeholder@example.com",
    ],
    [
      "acm-pca.IssueCertificate",
      { csr: HIDDEN },
      expect.stringMatching(/^-----BEGIN CERTIFICATE REQUEST-----/),
    ],
    [
      "iam.UploadServerCertificate",
      { certificateBody: HIDDEN, privateKey: "p" },
      expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
    ],
    [
      "iam.CreateSAMLProvider",
      { name: "p", sAMLMetadataDocument: HIDDEN },
      expect.stringMatching(/^<\?xml[\s\S]{1000}/),
    ],
    [
      "cloudfront.CreatePublicKey",
      { publicKeyConfig: { encodedKey: HIDDEN } },
      expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/),
    ],
    ["kms.CreateAlias", { aliasName: "alias/a", targetKeyId: HIDDEN }, "placeholder"],
  ])("%s, %j", async (operation, parameters, wanted) => {
    expect(await fillHidden(operation, parameters)).toEqual(wanted);
  });
});

test("what a call makes gets a name of its own in a form that its pattern takes", async () => {
  const email = await fillHidden("connect.CreateEmailAddress", { instanceId: "i", emailAddress: HIDDEN });
  expect(email).toMatch(/@example\.com$/);
  const repository = await fillHidden("codecommit.CreateRepository", { repositoryName: HIDDEN });
  expect(repository).toMatch(/^placeholder-[0-9a-f]{8}$/);
});

const LIMIT_MS = 300_000;
/** The part of the patterns that is tried, but for a long run. */
const SHARE = 0.3;

test(
  "no pattern of a model takes long over a text that a row has",
  async () => {
    const texts = new Set([...forms.flatMap(({ fill: { text } }) => text ?? []), ...KEY_NAMES.map(readKey)]);
    const slow: string[] = [];
    for (const shape of drawSome(await listPatterned(), SHARE)) {
      // The least of some tries: what else the machine does only adds.
      const isSlow = () => {
        const start = performance.now();
        for (const text of texts) mayFitText(shape, text);
        return performance.now() - start > 500;
      };
      if (isSlow() && isSlow() && isSlow()) slow.push(`${shape.name} ${shape.pattern}`);
    }
    expect(slow).toEqual([]);
  },
  LIMIT_MS,
);
