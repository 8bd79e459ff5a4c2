// What is made by recipes that no row says, but the models of the APIs and the resource table.
import { describe, expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showPrerequisites } from "./plan-calls.ts";

const ACCOUNT = "111122223333";
const arn = (service: string, resource: string, account = ACCOUNT) =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const WAF_ID = "a1b2c3d4-1111-2222-3333-444455556666";

async function listMade(calls: readonly Call[]) {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.filter(({ creation }) => creation);
}

function call(service: string, operation: string, parameters: unknown, more: Partial<Call> = {}): Call {
  return { service, operation, parameters, second: 10, ...more };
}

test.each([
  [
    "query",
    call("elasticache", "ModifyCacheParameterGroup", { cacheParameterGroupName: "sessions" }),
    ["+CreateCacheParameterGroup(sessions, redis7, placeholder)"],
  ],
  [
    "json",
    call("codecommit", "UpdateRepositoryDescription", { repositoryName: "web" }),
    ["+CreateRepository(web)"],
  ],
  ["rest-json", call("scheduler", "DeleteScheduleGroup", { name: "team" }), ["+CreateScheduleGroup(team)"]],
  [
    "rest-xml",
    call("cloudfront", "DeleteOriginAccessControl", { id: "E1ABCDEFGHIJKL" }),
    ["+CreateOriginAccessControl()"],
  ],
  [
    "ec2",
    call("ec2", "DeleteCustomerGateway", { customerGatewayId: "cgw-0123456789abcdef0" }),
    ["+CreateCustomerGateway(ipsec.1)"],
  ],
  [
    "a put",
    call("cloudwatch", "DeleteAlarms", { alarmNames: ["cpu"] }),
    ["+PutMetricAlarm(cpu, cloudmock, cloudmock, Average, GreaterThanThreshold)"],
  ],
])("a thing of a service that speaks %s", async (_, use, made) => {
  const shown = await showPrerequisites([use]);
  expect(shown.slice(0, -1)).toEqual([...made]);
});

test("what is stopped, cancelled or deleted was begun", async () => {
  const stopping = await listMade([call("fis", "StopExperiment", { id: "EXPabcdefgh1234567" })]);
  expect(stopping.map(({ operation }) => operation.name)).toEqual([
    "CreateRole",
    "CreateExperimentTemplate",
    "StartExperiment",
  ]);
  const [job] = await listMade([
    call("transcribe", "DeleteTranscriptionJob", { transcriptionJobName: "talk" }),
  ]);
  expect(job?.input).toMatchObject({
    TranscriptionJobName: "talk",
    Media: { MediaFileUri: expect.any(String) },
  });
});

test("what a cluster is restored from, what a backup is of, and what a change is for, is made before it", async () => {
  const name = async (one: Call) => (await listMade([one])).map(({ operation }) => operation.name);
  const restored = { dBClusterIdentifier: "new", snapshotIdentifier: "old-1", engine: "aurora-mysql" };
  expect(await name(call("rds", "RestoreDBClusterFromSnapshot", restored))).toEqual([
    "CreateDBCluster",
    "CreateDBClusterSnapshot",
  ]);
  const space = call("servicediscovery", "UpdateHttpNamespace", { id: "ns-abcdefghijklmnop", namespace: {} });
  expect(await name(space)).toContain("CreateHttpNamespace");
  expect(await name(call("fsx", "DeleteBackup", { backupId: "backup-0123456789abcdef0" }))).toEqual(
    expect.arrayContaining(["CreateFileSystem", "CreateBackup"]),
  );
});

test("what it stands in and what it refers to are made before it", async () => {
  expect(
    (await listMade([call("batch", "UpdateJobQueue", { jobQueue: "jobs" })])).map(
      ({ operation }) => operation.name,
    ),
  ).toEqual(["CreateRole", "CreateComputeEnvironment", "CreateJobQueue"]);
  const [database, table, index] = await listMade([
    call("glue", "DeletePartitionIndex", { databaseName: "sales", tableName: "orders", indexName: "by-day" }),
  ]);
  expect(database?.input).toMatchObject({ DatabaseInput: { Name: "sales" } });
  expect(table?.input).toMatchObject({ DatabaseName: "sales", TableInput: { Name: "orders" } });
  expect(index?.input).toMatchObject({
    DatabaseName: "sales",
    TableName: "orders",
    PartitionIndex: { IndexName: "by-day" },
  });
});

