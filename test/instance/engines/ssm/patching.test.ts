// Patch baselines with their groups, and the tasks of maintenance windows.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

type Input = Readonly<Record<string, Given>>;

function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}) => client.call("ssm", name, input);
  const make = async (Name: string, OperatingSystem = "AMAZON_LINUX_2") =>
    (await call("CreatePatchBaseline", { Name, OperatingSystem, Description: "d" }))["BaselineId"] as string;
  const code = async (name: string, input: Input) => (await call(name, input)).Error?.Code;
  return { call, make, code };
}

test("a group takes one baseline of each system", async () => {
  const { call, make, code } = open();
  const [one, other, windows] = [await make("one"), await make("other"), await make("win", "WINDOWS")];
  const PatchGroup = "web";
  expect(await call("RegisterPatchBaselineForPatchGroup", { BaselineId: one, PatchGroup })).toMatchObject({
    BaselineId: one,
    PatchGroup,
  });
  const again = { BaselineId: other, PatchGroup };
  expect(await code("RegisterPatchBaselineForPatchGroup", again)).toBe("AlreadyExistsException");
  expect(
    await code("RegisterPatchBaselineForPatchGroup", { BaselineId: "pb-00000000000000000", PatchGroup }),
  ).toBe("DoesNotExistException");
  await call("RegisterPatchBaselineForPatchGroup", { BaselineId: windows, PatchGroup });
  expect(
    await call("GetPatchBaselineForPatchGroup", { PatchGroup, OperatingSystem: "AMAZON_LINUX_2" }),
  ).toMatchObject({ BaselineId: one, PatchGroup, OperatingSystem: "AMAZON_LINUX_2" });
  expect(await call("GetPatchBaselineForPatchGroup", { PatchGroup })).toMatchObject({ BaselineId: windows });
  const { Mappings } = await call("DescribePatchGroups");
  expect(Mappings).toHaveLength(2);
  expect(await code("DeletePatchBaseline", { BaselineId: one })).toBe("ResourceInUseException");
  await call("DeregisterPatchBaselineForPatchGroup", { BaselineId: one, PatchGroup });
  expect(await code("DeregisterPatchBaselineForPatchGroup", { BaselineId: one, PatchGroup })).toBe(
    "DoesNotExistException",
  );
  expect(await code("DeletePatchBaseline", { BaselineId: one })).toBeUndefined();
});

test("one baseline of a system is the default, and baselines are found by how their names begin", async () => {
  const { call, make, code } = open();
  const [one, other] = [await make("one"), await make("other")];
  expect(await code("GetDefaultPatchBaseline", { OperatingSystem: "AMAZON_LINUX_2" })).toBeUndefined();
  for (const BaselineId of [one, other, one]) await call("RegisterDefaultPatchBaseline", { BaselineId });
  expect(await call("GetDefaultPatchBaseline", { OperatingSystem: "AMAZON_LINUX_2" })).toMatchObject({
    BaselineId: one,
  });
  const asked = { Filters: [{ Key: "NAME_PREFIX", Values: ["o"] }] };
  expect((await call("DescribePatchBaselines", asked))["BaselineIdentities"]).toEqual([
    {
      BaselineId: one,
      BaselineName: "one",
      OperatingSystem: "AMAZON_LINUX_2",
      BaselineDescription: "d",
      DefaultBaseline: true,
    },
    {
      BaselineId: other,
      BaselineName: "other",
      OperatingSystem: "AMAZON_LINUX_2",
      BaselineDescription: "d",
      DefaultBaseline: false,
    },
  ]);
});

