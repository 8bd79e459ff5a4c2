// What takes two steps, what is made for each combination, and what is told after its end.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const ARN = "arn:aws:cloudformation:eu-west-1:111122223333";
const TemplateBody = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}';
const ids = (one: string) => ({ Id: `${ARN}:changeSet/${one}/1`, StackId: `${ARN}:stack/shop/1` });

test("a change set for a new stack makes it, and is done to it when it is executed", async () => {
  const call = makeCaller();
  const StackName = "shop";
  const plan = (ChangeSetName: string, ChangeSetType: string, ParameterValue: string) =>
    call(
      "cloudformation.CreateChangeSet",
      {
        ...{ StackName, ChangeSetName, ChangeSetType },
        Parameters: [{ ParameterKey: "Size", ParameterValue }],
      },
      { told: { output: ids(ChangeSetName), at: 0 } },
    );
  const read = async () => (await call("cloudformation.DescribeStacks", { StackName })).Stacks[0];
  await plan("first", "CREATE", "1");
  expect(await read()).toMatchObject({ StackId: ids("").StackId, StackStatus: "REVIEW_IN_PROGRESS" });
  const execute = (asked: Parameters<typeof call>[1]) =>
    call("cloudformation.ExecuteChangeSet", asked, { told: { output: {}, at: 0 } });
  // Nobody but the log knows what is to be done.
  expect(await call("cloudformation.ExecuteChangeSet", { StackName, ChangeSetName: "first" })).toBe(
    "ValidationError",
  );
  await execute({ StackName, ChangeSetName: "first" });
  expect(await read()).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
    Parameters: [{ ParameterKey: "Size", ParameterValue: "1" }],
  });
  const ask = { StackName, ChangeSetName: "first" };
  expect(await call("cloudformation.DescribeChangeSet", ask)).toMatchObject({
    ChangeSetId: ids("first").Id,
    ExecutionStatus: "EXECUTE_COMPLETE",
  });
  await plan("second", "UPDATE", "2");
  await execute({ ChangeSetName: ids("second").Id });
  expect(await read()).toMatchObject({
    StackStatus: "UPDATE_COMPLETE",
    Parameters: [{ ParameterKey: "Size", ParameterValue: "2" }],
  });
});

test("a stack that is deleted is listed, and found by its id alone; its name is free", async () => {
  const call = makeCaller();
  const StackName = "shop";
  const { StackId } = await call("cloudformation.CreateStack", { StackName, TemplateBody });
  await call("cloudformation.DeleteStack", { StackName });
  const list = async () =>
    (await call("cloudformation.ListStacks")).StackSummaries.map(
      (one: { StackName: string; StackStatus: string }) => `${one.StackName} ${one.StackStatus}`,
    );
  expect(await list()).toEqual(["shop DELETE_COMPLETE"]);
  expect((await call("cloudformation.DescribeStacks")).Stacks).toEqual([]);
  expect(await call("cloudformation.DescribeStacks", { StackName })).toBe("ValidationError");
  expect((await call("cloudformation.DescribeStacks", { StackName: StackId })).Stacks).toMatchObject([
    { StackId, StackStatus: "DELETE_COMPLETE" },
  ]);
  await call("cloudformation.CreateStack", { StackName, TemplateBody });
  expect(await list()).toEqual(["shop DELETE_COMPLETE", "shop CREATE_COMPLETE"]);
});

test("a stack set has an instance for each account and region", async () => {
  const call = makeCaller();
  const StackSetName = "all";
  await call("cloudformation.CreateStackSet", { StackSetName });
  const Accounts = ["111122223333", "444455556666"];
  await call("cloudformation.CreateStackInstances", {
    ...{ StackSetName, Accounts, Regions: ["eu-west-1", "eu-west-2"] },
  });
  const list = async (more = {}) =>
    (await call("cloudformation.ListStackInstances", { StackSetName, ...more })).Summaries.map(
      (one: { Account: string; Region: string }) => `${one.Account} ${one.Region}`,
    );
  expect(await list()).toHaveLength(4);
  expect(await list({ StackInstanceRegion: "eu-west-2" })).toEqual(Accounts.map((one) => `${one} eu-west-2`));
  await call("cloudformation.DeleteStackInstances", {
    ...{ StackSetName, Accounts: ["111122223333"], Regions: ["eu-west-2"], RetainStacks: false },
  });
  expect(await list()).toHaveLength(3);
  const ask = { StackSetName, StackInstanceAccount: "444455556666", StackInstanceRegion: "eu-west-2" };
  expect((await call("cloudformation.DescribeStackInstance", ask)).StackInstance).toMatchObject({
    ...{ Account: "444455556666", Region: "eu-west-2", Status: "CURRENT" },
  });
  const { Summaries } = await call("cloudformation.ListStackSetOperations", { StackSetName });
  expect(Summaries.map((one: { Action: string }) => one.Action)).toEqual(["CREATE", "DELETE"]);
});

test("a list of what one thing has does not tell that thing", async () => {
  const call = makeCaller();
  const { QueueUrl } = await call("sqs.CreateQueue", { QueueName: "q" });
  expect(await call("sqs.ListDeadLetterSourceQueues", { QueueUrl })).toEqual({ queueUrls: [] });
});

test("a deployment makes the stage that it names in its own API, and is what that has from then on", async () => {
  const call = makeCaller();
  const make = async (name: string): Promise<string> => (await call("apigateway.CreateRestApi", { name })).id;
  const [one, other] = [await make("one"), await make("other")];
  const deploy = async (restApiId: string): Promise<string> =>
    (await call("apigateway.CreateDeployment", { restApiId, stageName: "prod", variables: { a: "1" } })).id;
  const first = await deploy(other);
  await deploy(one);
  const last = await deploy(one);
  const list = async (restApiId: string) => (await call("apigateway.GetStages", { restApiId })).item;
  expect(await list(one)).toMatchObject([{ stageName: "prod", deploymentId: last, variables: { a: "1" } }]);
  expect(await list(other)).toMatchObject([{ stageName: "prod", deploymentId: first }]);
});

test("a change set for a new stack makes it without an answer that tells so, too", async () => {
  const call = makeCaller();
  const asked = { StackName: "shop", ChangeSetName: "first" };
  await call("cloudformation.CreateChangeSet", { ...asked, ChangeSetType: "CREATE", TemplateBody });
  await call("cloudformation.ExecuteChangeSet", asked);
  const [stack] = (await call("cloudformation.DescribeStacks", { StackName: "shop" })).Stacks;
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
});
