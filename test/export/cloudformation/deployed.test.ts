// What a template makes when it is deployed: the same as stood where it was written from.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../../scripts/lib/python.ts";
import type { Structure } from "../../../src/aws/values.ts";
import { writeTemplates } from "../../../src/export/cloudformation/template.ts";
import { readStanding } from "../../../src/export/read-standing.ts";
import { drawDigits, Instance } from "../../../src/instance/instance.ts";
import { parseExportOptions } from "../../../src/options/export-options.ts";
import { parseStandingLog } from "../../../src/options/unsent-replay.ts";
import { standUpLog } from "../../../src/run/stand-up.ts";
import { diffTopologies } from "../../../src/topology/diff/diff.ts";
import { renderDifference } from "../../../src/topology/diff/render.ts";
import { readTopology } from "../../../src/topology/read.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { makeLog } from "../../topology/diff/support.ts";
import { deployTemplates } from "./deploy.ts";

const QUIET = {
  remarks: { info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
};
const STATEMENT = { Effect: "Allow", Principal: { AWS: "*" }, Action: "*", Resource: "*" };
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [STATEMENT] });
/** The same without those to whom it is allowed: a policy of a role says nothing of that. */
const ALLOWED = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const CALLER = { account: "111122223333", region: "eu-west-1" };

/** What fails, what is made but for some property, and the lines of the difference, when what stands is written and deployed. */
async function deploy(instance: Pick<Instance, "store">, stood: Topology) {
  const templates = await writeTemplates(await readStanding(instance));
  const { failed, partly, instance: other } = await deployTemplates(templates);
  const difference = await diffTopologies(
    stood,
    await readTopology(other),
    ({ service }) => service !== "cloudformation",
  );
  const lines = renderDifference(difference, { a: "stood", b: "deployed", isColoured: false }).split("\n");
  return {
    failed: failed.map(({ id }) => id),
    partly: partly.map(({ id, why }) => `${id}: ${why}`),
    lines: lines.filter((line) => /^(?:[-+~] | {2}[-+ ] )/.test(line)),
    same: difference.same,
  };
}

/** The log of a fixture. */
function fixture(...path: readonly string[]): string {
  return join(root, "fixtures", ...path);
}

/** The end of a log as a template, deployed, compared with what stands after the log itself. */
async function deployLog(path: string) {
  const input = [path];
  const end = await standUpLog(parseExportOptions({ input, as: ["cloudformation"] }, {}, 0).replay, QUIET);
  const whole = await standUpLog(parseStandingLog({ input }, 0), QUIET);
  return deploy(end.instance, whole.topology);
}

test("the demo's template makes all that the demo's log makes", async () => {
  expect(await deployLog(fixture("demo", "trail.json"))).toEqual({
    failed: [],
    partly: [],
    // CloudFormation has no property for it: a network without is the same.
    lines: ["~ ec2 vpc orchard (vpc-0d4c3b2a190807060)", "  - AmazonProvidedIpv6CidrBlock: false"],
    same: 9,
  });
});

test("what no service takes is all that a template of a fixture fails with", async () => {
  // A topic called größe, a policy without a statement: production took neither, the fixture is about other things.
  expect((await deployLog(fixture("forms", "trail.json"))).failed.sort()).toEqual([
    "GrETopic",
    "ParcelsQueueQueuePolicy",
  ]);
  expect((await deployLog(fixture("lake", "trail.json"))).failed).toEqual(["SayHiTwiceQueue"]);
  expect((await deployLog(fixture("verify", "orchard.json"))).failed).toEqual([]);
});

test("what names a secret by its ARN names it in the template, and a structure that is told for a text is the text", async () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/main-AbCdEf";
  const boundary = "arn:aws:iam::aws:policy/AWSDenyAll";
  await using log = await makeLog([
    ["secretsmanager", "CreateSecret", { name: "db/main" }, { name: "db/main", arn }],
    [
      "secretsmanager",
      "PutResourcePolicy",
      { secretId: arn, resourcePolicy: POLICY },
      { name: "db/main", arn },
    ],
    [
      "iam",
      "CreateRole",
      { roleName: "ops", assumeRolePolicyDocument: POLICY, permissionsBoundary: boundary },
      {
        role: {
          roleName: "ops",
          arn: "arn:aws:iam::111122223333:role/ops",
          permissionsBoundary: { permissionsBoundaryArn: boundary, permissionsBoundaryType: "Policy" },
        },
      },
    ],
  ]);
  const { failed, lines } = await deployLog(log.path);
  expect({ failed, lines }).toEqual({ failed: [], lines: [] });
});

