// What a whole run learns: which answer may teach what.
import { expect, test } from "bun:test";
import { loadResources } from "../../src/aws/resources/table.ts";
import { Identities } from "../../src/identities/identities.ts";
import { makeSteps } from "../dialect/support.ts";
import { answer } from "./answer.ts";

const VPC = "vpc-0a0a0a0a0a0a0a0a0";

test("a call that only mentions a thing does not say what stands for it", async () => {
  const [vpc, balancer] = await makeSteps([
    {
      second: 0,
      source: "ec2",
      name: "CreateVpc",
      request: { cidrBlock: "10.0.0.0/16" },
      response: { vpc: { vpcId: VPC } },
    },
    {
      second: 1,
      source: "elasticloadbalancing",
      name: "CreateLoadBalancer",
      request: { name: "web" },
      response: { loadBalancers: [{ vpcId: VPC }] },
    },
  ]);
  if (!vpc || !balancer) throw new RangeError();
  const identities = new Identities();
  identities.read(
    vpc,
    answer("<CreateVpcResponse><vpc><vpcId>vpc-9f9f9f9f</vpcId></vpc></CreateVpcResponse>"),
  );
  identities.read(
    balancer,
    answer(
      "<R><CreateLoadBalancerResult><LoadBalancers><member><VpcId>vpc-00000001</VpcId></member></LoadBalancers></CreateLoadBalancerResult></R>",
    ),
  );
  expect(identities.findLive(VPC)).toBe("vpc-9f9f9f9f");
});

test("a thing that is made anew has its new identifier", async () => {
  const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-xehWok";
  const [step] = await makeSteps([
    {
      second: 0,
      source: "secretsmanager",
      name: "CreateSecret",
      request: { name: "db" },
      response: { arn: secret },
    },
  ]);
  if (!step) throw new RangeError();
  const identities = new Identities();
  for (const suffix of ["AAAAAA", "BBBBBB"])
    identities.read(step, answer(JSON.stringify({ ARN: secret.replace("xehWok", suffix) })));
  expect(identities.findLive(secret)).toBe(secret.replace("xehWok", "BBBBBB"));
});

test("pairs of an earlier run are known from the start, in the target's places", () => {
  const identities = new Identities(
    (text) => text.replace("111122223333", "000000000000"),
    [{ recorded: "arn:aws:sqs:eu-west-1:111122223333:q-1", live: "arn:live", service: "sqs" }],
  );
  expect(identities.findLive("arn:aws:sqs:eu-west-1:111122223333:q-1")).toBe("arn:live");
  expect(identities.dictionary.get("arn:aws:sqs:eu-west-1:000000000000:q-1")).toBe("arn:live");
});

test("an empty text stands for nothing", async () => {
  const version = "arn:aws:lambda:eu-west-1::runtime:0a0b0c0d";
  const [step] = await makeSteps([
    {
      second: 0,
      source: "lambda",
      name: "CreateFunction20150331",
      request: { functionName: "f" },
      response: { runtimeVersionConfig: { runtimeVersionArn: version } },
    },
  ]);
  if (!step) throw new RangeError();
  const identities = new Identities();
  identities.read(step, answer(JSON.stringify({ RuntimeVersionConfig: { RuntimeVersionArn: "" } })));
  expect(identities.pairs).toEqual([]);
  expect(identities.findLive(version)).toBeUndefined();
  const known = new Identities((text) => text, [{ recorded: version, live: "", service: "lambda" }]);
  expect(known.findLive(version)).toBeUndefined();
});

test("what was made under its recorded name is not another thing because another call mentions that", async () => {
  await loadResources("ecs");
  const definition = (account: string, revision: number) =>
    `arn:aws:ecs:eu-west-1:${account}:task-definition/api:${revision}`;
  const service = (account: string, revision: number) => ({
    deployments: [{ id: "ecs-svc/1", taskDefinition: definition(account, revision) }],
  });
  for (const live of ["111122223333", "000000000000"]) {
    const [register, update] = await makeSteps([
      {
        second: 0,
        source: "ecs",
        name: "RegisterTaskDefinition",
        request: { family: "api", containerDefinitions: [] },
        response: { taskDefinition: { taskDefinitionArn: definition("111122223333", 1) } },
      },
      {
        second: 1,
        source: "ecs",
        name: "UpdateService",
        request: { service: "api" },
        response: { service: service("111122223333", 1) },
      },
    ]);
    if (!register || !update) throw new RangeError();
    const identities = new Identities((text) => text.replace("111122223333", live));
    identities.read(
      register,
      answer(JSON.stringify({ taskDefinition: { taskDefinitionArn: definition(live, 1) } })),
    );
    identities.read(update, answer(JSON.stringify({ service: service(live, 2) })));
    expect(identities.pairs).toEqual([]);
  }
});

