// What a call takes off, or changes, is put on before it where it is older than the log.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showPrerequisites } from "./plan-calls.ts";

const TABLE = "rtb-0aaaaaaaaaaaaaaaa";
const ec2 = (operation: string, parameters: unknown, answer: unknown = {}): Call => ({
  service: "ec2",
  operation,
  parameters,
  answer,
});
const route = (operation: string, block: string) =>
  ec2(operation, { routeTableId: TABLE, destinationCidrBlock: block, gatewayId: "igw-0bbbbbbbbbbbbbbbb" });
const dashboards = (operation: string, parameters: unknown): Call => ({
  service: "cloudwatch",
  operation,
  parameters,
});

async function listOpened(calls: readonly Call[], operation: string): Promise<string[]> {
  return (await showPrerequisites(calls)).filter((text) => text.startsWith(`+${operation}(`));
}

test("each part once, told by what the inverse says of it", async () => {
  const calls = [
    route("CreateRoute", "10.1.0.0/16"),
    route("DeleteRoute", "10.1.0.0/16"),
    route("DeleteRoute", "10.2.0.0/16"),
  ];
  expect(await listOpened(calls, "CreateRoute")).toHaveLength(1);
});

test("of another kind than what the log has put on, it is put on, too", async () => {
  const type = (operation: string, policyType: string): Call => ({
    service: "organizations",
    operation,
    parameters: { rootId: "r-ab12", policyType },
  });
  const calls = [type("EnablePolicyType", "TAG_POLICY"), type("DisablePolicyType", "BACKUP_POLICY")];
  expect(await listOpened(calls, "EnablePolicyType")).toEqual(["+EnablePolicyType(r-ab12, BACKUP_POLICY)"]);
  const again = [type("EnablePolicyType", "TAG_POLICY"), type("DisablePolicyType", "TAG_POLICY")];
  expect(await listOpened(again, "EnablePolicyType")).toEqual([]);
});

test("nothing that every such thing has from its beginning", async () => {
  const off = (policyId: string): Call => ({
    service: "organizations",
    operation: "DetachPolicy",
    parameters: { policyId, targetId: "ou-ab12-12345678" },
  });
  expect(await listOpened([off("p-FullAWSAccess")], "AttachPolicy")).toEqual([]);
  expect(await listOpened([off("p-12345678")], "AttachPolicy")).toHaveLength(1);
});

test("what is changed and then deleted is put on once", async () => {
  const calls = [route("ReplaceRoute", "10.1.0.0/16"), route("DeleteRoute", "10.1.0.0/16")];
  const [opened = "", ...others] = await listOpened(calls, "CreateRoute");
  expect(opened).toContain("10.1.0.0/16");
  expect(others).toEqual([]);
});

test("no part of a thing that the log makes", async () => {
  const create = ec2(
    "CreateRouteTable",
    { vpcId: "vpc-0cccccccccccccccc" },
    { routeTable: { routeTableId: TABLE } },
  );
  expect(await listOpened([create, route("DeleteRoute", "10.1.0.0/16")], "CreateRoute")).toEqual([]);
});

test("several that one call takes off are put on one by one, but not what the log has put on", async () => {
  const calls = [
    dashboards("PutDashboard", { dashboardName: "a", dashboardBody: "{}" }),
    dashboards("DeleteDashboards", { dashboardNames: ["a"] }),
    dashboards("DeleteDashboards", { dashboardNames: ["b", "c"] }),
  ];
  const opened = await listOpened(calls, "PutDashboard");
  expect(opened.map((text) => text.slice(0, 16))).toEqual(["+PutDashboard(b,", "+PutDashboard(c,"]);
});

test("an account's own part, which no call names, unless the log has put it on", async () => {
  const put: Call = { service: "iam", operation: "UpdateAccountPasswordPolicy", parameters: {} };
  const remove: Call = { service: "iam", operation: "DeleteAccountPasswordPolicy", parameters: {} };
  expect(await showPrerequisites([remove])).toEqual([
    "+UpdateAccountPasswordPolicy()",
    "DeleteAccountPasswordPolicy()",
  ]);
  expect(await listOpened([put, remove], "UpdateAccountPasswordPolicy")).toEqual([]);
});

