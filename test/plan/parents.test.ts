// Which calls a replayed parent makes by itself.
import { expect, test } from "bun:test";
import { leaveOutChildren } from "../../src/plan/parents.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

function call(service: string, operation: string, invokedBy?: string): TrailEvent {
  return makeEvent({ service, operation, eventName: operation, invokedBy });
}

function kept(events: readonly TrailEvent[], stacks: "children" | "template" = "children"): string[] {
  return leaveOutChildren(events, stacks).kept.map((event) => event.operation);
}

const group = call("autoscaling", "CreateAutoScalingGroup");
const instances = call("ec2", "RunInstances", "autoscaling.amazonaws.com");
const stack = call("cloudformation", "CreateStack");
const child = call("sqs", "CreateQueue", "cloudformation.amazonaws.com");

test("the instances of a group that is replayed are left out", () => {
  expect(kept([group, instances])).toEqual(["CreateAutoScalingGroup"]);
  expect(leaveOutChildren([group, instances], "children").madeByParent).toBe(1);
});

test("without their parent they are all there is of it", () => {
  expect(kept([instances])).toEqual(["RunInstances"]);
});

test("a call of the same kind that a person made stays", () => {
  expect(kept([group, call("ec2", "RunInstances")])).toEqual(["CreateAutoScalingGroup", "RunInstances"]);
});

test("an interface of a load balancer is left out, one of a database stays", () => {
  const balancer = call("elbv2", "CreateLoadBalancer");
  const database = call("rds", "CreateDBInstance");
  const ofBalancer = call("ec2", "CreateNetworkInterface", "elasticloadbalancing.amazonaws.com");
  const ofDatabase = call("ec2", "CreateNetworkInterface", "rds.amazonaws.com");
  expect(kept([balancer, ofBalancer, database, ofDatabase])).toEqual([
    "CreateLoadBalancer",
    "CreateDBInstance",
    "CreateNetworkInterface",
  ]);
});

test("a stack's children are replayed, or the stack from its template", () => {
  expect(kept([stack, child])).toEqual(["CreateStack", "CreateQueue"]);
  expect(kept([stack, child], "template")).toEqual(["CreateStack"]);
  expect(kept([child], "template")).toEqual(["CreateQueue"]);
});
