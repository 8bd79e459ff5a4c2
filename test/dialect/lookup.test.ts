// Which API operation a recorded eventSource and eventName mean.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import eventNameRows from "../../src/dialect/event-names.json" with { type: "json" };
import { findServices, foldName, listSources, makeFinder } from "../../src/dialect/lookup.ts";
import sourceRows from "../../src/dialect/sources.json" with { type: "json" };
import { sourcePrefix, stripEventVersion } from "../../src/trail/event-names.ts";
import { recordInput } from "../support/record-input.ts";
import { sampleInput } from "../support/sample-input.ts";

const find = makeFinder();

async function name(
  source: string,
  eventName: string,
  requestParameters: unknown = null,
  apiVersion?: string,
) {
  const found = await find({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    apiVersion,
    requestParameters,
  });
  return "missing" in found ? `no ${found.missing}` : `${found.service}.${found.operation}`;
}

test("sources that are not named as the service is", async () => {
  expect(await name("monitoring", "PutMetricAlarm")).toBe("cloudwatch.PutMetricAlarm");
  expect(await name("states", "CreateStateMachine")).toBe("stepfunctions.CreateStateMachine");
  expect(await name("elasticmapreduce", "RunJobFlow")).toBe("emr.RunJobFlow");
  expect(await name("streams.dynamodb", "GetRecords")).toBe("dynamodbstreams.GetRecords");
  expect(await name("airflow", "CreateEnvironment")).toBe("mwaa.CreateEnvironment");
  expect(await name("aps", "CreateWorkspace")).toBe("amp.CreateWorkspace");
  expect(await name("cassandra", "CreateTable")).toBe("keyspaces.CreateTable");
  expect(await name("elasticfilesystem", "CreateFileSystem")).toBe("efs.CreateFileSystem");
  expect(await name("tagging", "TagResources")).toBe("resourcegroupstaggingapi.TagResources");
  expect(await name("ecr", "CreateRepository")).toBe("ecr.CreateRepository");
  expect(await name("mobiletargeting", "CreateApp")).toBe("pinpoint.CreateApp");
  expect(await name("amazonmq", "CreateBroker")).toBe("mq.CreateBroker");
  expect(await name("edgekeyvaluestore", "UpdateKeys")).toBe("cloudfront-keyvaluestore.UpdateKeys");
});

test("version suffixes go, real trailing digits stay", async () => {
  expect(await name("lambda", "CreateFunction20150331")).toBe("lambda.CreateFunction");
  expect(await name("lambda", "UpdateFunctionCode20150331v2")).toBe("lambda.UpdateFunctionCode");
  // CloudFront's model has the suffix in the operation's own name; the table has it without.
  for (const eventName of [
    "CreateDistribution",
    "CreateDistribution2020_05_31",
    "CreateDistribution2016_01_28",
  ]) {
    expect(await name("cloudfront", eventName)).toBe("cloudfront.CreateDistribution");
  }
  expect(await name("s3", "ListObjectsV2")).toBe("s3.ListObjectsV2");
  expect(stripEventVersion("InvokeEndpoint2")).toBe("InvokeEndpoint2");
});

test("S3's logged names", async () => {
  expect(await name("s3", "PutBucketLifecycle")).toBe("s3.PutBucketLifecycleConfiguration");
  expect(await name("s3", "PutBucketNotification")).toBe("s3.PutBucketNotificationConfiguration");
  expect(await name("s3", "PutBucketPublicAccessBlock")).toBe("s3.PutPublicAccessBlock");
  expect(await name("s3", "PutAccountPublicAccessBlock")).toBe("s3control.PutPublicAccessBlock");
  expect(await name("s3", "CreateAccessPoint")).toBe("s3control.CreateAccessPoint");
  expect(await name("s3", "CreateBucket")).toBe("s3.CreateBucket");
});