test("with what production answered of it, and right before the call", async () => {
  const calls: Call[] = [
    {
      service: "ecr",
      operation: "DeleteRepositoryPolicy",
      parameters: { repositoryName: "web" },
      answer: { repositoryName: "web", policyText: '{"Version":"2008-10-17"}' },
    },
  ];
  const steps = await addPrerequisites(await planCalls(calls));
  const [, put, remove] = steps;
  expect(put?.input).toEqual({ repositoryName: "web", policyText: '{"Version":"2008-10-17"}' });
  expect(put?.at).toBe(remove?.at ?? 0);
  expect(put?.creation).toMatchObject({ kind: "prerequisite", type: "repository-policy", neededBy: "e0" });
});

test("the id that the service gave out is the one that the call names", async () => {
  const revoke: Call = {
    service: "ssm",
    operation: "DeregisterTaskFromMaintenanceWindow",
    parameters: { windowId: "mw-0aaaaaaaaaaaaaaaa", windowTaskId: "11111111-2222-4333-8444-555555555555" },
  };
  const steps = await addPrerequisites(await planCalls([revoke]));
  expect(steps.at(-2)?.output).toEqual({ WindowTaskId: "11111111-2222-4333-8444-555555555555" });
});

test("as many versions as the number says, and no more for the next one", async () => {
  const alias = (functionVersion: string): Call => ({
    service: "lambda",
    operation: "UpdateAlias",
    parameters: { functionName: "f", name: "live", functionVersion },
  });
  expect(await listOpened([alias("3"), alias("5")], "UpdateFunctionCode")).toHaveLength(5);
  expect(await listOpened([alias("300")], "UpdateFunctionCode")).toHaveLength(1);
});

test("records of a zone that the log deletes and never made, all in one call", async () => {
  const change = (Action: string, Name: string): Call => ({
    service: "route53",
    operation: "ChangeResourceRecordSets",
    parameters: {
      hostedZoneId: "Z0000000000000000001",
      changeBatch: { changes: [{ action: Action, resourceRecordSet: { name: Name, type: "A" } }] },
    },
  });
  const calls = [
    change("UPSERT", "a.example."),
    change("DELETE", "a.example."),
    change("DELETE", "b.example."),
  ];
  const steps = await addPrerequisites(await planCalls(calls));
  const [made, ...others] = steps.filter(
    ({ creation, operation }) => creation && operation.name === "ChangeResourceRecordSets",
  );
  expect(made?.input["ChangeBatch"]).toEqual({
    Changes: [{ Action: "UPSERT", ResourceRecordSet: { Name: "b.example.", Type: "A" } }],
  });
  expect(others).toEqual([]);
});

test("the verb by which an integration calls its backend is no method that has to be there", async () => {
  const api = (operation: string, parameters: object, answer: unknown = {}): Call => ({
    service: "apigateway",
    operation,
    parameters: { restApiId: "a1b2c3d4e5", ...parameters },
    answer,
  });
  const spot = { resourceId: "abc123", httpMethod: "GET" };
  const calls = [
    api("CreateRestApi", { name: "api" }, { id: "a1b2c3d4e5", name: "api", rootResourceId: "root123456" }),
    api("CreateResource", { parentId: "root123456", pathPart: "x" }, { id: "abc123", path: "/x" }),
    api("PutMethod", { ...spot, authorizationType: "NONE" }),
    api("PutIntegration", { ...spot, type: "AWS_PROXY", integrationHttpMethod: "POST" }),
  ];
  expect(await listOpened(calls, "CreateResource")).toEqual([]);
  expect(await listOpened(calls, "PutMethod")).toEqual([]);
});

test("what was put on a thing is taken off it under its new name", async () => {
  const iam = (operation: string, parameters: unknown): Call => ({ service: "iam", operation, parameters });
  const calls = [
    iam("CreateUser", { userName: "ann" }),
    iam("PutUserPolicy", { userName: "ann", policyName: "p", policyDocument: "{}" }),
    iam("UpdateUser", { userName: "ann", newUserName: "eve" }),
  ];
  const off = (userName: string) => iam("DeleteUserPolicy", { userName, policyName: "p" });
  expect(await listOpened([...calls, off("eve")], "PutUserPolicy")).toEqual([]);
  // Under the old name there may be another one, which had such a policy before the log.
  expect(await listOpened([...calls, off("ann")], "PutUserPolicy")).toHaveLength(1);
});

