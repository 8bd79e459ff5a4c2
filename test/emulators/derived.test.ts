// What derived recipes make stands in moto, and the calls of a log that need it go through.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import { Identities } from "../../src/identities/identities.ts";
import { fillPlaceholders } from "../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import { planCalls } from "../plan/missing/plan-calls.ts";
import { sendSteps } from "./support/send-steps.ts";

const ACCOUNT = "123456789012";
const REGION = "eu-west-1";
const TIMEOUT_MS = 300_000;
const ID = "a1b2c3d4-1111-4222-8333-444455556666";
const TOKEN = "b1b2c3d4-1111-4222-8333-444455556666";
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

let server: EmulatorServer;
beforeAll(async () => {
  server = await startQuickMoto();
}, TIMEOUT_MS);
beforeEach(async () => {
  // The least roles and networks of two logs have the same names.
  await fetch(`${server.endpoint}/moto-api/reset`, { method: "POST" });
}, TIMEOUT_MS);
afterAll(() => server.stop());

async function replay(service: string, operation: string, parameters: unknown): Promise<string[]> {
  const call = { service, operation, parameters, account: ACCOUNT, region: REGION, second: 10 };
  const steps = fillPlaceholders(await orderSteps(await addPrerequisites(await planCalls([call]))));
  return sendSteps(server.endpoint, steps, new Identities());
}

test.each([
  ["redshift", "DeleteClusterParameterGroup", { parameterGroupName: "tuned" }, "CreateClusterParameterGroup"],
  [
    "wafv2",
    "UpdateIPSet",
    { name: "office", scope: "REGIONAL", id: ID, addresses: ["203.0.113.0/24"], lockToken: TOKEN },
    "CreateIPSet",
  ],
  [
    "wafv2",
    "DeleteRegexPatternSet",
    { name: "bots", scope: "REGIONAL", id: ID, lockToken: TOKEN },
    "CreateRegexPatternSet",
  ],
  ["batch", "UpdateJobQueue", { jobQueue: "jobs", priority: 5 }, "CreateJobQueue"],
  ["codecommit", "DeleteRepository", { repositoryName: "web" }, "CreateRepository"],
  ["codebuild", "DeleteProject", { name: "web" }, "CreateProject"],
  ["glue", "StartCrawler", { name: "nightly" }, "CreateCrawler"],
  ["efs", "DeleteFileSystem", { fileSystemId: "fs-0123456789abcdef0" }, "CreateFileSystem"],
  ["guardduty", "DeleteDetector", { detectorId: "12abc34d567e8fa901bc2d34e56789f0" }, "CreateDetector"],
  ["acm", "DeleteCertificate", { certificateArn: arn("acm", `certificate/${ID}`) }, "RequestCertificate"],
  [
    "autoscaling",
    "SetDesiredCapacity",
    { autoScalingGroupName: "web", desiredCapacity: 1 },
    "CreateAutoScalingGroup",
  ],
  ["cloudwatch", "DisableAlarmActions", { alarmNames: ["cpu"] }, "PutMetricAlarm"],
  ["scheduler", "DeleteSchedule", { name: "nightly", groupName: "team" }, "CreateSchedule"],
  ["firehose", "DeleteDeliveryStream", { deliveryStreamName: "clicks" }, "CreateDeliveryStream"],
  [
    "appconfig",
    "DeleteConfigurationProfile",
    { applicationId: "abc1234", configurationProfileId: "def5678" },
    "CreateConfigurationProfile",
  ],
  ["cloudfront", "DeleteOriginAccessControl", { id: "E1ABCDEFGHIJKL" }, "CreateOriginAccessControl"],
  ["ec2", "DeleteCustomerGateway", { customerGatewayId: "cgw-0123456789abcdef0" }, "CreateCustomerGateway"],
  ["apigatewayv2", "CreateRoute", { apiId: "a1b2c3d4e5", routeKey: "GET /x" }, "CreateApi"],
  ["events", "CancelReplay", { replayName: "monday" }, "StartReplay"],
  ["logs", "DeleteDelivery", { id: "abcd1234efgh5678" }, "CreateDelivery"],
  ["logs", "DeleteDeliveryDestination", { name: "archive" }, "PutDeliveryDestination"],
  ["datasync", "DeleteTask", { taskArn: arn("datasync", "task/task-0123456789abcdef0") }, "CreateTask"],
  ["rds", "CancelExportTask", { exportTaskIdentifier: "nightly" }, "StartExportTask"],
  [
    "rds",
    "DeleteBlueGreenDeployment",
    { blueGreenDeploymentIdentifier: "bgd-0123456789abcdef" },
    "CreateBlueGreenDeployment",
  ],
  [
    "ec2",
    "CancelSpotFleetRequests",
    {
      CancelSpotFleetRequestsRequest: {
        SpotFleetRequestId: { tag: 1, content: `sfr-${ID}` },
        TerminateInstances: true,
      },
    },
    "RequestSpotFleet",
  ],
  ["servicecatalog", "DeletePortfolio", { id: "port-abcdefghijklm" }, "CreatePortfolio"],
  ["apigateway", "DeleteVpcLink", { vpcLinkId: "abc123" }, "CreateVpcLink"],
  ["backup", "DeleteReportPlan", { reportPlanName: "daily_report" }, "CreateReportPlan"],
  ["pinpoint", "DeleteApp", { "application-id": "0123456789abcdef0123456789abcdef" }, "CreateApp"],
  ["shield", "DeleteProtection", { protectionId: ID }, "CreateProtection"],
  ["directconnect", "DeleteConnection", { connectionId: "dxcon-fg1234ab" }, "CreateConnection"],
  ["emr-containers", "DeleteVirtualCluster", { id: "0123456789abcdefghijk" }, "CreateVirtualCluster"],
  ["ds", "DeleteTrust", { trustId: "t-0123456789" }, "CreateTrust"],
  [
    "quicksight",
    "UpdateUser",
    { awsAccountId: ACCOUNT, namespace: "default", userName: "ann", email: "a@example.com", role: "READER" },
    "RegisterUser",
  ],
  [
    "lakeformation",
    "RevokePermissions",
    {
      principal: { dataLakePrincipalIdentifier: `arn:aws:iam::${ACCOUNT}:role/reader` },
      resource: { database: { name: "sales" } },
      permissions: ["ALTER"],
    },
    "GrantPermissions",
  ],
] as const)(
  "%s %s goes through",
  async (service, operation, parameters, maker) => {
    const done = await replay(service, operation, parameters);
    expect(done.filter((one) => one.includes(":"))).toEqual([]);
    expect(done).toContain(maker);
    expect(done).toContain(operation);
  },
  TIMEOUT_MS,
);
