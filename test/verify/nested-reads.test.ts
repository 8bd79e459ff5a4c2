// What a change says member by member is where its read tells it: in the one structure that has it.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import { nestLikeRead } from "../../src/verify/nested.ts";

async function nest(name: string, input: Record<string, string | number>) {
  await loadResources("ec2");
  const { output } = await loadOperation("ec2", "DescribeInstances");
  const machine = output?.members?.["Reservations"]?.member?.members?.["Instances"]?.member;
  if (!machine) throw new Error("the answer has no machines");
  return { ...nestLikeRead(await loadOperation("ec2", name), input, machine) };
}

test("a member that stands in one structure alone is nested, a name of the thing is not", async () => {
  const nested = await nest("ModifyInstanceCpuOptions", { InstanceId: "i-1", CoreCount: 4 });
  expect(nested).toEqual({ InstanceId: "i-1", CpuOptions: { CoreCount: 4 } });
});

test("a member that the thing has itself stays, and so does one that several structures have", async () => {
  const input = { InstanceId: "i-1", EbsOptimized: "true", HttpTokens: "required", State: "x" };
  const nested = await nest("ModifyInstanceAttribute", input);
  expect(nested).toMatchObject({ EbsOptimized: "true", State: "x" });
});