test("a grant without a name is told by whom it is for and on what", async () => {
  const grant = (operation: string, name: string): Call => ({
    service: "lakeformation",
    operation,
    parameters: {
      principal: { dataLakePrincipalIdentifier: "arn:aws:iam::111122223333:role/r" },
      resource: { database: { name } },
      permissions: ["DESCRIBE"],
    },
  });
  const opened = async (name: string) =>
    (
      await addPrerequisites(
        await planCalls([grant("GrantPermissions", "one"), grant("RevokePermissions", name)]),
      )
    ).filter(({ creation, operation }) => creation && operation.name === "GrantPermissions").length;
  expect(await opened("one")).toBe(0);
  expect(await opened("two")).toBe(1);
});

test("a partition that is changed or deleted was made, each once", async () => {
  const glue = (operation: string, parameters: object): Call => ({
    service: "glue",
    operation,
    parameters: { databaseName: "lake", tableName: "hits", ...parameters },
  });
  const opened = async (...calls: readonly Call[]) =>
    (await addPrerequisites(await planCalls(calls))).flatMap(({ creation, operation, input }) =>
      creation && operation.name === "CreatePartition" ? [input["PartitionInput"]] : [],
    );
  const values = ["2025", "06"];
  const change = glue("UpdatePartition", { partitionValueList: values, partitionInput: { values } });
  const remove = (...partitionValues: string[]) => glue("DeletePartition", { partitionValues });
  expect(await opened(change)).toEqual([{ Values: values }]);
  expect(await opened(change, remove(...values))).toHaveLength(1);
  expect(await opened(change, remove("2025", "07"))).toHaveLength(2);
  const make = glue("CreatePartition", { partitionInput: { values } });
  expect(await opened(make, change, remove(...values))).toEqual([]);
});

const switches = [
  ["redshift", "EnableLogging", "DisableLogging", { clusterIdentifier: "dw" }],
  ["autoscaling", "EnableMetricsCollection", "DisableMetricsCollection", { autoScalingGroupName: "web" }],
  [
    "organizations",
    "EnableAWSServiceAccess",
    "DisableAWSServiceAccess",
    { servicePrincipal: "ram.amazonaws.com" },
  ],
  ["inspector2", "Enable", "Disable", { resourceTypes: ["EC2"] }],
  ["route53", "EnableHostedZoneDNSSEC", "DisableHostedZoneDNSSEC", { id: "Z0123456789ABC" }],
] as const;

for (const [service, on, off, parameters] of switches)
  test(`what ${off} of ${service} switches off was on`, async () => {
    const turn = (operation: string): Call => ({ service, operation, parameters });
    expect(await listOpened([turn(off)], on)).toHaveLength(1);
    expect(await listOpened([turn(on), turn(off)], on)).toEqual([]);
  });

test("an instance that leaves a group was in it", async () => {
  const leave: Call = {
    service: "autoscaling",
    operation: "DetachInstances",
    parameters: {
      autoScalingGroupName: "web",
      instanceIds: ["i-0aaaaaaaaaaaaaaaa"],
      shouldDecrementDesiredCapacity: true,
    },
  };
  expect(await listOpened([leave], "AttachInstances")).toEqual(["+AttachInstances(web)"]);
});

test("nothing that its second puts on as often as it is taken off, or once more", async () => {
  const at = (second: number, operation: string): Call => ({
    service: "iam",
    operation,
    parameters: { roleName: "smoke", instanceProfileName: "smoke" },
    second,
  });
  const put = (second: number) => at(second, "AddRoleToInstanceProfile");
  const take = (second: number) => at(second, "RemoveRoleFromInstanceProfile");
  expect(await listOpened([put(0), take(0), put(0), take(0)], "AddRoleToInstanceProfile")).toEqual([]);
  expect(await listOpened([put(0), take(0), put(0), take(1)], "AddRoleToInstanceProfile")).toEqual([]);
  expect(await listOpened([put(0), take(0), take(1)], "AddRoleToInstanceProfile")).toHaveLength(1);
});

test("no thing that its second creates once more than it ends, but one that it ends once more", async () => {
  const at = (second: number, operation: string): Call => ({ ...ec2(operation, { keyName: "ops" }), second });
  const [create, end] = [at(0, "CreateKeyPair"), at(0, "DeleteKeyPair")];
  expect(await listOpened([create, end, create, at(1, "DeleteKeyPair")], "CreateKeyPair")).toEqual([]);
  expect(await listOpened([end, create, end], "CreateKeyPair")).toHaveLength(1);
});
