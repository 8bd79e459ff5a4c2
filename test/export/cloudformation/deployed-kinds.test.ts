// Kinds of things that a template makes as they stood, and what it says where it cannot.
import { expect, test } from "bun:test";
import type { Structure } from "../../../src/aws/values.ts";
import { drawDigits, Instance } from "../../../src/instance/instance.ts";
import { compareInstance } from "./compare-deployed.ts";

const CALLER = { account: "111122223333", region: "eu-west-1" };
const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/** Asks an instance; a path into the answer gives an identifier. */
type Ask = (name: string, input: Structure, path?: string) => Promise<string>;

/** What an instance has after some calls, compared with what its templates make. */
async function compare(make: (ask: Ask) => Promise<void>) {
  const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
  await make(async (name, input, path = "") => {
    const [service = "", operation = ""] = name.split(".");
    const done = await instance.ask({ service, operation, input, caller: CALLER });
    if ("error" in done) throw new Error(`${name}: ${done.error.message}`);
    let at: unknown = done.output;
    for (const step of path.split(".").filter(Boolean)) at = (at as Record<string, unknown>)[step];
    return typeof at === "string" ? at : "";
  });
  const { templates, different, missing, added, notExpressed, failed } = await compareInstance(instance);
  return {
    templates,
    found: {
      different: different.flatMap(({ a, members }) => members.map(({ path }) => `${a.name} ${path}`)),
      missing: missing.map(({ name }) => name),
      added: added.map(({ name }) => name),
      failed: failed.map(({ id, why }) => `${id}: ${why}`),
      notExpressed: notExpressed.map(({ name }) => name),
    },
  };
}

const ALIKE = { different: [], missing: [], added: [], failed: [], notExpressed: [] };

