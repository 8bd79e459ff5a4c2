/** What the log does to things that are older than it: versions that are counted, names in texts, parts of other things. */
import { type Kind, makeOneCall } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ID = "0123456789abcdef0";
const FUNCTION = ["CreateRole", "CreateFunction"];
const INSTANCE = ["CreateVpc", "CreateSubnet", "RunInstances"];
const GROUP = ["CreateLaunchTemplate", "CreateAutoScalingGroup"];

export const OLDER: readonly Kind[] = [
  [
    "a version is published and an alias moved to it, whatever its number",
    [
      [
        "lambda.PublishVersion20150331",
        { functionName: "f" },
        { functionName: "f", version: "143", functionArn: arn("lambda", "function:f:143") },
      ],
      [
        "lambda.UpdateAlias20150331",
        { functionName: "f", name: "live", functionVersion: "143" },
        { aliasArn: arn("lambda", "function:f:live"), functionVersion: "143" },
      ],
    ],
    { created: [...FUNCTION, "CreateAlias"] },
  ],
  [
    "a recorder is taken down with its channel",
    [
      ["config.StopConfigurationRecorder", { configurationRecorderName: "main" }],
      ["config.DeleteDeliveryChannel", { deliveryChannelName: "main" }],
      ["config.DeleteConfigurationRecorder", { configurationRecorderName: "main" }],
    ],
    {
      created: [
        ...["CreateRole", "CreateBucket", "PutConfigurationRecorder", "PutDeliveryChannel"],
        ...["StartConfigurationRecorder", "PutDeliveryChannel"],
      ],
    },
  ],
  makeOneCall(
    "a later version of a parameter gets a label",
    "ssm.LabelParameterVersion",
    { name: "/pears/a", parameterVersion: 3, labels: ["live"] },
    ["PutParameter", "PutParameter", "PutParameter"],
  ),
  makeOneCall(
    "a rule that lets out is revoked by its id",
    "ec2.RevokeSecurityGroupEgress",
    {
      groupId: `sg-${ID}`,
      ipPermissions: {},
      securityGroupRuleIds: { items: [{ securityGroupRuleId: `sgr-${ID}` }] },
    },
    ["CreateVpc", "CreateSecurityGroup", "AuthorizeSecurityGroupEgress"],
  ),
  makeOneCall(
    "a list takes the place of a subnet's",
    "ec2.ReplaceNetworkAclAssociation",
    { associationId: `aclassoc-${ID}`, networkAclId: `acl-${ID}` },
    ["CreateVpc", "CreateSubnet", "CreateNetworkAcl", "DescribeNetworkAcls"],
    { newAssociationId: "aclassoc-0fedcba9876543210" },
  ),
  makeOneCall(
    "an instance of a group is protected",
    "autoscaling.SetInstanceProtection",
    { autoScalingGroupName: "g", instanceIds: [`i-${ID}`], protectedFromScaleIn: true },
    [...INSTANCE, ...GROUP, "AttachInstances"],
  ),
  makeOneCall(
    "a policy of scaling goes",
    "application-autoscaling.DeleteScalingPolicy",
    {
      policyName: "p",
      serviceNamespace: "ecs",
      resourceId: "service/pears/web",
      scalableDimension: "ecs:service:DesiredCount",
    },
    ["CreateCluster", "CreateService", "RegisterScalableTarget", "PutScalingPolicy"],
  ),
  makeOneCall(
    "a parameter loses a tag",
    "ssm.RemoveTagsFromResource",
    { resourceType: "Parameter", resourceId: "/pears/a", tagKeys: ["a"] },
    ["PutParameter"],
  ),
  makeOneCall(
    "an index goes",
    "dynamodb.UpdateTable",
    { tableName: "t", globalSecondaryIndexUpdates: [{ delete: { indexName: "by-x" } }] },
    ["CreateTable"],
  ),
  makeOneCall(
    "a backup goes",
    "dynamodb.DeleteBackup",
    { backupArn: arn("dynamodb", "table/t/backup/01489173575360-b308cd7d") },
    ["CreateTable", "CreateBackup"],
  ),
  makeOneCall(
    "a member of a cluster goes",
    "rds.DeleteDBInstance",
    { dBInstanceIdentifier: "pears-1", skipFinalSnapshot: true },
    ["CreateDBCluster", "CreateDBInstance"],
    { dBInstanceIdentifier: "pears-1", dBClusterIdentifier: "pears", engine: "aurora-mysql" },
  ),
  makeOneCall("a schedule of the account's own group goes", "scheduler.DeleteSchedule", { name: "s" }, [
    "CreateQueue",
    "CreateRole",
    "CreateSchedule",
  ]),
  makeOneCall(
    "a service is deployed anew",
    "ecs.UpdateService",
    { cluster: "pears", service: "web", forceNewDeployment: true },
    ["CreateCluster", "CreateService"],
  ),
  makeOneCall("sharing with an organization", "ram.EnableSharingWithAwsOrganization", {}, [
    "CreateOrganization",
  ]),
  makeOneCall(
    "a template that is called by its name",
    "ec2.CreateLaunchTemplateVersion",
    {
      CreateLaunchTemplateVersionRequest: {
        LaunchTemplateName: "pears",
        LaunchTemplateData: { InstanceType: "m5.large" },
      },
    },
    ["CreateLaunchTemplate"],
  ),
  makeOneCall(
    "a database from a snapshot that the service made by itself",
    "rds.RestoreDBInstanceFromDBSnapshot",
    { dBInstanceIdentifier: "again", dBSnapshotIdentifier: "rds:pears-2025-02-28-04-05" },
    ["CreateDBInstance", "CreateDBSnapshot"],
    { dBInstanceIdentifier: "again", engine: "mysql" },
  ),
  makeOneCall(
    "a partition is changed",
    "glue.UpdatePartition",
    { databaseName: "d", tableName: "t", partitionValueList: ["1"], partitionInput: { values: ["1"] } },
    ["CreateDatabase", "CreateTable", "CreatePartition"],
  ),
  makeOneCall(
    "a task in the cluster that goes without saying",
    "ecs.RunTask",
    {
      taskDefinition: "once",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0123456789abcdef0"] } },
    },
    ["RegisterTaskDefinition", "CreateVpc", "CreateSubnet", "CreateCluster"],
    { tasks: [{ taskArn: arn("ecs", `task/default/${"ab".repeat(16)}`) }], failures: [] },
  ),
  makeOneCall(
    "a copy of an object whose name is encoded",
    "s3.CopyObject",
    { bucketName: "pear-new", key: "b", "x-amz-copy-source": "/pear-old/in/a%20b.txt" },
    ["CreateBucket", "CreateBucket", "PutObject"],
  ),
  makeOneCall(
    "another type for a machine",
    "ec2.ModifyInstanceAttribute",
    { instanceId: "i-0123456789abcdef0", instanceType: { value: "m5.large" } },
    ["CreateVpc", "CreateSubnet", "RunInstances", "StopInstances"],
  ),
];
