// What two answers of one operation teach: which live identifier stands for which recorded one.
import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { decodeAnswer } from "../../src/dialect/answers.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { learnPairs } from "../../src/identities/learn.ts";
import { rewriteInput } from "../../src/identities/rewrite.ts";
import { drawServices } from "../support/draw-services.ts";
import { sampleOutput } from "../support/sample-input.ts";

async function learn(service: string, name: string, recorded: unknown, live: unknown, input: Structure = {}) {
  const model = await loadModel(service);
  const operation = model.operations[name];
  if (!operation?.output) throw new RangeError(name);
  const read = (raw: unknown) => decodeAnswer(operation, raw);
  const pairs = learnPairs(operation, read(recorded), read(live), input);
  return pairs.map((pair) => [pair.recorded, pair.live]);
}

test("EC2: ids, not states, networks, zones or owners' numbers", async () => {
  const answer = (id: string, dhcp: string, owner: string) => ({
    requestId: crypto.randomUUID(),
    vpc: {
      vpcId: id,
      state: "pending",
      ownerId: owner,
      cidrBlock: "10.0.0.0/16",
      dhcpOptionsId: dhcp,
      tagSet: { items: [{ key: "Name", value: "a1" }] },
    },
  });
  expect(
    await learn(
      "ec2",
      "CreateVpc",
      answer("vpc-0a0a0a0a0a0a0a0a0", "dopt-0b0b0b0b", "111122223333"),
      answer("vpc-9f9f9f9f9f9f9f9f9", "dopt-9e9e9e9e", "123456789012"),
    ),
  ).toEqual([
    ["vpc-0a0a0a0a0a0a0a0a0", "vpc-9f9f9f9f9f9f9f9f9"],
    ["dopt-0b0b0b0b", "dopt-9e9e9e9e"],
  ]);
});

test("EC2's newer form, where a list of one is an object", async () => {
  const answer = (id: string, address: string) => ({
    CreateNatGatewayResponse: {
      xmlns: "x",
      natGateway: {
        natGatewayId: id,
        natGatewayAddressSet: { item: { allocationId: address, isPrimary: true } },
      },
    },
  });
  expect(
    await learn(
      "ec2",
      "CreateNatGateway",
      answer("nat-0a0a0a0a0a0a0a0a0", "eipalloc-0b0b0b0b0b0b0b0b0"),
      answer("nat-9f9f9f9f9f9f9f9f9", "eipalloc-0b0b0b0b0b0b0b0b0"),
    ),
  ).toEqual([["nat-0a0a0a0a0a0a0a0a0", "nat-9f9f9f9f9f9f9f9f9"]]);
});

test("items that come in another order are paired by what they have in common", async () => {
  const rule = (id: string, port: number) => ({
    securityGroupRuleId: id,
    fromPort: port,
    toPort: port,
    ipProtocol: "tcp",
  });
  const recorded = {
    securityGroupRuleSet: { items: [rule("sgr-0a0a0a0a0a0a0a0a0", 443), rule("sgr-0b0b0b0b0b0b0b0b0", 22)] },
  };
  const live = {
    securityGroupRuleSet: { items: [rule("sgr-22222222222222222", 22), rule("sgr-44344344344344344", 443)] },
  };
  expect(await learn("ec2", "AuthorizeSecurityGroupIngress", recorded, live)).toEqual([
    ["sgr-0a0a0a0a0a0a0a0a0", "sgr-44344344344344344"],
    ["sgr-0b0b0b0b0b0b0b0b0", "sgr-22222222222222222"],
  ]);
});