test("one source, several APIs: by version, by operation, by the parameters", async () => {
  expect(await name("elasticloadbalancing", "DeleteLoadBalancer", { loadBalancerArn: "a" })).toBe(
    "elbv2.DeleteLoadBalancer",
  );
  expect(await name("elasticloadbalancing", "DeleteLoadBalancer", { loadBalancerName: "a" })).toBe(
    "elb.DeleteLoadBalancer",
  );
  expect(await name("elasticloadbalancing", "CreateLoadBalancer", { name: "a" }, "2015-12-01")).toBe(
    "elbv2.CreateLoadBalancer",
  );
  expect(await name("elasticloadbalancing", "AddTags", null, "2012-06-01")).toBe("elb.AddTags");
  expect(await name("elasticloadbalancing", "CreateTargetGroup")).toBe("elbv2.CreateTargetGroup");
  expect(await name("apigateway", "CreateStage", { apiId: "a", stageName: "s" })).toBe(
    "apigatewayv2.CreateStage",
  );
  expect(await name("apigateway", "CreateStage", { restApiId: "a", createStageInput: {} })).toBe(
    "apigateway.CreateStage",
  );
  // Both have CreateDomainName: what stands inside the wrapper tells them apart.
  expect(
    await name("apigateway", "CreateDomainName", {
      createDomainNameInput: { domainName: "d", domainNameConfigurations: [] },
    }),
  ).toBe("apigatewayv2.CreateDomainName");
  expect(
    await name("apigateway", "CreateDomainName", {
      createDomainNameInput: { domainName: "d", regionalCertificateArn: "c" },
    }),
  ).toBe("apigateway.CreateDomainName");
  expect(await name("autoscaling", "PutScalingPolicy", { autoScalingGroupName: "a", policyName: "p" })).toBe(
    "autoscaling.PutScalingPolicy",
  );
  expect(
    await name("autoscaling", "PutScalingPolicy", {
      policyName: "p",
      serviceNamespace: "ecs",
      resourceId: "service/a/b",
      scalableDimension: "ecs:service:DesiredCount",
    }),
  ).toBe("application-autoscaling.PutScalingPolicy");
  expect(await name("autoscaling", "RegisterScalableTarget", { serviceNamespace: "ecs" })).toBe(
    "application-autoscaling.RegisterScalableTarget",
  );
  expect(await name("es", "CreateDomain", { domainName: "d" })).toBe("opensearch.CreateDomain");
  expect(await name("es", "CreateElasticsearchDomain")).toBe("es.CreateElasticsearchDomain");
  expect(await name("rds", "CreateDBCluster", { engine: "neptune" })).toBe("rds.CreateDBCluster");
  expect(await name("ses", "SendEmail", { source: "a", message: {} })).toBe("ses.SendEmail");
  expect(await name("ses", "SendEmail", { fromEmailAddress: "a", content: {} })).toBe("sesv2.SendEmail");
  expect(
    await name("kinesisanalytics", "CreateApplication", { applicationName: "a", runtimeEnvironment: "r" }),
  ).toBe("kinesisanalyticsv2.CreateApplication");
});

test("one source, several APIs that fit alike: by whose thing the ARN is", async () => {
  const tag = (resource: string) =>
    name("apigateway", "TagResource", {
      resourceArn: `arn:aws:apigateway:eu-west-1::${resource}`,
      tags: { of: "web" },
    });
  expect(await tag("/apis/a1b2c3")).toBe("apigatewayv2.TagResource");
  expect(await tag("/restapis/a1b2c3")).toBe("apigateway.TagResource");
  expect(await tag("/restapis/a1b2c3/stages/live")).toBe("apigateway.TagResource");
  expect(await tag("/apis/a1b2c3/stages/live")).toBe("apigatewayv2.TagResource");
  expect(await tag("/usageplans/a1b2c3")).toBe("apigateway.TagResource");
});

test("names in another case than the API's, where none is equal", async () => {
  expect(await name("route53domains", "enableDomainAutoRenew")).toBe("route53domains.EnableDomainAutoRenew");
  expect(await name("sqs", "createqueue")).toBe("sqs.CreateQueue");
  expect(await name("lambda", "createfunction20150331")).toBe("lambda.CreateFunction");
});

test("a call whose one part the log never holds", async () => {
  const call = { eventSource: "s3.amazonaws.com", eventName: "DeleteObjects", apiVersion: undefined };
  for (const [requestParameters, isUnlisted] of [
    [null, true],
    [{ bucketName: "b", delete: "" }, true],
    [{ bucketName: "b", Delete: { Object: { Key: "a" } } }, false],
  ] as const)
    expect(await find({ ...call, requestParameters })).toMatchObject({ isUnlisted });
  const lens = {
    eventSource: "s3.amazonaws.com",
    eventName: "GetStorageLensConfiguration",
    apiVersion: undefined,
  };
  for (const [requestParameters, isUnlisted] of [
    [{ Host: "111122223333.s3-control.eu-west-1.amazonaws.com" }, true],
    [{ Host: "111122223333.s3-control.eu-west-1.amazonaws.com", storagelensid: "all" }, false],
  ] as const)
    expect(await find({ ...lens, requestParameters })).toMatchObject({ isUnlisted });
});

