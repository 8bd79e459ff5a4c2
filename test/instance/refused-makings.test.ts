// Calls that production answered with a success, and did nothing of.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const INPUT = {
  ...{ ResourceIds: ["vpc-11111111", "vpc-22222222"], ResourceType: "VPC", TrafficType: "ALL" },
  ...{ LogDestinationType: "s3", LogDestination: "arn:aws:s3:::logs" },
};
const refuse = (ResourceId: string) => ({ ResourceId, Error: { Code: "400", Message: "Access Denied" } });

test("what production refused each item of makes nothing", async () => {
  const call = makeCaller();
  const Unsuccessful = INPUT.ResourceIds.map(refuse);
  for (const output of [{ Unsuccessful }, { ClientToken: "t", FlowLogIds: [], Unsuccessful }]) {
    const told = { at: 1_775_000_000_000, event: "e", output };
    expect(await call("ec2.CreateFlowLogs", INPUT, { told })).toEqual(output);
    expect((await call("ec2.DescribeFlowLogs")).FlowLogs).toEqual([]);
  }
});

test("what production did of a call of which it refused some is done", async () => {
  const call = makeCaller();
  const output = { FlowLogIds: ["fl-0123456789abcdef0"], Unsuccessful: [refuse("vpc-22222222")] };
  await call("ec2.CreateFlowLogs", INPUT, { told: { at: 1_775_000_000_000, event: "e", output } });
  expect((await call("ec2.DescribeFlowLogs")).FlowLogs).toHaveLength(1);
  const none = { FlowLogIds: ["fl-0123456789abcdef1"], Unsuccessful: [] };
  const input = { ...INPUT, ResourceIds: ["vpc-11111111"] };
  await call("ec2.CreateFlowLogs", input, { told: { at: 1_775_000_000_000, event: "e2", output: none } });
  expect((await call("ec2.DescribeFlowLogs")).FlowLogs).toHaveLength(2);
});

test("a fleet of which production tells the id is made, though no machine was", async () => {
  const call = makeCaller();
  const FleetId = "fleet-11111111-2222-4333-8444-555555555555";
  const output = { FleetId, Errors: [{ ErrorCode: "InsufficientInstanceCapacity", ErrorMessage: "none" }] };
  const input = {
    LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateName: "t", Version: "1" } }],
    TargetCapacitySpecification: { TotalTargetCapacity: 1 },
  };
  await call("ec2.CreateFleet", input, { told: { at: 1_775_000_000_000, event: "e", output } });
  expect((await call("ec2.DescribeFleets")).Fleets).toHaveLength(1);
});

test("a deletion of which production refused each item deletes nothing", async () => {
  const call = makeCaller();
  const FlowLogIds = ["fl-0123456789abcdef0"];
  const at = 1_775_000_000_000;
  const input = { ...INPUT, ResourceIds: ["vpc-11111111"] };
  await call("ec2.CreateFlowLogs", input, { told: { at, event: "e", output: { FlowLogIds } } });
  const output = { Unsuccessful: FlowLogIds.map(refuse) };
  await call("ec2.DeleteFlowLogs", { FlowLogIds }, { told: { at, event: "e2", output } });
  expect((await call("ec2.DescribeFlowLogs")).FlowLogs).toHaveLength(1);
});
