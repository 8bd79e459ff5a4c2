// What is stopped, cancelled, rejected or switched off stays, and is told as that in its service's own word.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const ROLE = "arn:aws:iam::111122223333:role/a";

test("an execution that is stopped is told as aborted", async () => {
  const call = makeCaller();
  const { stateMachineArn } = await call("stepfunctions.CreateStateMachine", {
    ...{ name: "m", definition: "{}", roleArn: ROLE },
  });
  const { executionArn } = await call("stepfunctions.StartExecution", { stateMachineArn, name: "e" });
  await call("stepfunctions.StopExecution", { executionArn });
  expect((await call("stepfunctions.DescribeExecution", { executionArn })).status).toBe("ABORTED");
  expect((await call("stepfunctions.ListExecutions", { stateMachineArn })).executions).toHaveLength(1);
});

test("a job that is cancelled is told as that", async () => {
  const call = makeCaller();
  const { Job } = await call("mediaconvert.CreateJob", { Role: ROLE, Settings: {} });
  await call("mediaconvert.CancelJob", { Id: Job.Id });
  expect((await call("mediaconvert.GetJob", { Id: Job.Id })).Job.Status).toBe("CANCELED");
});

test("the state may be told in a structure of its own", async () => {
  const call = makeCaller();
  const { QueryExecutionId } = await call("athena.StartQueryExecution", { QueryString: "SELECT 1" });
  await call("athena.StopQueryExecution", { QueryExecutionId });
  const { QueryExecution } = await call("athena.GetQueryExecution", { QueryExecutionId });
  expect(QueryExecution.Status.State).toBe("CANCELLED");
});

test("a task that is stopped can be described, and is listed where that is asked for", async () => {
  const call = makeCaller();
  await call("ecs.CreateCluster", { clusterName: "c" });
  const containerDefinitions = [{ name: "a", image: "b", memory: 128 }];
  await call("ecs.RegisterTaskDefinition", { family: "f", containerDefinitions });
  const run = async () =>
    (await call("ecs.RunTask", { cluster: "c", taskDefinition: "f" })).tasks[0].taskArn as string;
  const [stopped, running] = [await run(), await run()];
  const { task } = await call("ecs.StopTask", { cluster: "c", task: stopped, reason: "enough" });
  expect(task).toMatchObject({ taskArn: stopped, lastStatus: "STOPPED", stoppedReason: "enough" });
  const { tasks } = await call("ecs.DescribeTasks", { cluster: "c", tasks: [stopped] });
  expect(tasks).toMatchObject([{ desiredStatus: "STOPPED", stopCode: "UserInitiated" }]);
  const list = async (more: object) => (await call("ecs.ListTasks", { cluster: "c", ...more })).taskArns;
  expect(await list({})).toEqual([running]);
  expect(await list({ desiredStatus: "STOPPED" })).toEqual([stopped]);
});

test("a connection that was tested is told", async () => {
  const call = makeCaller();
  const { Endpoint } = await call("dms.CreateEndpoint", {
    ...{ EndpointIdentifier: "e", EndpointType: "source", EngineName: "mysql" },
  });
  const { ReplicationInstance } = await call("dms.CreateReplicationInstance", {
    ...{ ReplicationInstanceIdentifier: "i", ReplicationInstanceClass: "dms.t3.micro" },
  });
  const asked = {
    EndpointArn: Endpoint.EndpointArn,
    ReplicationInstanceArn: ReplicationInstance.ReplicationInstanceArn,
  };
  for (let time = 0; time < 2; time++) await call("dms.TestConnection", asked);
  expect((await call("dms.DescribeConnections")).Connections).toMatchObject([
    { ...asked, EndpointIdentifier: "e", Status: "successful" },
  ]);
});

test("what is stopped or switched off of a thing leaves its state as it is", async () => {
  const call = makeCaller();
  const { ImageId } = await call("ec2.RegisterImage", { Name: "i", RootDeviceName: "/dev/xvda" });
  await call("ec2.DisableImageDeprecation", { ImageId });
  await call("ec2.DisableImageDeregistrationProtection", { ImageId });
  const { Images } = await call("ec2.DescribeImages", { ImageIds: [ImageId] });
  expect(Images).toMatchObject([{ State: "available" }]);

  const { Id: IndexId } = await call("kendra.CreateIndex", { Name: "i", RoleArn: ROLE });
  const { Id } = await call("kendra.CreateDataSource", { IndexId, Name: "d", Type: "CUSTOM" });
  const tell = async () => (await call("kendra.DescribeDataSource", { Id, IndexId })).Status;
  const before = await tell();
  await call("kendra.StopDataSourceSyncJob", { Id, IndexId });
  expect(await tell()).toBe(before);
});

test("what does not stand cannot be stopped", async () => {
  const executionArn = "arn:aws:states:eu-west-1:111122223333:execution:m:none";
  expect(await makeCaller()("stepfunctions.StopExecution", { executionArn })).toBe("ExecutionDoesNotExist");
});

test("a list of tasks that a worker asks for renames no domain", async () => {
  const call = makeCaller();
  await call("swf.RegisterDomain", { name: "d", workflowExecutionRetentionPeriodInDays: "1" });
  await call("swf.PollForDecisionTask", { domain: "d", taskList: { name: "queue" } });
  expect((await call("swf.DescribeDomain", { name: "d" })).domainInfo.name).toBe("d");
});