test("what calls on it say of it, and what they give back of the answer that made it", async () => {
  const [made] = await listMade([
    call("wafv2", "UpdateIPSet", {
      name: "office",
      scope: "REGIONAL",
      id: WAF_ID,
      addresses: ["203.0.113.0/24"],
      lockToken: "11111111-2222-3333-4444-555555555555",
    }),
  ]);
  expect(made?.operation.name).toBe("CreateIPSet");
  expect(made?.input).toEqual({ Name: "office", Scope: "REGIONAL", IPAddressVersion: "IPV4", Addresses: [] });
  expect(made?.output).toEqual({
    Summary: { Id: WAF_ID, LockToken: "11111111-2222-3333-4444-555555555555" },
  });
  expect(made?.creation).toMatchObject({ type: "wafv2:ip-set", recorded: WAF_ID, kind: "prerequisite" });
});

test("an ARN says how a thing is called, of what kind it is, and what its answer holds", async () => {
  const acl = arn("wafv2", `regional/webacl/shop/${WAF_ID}`);
  const made = await listMade([
    call("wafv2", "AssociateWebACL", {
      webACLArn: acl,
      resourceArn: arn("apigateway", "/restapis/a1/stages/b"),
    }),
  ]);
  const step = made.find(({ operation }) => operation.name === "CreateWebACL");
  expect(step?.input).toMatchObject({ Name: "shop", Scope: "REGIONAL" });
  expect(step?.output).toMatchObject({ Summary: { Id: WAF_ID, ARN: acl } });
});

test("behind a name may stand a version of it", async () => {
  const made = await listMade([
    call("batch", "SubmitJob", { jobName: "a", jobQueue: "jobs", jobDefinition: "nightly:1" }),
  ]);
  expect(made.at(-1)?.input).toMatchObject({ jobDefinitionName: "nightly" });
});

describe("what is not made", () => {
  const managed = "arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-00000000000000001";
  test.each([
    [
      "what AWS has made",
      call("elasticache", "ModifyCacheParameterGroup", { cacheParameterGroupName: "default.redis7" }),
    ],
    ["what every account has", call("athena", "UpdateWorkGroup", { workGroup: "primary" })],
    ["an account", call("glue", "CreateDatabase", { catalogId: ACCOUNT, databaseInput: { name: "sales" } })],
    [
      "what is of another account",
      call("codebuild", "StartBuild", { projectName: arn("codebuild", "project/web", "444455556666") }),
    ],
    ["what only runs", call("athena", "GetCalculationExecution", { calculationExecutionId: WAF_ID })],
    ["what only runs from then on", call("medialive", "StopInputDevice", { inputDeviceId: "hd-1234" })],
    [
      "what cannot be a name of such a thing",
      call("athena", "UpdateWorkGroup", { workGroup: "no such name!" }),
    ],
    [
      "what an ARN names that no operation makes",
      call("ssm", "AddTagsToResource", { resourceType: "ManagedInstance", resourceId: managed }),
    ],
    [
      "data",
      call("sqs", "DeleteMessage", {
        queueUrl: "https://sqs.eu-west-1.amazonaws.com/444455556666/jobs",
        receiptHandle: "AQEB",
      }),
    ],
  ])("%s", async (_, use) => {
    expect(await listMade([use])).toEqual([]);
  });

  test("what the log has made itself, whether its answer names it or not", async () => {
    const make = (answer: unknown) =>
      call("guardduty", "CreateDetector", { enable: true }, { answer, second: 5 });
    const use = call("guardduty", "UpdateDetector", { detectorId: "12abc34d567e8fa901bc2d34e56789f0" });
    expect(await listMade([make({ detectorId: "12abc34d567e8fa901bc2d34e56789f0" }), use])).toEqual([]);
    expect(await listMade([make(null), use])).toEqual([]);
    expect((await listMade([make({ detectorId: "00000000000000000000000000000000" }), use])).length).toBe(1);
    // The table takes an upload for a change of what is there.
    const id = "ABCDEFGHIJKLMNOPQRSTUVWX";
    const upload = call("iam", "UploadSigningCertificate", null, {
      answer: { certificate: { userName: "nora", certificateId: id } },
      second: 5,
    });
    const nora = call("iam", "CreateUser", { userName: "nora" }, { second: 4 });
    expect(
      await listMade([nora, upload, call("iam", "DeleteSigningCertificate", { certificateId: id })]),
    ).toEqual([]);
  });
});

