// What production's answers tell that the things themselves do not: a second id, a failure, the ids of other services' things.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const tell = (output: object, id = "1", at = 0) => ({ told: { output: output as never, at, id } });

test("what goes by two ids is told by each", async () => {
  const call = makeCaller();
  const machine = { StorageVirtualMachineId: "svm-0123456789abcdef0", UUID: "u-1", Name: "n" };
  const input = { FileSystemId: "fs-0123456789abcdef0", Name: "n" };
  await call("fsx.CreateStorageVirtualMachine", input, tell({ StorageVirtualMachine: machine }));
  const { StorageVirtualMachines } = await call("fsx.DescribeStorageVirtualMachines");
  expect(StorageVirtualMachines[0]).toMatchObject(machine);
});

test("a read that tells a thing's names tells the thing, and not its tags alone", async () => {
  const call = makeCaller();
  const { Id, Arn } = await call("oam.CreateSink", { Name: "all" });
  expect(await call("oam.GetSink", { Identifier: Id })).toMatchObject({ Id, Arn, Name: "all" });
});

test("what has failed stays so, and what was to come has come", async () => {
  const call = makeCaller();
  const make = (status: string, id: string) =>
    call("continuum.CreateCodeScan", { environmentId: "e" }, tell({ scan: { scanRunId: id, status } }, id));
  await make("FAILED", "s1");
  await make("IN_PROGRESS", "s2");
  const read = async (scanRunId: string) =>
    (await call("continuum.GetCodeScan", { environmentId: "e", scanRunId })).scan.status;
  expect([await read("s1"), await read("s2")]).toEqual(["FAILED", "SUCCEEDED"]);
});

test("an answer takes nothing back that another call of its second has set", async () => {
  const call = makeCaller();
  const rule = { RuleArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/l/1/2/3" };
  const ListenerArn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/l/1/2";
  const Actions = [{ Type: "forward", TargetGroupArn: "t" }];
  const input = { ListenerArn, Priority: 10, Conditions: [], Actions };
  await call("elbv2.CreateRule", input, tell({ Rules: [{ ...rule, Priority: "10" }] }, "1", 0));
  const RulePriorities = [{ ...rule, Priority: 15 }];
  await call("elbv2.SetRulePriorities", { RulePriorities }, tell({ Rules: [] }, "2", 1000));
  await call(
    "elbv2.ModifyRule",
    { ...rule, Actions },
    tell({ Rules: [{ ...rule, Priority: "10" }] }, "3", 1000),
  );
  const read = async () =>
    (await call("elbv2.DescribeRules", { RuleArns: [rule.RuleArn] })).Rules[0].Priority;
  expect(await read()).toBe("15");
  await call(
    "elbv2.ModifyRule",
    { ...rule, Actions },
    tell({ Rules: [{ ...rule, Priority: "10" }] }, "4", 2000),
  );
  expect(await read()).toBe("10");
});

test("the default group of a network gets the id that a database tells", async () => {
  const call = makeCaller();
  const { VpcId } = (await call("ec2.DescribeVpcs")).Vpcs[0];
  const input = { DBInstanceIdentifier: "d", DBInstanceClass: "db.t3.micro", Engine: "mysql" };
  const VpcSecurityGroups = [{ VpcSecurityGroupId: "sg-0f00ba4", Status: "active" }];
  await call("rds.CreateDBInstance", input, tell({ DBInstance: { ...input, VpcSecurityGroups } }));
  const { SecurityGroups } = await call("ec2.DescribeSecurityGroups", { GroupIds: ["sg-0f00ba4"] });
  expect(SecurityGroups).toMatchObject([{ GroupName: "default", VpcId }]);
});

test("each item of a batch is told by itself", async () => {
  const call = makeCaller();
  const item = (key: string) => ({
    serviceCode: "s",
    usageType: "u",
    operation: "o",
    usageAccountId: "1",
    key,
  });
  const input = { workloadEstimateId: "w", usage: [item("a"), item("b")] };
  const items = ["a", "b"].map((key) => ({ id: `id-${key}`, key, usageType: `told-${key}` }));
  await call("bcm-pricing-calculator.BatchCreateWorkloadEstimateUsage", input, tell({ items, errors: [] }));
  const told = await call("bcm-pricing-calculator.ListWorkloadEstimateUsage", { workloadEstimateId: "w" });
  expect(told.items).toMatchObject([
    { id: "id-a", usageType: "told-a", serviceCode: "s" },
    { id: "id-b", usageType: "told-b", serviceCode: "s" },
  ]);
});