test("secrets, keys, topics, roles, APIs and zones", async () => {
  const arn = (account: string, rest: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${rest}`;
  expect(
    await learn(
      "secretsmanager",
      "CreateSecret",
      { arn: arn("111122223333", "db-xehWok"), name: "db" },
      { arn: arn("123456789012", "db-Zz9yXw"), name: "db" },
    ),
  ).toEqual([[arn("111122223333", "db-xehWok"), arn("123456789012", "db-Zz9yXw")]]);
  expect(
    await learn(
      "kms",
      "CreateKey",
      {
        keyMetadata: {
          keyId: "0a0a0a0a-0000-4000-8000-000000000001",
          keyState: "Enabled",
          creationDate: "Jul 10, 2023 12:24:29 PM",
        },
      },
      { keyMetadata: { keyId: "9f9f9f9f-0000-4000-8000-000000000009", keyState: "Enabled" } },
    ),
  ).toEqual([["0a0a0a0a-0000-4000-8000-000000000001", "9f9f9f9f-0000-4000-8000-000000000009"]]);
  expect(
    await learn(
      "sqs",
      "CreateQueue",
      { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/q" },
      { queueUrl: "http://localhost:4566/000000000000/q" },
    ),
  ).toEqual([["https://sqs.eu-west-1.amazonaws.com/111122223333/q", "http://localhost:4566/000000000000/q"]]);
  expect(
    await learn(
      "iam",
      "CreateAccessKey",
      { accessKey: { accessKeyId: "AKIAEXAMPLE123456789", status: "Active", userName: "ci1" } },
      { accessKey: { accessKeyId: "AKIALIVE987654321000", status: "Active", userName: "ci1" } },
    ),
  ).toEqual([["AKIAEXAMPLE123456789", "AKIALIVE987654321000"]]);
  expect(
    await learn(
      "apigateway",
      "CreateRestApi",
      { id: "a1b2c3d4e5", name: "shop", rootResourceId: "x9y8z7w6v5" },
      { id: "z9z8z7z6z5", name: "shop", rootResourceId: "q1q2q3q4q5" },
    ),
  ).toEqual([
    ["a1b2c3d4e5", "z9z8z7z6z5"],
    ["x9y8z7w6v5", "q1q2q3q4q5"],
  ]);
  expect(
    await learn(
      "route53",
      "CreateHostedZone",
      { hostedZone: { id: "/hostedzone/Z0123456789ABC", name: "example.com." } },
      { hostedZone: { id: "/hostedzone/ZLIVE987654321", name: "example.com." } },
    ),
  ).toEqual([
    ["/hostedzone/Z0123456789ABC", "/hostedzone/ZLIVE987654321"],
    ["Z0123456789ABC", "ZLIVE987654321"],
  ]);
});

test("what the request chose is not minted, and versions and windows are none", async () => {
  expect(
    await learn(
      "rds",
      "CreateDBInstance",
      {
        dBInstanceIdentifier: "orders-1",
        engineVersion: "8.0.32",
        preferredBackupWindow: "04:41-05:11",
        dbiResourceId: "db-PDUCDGLRGDVGNFIUKF4FRJGEGY",
      },
      {
        dBInstanceIdentifier: "orders-2",
        engineVersion: "8.0.35",
        preferredBackupWindow: "03:00-03:30",
        dbiResourceId: "db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U",
      },
      { DBInstanceIdentifier: "orders-1" },
    ),
  ).toEqual([["db-PDUCDGLRGDVGNFIUKF4FRJGEGY", "db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U"]]);
});

test("a version that is a random text, which a change has to name", async () => {
  await loadResources("opensearchserverless");
  const answer = (policyVersion: string) => ({
    securityPolicyDetail: { name: "keys", type: "encryption", policyVersion },
  });
  const pairs = await learn(
    "opensearchserverless",
    "CreateSecurityPolicy",
    answer("MTY2OTkyNzcyMjk3Ml8x"),
    answer("bqflMG5KisGHFllrqBjL"),
  );
  expect(pairs).toEqual([["MTY2OTkyNzcyMjk3Ml8x", "bqflMG5KisGHFllrqBjL"]]);
});

/** The part of the services whose operations are tried, but for a long run. */
const SHARE = 0.3;

/** A copy of a value in which every text that `mint` gives another for is replaced. */
function replaceTexts(value: Value, mint: (text: string) => string): Value {
  if (typeof value === "string") return mint(value);
  if (Array.isArray(value)) return value.map((item) => replaceTexts(item, mint));
  if (!isStructure(value)) return value;
  const result = makeStructure();
  for (const [name, inner] of Object.entries(value)) result[name] = replaceTexts(inner ?? null, mint);
  return result;
}

test("every operation of the services that are drawn: a request of what its answer minted names live identifiers only", async () => {
  const toLive = (text: string) => text.replace(/^thing-0/, "thing-f");
  const failures: string[] = [];
  let learnt = 0;
  const { services, part } = await drawServices(SHARE);
  for (const service of services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      if (!operation.output) continue;
      let count = 0;
      const recorded = replaceTexts(sampleOutput(operation), (text) =>
        text.startsWith("text ") ? `thing-${(++count).toString(16).padStart(17, "0")}` : text,
      ) as Structure;
      const live = replaceTexts(recorded, toLive) as Structure;
      const dictionary = new Dictionary();
      for (const pair of learnPairs(operation, recorded, live, {})) {
        dictionary.set(pair.recorded, pair.live);
        learnt++;
      }
      const request = rewriteInput(dictionary, operation.output, recorded);
      if (!Bun.deepEquals(request, live)) failures.push(`${service}.${operation.name}`);
    }
  }
  expect(failures).toEqual([]);
  expect(learnt).toBeGreaterThan(50_000 * part);
}, 120_000);

test("organizations: what the table says a creation gave out, though it looks like a word or a number", async () => {
  await loadResources("organizations");
  const policy = (id: string) => ({ policy: { policySummary: { id, name: "all", type: "TAG_POLICY" } } });
  expect(
    await learn("organizations", "CreatePolicy", policy("p-abcdefgh"), policy("p-ijklmnop"), { Name: "all" }),
  ).toEqual([["p-abcdefgh", "p-ijklmnop"]]);
  const account = (id: string) => ({ createAccountStatus: { accountId: id, state: "SUCCEEDED" } });
  expect(
    await learn("organizations", "CreateAccount", account("111122223333"), account("123456789012"), {}),
  ).toEqual([["111122223333", "123456789012"]]);
});

test("mq: a broker's short id that happens to have digits only", async () => {
  await loadResources("mq");
  const broker = (brokerId: string) => ({ brokerId });
  expect(await learn("mq", "CreateBroker", broker("232476"), broker("3ad36e"), {})).toEqual([
    ["232476", "3ad36e"],
  ]);
  expect(await learn("mq", "CreateBroker", broker("12345"), broker("3ad36e"), {})).toEqual([]);
});

test("Route 53: a short id that is all letters, but no shorter one", async () => {
  await loadResources("route53");
  const answer = (id: string) => ({ location: "l", delegationSet: { id, nameServers: ["ns-1.example"] } });
  expect(await learn("route53", "CreateReusableDelegationSet", answer("AEUFP"), answer("PNYCH"))).toEqual([
    ["AEUFP", "PNYCH"],
  ]);
  expect(await learn("route53", "CreateReusableDelegationSet", answer("AEU"), answer("PNY"))).toEqual([]);
});

test("a name that another call's answer tells is no identifier: the thing may have got another by then", async () => {
  await loadResources("medialive");
  const answer = (id: string, name: string) => ({
    id,
    name,
    arn: `arn:aws:medialive:channel:${id}`,
    state: "STARTING",
  });
  const [before, after] = ["8b4d3d8ac21b4f63a48e754cc2153b3c", "1160b4f8a3814c5ca7462d095f1c1d44"];
  const pairs = await learn("medialive", "StartChannel", answer(before, "live-2"), answer(after, "live"));
  expect(pairs).toContainEqual([before, after]);
  expect(pairs.map(([recorded]) => recorded)).not.toContain("live-2");
});
