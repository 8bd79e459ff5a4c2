import { describe, expect, test } from "bun:test";
import { tellEventId, tellEventName, tellEventTime } from "../../../src/dialect/call.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, makePrerequisites, planCalls, showPrerequisites, showStep } from "./plan-calls.ts";

const SUBNET = "subnet-0aaaaaaaaaaaaaaaa";
const VPC = "vpc-0bbbbbbbbbbbbbbbb";

const put = (second: number): Call => ({
  service: "s3",
  operation: "PutBucketVersioning",
  parameters: { bucketName: "acme-data" },
  second,
});
const createBucket = (second: number): Call => ({
  service: "s3",
  operation: "CreateBucket",
  parameters: { bucketName: "acme-data" },
  second,
});
const deleteBucket = (second: number): Call => ({
  service: "s3",
  operation: "DeleteBucket",
  parameters: { bucketName: "acme-data" },
  second,
});

describe("what is made", () => {
  test("nothing anew where only one version of a thing was ended", async () => {
    const lambda = (operation: string, parameters: object): Call => ({
      service: "lambda",
      operation,
      parameters: { functionName: "pay", ...parameters },
    });
    const role = "arn:aws:iam::111122223333:role/runner";
    const calls = [
      lambda("CreateFunction", { role }),
      lambda("DeleteFunction", { qualifier: "1" }),
      lambda("CreateAlias", { name: "live", functionVersion: "2" }),
    ];
    const made = (await showPrerequisites(calls)).filter((text) => text.startsWith("+CreateFunction"));
    expect(made).toEqual([]);
  });

  test("a thing that is used and never made, once, a second before its first use", async () => {
    const steps = await addPrerequisites(await planCalls([put(5), put(7)]));
    expect(steps.map(showStep)).toEqual([
      "+CreateBucket(acme-data)",
      "PutBucketVersioning(acme-data)",
      "PutBucketVersioning(acme-data)",
    ]);
    const [made, first] = steps;
    expect((first?.at ?? 0) - (made?.at ?? 0)).toBe(1000);
    expect(made).toMatchObject({ account: "111122223333", region: "eu-west-1" });
    expect(made?.event).toBeUndefined();
    expect(made && [tellEventId(made), tellEventName(made), tellEventTime(made)]).toEqual([
      "",
      "CreateBucket",
      "2024-01-01T00:00:04Z",
    ]);
    expect(made?.creation).toEqual({
      kind: "prerequisite",
      type: "bucket",
      recorded: "acme-data",
      neededBy: "e0",
      evidence: "PutBucketVersioning uses it; nothing but its name",
    });
  });

  test("nothing that a call makes besides what it is about, where its input says so", async () => {
    const change = (changeSetType?: string): Call => ({
      service: "cloudformation",
      operation: "CreateChangeSet",
      parameters: { stackName: "main", changeSetName: "first", ...(changeSetType && { changeSetType }) },
    });
    const countStacks = async (type?: string) =>
      (await showPrerequisites([change(type)])).filter((text) => text.startsWith("+CreateStack")).length;
    expect([await countStacks("CREATE"), await countStacks("UPDATE"), await countStacks()]).toEqual([
      0, 1, 1,
    ]);
  });

  test("nothing that the log makes first, in whatever order within a second", async () => {
    expect(await showPrerequisites([createBucket(1), put(2)])).not.toContain("+CreateBucket(acme-data)");
    expect(await showPrerequisites([put(1), createBucket(1)])).not.toContain("+CreateBucket(acme-data)");
    expect(await showPrerequisites([put(1), createBucket(1), deleteBucket(1)])).not.toContain(
      "+CreateBucket(acme-data)",
    );
  });

  test("nothing that an account has by itself, nor a thing under the id of another of its names", async () => {
    const instanceArn = "arn:aws:sso:::instance/ssoins-1kckesr6ehvosiep";
    const sso = (operation: string, more: object): Call => ({
      service: "sso-admin",
      operation,
      parameters: { instanceArn, ...more },
    });
    const arn = `${instanceArn}/ps-i3r5th9bzfgdjs4l`.replace("instance/", "permissionSet/");
    const made = await showPrerequisites([
      sso("CreatePermissionSet", { name: "read" }),
      sso("PutInlinePolicyToPermissionSet", { permissionSetArn: arn, inlinePolicy: "{}" }),
      {
        service: "config",
        operation: "TagResource",
        parameters: {
          resourceArn: "arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-ceyjcr",
          tags: [],
        },
      },
    ]);
    expect(made.filter((one) => /CreateInstance|PutConfigRule/.test(one))).toEqual([]);
  });

  test("a rule of the bus that a call names, whatever becomes of the rules of that name in others", async () => {
    const on = (eventBusName: string | undefined, operation: string, more: object): Call => ({
      service: "events",
      operation,
      parameters: { ...(eventBusName && { eventBusName }), ...more },
    });
    const put = (bus?: string) => on(bus, "PutRule", { name: "all", eventPattern: "{}" });
    const buses = ["a", "b"].map((name) => on(undefined, "CreateEventBus", { name }));
    const calls = [...buses, put("a"), put("b"), put(), on("b", "DeleteRule", { name: "all" })];
    const uses = [undefined, "a"].map((bus) => on(bus, "DisableRule", { name: "all" }));
    expect((await showPrerequisites([...calls, ...uses])).filter((one) => one.startsWith("+"))).toEqual([]);
    const steps = await addPrerequisites(
      await planCalls([...buses, put("a"), ...uses, on("b", "EnableRule", { name: "all" })]),
    );
    const made = steps.filter(({ creation, operation }) => creation && operation.name === "PutRule");
    expect(made.map(({ input }) => [input["Name"], input["EventBusName"]])).toEqual([
      ["all", "default"],
      ["all", "b"],
    ]);
  });

  test("a name that is used again after its end, and one that is ended before it is made anew", async () => {
    expect(await showPrerequisites([createBucket(1), deleteBucket(2), put(4)])).toEqual([
      "CreateBucket(acme-data)",
      "DeleteBucket(acme-data)",
      "+CreateBucket(acme-data)",
      "PutBucketVersioning(acme-data)",
    ]);
    expect((await showPrerequisites([put(1), deleteBucket(2), createBucket(3)]))[0]).toBe(
      "+CreateBucket(acme-data)",
    );
  });

  test("no name that the log makes later without an end in between, and no minted id that comes or came to be", async () => {
    expect(await showPrerequisites([put(1), createBucket(2)])).not.toContain("+CreateBucket(acme-data)");
    const tag = {
      service: "ec2",
      operation: "CreateTags",
      parameters: { resourcesSet: { items: [{ resourceId: VPC }] } },
    };
    const create = { service: "ec2", operation: "CreateVpc", answer: { vpc: { vpcId: VPC } } };
    const remove = { service: "ec2", operation: "DeleteVpc", parameters: { vpcId: VPC } };
    for (const calls of [
      [tag, create],
      [create, remove, remove, tag],
    ])
      expect((await showPrerequisites(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
    expect(await makePrerequisites([tag], "vpc")).toHaveLength(1);
  });

  test("what an answer names is made by its call only where it is the service's own and no place of the thing", async () => {
    const group = "sg-0123456789abcdef0";
    const use: Call = {
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      parameters: { groupId: group },
    };
    const database: Call = {
      service: "rds",
      operation: "CreateDBInstance",
      parameters: { dBInstanceIdentifier: "main" },
      answer: { vpcSecurityGroups: [{ vpcSecurityGroupId: group, status: "active" }] },
    };
    const run = (parameters: unknown): Call => ({
      service: "ec2",
      operation: "RunInstances",
      parameters,
      answer: { instancesSet: { items: [{ vpcId: VPC, groupSet: { items: [{ groupId: group }] } }] } },
    });
    expect(await makePrerequisites([database, use], "security-group")).toHaveLength(1);
    expect(await makePrerequisites([run({}), use], "security-group")).toEqual([]);
    expect(await makePrerequisites([run({}), use], "vpc")).toEqual([]);
    const [vpc] = await makePrerequisites([run({ subnetId: SUBNET }), use], "vpc");
    expect(vpc?.creation?.recorded).toBe(VPC);
  });

  test("nothing of AWS's own, of another account, or named in a document", async () => {
    const role = (parameters: unknown): Call => ({ service: "iam", operation: "CreateRole", parameters });
    const calls: Call[] = [
      role({
        roleName: "app",
        permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess",
        assumeRolePolicyDocument: '{"Principal":{"AWS":"arn:aws:iam::111122223333:role/other"}}',
      }),
      {
        service: "sns",
        operation: "Subscribe",
        parameters: { topicArn: "arn:aws:sns:eu-west-1:999988887777:theirs", protocol: "email" },
      },
      {
        service: "autoscaling",
        operation: "CreateLaunchConfiguration",
        parameters: { launchConfigurationName: "a", iamInstanceProfile: "AWSServiceRoleForECS" },
      },
      {
        service: "secretsmanager",
        operation: "CreateSecret",
        parameters: { name: "a", kmsKeyId: "alias/aws/secretsmanager" },
      },
      {
        service: "ec2",
        operation: "RunInstances",
        parameters: { instancesSet: { items: [{ imageId: "ami-0123456789abcdef0" }] } },
      },
    ];
    expect((await showPrerequisites(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
  });

  test("names apart by region and account, global ones in us-east-1", async () => {
    const start = (region: string, account: string): Call => ({
      service: "logs",
      operation: "PutRetentionPolicy",
      parameters: { logGroupName: "/app", retentionInDays: 1 },
      region,
      account,
    });
    const groups = [
      start("eu-west-1", "111122223333"),
      start("eu-west-2", "111122223333"),
      start("eu-west-1", "444455556666"),
      start("eu-west-1", "111122223333"),
    ];
    expect(await makePrerequisites(groups, "log-group")).toHaveLength(3);
    const [user] = await makePrerequisites(
      [{ service: "iam", operation: "UpdateUser", parameters: { userName: "ann" } }],
      "user",
    );
    expect(user?.region).toBe("us-east-1");
  });
});

test("a copy's source is not made again because its path is written percent-encoded", async () => {
  const bucket = "acme-data";
  const copy: Call = {
    service: "s3",
    operation: "CopyObject",
    parameters: { bucketName: bucket, key: "copy.csv", "x-amz-copy-source": `${bucket}/data/part%200.csv` },
  };
  const object: Call = {
    service: "s3",
    operation: "PutObject",
    parameters: { bucketName: bucket, key: "data/part 0.csv" },
  };
  const made = async (calls: readonly Call[]) =>
    (await addPrerequisites(await planCalls(calls)))
      .filter(({ creation }) => creation)
      .map(({ operation, input }) => `${operation.name} ${input["Key"]}`);
  expect(await made([createBucket(0), { ...object, second: 1 }, { ...copy, second: 2 }])).toEqual([]);
  expect(await made([createBucket(0), { ...copy, second: 2 }])).toEqual(["PutObject data/part 0.csv"]);
});
