/** What production answered counts more than what it was asked; a later call may say in other members what an earlier one has said. */
import { describe, expect, test } from "bun:test";
import { judgeCalls } from "./support.ts";

const ARN = "arn:aws:ram:eu-west-1:111122223333:resource-share/1";

describe("what a later call was answered", () => {
  const share = (allowExternalPrincipals: boolean, name: string) => ({
    resourceShareArn: ARN,
    name,
    allowExternalPrincipals,
  });
  const judge = (found: boolean) =>
    judgeCalls(
      "ram",
      [
        [
          "CreateResourceShare",
          { name: "pears", allowExternalPrincipals: false },
          { resourceShare: share(false, "pears") },
        ],
        [
          "UpdateResourceShare",
          { resourceShareArn: ARN, name: "plums" },
          { resourceShare: share(true, "plums") },
        ],
      ],
      { GetResourceShares: { resourceShares: [share(found, "plums")] } },
    );

  test("is how it is", async () => {
    expect(await judge(true)).toEqual(["CreateResourceShare verified"]);
    expect(await judge(false)).toEqual(["CreateResourceShare verified"]);
  });
});

test("what a change was answered before it was made says nothing", async () => {
  const stream = (count: number) => ({
    StreamDescriptionSummary: { StreamName: "a", OpenShardCount: count },
  });
  const judge = (found: number) =>
    judgeCalls(
      "kinesis",
      [
        [
          "UpdateShardCount",
          { StreamName: "a", TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" },
          { StreamName: "a", CurrentShardCount: 2, TargetShardCount: 4 },
        ],
      ],
      { DescribeStreamSummary: stream(found) },
    );
  expect(await judge(4)).toEqual(["UpdateShardCount verified"]);
  expect(await judge(2)).toEqual(["UpdateShardCount different: OpenShardCount 4 is 2"]);
});

test("a setting is what it was changed to last, though it goes by no name of its own", async () => {
  const judge = (AuthType: string) =>
    judgeCalls(
      "lambda",
      [
        ["CreateFunctionUrlConfig", { FunctionName: "a", AuthType: "NONE" }],
        ["UpdateFunctionUrlConfig", { FunctionName: "a", AuthType: "AWS_IAM" }],
      ],
      { GetFunctionUrlConfig: { FunctionUrl: "https://a/", AuthType } },
    );
  expect(await judge("AWS_IAM")).toEqual(["CreateFunctionUrlConfig verified"]);
  expect(await judge("NONE")).toEqual(["CreateFunctionUrlConfig different: AuthType AWS_IAM is NONE"]);
});

test("what stood in a structure is said anew by itself", async () => {
  const log = (Enabled: boolean) => ({
    LogPublishingConfiguration: { Fabric: { ChaincodeLogs: { Cloudwatch: { Enabled } } } },
  });
  const ids = { NetworkId: "n-1", MemberId: "m-1" };
  const judge = (isOn: boolean) =>
    judgeCalls(
      "managedblockchain",
      [
        [
          "CreateNode",
          { ...ids, NodeConfiguration: { InstanceType: "a", ...log(false) } },
          { NodeId: "nd-1" },
        ],
        ["UpdateNode", { ...ids, NodeId: "nd-1", ...log(true) }],
      ],
      { GetNode: { Node: { Id: "nd-1", ...ids, InstanceType: "a", ...log(isOn) } } },
    );
  expect(await judge(true)).toEqual(["CreateNode verified"]);
  expect(await judge(false)).toEqual([
    "CreateNode different: LogPublishingConfiguration.Fabric.ChaincodeLogs.Cloudwatch.Enabled true is false",
  ]);
});

test("what an account has one of is there where its read tells of it", async () => {
  const judge = (answer: object | null) =>
    judgeCalls("shield", [["CreateSubscription", {}]], { DescribeSubscription: answer as object });
  expect(await judge({ Subscription: { TimeCommitmentInSeconds: 1 } })).toEqual([
    "CreateSubscription verified",
  ]);
  expect((await judge(null))[0]).toStartWith("CreateSubscription missing");
  expect((await judge({}))[0]).not.toContain("verified");
});
