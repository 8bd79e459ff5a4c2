/** What calls prove of things that are older than the log. */
import { type Kind, makeOneCall } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const KEY = "11111111-2222-4333-8444-555555555555";
const INSTANCE = "i-0123456789abcdef0";
const GROUP = "sg-0123456789abcdef0";
const instances = (more: object) => ({ instancesSet: { items: [{ instanceId: INSTANCE, ...more }] } });
const was = (name: string) => instances({ previousState: { name } });
const NETWORK = ["CreateVpc", "CreateSubnet"];

export const STATES: readonly Kind[] = [
  makeOneCall("a cluster is started", "rds.StartDBCluster", { dBClusterIdentifier: "c" }, [
    "CreateDBCluster",
    "StopDBCluster",
  ]),
  makeOneCall("a database is started anew", "rds.RebootDBInstance", { dBInstanceIdentifier: "d" }, [
    "CreateDBInstance",
  ]),
  makeOneCall(
    "an instance is started",
    "ec2.StartInstances",
    instances({}),
    [...NETWORK, "RunInstances", "StopInstances"],
    was("stopped"),
  ),
  makeOneCall(
    "an instance is started that runs",
    "ec2.StartInstances",
    instances({}),
    [...NETWORK, "RunInstances"],
    was("running"),
  ),
  makeOneCall(
    "a gateway is detached",
    "ec2.DetachInternetGateway",
    { internetGatewayId: "igw-0123456789abcdef0", vpcId: "vpc-0123456789abcdef0" },
    ["CreateInternetGateway", "CreateVpc", "AttachInternetGateway"],
  ),
  makeOneCall(
    "a rule is revoked",
    "ec2.RevokeSecurityGroupIngress",
    {
      groupId: GROUP,
      ipPermissions: {
        items: [
          { ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] } },
        ],
      },
    },
    ["CreateVpc", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress"],
  ),
  makeOneCall("a key is enabled", "kms.EnableKey", { keyId: KEY }, ["CreateKey", "DisableKey"]),
  makeOneCall("a key is disabled", "kms.DisableKey", { keyId: KEY }, ["CreateKey"]),
  makeOneCall("the end of a key is called off", "kms.CancelKeyDeletion", { keyId: KEY }, [
    "CreateKey",
    "ScheduleKeyDeletion",
  ]),
  makeOneCall("a key is rotated no more", "kms.DisableKeyRotation", { keyId: KEY }, [
    "CreateKey",
    "EnableKeyRotation",
  ]),
  makeOneCall("a secret is restored", "secretsmanager.RestoreSecret", { secretId: "s" }, [
    "CreateSecret",
    "DeleteSecret",
  ]),
  makeOneCall(
    "a table is restored to a point in time",
    "dynamodb.RestoreTableToPointInTime",
    { sourceTableName: "from", targetTableName: "to", useLatestRestorableTime: true },
    ["CreateTable", "UpdateContinuousBackups"],
  ),
  makeOneCall(
    "an object is held",
    "s3.PutObjectLegalHold",
    { bucketName: "pear-locked", key: "k", LegalHold: { Status: "ON" }, "legal-hold": "" },
    ["CreateBucket", "PutBucketVersioning", "PutObjectLockConfiguration", "PutObject"],
  ),
  makeOneCall(
    "a bucket is replicated",
    "s3.PutBucketReplication",
    {
      bucketName: "pear-from",
      replication: "",
      ReplicationConfiguration: {
        Role: iam("role/rep"),
        Rule: { ID: "a", Status: "Enabled", Priority: 1, Destination: { Bucket: "arn:aws:s3:::pear-to" } },
      },
    },
    ["CreateRole", "CreateBucket", "CreateBucket", "PutBucketVersioning", "PutBucketVersioning"],
  ),
  makeOneCall("a rule is enabled", "events.EnableRule", { name: "r" }, ["PutRule", "DisableRule"]),
  makeOneCall("a trail stops", "cloudtrail.StopLogging", { name: "pears" }, [
    "CreateBucket",
    "CreateTrail",
    "StartLogging",
  ]),
  makeOneCall("a policy goes", "iam.DeleteRolePolicy", { roleName: "r", policyName: "p" }, [
    "CreateRole",
    "PutRolePolicy",
  ]),
  makeOneCall(
    "the second version of a policy counts",
    "iam.SetDefaultPolicyVersion",
    { policyArn: iam("policy/p"), versionId: "v2" },
    ["CreatePolicy", "CreatePolicyVersion"],
  ),
  makeOneCall(
    "a permission goes",
    "lambda.RemovePermission20150331v2",
    { functionName: "f", statementId: "s" },
    ["CreateRole", "CreateFunction", "AddPermission"],
  ),
  makeOneCall(
    "a target goes",
    "elasticloadbalancing.DeregisterTargets",
    {
      targetGroupArn: arn("elasticloadbalancing", "targetgroup/tg/0123456789abcdef"),
      targets: [{ id: INSTANCE }],
    },
    ["CreateVpc", "CreateTargetGroup", "CreateSubnet", "RunInstances", "RegisterTargets"],
  ),
  makeOneCall(
    "an address is let go",
    "ec2.DisassociateAddress",
    { associationId: "eipassoc-0123456789abcdef0" },
    ["AllocateAddress", ...NETWORK, "RunInstances", "AssociateAddress"],
  ),
  makeOneCall(
    "an interface is let go",
    "ec2.DetachNetworkInterface",
    { attachmentId: "eni-attach-0123456789abcdef0" },
    [...NETWORK, "CreateNetworkInterface", "RunInstances", "AttachNetworkInterface"],
  ),
  makeOneCall(
    "an object is brought back from the archive",
    "s3.RestoreObject",
    { bucketName: "pear-old", key: "a/b", restore: "", RestoreRequest: { Days: 1 } },
    ["CreateBucket", "PutObject", "PutObject"],
  ),
  makeOneCall(
    "a recorder stops",
    "config.StopConfigurationRecorder",
    { configurationRecorderName: "default" },
    [
      "CreateRole",
      "CreateBucket",
      "PutConfigurationRecorder",
      "PutDeliveryChannel",
      "StartConfigurationRecorder",
    ],
  ),
  makeOneCall(
    "a subscription ends",
    "sns.Unsubscribe",
    { subscriptionArn: arn("sns", "t:0f0f0f0f-1111-4222-8333-444444444444") },
    ["CreateTopic", "CreateQueue", "Subscribe"],
  ),
  makeOneCall(
    "a rule of a listener is tagged",
    "elasticloadbalancing.AddTags",
    {
      resourceArns: [
        arn(
          "elasticloadbalancing",
          "listener-rule/app/web/0123456789abcdef/fedcba9876543210/aaaabbbbccccdddd",
        ),
      ],
      tags: [{ key: "a", value: "b" }],
    },
    ["CreateVpc", "CreateSubnet", "CreateSubnet", "CreateLoadBalancer", "CreateListener", "CreateRule"],
  ),
  makeOneCall(
    "a version of an object is tagged",
    "s3.PutObjectTagging",
    {
      bucketName: "pear-old",
      key: "a",
      tagging: "",
      versionId: "v1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      Tagging: { TagSet: { Tag: { Key: "a", Value: "b" } } },
    },
    ["CreateBucket", "PutBucketVersioning", "PutObject"],
  ),
  makeOneCall(
    "a version of an object is copied into a bucket that keeps none",
    "s3.CopyObject",
    {
      bucketName: "pear-new",
      key: "b",
      "x-amz-copy-source": "/pear-old/a?versionId=v1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    ["CreateBucket", "CreateBucket", "PutBucketVersioning", "PutObject"],
    { "x-amz-copy-source-version-id": "v1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  ),
];