test("the ARN of a secret is none, and is kept", async () => {
  const arn = (suffix: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/mail-${suffix}`;
  const [step] = await makeSteps([
    {
      second: 0,
      source: "secretsmanager",
      name: "CreateSecret",
      request: { name: "shop/mail" },
      response: { arn: arn("xehWok") },
    },
  ]);
  if (!step) throw new RangeError();
  const identities = new Identities();
  identities.read(step, answer(JSON.stringify({ ARN: arn("AbCdEf") })));
  expect(identities.pairs.map(({ recorded, live }) => [recorded, live])).toEqual([
    [arn("xehWok"), arn("AbCdEf")],
  ]);
});

test("the id of a pool's client is none, and is kept, unlike its secret", async () => {
  const client = (id: string, secret: string) => ({
    userPoolClient: { userPoolId: "eu-west-1_AbCdEfGhI", clientId: id, clientSecret: secret },
  });
  const [recorded, live] = ["3n4b5urk1ft4fl3mg5e62d9ado", "7aaabbbcccdddeeefffggghhhi"];
  const [step] = await makeSteps([
    {
      second: 0,
      source: "cognito-idp",
      name: "CreateUserPoolClient",
      request: { userPoolId: "eu-west-1_AbCdEfGhI", clientName: "web" },
      response: client(recorded, `a${recorded}`),
    },
  ]);
  if (!step) throw new RangeError();
  const identities = new Identities();
  const { ClientId, ClientSecret } = { ClientId: live, ClientSecret: `a${live}` };
  identities.read(step, answer(JSON.stringify({ UserPoolClient: { ClientId, ClientSecret } })));
  expect(identities.pairs.map((pair) => [pair.recorded, pair.live])).toEqual([[recorded, live]]);
});

test("secrets are put into requests, and are not among the pairs that are kept", async () => {
  const credentials = (letter: string) => ({
    accessKeyId: `ASIA${letter.repeat(16)}`,
    sessionToken: `IQoJb3JpZ2lu${letter}0123456789`,
  });
  const place = (letter: string) =>
    `https://awslambda-eu-west-1-tasks.s3.eu-west-1.amazonaws.com/f?X-Amz-Security-Token=IQoJ${letter}0123&X-Amz-Signature=${letter}0123`;
  const [assume, get, create] = await makeSteps([
    {
      second: 0,
      source: "sts",
      name: "AssumeRole",
      request: { roleArn: "arn:aws:iam::111122223333:role/ci", roleSessionName: "s" },
      response: { credentials: credentials("A") },
    },
    {
      second: 1,
      source: "lambda",
      name: "GetFunction20150331v2",
      request: { functionName: "f" },
      response: { code: { location: place("A") } },
    },
    {
      second: 2,
      source: "iam",
      name: "CreateAccessKey",
      request: { userName: "u" },
      response: { accessKey: { accessKeyId: "AKIAAAAAAAAAAAAAAAAA" } },
    },
  ]);
  if (!assume || !get || !create) throw new RangeError();
  const identities = new Identities();
  const { accessKeyId, sessionToken } = credentials("B");
  identities.read(
    assume,
    answer(
      `<R><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SessionToken>${sessionToken}</SessionToken></Credentials></AssumeRoleResult></R>`,
    ),
  );
  identities.read(get, answer(JSON.stringify({ Code: { Location: place("B") } })));
  expect(identities.findLive(credentials("A").sessionToken)).toBe(sessionToken);
  expect(identities.findLive(place("A"))).toBe(place("B"));
  identities.read(
    create,
    answer(
      "<R><CreateAccessKeyResult><AccessKey><AccessKeyId>AKIABBBBBBBBBBBBBBBB</AccessKeyId></AccessKey></CreateAccessKeyResult></R>",
    ),
  );
  expect(identities.pairs.map(({ recorded }) => recorded)).toEqual(["AKIAAAAAAAAAAAAAAAAA"]);
});
