// The number of a version stands for the one that the target counted, for that thing alone.
import { expect, test } from "bun:test";
import { loadResources } from "../../src/aws/resources/table.ts";
import { Identities } from "../../src/identities/identities.ts";
import { makeLive } from "../../src/verify/live.ts";
import { makeSteps } from "../dialect/support.ts";
import { answer } from "./answer.ts";

const lambda = (second: number, name: string, request: object, response: object = {}) => ({
  second,
  source: "lambda",
  name,
  request,
  response,
});

async function publish() {
  await loadResources("lambda");
  const steps = await makeSteps([
    lambda(
      0,
      "PublishVersion20150331",
      { functionName: "resize" },
      { functionName: "resize", version: "143" },
    ),
    lambda(1, "UpdateAlias20150331", { functionName: "resize", name: "live", functionVersion: "143" }),
    lambda(2, "UpdateAlias20150331", { functionName: "other", name: "live", functionVersion: "143" }),
    lambda(3, "UpdateAlias20150331", {
      functionName: "arn:aws:lambda:us-east-1:111122223333:function:resize",
      name: "live",
      functionVersion: "143",
    }),
    lambda(4, "UpdateAlias20150331", { functionName: "resize", name: "live", functionVersion: "142" }),
  ]);
  const identities = new Identities();
  const [first] = steps;
  if (!first) throw new RangeError();
  identities.read(first, answer('{"FunctionName":"resize","Version":"1"}'));
  return { steps, identities };
}

test("the version that was published, however the function is named, and of no other function", async () => {
  const { steps, identities } = await publish();
  const versions = steps.slice(1).map((step) => identities.rewrite(step)["FunctionVersion"]);
  expect(versions).toEqual(["1", "143", "1", "142"]);
});

test("what is read back is compared by the live number", async () => {
  const { steps, identities } = await publish();
  const [first] = steps;
  if (!first) throw new RangeError();
  expect(makeLive(first, identities.dictionary, (text) => text).output["Version"]).toBe("1");
});

test("a later run is given what an earlier one has learnt", async () => {
  const { steps, identities } = await publish();
  const later = new Identities();
  later.dictionary.versions.add(identities.dictionary.versions.all);
  const versions = steps.slice(1).map((step) => later.rewrite(step)["FunctionVersion"]);
  expect(versions).toEqual(["1", "143", "1", "142"]);
});

test("numbers stay numbers, and those behind a letter keep it", async () => {
  await Promise.all([loadResources("ec2"), loadResources("iam")]);
  const template = "lt-0123456789abcdef0";
  const policyArn = "arn:aws:iam::111122223333:policy/p";
  const steps = await makeSteps([
    {
      second: 0,
      source: "ec2",
      name: "CreateLaunchTemplateVersion",
      request: { CreateLaunchTemplateVersionRequest: { LaunchTemplateId: template } },
      response: {
        CreateLaunchTemplateVersionResponse: {
          launchTemplateVersion: { launchTemplateId: template, versionNumber: 14 },
        },
      },
    },
    {
      second: 1,
      source: "ec2",
      name: "ModifyLaunchTemplate",
      request: { ModifyLaunchTemplateRequest: { LaunchTemplateId: template, SetDefaultVersion: 14 } },
      response: {},
    },
    {
      second: 2,
      source: "ec2",
      name: "RunInstances",
      request: { minCount: 1, maxCount: 1, launchTemplate: { launchTemplateId: template, version: "14" } },
      response: {},
    },
    {
      second: 3,
      source: "iam",
      name: "CreatePolicyVersion",
      request: { policyArn, policyDocument: "{}" },
      response: { policyVersion: { versionId: "v7", isDefaultVersion: true } },
    },
    {
      second: 4,
      source: "iam",
      name: "DeletePolicyVersion",
      request: { policyArn, versionId: "v7" },
      response: {},
    },
  ]);
  const [created, modify, run, put, remove] = steps;
  if (!created || !modify || !run || !put || !remove) throw new RangeError();
  const identities = new Identities();
  identities.read(
    created,
    answer(
      `<R><launchTemplateVersion><launchTemplateId>${template}</launchTemplateId><versionNumber>2</versionNumber></launchTemplateVersion></R>`,
    ),
  );
  identities.read(
    put,
    answer(
      "<R><CreatePolicyVersionResult><PolicyVersion><VersionId>v2</VersionId></PolicyVersion></CreatePolicyVersionResult></R>",
    ),
  );
  expect(String(identities.rewrite(modify)["DefaultVersion"])).toBe("2");
  expect(identities.rewrite(run)["LaunchTemplate"]).toMatchObject({ Version: "2" });
  expect(identities.rewrite(remove)["VersionId"]).toBe("v2");
});