const KINDS: Readonly<Record<string, (ask: Ask) => Promise<void>>> = {
  "a network's further range, its tables and lists of rules, and the subnets that were joined to them":
    async (ask) => {
      const VpcId = await ask("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, "Vpc.VpcId");
      await ask("ec2.AssociateVpcCidrBlock", { VpcId, CidrBlock: "100.64.0.0/16" });
      const SubnetId = await ask("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.1.0/24" }, "Subnet.SubnetId");
      const RouteTableId = await ask("ec2.CreateRouteTable", { VpcId }, "RouteTable.RouteTableId");
      await ask("ec2.AssociateRouteTable", { RouteTableId, SubnetId });
      const NetworkAclId = await ask("ec2.CreateNetworkAcl", { VpcId }, "NetworkAcl.NetworkAclId");
      for (const RuleNumber of [100, 110])
        await ask("ec2.CreateNetworkAclEntry", {
          ...{ NetworkAclId, RuleNumber, Protocol: "6", RuleAction: "allow", Egress: false },
          CidrBlock: "0.0.0.0/0",
          PortRange: { From: RuleNumber, To: RuleNumber },
        });
    },
  "a network that a machine in it tells as well": async (ask) => {
    const VpcId = await ask("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, "Vpc.VpcId");
    const SubnetId = await ask("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.1.0/24" }, "Subnet.SubnetId");
    await ask("ec2.RunInstances", { ImageId: "ami-0123456789abcdef0", SubnetId, MinCount: 1, MaxCount: 1 });
    const TransitGatewayId = await ask("ec2.CreateTransitGateway", {}, "TransitGateway.TransitGatewayId");
    await ask("ec2.CreateTransitGatewayVpcAttachment", { TransitGatewayId, VpcId, SubnetIds: [SubnetId] });
  },
  "what is called like that which it is in": async (ask) => {
    await ask("events.PutRule", { Name: "all", ScheduleExpression: "rate(1 day)" });
    const Arn = "arn:aws:sqs:eu-west-1:111122223333:all";
    await ask("events.PutTargets", { Rule: "all", Targets: [{ Id: "all", Arn, Input: '"all"' }] });
  },
  "a zone of a network, with its records": async (ask) => {
    const VPCId = await ask("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, "Vpc.VpcId");
    const HostedZoneId = await ask(
      "route53.CreateHostedZone",
      { Name: "orchard.example.", CallerReference: "1", VPC: { VPCRegion: "eu-west-1", VPCId } },
      "HostedZone.Id",
    );
    const ResourceRecordSet = { Name: "a.orchard.example", Type: "A", TTL: 60 };
    const ResourceRecords = [{ Value: "192.0.2.1" }, { Value: "192.0.2.2" }];
    await ask("route53.ChangeResourceRecordSets", {
      HostedZoneId,
      ChangeBatch: {
        Changes: [{ Action: "CREATE", ResourceRecordSet: { ...ResourceRecordSet, ResourceRecords } }],
      },
    });
  },
  "names that the API calls otherwise": async (ask) => {
    await ask("cognito-idp.CreateUserPool", { PoolName: "customers" });
    const VpcId = await ask("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, "Vpc.VpcId");
    const SubnetId = await ask("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.1.0/24" }, "Subnet.SubnetId");
    await ask("elasticache.CreateCacheSubnetGroup", {
      ...{ CacheSubnetGroupName: "cache", CacheSubnetGroupDescription: "of carts" },
      SubnetIds: [SubnetId],
    });
    await ask("sesv2.CreateConfigurationSet", { ConfigurationSetName: "letters" });
  },
  "a key that is rotated, and a database whose change was not to wait": async (ask) => {
    const KeyId = await ask("kms.CreateKey", {}, "KeyMetadata.KeyId");
    await ask("kms.EnableKeyRotation", { KeyId });
    const DBInstanceIdentifier = "orders";
    const DBInstanceClass = "db.t3.micro";
    const given = {
      AllocatedStorage: 20,
      Engine: "postgres",
      MasterUsername: "root",
      MasterUserPassword: "12345678a",
    };
    await ask("rds.CreateDBInstance", { DBInstanceIdentifier, DBInstanceClass, ...given });
    await ask("rds.ModifyDBInstance", { DBInstanceIdentifier, AllocatedStorage: 30, ApplyImmediately: true });
  },
};

test.each(Object.entries(KINDS))("%s", async (_, make) => {
  expect((await compare(make)).found).toEqual(ALIKE);
});

test("a table that was made from a backup has its name", async () => {
  const { templates } = await compare(async (ask) => {
    await ask("dynamodb.CreateTable", {
      TableName: "orders",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    const BackupArn = await ask(
      "dynamodb.CreateBackup",
      { TableName: "orders", BackupName: "first" },
      "BackupDetails.BackupArn",
    );
    await ask("dynamodb.RestoreTableFromBackup", { TargetTableName: "orders-2", BackupArn });
  });
  expect(JSON.stringify(templates[0]?.body)).toContain('"TableName":"orders-2"');
});

test("what names something that no template makes says so, and what cannot be made for that is told apart", async () => {
  const { found, templates } = await compare(async (ask) => {
    const KeyId = await ask("kms.CreateKey", {}, "KeyMetadata.KeyId");
    await ask("kms.CreateAlias", { AliasName: "alias/old", TargetKeyId: KeyId });
    await ask("kms.ScheduleKeyDeletion", { KeyId });
  });
  expect({ missing: found.missing, left: found.notExpressed.length }).toEqual({ missing: [], left: 2 });
  const lacks = templates[0]?.leftOut.map(({ why }) => why) ?? [];
  expect(lacks).toContain("It waits to be deleted.");
  expect(lacks.some((why) => /^names arn:.*, which is not in the template$/.test(why))).toBe(true);
});

test("a parameter says what the API takes", async () => {
  const { templates } = await compare(async (ask) => {
    await ask("secretsmanager.CreateSecret", { Name: "db", SecretString: "hidden" });
    await ask("iam.CreateRole", { RoleName: "ops", AssumeRolePolicyDocument: TRUST });
    const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::111122223333:role/ops", ExternalId: "x" };
    await ask("cognito-idp.CreateUserPool", { PoolName: "customers", SmsConfiguration });
    await ask("rds.CreateDBInstance", {
      ...{ DBInstanceIdentifier: "orders", DBInstanceClass: "db.t3.micro", Engine: "postgres" },
      ...{ AllocatedStorage: 20, MasterUsername: "root", MasterUserPassword: "12345678a" },
    });
  });
  const parameters = templates.flatMap((one) => one.parameters);
  expect(parameters.find(({ name }) => name.endsWith("SecretString"))?.rules).toEqual({
    MinLength: 1,
    MaxLength: 65536,
  });
});
