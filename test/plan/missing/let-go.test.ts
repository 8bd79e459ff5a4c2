// What a deletion leaves alone, though the log has not undone all that was made with the thing.
import { describe, expect, test } from "bun:test";
import { addClosings } from "../../../src/plan/missing/add-closings.ts";
import { type Call, planCalls, showStep } from "./plan-calls.ts";

const show = async (calls: readonly Call[]): Promise<string[]> =>
  (await addClosings(await planCalls(calls))).map(showStep);
const ec2 = (operation: string, parameters: unknown, answer: unknown = {}): Call => ({
  service: "ec2",
  operation,
  parameters,
  answer,
});

describe("a deletion of what something else used before", () => {
  const asg = (operation: string, parameters: unknown): Call => ({
    service: "autoscaling",
    operation,
    parameters,
  });
  const group = asg("CreateAutoScalingGroup", {
    autoScalingGroupName: "all",
    launchConfigurationName: "old",
    minSize: 0,
    maxSize: 1,
  });
  const gone = asg("DeleteLaunchConfiguration", { launchConfigurationName: "old" });
  const listMadeUp = async (calls: readonly Call[]) =>
    (await show(calls)).filter((text) => text.startsWith("+"));

  test("leaves it alone where a change has let go", async () => {
    const change = asg("UpdateAutoScalingGroup", {
      autoScalingGroupName: "all",
      launchConfigurationName: "main",
    });
    expect(await listMadeUp([group, gone])).toEqual(["+DeleteAutoScalingGroup(all)"]);
    expect(await listMadeUp([group, change, gone])).toEqual([]);
    expect(
      await listMadeUp([
        group,
        change,
        asg("DeleteLaunchConfiguration", { launchConfigurationName: "main" }),
      ]),
    ).toEqual(["+DeleteAutoScalingGroup(all)"]);
  });

  test("leaves it alone where the log goes on with it, and takes it where the log makes it anew", async () => {
    const hook = asg("PutLifecycleHook", {
      autoScalingGroupName: "all",
      lifecycleHookName: "1",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    });
    expect(await listMadeUp([group, gone, hook])).toEqual([]);
    expect(await listMadeUp([group, gone, group, hook])).toEqual(["+DeleteAutoScalingGroup(all)"]);
  });

  test("leaves machines alone whose key, and services whose definition is deleted", async () => {
    const machine = ec2(
      "RunInstances",
      { subnetId: "subnet-0aaaaaaaaaaaaaaaa", keyName: "main" },
      { instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaaa" }] } },
    );
    expect(await listMadeUp([machine, ec2("DeleteKeyPair", { keyName: "main" })])).toEqual([]);
    const ecs = (operation: string, parameters: unknown): Call => ({ service: "ecs", operation, parameters });
    const service = ecs("CreateService", { cluster: "ci", serviceName: "web", taskDefinition: "ci:1" });
    expect(await listMadeUp([service, ecs("DeregisterTaskDefinition", { taskDefinition: "ci:1" })])).toEqual(
      [],
    );
    expect(await listMadeUp([service, ecs("DeleteCluster", { cluster: "ci" })])).toEqual([
      "+DeleteService(web, ci)",
    ]);
  });

  test("takes nothing off what went with the thing around it", async () => {
    const elb = (operation: string, parameters: unknown, answer: unknown = {}): Call => ({
      service: "elbv2",
      operation,
      parameters,
      answer,
    });
    const at = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:";
    const balancer = `${at}loadbalancer/app/front/0a1b2c3d4e5f6a7b`;
    const listener = `${at}listener/app/front/0a1b2c3d4e5f6a7b/1a1b2c3d4e5f6a7b`;
    const group = `${at}targetgroup/front/2a1b2c3d4e5f6a7b`;
    const actions = [{ type: "forward", targetGroupArn: group }];
    const made = [
      elb(
        "CreateListener",
        { loadBalancerArn: balancer, defaultActions: actions },
        { listeners: [{ listenerArn: listener, loadBalancerArn: balancer }] },
      ),
      elb(
        "CreateRule",
        { listenerArn: listener, priority: 1, conditions: [], actions },
        { rules: [{ ruleArn: `${listener.replace("listener", "listener-rule")}/3a1b2c3d4e5f6a7b` }] },
      ),
    ];
    const gone = elb("DeleteTargetGroup", { targetGroupArn: group });
    expect(await listMadeUp([...made, gone])).toHaveLength(2);
    expect(
      await listMadeUp([...made, elb("DeleteLoadBalancer", { loadBalancerArn: balancer }), gone]),
    ).toEqual([]);
  });

  test("leaves an association alone that the log takes away by the id that it got last", async () => {
    const table = "rtb-0aaaaaaaaaaaaaaaa";
    const calls = [
      ec2(
        "ReplaceRouteTableAssociation",
        { associationId: "rtbassoc-1", routeTableId: table },
        { newAssociationId: "rtbassoc-2" },
      ),
      ec2("DisassociateRouteTable", { associationId: "rtbassoc-2" }),
      ec2("DeleteRouteTable", { routeTableId: table }),
    ];
    expect(await listMadeUp(calls)).toEqual([]);
  });
});
