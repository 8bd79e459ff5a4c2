/** What the log takes off, changes or ends of what is older than the log. */
import { type Kind, makeOneCall } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ID = "0123456789abcdef0";
const UUID = "11111111-2222-4333-8444-555555555555";
const TABLE = `rtb-${ID}`;
const ZONE = "Z0000000000000000001";
const TASK = "0123456789abcdef0123456789abcdef";
const FUNCTION = ["CreateRole", "CreateFunction"];
const QUEUE = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/pears`;

export const UNDONE: readonly Kind[] = [
  [
    "routes are replaced and deleted, each older than the log",
    [
      [
        "ec2.ReplaceRoute",
        { routeTableId: TABLE, destinationCidrBlock: "0.0.0.0/0", natGatewayId: `nat-${ID}` },
      ],
      ["ec2.DeleteRoute", { routeTableId: TABLE, destinationCidrBlock: "0.0.0.0/0" }],
      ["ec2.DeleteRoute", { routeTableId: TABLE, destinationCidrBlock: "10.9.0.0/16" }],
    ],
    {
      created: [
        ...["CreateVpc", "CreateRouteTable", "CreateSubnet", "AllocateAddress", "CreateNatGateway"],
        ...["CreateInternetGateway", "CreateRoute", "CreateRoute"],
      ],
    },
  ],
  makeOneCall("a filter goes", "logs.DeleteSubscriptionFilter", { logGroupName: "/pears", filterName: "f" }, [
    ...["CreateLogGroup", "CreateStream", "CreateRole", "PutSubscriptionFilter"],
  ]),
  makeOneCall("a policy of a repository goes", "ecr.DeleteRepositoryPolicy", { repositoryName: "pears" }, [
    "CreateRepository",
    "SetRepositoryPolicy",
  ]),
  makeOneCall("a permission of the account's bus goes", "events.RemovePermission", { statementId: "s" }, [
    "PutPermission",
  ]),
  makeOneCall(
    "a permission of a queue goes",
    "sqs.RemovePermission",
    { queueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/pears`, label: "l" },
    ["CreateQueue", "AddPermission"],
  ),
  makeOneCall(
    "a rule of what goes out is revoked",
    "ec2.RevokeSecurityGroupEgress",
    {
      groupId: `sg-${ID}`,
      ipPermissions: {
        items: [
          { ipProtocol: "tcp", fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] } },
        ],
      },
    },
    ["CreateVpc", "CreateSecurityGroup", "AuthorizeSecurityGroupEgress"],
  ),
  makeOneCall(
    "a service gets a revision that is named without an ARN",
    "ecs.UpdateService",
    { cluster: "pears", service: "web", taskDefinition: "web:7" },
    [...Array<string>(7).fill("RegisterTaskDefinition"), "CreateCluster", "CreateService"],
    { service: { serviceName: "web", clusterArn: arn("ecs", "cluster/pears") } },
  ),
  makeOneCall("a task is stopped", "ecs.StopTask", { cluster: "pears", task: TASK }, [
    ...["CreateCluster", "RegisterTaskDefinition", "CreateVpc", "CreateSubnet", "RunTask"],
  ]),
  makeOneCall(
    "a version of a layer goes",
    "lambda.RemoveLayerVersionPermission20181031",
    { layerName: "deps", versionNumber: 2, statementId: "s" },
    ["PublishLayerVersion", "PublishLayerVersion", "AddLayerVersionPermission"],
  ),
  makeOneCall(
    "an alias leads to another version",
    "lambda.UpdateAlias20150331",
    { functionName: "f", name: "live", functionVersion: "2" },
    [...FUNCTION, "UpdateFunctionCode", "UpdateFunctionCode", "CreateAlias"],
  ),
  makeOneCall(
    "a function's address changes",
    "lambda.UpdateFunctionUrlConfig",
    { functionName: "f", authType: "NONE" },
    [...FUNCTION, "CreateFunctionUrlConfig"],
  ),
  makeOneCall(
    "a target of a window goes",
    "ssm.DeregisterTargetFromMaintenanceWindow",
    { windowId: `mw-${ID}`, windowTargetId: UUID },
    ["CreateMaintenanceWindow", "RegisterTargetWithMaintenanceWindow"],
  ),
  makeOneCall(
    "a copying stops",
    "dms.StopReplicationTask",
    { replicationTaskArn: arn("dms", "task:ABCDEFGHIJKLMNOP") },
    [
      ...["CreateEndpoint", "CreateEndpoint", "CreateReplicationInstance", "CreateReplicationTask"],
      "StartReplicationTask",
    ],
  ),
  makeOneCall("a crawler stops", "glue.StopCrawler", { name: "c" }, [
    "CreateRole",
    "CreateCrawler",
    "StartCrawler",
  ]),
  makeOneCall("a secret is rotated no more", "secretsmanager.CancelRotateSecret", { secretId: "s" }, [
    ...["CreateSecret", ...FUNCTION, "RotateSecret"],
  ]),
  makeOneCall(
    "a network leaves a zone",
    "route53.DisassociateVPCFromHostedZone",
    { hostedZoneId: ZONE, vPC: { vPCRegion: REGION, vPCId: `vpc-${ID}` } },
    ["CreateVpc", "CreateHostedZone", "CreateVpc", "AssociateVPCWithHostedZone"],
  ),
  makeOneCall(
    "a record goes",
    "route53.ChangeResourceRecordSets",
    {
      hostedZoneId: ZONE,
      changeBatch: {
        changes: [
          {
            action: "DELETE",
            resourceRecordSet: {
              name: "x.pear.example.",
              type: "A",
              tTL: 60,
              resourceRecords: [{ value: "192.0.2.9" }],
            },
          },
        ],
      },
    },
    ["CreateHostedZone", "ChangeResourceRecordSets"],
  ),
  makeOneCall(
    "a method of an API goes",
    "apigateway.DeleteMethod",
    { restApiId: "a1b2c3d4e5", resourceId: "r1s2t3", httpMethod: "GET" },
    ["CreateRestApi", "CreateResource", "PutMethod"],
  ),
  makeOneCall("what is named by many goes", "monitoring.DeleteDashboards", { dashboardNames: ["d1", "d2"] }, [
    "PutDashboard",
    "PutDashboard",
  ]),
  [
    "of two entries of one list and of two permissions of one queue one goes each",
    [
      ...[100, 110].map(
        (ruleNumber) =>
          [
            "ec2.CreateNetworkAclEntry",
            {
              networkAclId: `acl-${ID}`,
              ruleNumber,
              egress: false,
              aclProtocol: "6",
              ruleAction: "allow",
              cidrBlock: "10.0.0.0/8",
              portRange: { from: 443, to: 443 },
            },
          ] as const,
      ),
      ["ec2.DeleteNetworkAclEntry", { networkAclId: `acl-${ID}`, ruleNumber: 100, egress: false }],
      ...["one", "two"].map(
        (label) =>
          [
            "sqs.AddPermission",
            { queueUrl: QUEUE, label, aWSAccountIds: [ACCOUNT], actions: ["SendMessage"] },
          ] as const,
      ),
      ["sqs.RemovePermission", { queueUrl: QUEUE, label: "one" }],
    ],
    { created: ["CreateVpc", "CreateNetworkAcl", "CreateQueue"], verified: 2 },
  ],
  [
    "a user with another name whose profile goes under that",
    [
      ["iam.CreateUser", { userName: "ash" }],
      ["iam.CreateLoginProfile", { userName: "ash", passwordResetRequired: true }],
      ["iam.UpdateUser", { userName: "ash", newUserName: "oak" }],
      ["iam.DeleteLoginProfile", { userName: "oak" }],
    ],
    { verified: 1 },
  ],
  [
    "a change that the emulator does not have",
    [
      ["codecommit.CreateRepository", { repositoryName: "pears", repositoryDescription: "a" }],
      ["codecommit.UpdateRepositoryDescription", { repositoryName: "pears", repositoryDescription: "b" }],
    ],
    { failed: ["UpdateRepositoryDescription: target_failed"], open: ["different CreateRepository"] },
  ],
];
