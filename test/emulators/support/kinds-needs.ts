/** What calls need and do not name, what has to be of another kind, and what no answer tells. */
import { type Kind, makeOneCall } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const GLOBAL = { awsRegion: "us-east-1" };
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
const REQUEST = "car-12345678901234567890123456789012";

export const NEEDS: readonly Kind[] = [
  [
    "a rule and a channel of Config, whose recorder is older",
    [
      [
        "config.PutConfigRule",
        {
          configRule: {
            configRuleName: "versions",
            source: { owner: "AWS", sourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" },
          },
        },
      ],
      ["config.PutDeliveryChannel", { deliveryChannel: { name: "default", s3BucketName: "pear-config" } }],
    ],
    { created: ["CreateRole", "PutConfigurationRecorder", "CreateBucket"], verified: 2 },
  ],
  makeOneCall(
    "a collection that some policy encrypts",
    "aoss.CreateCollection",
    { name: "pears", type: "SEARCH" },
    ["CreateKey", "CreateSecurityPolicy"],
    {
      createCollectionDetail: {
        id: "1iu5usc406kd",
        name: "pears",
        arn: arn("aoss", "collection/1iu5usc406kd"),
      },
    },
  ),
  makeOneCall(
    "a collection is deleted, of which only the id is known",
    "aoss.DeleteCollection",
    { id: "1iu5usc406kf" },
    ["CreateKey", "CreateSecurityPolicy", "CreateCollection"],
    { deleteCollectionDetail: { id: "1iu5usc406kf", name: "quinces", status: "DELETING" } },
  ),
  makeOneCall(
    "a replica is promoted",
    "rds.PromoteReadReplica",
    { dBInstanceIdentifier: "pears-copy" },
    ["CreateDBInstance", "CreateDBInstanceReadReplica"],
    { dBInstanceIdentifier: "pears-copy", readReplicaSourceDBInstanceIdentifier: "pears" },
  ),
  makeOneCall(
    "an application is deleted that had to be stopped",
    "emr-serverless.DeleteApplication",
    { applicationId: "00f1abcdefgh1234" },
    ["CreateApplication", "StopApplication"],
  ),
  makeOneCall(
    "an execution of SWF is ended",
    "swf.TerminateWorkflowExecution",
    { domain: "shop", workflowId: "order-1" },
    ["RegisterDomain", "RegisterWorkflowType", "StartWorkflowExecution"],
  ),
  makeOneCall("a single sign-on of a directory", "ds.EnableSso", { directoryId: "d-0123456789" }, [
    "CreateVpc",
    "CreateSubnet",
    "CreateSubnet",
    "CreateDirectory",
    "CreateAlias",
  ]),
  [
    "an account whose number no answer tells leaves the organization",
    [
      [
        "organizations.CreateAccount",
        { accountName: HIDDEN, email: HIDDEN },
        { createAccountStatus: { id: REQUEST, accountName: HIDDEN, state: "IN_PROGRESS" } },
        GLOBAL,
      ],
      ["organizations.RemoveAccountFromOrganization", { accountId: "222233334444" }, null, GLOBAL],
    ],
    { created: ["CreateOrganization"], verified: 0 },
  ],
  [
    "a namespace is deleted by an id that no answer tells",
    [
      ["servicediscovery.CreateHttpNamespace", { name: "pears" }, { operationId: "op-1" }],
      ["servicediscovery.DeleteNamespace", { id: "ns-aaaabbbbccccdddd" }, { operationId: "op-2" }],
    ],
    { created: ["ListNamespaces"], verified: 0 },
  ],
  [
    "grants in a batch, and how many shards there are to be",
    [
      [
        "lakeformation.BatchGrantPermissions",
        {
          entries: ["a", "b"].map((name) => ({
            id: name,
            principal: { dataLakePrincipalIdentifier: `arn:aws:iam::${ACCOUNT}:role/${name}-reader` },
            resource: { database: { name: "sales" } },
            permissions: ["DESCRIBE"],
          })),
        },
        { failures: [] },
      ],
      [
        "kinesis.UpdateShardCount",
        { streamName: "pears", targetShardCount: 4, scalingType: "UNIFORM_SCALING" },
      ],
    ],
    {
      created: ["CreateRole", "CreateRole", "CreateStream"],
      verified: 3,
    },
  ],
  [
    "a container instance that its document tells of, and others by their ids alone",
    [
      [
        "ecs.RegisterContainerInstance",
        {
          cluster: "pears",
          instanceIdentityDocument: '{"instanceId":"i-0123456789abcdef0","region":"eu-west-1"}',
          totalResources: [{ name: "CPU", type: "INTEGER", integerValue: 1024 }],
        },
        {
          containerInstance: {
            containerInstanceArn: arn("ecs", `container-instance/pears/${"a1".repeat(16)}`),
          },
        },
      ],
      [
        "ecs.UpdateContainerInstancesState",
        { cluster: "pears", containerInstances: ["a1".repeat(16)], status: "DRAINING" },
      ],
      [
        "ecs.PutAttributes",
        {
          cluster: "pears",
          attributes: [
            { name: "stack", value: "live", targetType: "container-instance", targetId: "b2".repeat(16) },
          ],
        },
      ],
      [
        "ecs.DeregisterContainerInstance",
        { cluster: "pears", containerInstance: "b2".repeat(16), force: true },
      ],
    ],
    {
      created: [
        "CreateCluster",
        "CreateVpc",
        "CreateSubnet",
        "RunInstances",
        "RunInstances",
        "RegisterContainerInstance",
      ],
      verified: 2,
    },
  ],
];
