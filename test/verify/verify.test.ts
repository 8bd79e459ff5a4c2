/** What an answer proves of what was asked for. */
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { ReadyRequest } from "../../src/aws/wire.ts";
import { realClock } from "../../src/base/clock.ts";
import type { Step } from "../../src/plan/steps.ts";
import { verifyResources } from "../../src/verify/verify.ts";
import { makeStages } from "./support.ts";

/** The statuses of what one call asked for, where the read is answered with `body`. */
async function judge(name: string, input: Structure, body: object): Promise<string[]> {
  return judgeOf("lambda", name, input, body);
}

async function judgeOf(
  service: string,
  name: string,
  input: Structure,
  body: object | string | ((target: string) => object),
  output: Structure = {},
): Promise<string[]> {
  const step: Step = {
    id: "1",
    service,
    operation: await loadOperation(service, name),
    account: "111122223333",
    region: "eu-west-1",
    at: 0,
    ordinal: 0,
    input,
    output,
    unmatched: [],
  };
  const { prepare } = makeStages("http://127.0.0.1:1");
  const send = async ({ headers }: ReadyRequest) => {
    const told = typeof body === "function" ? body(headers["x-amz-target"] ?? "") : body;
    const bytes = new TextEncoder().encode(typeof told === "string" ? told : JSON.stringify(told));
    return { response: { status: 200, headers: { "content-type": "application/json" }, body: bytes } };
  };
  const stages = { prepare, send };
  const schedule = { concurrency: 1, signal: new AbortController().signal, clock: realClock };
  const { verdicts } = await verifyResources({ steps: [step] }, stages, schedule);
  return verdicts.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
}

const change = { FunctionName: "f", MemorySize: 256 };

test("a setting of which the read says nothing is not verified", async () => {
  expect(await judge("UpdateFunctionConfiguration", change, { FunctionArn: "arn" })).toEqual([
    "unreadable: what is read tells nothing of what was asked for",
  ]);
  expect(await judge("UpdateFunctionConfiguration", change, { MemorySize: 256 })).toEqual(["verified"]);
  expect(await judge("UpdateFunctionConfiguration", change, { MemorySize: 128 })).toEqual(["different"]);
});

test("a change that asks for nothing that stands is verified by the thing that is there", async () => {
  const there = { FunctionName: "f", FunctionArn: "arn" };
  const asked = { FunctionName: "f", RevisionId: "1" };
  expect(await judge("UpdateFunctionConfiguration", asked, there)).toEqual(["verified"]);
  expect(await judge("UpdateFunctionConfiguration", asked, {})).not.toEqual(["verified"]);
});

test("an empty answer is no setting that was put", async () => {
  const input = {
    Bucket: "b",
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "t", TargetPrefix: "p/" } },
  };
  const statuses = await judgeOf("s3", "PutBucketLogging", input, "<BucketLoggingStatus/>");
  expect(statuses).toEqual(["unreadable: what is read tells nothing of what was asked for"]);
});

test.each<[string, string, Structure, object | string, string]>([
  ["dynamodb", "CreateTable", { TableName: "t" }, {}, "unreadable"],
  ["dynamodb", "CreateTable", { TableName: "t" }, { Table: {} }, "unreadable"],
  ["dynamodb", "CreateTable", { TableName: "t" }, { Table: { TableName: "t" } }, "verified"],
  [
    "dynamodb",
    "CreateTable",
    { TableName: "t" },
    { Table: { TableArn: "arn:aws:dynamodb:x:1:table/t" } },
    "verified",
  ],
  ["iam", "CreateRole", { RoleName: "r" }, "<R/>", "unreadable"],
  // It tells of what was asked for by name, without repeating that.
  ["sesv2", "CreateEmailIdentity", { EmailIdentity: "a@b" }, { IdentityType: "EMAIL_ADDRESS" }, "verified"],
  // Its answer has no body to say more.
  ["s3", "CreateBucket", { Bucket: "b" }, "", "verified"],
])("%s %s %j, read as %j: %s", async (service, name, input, body, status) => {
  const [said] = await judgeOf(service, name, input, body);
  expect(said?.split(":")[0]).toBe(status);
});

test("where one read finds a thing and tells nothing of it, the next one tells", async () => {
  const CertificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
  const judgeCertificate = (described: object) =>
    judgeOf(
      "acm",
      "RequestCertificate",
      { DomainName: "example.org" },
      (target) => (target.endsWith(".GetCertificate") ? {} : described),
      { CertificateArn },
    );
  expect(await judgeCertificate({ Certificate: { CertificateArn, DomainName: "example.org" } })).toEqual([
    "verified",
  ]);
  expect(await judgeCertificate({ Certificate: { CertificateArn, DomainName: "example.com" } })).toEqual([
    "different",
  ]);
  expect((await judgeCertificate({}))[0]).toStartWith("unreadable");
});

/** What SES answers about identities: an entry for each, by its name. */
function tellMailFrom(entries: string): string {
  return `<R><GetIdentityMailFromDomainAttributesResult><MailFromDomainAttributes>${entries}</MailFromDomainAttributes></GetIdentityMailFromDomainAttributesResult></R>`;
}

test.each([
  ["m.example.com", "verified"],
  ["n.example.com", "different"],
])("what is answered by name is looked up by the name: %s is %s", async (domain, status) => {
  const entry = (key: string, value: string) =>
    `<entry><key>${key}</key><value><MailFromDomain>${value}</MailFromDomain></value></entry>`;
  const input = { Identity: "example.com", MailFromDomain: "m.example.com" };
  const body = tellMailFrom(entry("other.com", "m.example.com") + entry("example.com", domain));
  expect(await judgeOf("ses", "SetIdentityMailFromDomain", input, body)).toEqual([status]);
});

test("what is answered by name and lacks the name tells nothing", async () => {
  const input = { Identity: "example.com", MailFromDomain: "m.example.com" };
  const [said] = await judgeOf("ses", "SetIdentityMailFromDomain", input, tellMailFrom(""));
  expect(said).toStartWith("unreadable");
});