test("names that nothing has, and names of Object's own", async () => {
  expect(await name("nowhere", "CreateThing")).toBe("no service");
  expect(await name("sqs", "CreateThing")).toBe("no operation");
  expect(await name("sqs", "constructor")).toBe("no operation");
  expect(await name("sqs", "__proto__")).toBe("no operation");
});

test("what AWS retired is found where no current API has it", async () => {
  expect(await name("iotevents", "CreateDetectorModel")).toBe("iotevents.CreateDetectorModel");
  expect(await name("qldb", "CreateLedger")).toBe("qldb.CreateLedger");
  expect(await name("rds", "DeleteInstallationMedia")).toBe("rds.DeleteInstallationMedia");
  expect(await name("chime", "CreateAppInstance", { name: "app" })).toBe(
    "chime-sdk-identity.CreateAppInstance",
  );
  expect(await name("chime", "TagMeeting", { meetingId: "m", tags: [] })).toBe("chime.TagMeeting");
});

test("a service is found by botocore's name, by its source, by its endpoint", async () => {
  const names = async (text: string) => (await findServices(text)).map((row) => row.service);
  expect(await names("cloudwatch")).toContain("cloudwatch");
  expect((await names("monitoring"))[0]).toBe("cloudwatch");
  expect((await names("states.amazonaws.com"))[0]).toBe("stepfunctions");
  expect((await names("DynamoDB"))[0]).toBe("dynamodb");
  expect(await names("nothing")).toEqual([]);
});

test("every operation is found under its service's endpoint prefix, with its own parameters", async () => {
  const strays: string[] = [];
  for (const { service, endpointPrefix } of (await loadIndex()).services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      const ref = operation.input;
      const parameters = ref ? recordInput(ref, sampleInput(operation), "camel") : null;
      const found = await name(endpointPrefix, operation.name, parameters, model.metadata.apiVersion);
      if (!found.endsWith(`.${operation.name}`)) strays.push(`${service}.${operation.name}: ${found}`);
    }
  }
  expect(strays.filter((stray) => !stray.startsWith("s3."))).toEqual([]);
  // Two old forms of S3's API are logged under the names of their successors.
  expect(strays).toEqual([
    "s3.GetBucketLifecycle: s3.GetBucketLifecycleConfiguration",
    "s3.GetBucketNotification: s3.GetBucketNotificationConfiguration",
    "s3.PutBucketLifecycle: s3.PutBucketLifecycleConfiguration",
    "s3.PutBucketNotification: s3.PutBucketNotificationConfiguration",
  ]);
}, 120_000);

test("every source whose records may be a service's is listed for it", async () => {
  const { services } = await loadIndex();
  const names = services.flatMap((row) => [row.service, row.endpointPrefix, row.signingName, row.serviceId]);
  const prefixes = [...new Set([...names, ...sourceRows.map(({ source }) => source)].map(sourcePrefix))];
  const lost: string[] = [];
  const wanted = new Map<string, readonly string[]>();
  for (const prefix of prefixes) {
    for (const { service, endpointPrefix } of await findServices(prefix)) {
      for (const name of [prefix, service, endpointPrefix].map(sourcePrefix)) {
        const sources = wanted.get(name) ?? (await listSources([name]));
        wanted.set(name, sources);
        if (!sources.includes(foldName(prefix))) lost.push(`${prefix} for ${name}`);
      }
    }
  }
  for (const { source, service } of eventNameRows) {
    if (!(await listSources([service])).includes(foldName(source))) lost.push(`${source} for ${service}`);
  }
  expect(prefixes.length).toBeGreaterThan(500);
  expect(lost).toEqual([]);
});

test("no operation's name ends with an API version: only logged names do", async () => {
  for (const { service } of (await loadIndex()).services) {
    const { operations } = await loadModel(service);
    expect(Object.keys(operations).filter((name) => stripEventVersion(name) !== name)).toEqual([]);
  }
});