/** Calls of a client, each with what the ones before answered, by their operations. */
type Calls = readonly (readonly [
  service: string,
  operation: string,
  input: (told: Readonly<Record<string, Structure>>) => Structure,
])[];

async function stand(calls: Calls): Promise<Instance> {
  const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
  const told: Record<string, Structure> = {};
  for (const [service, operation, input] of calls) {
    const done = await instance.ask({ service, operation, input: input(told), caller: CALLER });
    if ("error" in done) throw new Error(`${operation}: ${done.error.message}`);
    told[operation] = done.output;
  }
  return instance;
}

function inner(told: Readonly<Record<string, Structure>>, operation: string, path: string): string {
  let value: unknown = told[operation];
  for (const name of path.split(".")) value = (value as Record<string, unknown>)[name];
  return String(value);
}

const ALL: Readonly<Record<string, Calls>> = {
  "options of a network, by their names, and the group that comes with it": [
    [
      "ec2",
      "CreateDhcpOptions",
      () => ({
        DhcpConfigurations: [
          { Key: "domain-name", Values: ["orchard.internal"] },
          { Key: "ntp-servers", Values: ["10.0.0.4", "10.0.0.5"] },
        ],
      }),
    ],
    ["ec2", "CreateVpc", () => ({ CidrBlock: "10.0.0.0/16" })],
    [
      "ec2",
      "AssociateDhcpOptions",
      (told) => ({
        VpcId: inner(told, "CreateVpc", "Vpc.VpcId"),
        DhcpOptionsId: inner(told, "CreateDhcpOptions", "DhcpOptions.DhcpOptionsId"),
      }),
    ],
    [
      "ec2",
      "CreateSubnet",
      (told) => ({ VpcId: inner(told, "CreateVpc", "Vpc.VpcId"), CidrBlock: "10.0.1.0/24" }),
    ],
    ["ec2", "DescribeSecurityGroups", () => ({})],
    [
      "ec2",
      "RunInstances",
      (told) => {
        const groups = told["DescribeSecurityGroups"]?.["SecurityGroups"] as readonly Structure[];
        const own = groups.find(({ VpcId }) => VpcId === inner(told, "CreateVpc", "Vpc.VpcId"));
        return {
          ImageId: "ami-0123456789abcdef0",
          SubnetId: inner(told, "CreateSubnet", "Subnet.SubnetId"),
          SecurityGroupIds: [String(own?.["GroupId"])],
          MinCount: 1,
          MaxCount: 1,
        };
      },
    ],
  ],
  "a trail and an archive under their own names": [
    [
      "s3",
      "CreateBucket",
      () => ({
        Bucket: "trail-of-orchard",
        CreateBucketConfiguration: { LocationConstraint: CALLER.region },
      }),
    ],
    ["cloudtrail", "CreateTrail", () => ({ Name: "main", S3BucketName: "trail-of-orchard" })],
    ["events", "CreateEventBus", () => ({ Name: "orders" })],
    [
      "events",
      "CreateArchive",
      (told) => ({
        ArchiveName: "all",
        EventSourceArn: inner(told, "CreateEventBus", "EventBusArn"),
        RetentionDays: 7,
      }),
    ],
  ],
  "a role's own policy comes after the role, whatever that is called": [
    ["iam", "CreateRole", () => ({ RoleName: "ci", AssumeRolePolicyDocument: POLICY })],
    ["iam", "PutRolePolicy", () => ({ RoleName: "ci", PolicyName: "ci", PolicyDocument: ALLOWED })],
    ["iam", "CreateUser", () => ({ UserName: "ann" })],
    ["iam", "CreateAccessKey", () => ({ UserName: "ann" })],
  ],
};

test.each(Object.entries(ALL))("%s", async (_, calls) => {
  const instance = await stand(calls);
  const { failed, partly, lines } = await deploy(instance, await readTopology(instance));
  expect({ failed, partly, lines }).toEqual({ failed: [], partly: [], lines: [] });
});