/** Kinds that real logs use and that few of them make, each by a call that needs one. */
test.each([
  [
    "elasticache:cache-parameter-group",
    "elasticache",
    "ModifyCacheParameterGroup",
    { cacheParameterGroupName: "sessions" },
  ],
  ["db-parameter-group", "rds", "ModifyDBParameterGroup", { dBParameterGroupName: "orders" }],
  [
    "db-cluster-parameter-group",
    "rds",
    "ModifyDBClusterParameterGroup",
    { dBClusterParameterGroupName: "orders" },
  ],
  ["db-cluster-snapshot", "rds", "DeleteDBClusterSnapshot", { dBClusterSnapshotIdentifier: "before" }],
  ["glue-database", "glue", "UpdateDatabase", { name: "sales", databaseInput: { name: "sales" } }],
  ["glue-table", "glue", "UpdateTable", { databaseName: "sales", tableInput: { name: "orders" } }],
  ["organization", "organizations", "EnableAWSServiceAccess", { servicePrincipal: "config.amazonaws.com" }],
  [
    "virtual-mfa-device",
    "iam",
    "EnableMFADevice",
    { userName: "ann", serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/ann` },
  ],
  ["wafv2:ip-set", "wafv2", "DeleteIPSet", { name: "office", scope: "REGIONAL", id: WAF_ID }],
  [
    "wafv2:regex-pattern-set",
    "wafv2",
    "DeleteRegexPatternSet",
    { name: "bots", scope: "REGIONAL", id: WAF_ID },
  ],
  ["wafv2:rule-group", "wafv2", "DeleteRuleGroup", { name: "rules", scope: "REGIONAL", id: WAF_ID }],
  ["log-stream", "logs", "DeleteLogStream", { logGroupName: "/app", logStreamName: "web" }],
] as const)("%s is made for %s %s", async (type, service, operation, parameters) => {
  const made = await listMade([call(service, operation, parameters)]);
  expect(made.map(({ creation }) => creation?.type)).toContain(type);
});

test("what is made up for a thing stands in what that stands in", async () => {
  const update = (restApiId: string) => call("apigateway", "UpdateStage", { restApiId, stageName: "v1" });
  const made = await listMade([update("a1b2c3d4e5"), update("f6g7h8i9j0")]);
  const apis = (name: string) =>
    made.filter(({ operation }) => operation.name === name).map(({ input }) => input["restApiId"]);
  expect(made.filter(({ operation }) => operation.name === "CreateRestApi")).toHaveLength(2);
  expect(apis("CreateDeployment")).toEqual(["a1b2c3d4e5", "f6g7h8i9j0"]);
  expect(apis("CreateStage")).toEqual(["a1b2c3d4e5", "f6g7h8i9j0"]);
});

test("a document gets the form that its name demands; one that nothing is known of is a placeholder that is told", async () => {
  const role = { roleName: "ci" };
  const made = async (...calls: Call[]) => {
    const steps = await addPrerequisites(await planCalls(calls));
    return fillPlaceholders(steps, {}).filter(({ creation }) => creation);
  };
  const [, policy] = await made(call("iam", "GetRolePolicy", { ...role, policyName: "inline" }));
  expect(policy?.operation.name).toBe("PutRolePolicy");
  expect(policy?.input).toMatchObject({ RoleName: "ci", PolicyName: "inline" });
  expect(JSON.parse(String(policy?.input["PolicyDocument"]))).toMatchObject({
    Statement: [{ Effect: "Allow" }],
  });
  const [query] = await made(
    call("athena", "GetPreparedStatement", { statementName: "by_day", workGroup: "primary" }),
  );
  expect(query?.operation.name).toBe("CreatePreparedStatement");
  expect(query?.input).toMatchObject({ WorkGroup: "primary", QueryStatement: "SELECT 1" });
  const [dashboard] = await made(call("cloudwatch", "GetDashboard", { dashboardName: "d" }));
  expect(JSON.parse(String(dashboard?.input["DashboardBody"]))).toEqual({ widgets: [] });
  expect(dashboard?.placeholders).toHaveLength(1);
  const [ruleset] = await made(call("databrew", "DeleteRuleset", { name: "r" }));
  expect(ruleset?.operation.name).toBe("CreateRuleset");
  expect(ruleset?.placeholders?.map(({ path }) => path)).toEqual(["TargetArn", "Rules[0].CheckExpression"]);
});

test("what one API of a service makes is there for another that calls its type otherwise", async () => {
  const domain = call(
    "opensearch",
    "CreateDomain",
    { domainName: "logs" },
    { answer: { domainStatus: { domainName: "logs", aRN: arn("es", "domain/logs") } }, second: 1 },
  );
  const tag = call("es", "AddTags", {
    aRN: arn("es", "domain/logs"),
    tagList: [{ key: "of", value: "logs" }],
  });
  expect(await showPrerequisites([domain, tag])).toEqual([
    "CreateDomain(logs)",
    `AddTags(${arn("es", "domain/logs")})`,
  ]);
  const identity = call("ses", "VerifyEmailIdentity", { emailAddress: "a@example.com" }, { second: 1 });
  const policy = call("sesv2", "DeleteEmailIdentity", { emailIdentity: "a@example.com" });
  expect(await showPrerequisites([identity, policy])).toHaveLength(2);
});
