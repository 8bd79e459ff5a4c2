import { describe, expect, test } from "bun:test";
import { placeStep } from "../../src/emulator/place-steps.ts";
import { makePlaceRewriter } from "../../src/emulator/place-texts.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

async function planOne(changes: Partial<TrailEvent>): Promise<Step> {
  const [step] = await planSteps([makeEvent(changes)]);
  if (!step) throw new Error("no step");
  return step;
}

function makePlaces(region: string, live: string) {
  return makePlaceRewriter({
    accounts: new Map([["111122223333", "000000000000"]]),
    regions: new Map([[region, live]]),
  });
}

const toUs = makePlaces("eu-west-1", "us-east-1");
const toEu = makePlaces("us-east-1", "eu-west-1");

test("regions change in members typed as enums, account ids nowhere but where they mean the account", async () => {
  const step = await planOne({
    service: "route53",
    operation: "CreateHostedZone",
    requestParameters: {
      name: "shop.example",
      callerReference: "111122223333",
      vPC: { vPCRegion: "eu-west-1", vPCId: "vpc-0a1" },
    },
  });
  expect(placeStep(step, toUs).input).toEqual({
    Name: "shop.example",
    CallerReference: "000000000000",
    VPC: { VPCRegion: "us-east-1", VPCId: "vpc-0a1" },
  });
  expect(step.input["CallerReference"]).toBe("111122223333");
});

test("queue policies, redrive targets and map values change; map keys stay", async () => {
  const step = await planOne({
    requestParameters: {
      queueName: "orders-eu-west-1",
      attributes: { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:dead"}' },
      tags: { "eu-west-1": "111122223333" },
    },
  });
  expect(placeStep(step, toUs).input).toEqual({
    QueueName: "orders-eu-west-1",
    Attributes: { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}' },
    tags: { "eu-west-1": "000000000000" },
  });
});

test("availability zones in lists change, numbers and flags stay", async () => {
  const step = await planOne({
    service: "autoscaling",
    operation: "CreateAutoScalingGroup",
    requestParameters: {
      autoScalingGroupName: "web",
      minSize: 1,
      maxSize: 2,
      availabilityZones: ["eu-west-1a", "eu-west-1b"],
    },
  });
  expect(placeStep(step, toUs).input).toMatchObject({
    MinSize: 1,
    MaxSize: 2,
    AvailabilityZones: ["us-east-1a", "us-east-1b"],
  });
});

describe("S3's LocationConstraint", () => {
  const create = (region: string, configuration?: unknown) =>
    planOne({
      service: "s3",
      operation: "CreateBucket",
      region,
      requestParameters: {
        bucketName: "logs-111122223333-eu-west-1",
        ...(configuration !== undefined && { CreateBucketConfiguration: configuration }),
      },
    });

  test("is left out in us-east-1", async () => {
    const step = await create("eu-west-1", { LocationConstraint: "eu-west-1" });
    expect(placeStep(step, toUs).input).toEqual({ Bucket: "logs-111122223333-eu-west-1" });
  });

  test("EU is eu-west-1", async () => {
    const step = await create("eu-west-1", { LocationConstraint: "EU" });
    expect(placeStep(step, toUs).input["CreateBucketConfiguration"]).toBeUndefined();
    const toParis = makePlaces("eu-west-1", "eu-west-3");
    expect(placeStep(step, toParis).input).toMatchObject({
      CreateBucketConfiguration: { LocationConstraint: "eu-west-3" },
    });
  });

  test("is added outside us-east-1", async () => {
    expect(placeStep(await create("us-east-1"), toEu).input).toEqual({
      Bucket: "logs-111122223333-eu-west-1",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
  });

  test("is not added to a directory bucket", async () => {
    const location = { Location: { Type: "AvailabilityZone", Name: "use1-az4" } };
    expect(placeStep(await create("us-east-1", location), toEu).input).toMatchObject({
      CreateBucketConfiguration: { Location: { Type: "AvailabilityZone", Name: "euw1-az4" } },
    });
    expect(placeStep(await create("us-east-1", location), toEu).input).not.toHaveProperty(
      "CreateBucketConfiguration.LocationConstraint",
    );
  });

  test("stays where the region is not mapped", async () => {
    const step = await create("eu-west-2", { LocationConstraint: "eu-west-2" });
    expect(placeStep(step, toUs).input).toEqual(step.input);
  });
});