test("AWS's own baseline is the default of its system until another one is registered", async () => {
  const { call, make, code } = open();
  const OperatingSystem = "AMAZON_LINUX_2";
  const asked = { PatchGroup: "web", OperatingSystem };
  const own = (await call("GetDefaultPatchBaseline", { OperatingSystem }))["BaselineId"] as string;
  expect(own).toMatch(/^arn:aws:ssm:us-east-1:\d{12}:patchbaseline\/pb-[0-9a-f]{17}$/);
  expect((await call("GetPatchBaselineForPatchGroup", asked))["BaselineId"]).toBe(own);
  expect(await call("GetPatchBaseline", { BaselineId: own })).toMatchObject({
    Name: "AWS-AmazonLinux2DefaultPatchBaseline",
    OperatingSystem,
  });
  const mine = await make("mine");
  await call("RegisterDefaultPatchBaseline", { BaselineId: mine });
  expect((await call("GetPatchBaselineForPatchGroup", asked))["BaselineId"]).toBe(mine);
  const listed = async (owner: string) => {
    const { BaselineIdentities } = await call("DescribePatchBaselines", {
      Filters: [
        { Key: "OWNER", Values: [owner] },
        { Key: "OPERATING_SYSTEM", Values: [OperatingSystem] },
      ],
    });
    return (BaselineIdentities as readonly Input[]).map((one) => [one["BaselineId"], one["DefaultBaseline"]]);
  };
  expect(await listed("AWS")).toEqual([[own, false]]);
  expect(await listed("Self")).toEqual([[mine, true]]);
  await call("RegisterDefaultPatchBaseline", { BaselineId: own });
  expect(await listed("AWS")).toEqual([[own, true]]);
  await call("RegisterPatchBaselineForPatchGroup", { BaselineId: own, PatchGroup: "web" });
  expect((await call("GetPatchBaseline", { BaselineId: own }))["PatchGroups"]).toEqual(["web"]);
  expect(await code("DeletePatchBaseline", { BaselineId: own })).toBe("ResourceInUseException");
});

test("tags of what there is not are refused, whatever it would be", async () => {
  const { code } = open();
  const kinds = ["Association", "Automation", "Document", "MaintenanceWindow", "ManagedInstance"];
  for (const ResourceType of [...kinds, "OpsItem", "OpsMetadata", "Parameter", "PatchBaseline"]) {
    const asked = { ResourceType, ResourceId: "none" };
    expect(await code("ListTagsForResource", asked)).toBe("InvalidResourceId");
    expect(await code("RemoveTagsFromResource", { ...asked, TagKeys: ["a"] })).toBe("InvalidResourceId");
  }
});

test("an OpsItem has tags", async () => {
  const { call } = open();
  const Tags = [{ Key: "a", Value: "1" }];
  const { OpsItemId } = await call("CreateOpsItem", { Title: "t", Source: "s", Description: "d", Tags });
  const asked = { ResourceType: "OpsItem", ResourceId: OpsItemId as string };
  await call("AddTagsToResource", { ...asked, Tags: [{ Key: "b", Value: "2" }] });
  await call("RemoveTagsFromResource", { ...asked, TagKeys: ["a"] });
  expect((await call("ListTagsForResource", asked))["TagList"]).toEqual([{ Key: "b", Value: "2" }]);
});

test("a window has the tasks that were registered with it, and none before and after", async () => {
  const { call, code } = open();
  const { WindowId } = (await call("CreateMaintenanceWindow", {
    Name: "window",
    Schedule: "rate(1 day)",
    Duration: 2,
    Cutoff: 1,
    AllowUnassociatedTargets: true,
  })) as unknown as { WindowId: string };
  expect((await call("DescribeMaintenanceWindowTasks", { WindowId }))["Tasks"]).toEqual([]);
  const { WindowTaskId } = (await call("RegisterTaskWithMaintenanceWindow", {
    WindowId,
    TaskArn: "AWS-RunShellScript",
    TaskType: "RUN_COMMAND",
    Name: "task",
  })) as unknown as { WindowTaskId: string };
  const { Tasks } = await call("DescribeMaintenanceWindowTasks", { WindowId });
  expect(Tasks).toMatchObject([{ WindowId, WindowTaskId, Type: "RUN_COMMAND", Name: "task" }]);
  expect(await call("GetMaintenanceWindowTask", { WindowId, WindowTaskId })).toMatchObject({
    WindowTaskId,
    TaskType: "RUN_COMMAND",
    TaskArn: "AWS-RunShellScript",
  });
  await call("DeregisterTaskFromMaintenanceWindow", { WindowId, WindowTaskId });
  expect((await call("DescribeMaintenanceWindowTasks", { WindowId }))["Tasks"]).toEqual([]);
  expect(await code("GetMaintenanceWindowTask", { WindowId, WindowTaskId })).toBe("DoesNotExistException");
});
