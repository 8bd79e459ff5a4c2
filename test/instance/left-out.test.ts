// What is not there: which lists leave it out, which say so, and what error services have for it whose operations' models name none.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a list that is asked by names answers with those that are there, where its model has no error for one that is not", async () => {
  const call = makeCaller();
  await call("autoscaling.CreateLaunchConfiguration", { LaunchConfigurationName: "web", ImageId: "ami-1" });
  const told = await call("autoscaling.DescribeLaunchConfigurations", {
    LaunchConfigurationNames: ["web", "none"],
  });
  expect(
    told.LaunchConfigurations.map((one: { LaunchConfigurationName: string }) => one.LaunchConfigurationName),
  ).toEqual(["web"]);
});

test("what was left out is told in the list that the answer has for it", async () => {
  const call = makeCaller();
  expect(await call("codebuild.BatchGetProjects", { names: ["none"] })).toEqual({
    projects: [],
    projectsNotFound: ["none"],
  });
  expect(await call("ecs.DescribeClusters", { clusters: ["none"] })).toEqual({
    clusters: [],
    failures: [{ arn: "none", reason: "MISSING" }],
  });
  expect(await call("opensearch.DescribeVpcEndpoints", { VpcEndpointIds: ["aos-1"] })).toMatchObject({
    VpcEndpoints: [],
    VpcEndpointErrors: [{ VpcEndpointId: "aos-1", ErrorCode: "ENDPOINT_NOT_FOUND" }],
  });
});

test("tags of what is not there are refused, where it would be known if it were", async () => {
  const call = makeCaller();
  const arn = "arn:aws:quicksight:eu-west-1:111122223333:dataset/none";
  expect(await call("quicksight.ListTagsForResource", { ResourceArn: arn })).toBe(
    "ResourceNotFoundException",
  );
  const unknown = "arn:aws:quicksight:eu-west-1:111122223333:nothing/none";
  expect(await call("quicksight.ListTagsForResource", { ResourceArn: unknown })).toBe("NotImplemented");
});

test("a list in what is not there is refused all the same", async () => {
  expect(await makeCaller()("ecs.DescribeServices", { cluster: "none", services: ["web"] })).toBe(
    "ClusterNotFoundException",
  );
});

test.each([
  // The one that all its other operations have.
  [
    "imagebuilder.GetComponent",
    { componentBuildVersionArn: "arn:aws:imagebuilder:eu-west-1:111122223333:component/c/1.0.0/1" },
    "ResourceNotFoundException",
  ],
  [
    "chime.DescribeAppInstance",
    { AppInstanceArn: "arn:aws:chime:eu-west-1:111122223333:app-instance/a" },
    "NotFoundException",
  ],
  // The only one that there is for a request.
  ["batch.DescribeConsumableResource", { consumableResource: "none" }, "ClientException"],
  [
    "datasync.DescribeTask",
    { TaskArn: "arn:aws:datasync:eu-west-1:111122223333:task/task-0" },
    "InvalidRequestException",
  ],
  // What rows say.
  ["athena.GetWorkGroup", { WorkGroup: "none" }, "InvalidRequestException"],
  ["guardduty.GetDetector", { DetectorId: "none" }, "BadRequestException"],
  ["iot.GetTopicRule", { ruleName: "none" }, "UnauthorizedException"],
  ["ssm.GetDocument", { Name: "none" }, "InvalidDocument"],
])("%s refuses what is not there with an error of its service", async (name, input, code) => {
  expect(await makeCaller()(name, input)).toBe(code);
});
