/** Things of one name that only what takes them back tells apart: the one stays when the other goes. */
import { describe, expect, test } from "bun:test";
import { keep, type Written } from "./keep.ts";

const scaling = (scalableDimension: string, resourceId = "table/carts") => ({
  serviceNamespace: "dynamodb",
  resourceId,
  scalableDimension,
});
const READ = "dynamodb:table:ReadCapacityUnits";
const WRITE = "dynamodb:table:WriteCapacityUnits";
const autoscaling = (name: string, ...rest: object[]): Written => [
  `application-autoscaling ${name}`,
  Object.assign({}, ...rest),
];
const policy = { policyName: "p" };
const action = { scheduledActionName: "night", schedule: "rate(1 day)" };

describe("of two things of one name", () => {
  test("the target of the one dimension stays when that of the other goes", async () => {
    const calls = [
      autoscaling("RegisterScalableTarget", scaling(READ), { minCapacity: 1 }),
      autoscaling("RegisterScalableTarget", scaling(WRITE), { minCapacity: 1 }),
      autoscaling("DeregisterScalableTarget", scaling(WRITE)),
    ];
    expect(await keep(...calls)).toEqual(["RegisterScalableTarget 1"]);
    expect(await keep(...calls, autoscaling("DeregisterScalableTarget", scaling(READ)))).toEqual([]);
  });

  test("a policy and an action of the one resource stand when those of the other go", async () => {
    expect(
      await keep(
        autoscaling("PutScalingPolicy", scaling(READ), policy),
        autoscaling("PutScalingPolicy", scaling(READ, "table/orders"), policy),
        autoscaling("PutScheduledAction", scaling(READ), action),
        autoscaling("PutScheduledAction", scaling(READ, "table/orders"), action),
        autoscaling("DeleteScheduledAction", scaling(READ), { scheduledActionName: "night" }),
        autoscaling("DeleteScalingPolicy", scaling(READ), policy),
      ),
    ).toEqual(["PutScalingPolicy 2", "PutScheduledAction 4"]);
  });

  test("the app of the one type stands when that of the other goes", async () => {
    const app = (appType: string) => ({ domainId: "d-1", userProfileName: "u", appType, appName: "default" });
    expect(
      await keep(
        ["sagemaker CreateApp", app("JupyterServer")],
        ["sagemaker CreateApp", app("KernelGateway")],
        ["sagemaker DeleteApp", app("JupyterServer")],
      ),
    ).toEqual(["CreateApp 2"]);
  });

  test("what is put again with other settings is the same thing", async () => {
    expect(
      await keep(
        autoscaling("PutScheduledAction", scaling(READ), action),
        autoscaling("PutScheduledAction", scaling(READ), { ...action, schedule: "rate(2 days)" }),
        autoscaling("DeleteScheduledAction", scaling(READ), { scheduledActionName: "night" }),
      ),
    ).toEqual([]);
  });
});
