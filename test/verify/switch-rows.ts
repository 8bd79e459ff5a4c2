/** Calls whose name alone says what they set, with the reads that tell of it. */
import type { Structure } from "../../src/aws/values.ts";

const TASK = "arn:aws:dms:eu-west-1:111122223333:task:T";
const SERVICE = "arn:aws:apprunner:eu-west-1:111122223333:service/s/1";

const tellQuery = (name: string, inner: string) => `<R><${name}Result>${inner}</${name}Result></R>`;

const tellCluster = (inner: string) =>
  tellQuery(
    "DescribeDBClusters",
    `<DBClusters><DBCluster><DBClusterIdentifier>c</DBClusterIdentifier>${inner}</DBCluster></DBClusters>`,
  );

/** Calls whose name says what they set: with what they need, the read that tells of it, where it tells the value. */
type Switch = readonly [
  service: string,
  names: readonly [on: string, off?: string],
  input: Structure,
  read: string,
  tell: (value: boolean) => object | string,
];

export const SWITCHES: readonly Switch[] = [
  [
    "bedrock",
    ["CreateFoundationModelAgreement"],
    { modelId: "a.b", offerToken: "t" },
    "GetFoundationModelAvailability",
    (on) => ({ modelId: "a.b", agreementAvailability: { status: on ? "AVAILABLE" : "NOT_AVAILABLE" } }),
  ],
  [
    "kms",
    ["EnableKey", "DisableKey"],
    { KeyId: "k" },
    "DescribeKey",
    (Enabled) => ({ KeyMetadata: { KeyId: "k", Enabled } }),
  ],
  [
    "kms",
    ["EnableKeyRotation", "DisableKeyRotation"],
    { KeyId: "k" },
    "GetKeyRotationStatus",
    (KeyRotationEnabled) => ({ KeyId: "k", KeyRotationEnabled }),
  ],
  [
    "events",
    ["EnableRule", "DisableRule"],
    { Name: "n" },
    "DescribeRule",
    (on) => ({ Name: "n", State: on ? "ENABLED" : "DISABLED" }),
  ],
  [
    "cloudtrail",
    ["StartLogging", "StopLogging"],
    { Name: "t" },
    "GetTrailStatus",
    (IsLogging) => ({ IsLogging }),
  ],
  [
    "cognito-idp",
    ["AdminEnableUser", "AdminDisableUser"],
    { UserPoolId: "eu-west-1_a", Username: "u" },
    "AdminGetUser",
    (Enabled) => ({ Username: "u", Enabled }),
  ],
  [
    "iot",
    ["EnableTopicRule", "DisableTopicRule"],
    { ruleName: "n" },
    "GetTopicRule",
    (on) => ({ rule: { ruleName: "n", ruleDisabled: !on } }),
  ],
  [
    "cloudwatch",
    ["EnableAlarmActions", "DisableAlarmActions"],
    { AlarmNames: ["a"] },
    "DescribeAlarms",
    (ActionsEnabled) => ({ MetricAlarms: [{ AlarmName: "a", ActionsEnabled }] }),
  ],
  [
    "ec2",
    ["EnableSerialConsoleAccess", "DisableSerialConsoleAccess"],
    {},
    "GetSerialConsoleAccessStatus",
    (on) => `<R><serialConsoleAccessEnabled>${on}</serialConsoleAccessEnabled></R>`,
  ],
  [
    "ec2",
    ["EnableEbsEncryptionByDefault", "DisableEbsEncryptionByDefault"],
    {},
    "GetEbsEncryptionByDefault",
    (on) => `<R><ebsEncryptionByDefault>${on}</ebsEncryptionByDefault></R>`,
  ],
  ...(["Crl", "Profile", "TrustAnchor"] as const).map((type): Switch => {
    const id = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    const named = { [`${id}Id`]: "a" };
    const tell = (enabled: boolean) => ({ [id]: { ...named, enabled } });
    return ["rolesanywhere", [`Enable${type}`, `Disable${type}`], named, `Get${type}`, tell];
  }),
  [
    "config",
    ["StartConfigurationRecorder", "StopConfigurationRecorder"],
    { ConfigurationRecorderName: "r" },
    "DescribeConfigurationRecorderStatus",
    (recording) => ({ ConfigurationRecordersStatus: [{ name: "r", recording }] }),
  ],
  [
    "ec2",
    ["StartInstances", "StopInstances"],
    { InstanceIds: ["i-1"] },
    "DescribeInstances",
    (on) =>
      `<R><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceState><name>${on ? "running" : "stopped"}</name></instanceState></item></instancesSet></item></reservationSet></R>`,
  ],
  [
    "ec2",
    ["EnableImage", "DisableImage"],
    { ImageId: "ami-1" },
    "DescribeImages",
    (on) =>
      `<R><imagesSet><item><imageId>ami-1</imageId><imageState>${on ? "available" : "disabled"}</imageState></item></imagesSet></R>`,
  ],
  ...(["rds", "docdb", "neptune"] as const).map(
    (service) =>
      [
        service,
        ["StartDBCluster", "StopDBCluster"],
        { DBClusterIdentifier: "c" },
        "DescribeDBClusters",
        (on: boolean) => tellCluster(`<Status>${on ? "available" : "stopped"}</Status>`),
      ] as const,
  ),
  [
    "rds",
    ["StartDBInstance", "StopDBInstance"],
    { DBInstanceIdentifier: "d" },
    "DescribeDBInstances",
    (on) =>
      tellQuery(
        "DescribeDBInstances",
        `<DBInstances><DBInstance><DBInstanceIdentifier>d</DBInstanceIdentifier><DBInstanceStatus>${on ? "available" : "stopped"}</DBInstanceStatus></DBInstance></DBInstances>`,
      ),
  ],
  [
    "rds",
    ["EnableHttpEndpoint", "DisableHttpEndpoint"],
    { ResourceArn: "arn:aws:rds:eu-west-1:111122223333:cluster:c" },
    "DescribeDBClusters",
    (on) =>
      tellCluster(
        `<DBClusterArn>arn:aws:rds:eu-west-1:111122223333:cluster:c</DBClusterArn><HttpEndpointEnabled>${on}</HttpEndpointEnabled>`,
      ),
  ],
  [
    "redshift",
    ["ResumeCluster", "PauseCluster"],
    { ClusterIdentifier: "c" },
    "DescribeClusters",
    (on) =>
      tellQuery(
        "DescribeClusters",
        `<Clusters><Cluster><ClusterIdentifier>c</ClusterIdentifier><ClusterStatus>${on ? "available" : "paused"}</ClusterStatus></Cluster></Clusters>`,
      ),
  ],
  [
    "redshift",
    ["EnableLogging", "DisableLogging"],
    { ClusterIdentifier: "c" },
    "DescribeLoggingStatus",
    (on) => tellQuery("DescribeLoggingStatus", `<LoggingEnabled>${on}</LoggingEnabled>`),
  ],
  [
    "sagemaker",
    ["StartNotebookInstance", "StopNotebookInstance"],
    { NotebookInstanceName: "n" },
    "DescribeNotebookInstance",
    (on) => ({ NotebookInstanceName: "n", NotebookInstanceStatus: on ? "InService" : "Stopped" }),
  ],
  [
    "glue",
    ["StartCrawlerSchedule", "StopCrawlerSchedule"],
    { CrawlerName: "c" },
    "GetCrawler",
    (on) => ({ Crawler: { Name: "c", Schedule: { State: on ? "SCHEDULED" : "NOT_SCHEDULED" } } }),
  ],
  [
    "glue",
    ["StartTrigger", "StopTrigger"],
    { Name: "t" },
    "GetTrigger",
    (on) => ({ Trigger: { Name: "t", State: on ? "ACTIVATED" : "DEACTIVATED" } }),
  ],
  [
    "dms",
    ["StartReplicationTask", "StopReplicationTask"],
    {
      ReplicationTaskArn: TASK,
      StartReplicationTaskType: "start-replication",
    },
    "DescribeReplicationTasks",
    (on) => ({
      ReplicationTasks: [
        {
          ReplicationTaskArn: TASK,
          Status: on ? "running" : "stopped",
        },
      ],
    }),
  ],
  [
    "transfer",
    ["StartServer", "StopServer"],
    { ServerId: "s-0123456789abcdef0" },
    "DescribeServer",
    (on) => ({ Server: { ServerId: "s-0123456789abcdef0", State: on ? "ONLINE" : "OFFLINE" } }),
  ],
  [
    "cloudwatch",
    ["StartMetricStreams", "StopMetricStreams"],
    { Names: ["m"] },
    "GetMetricStream",
    (on) => ({ Name: "m", State: on ? "running" : "stopped" }),
  ],
  [
    "cloudwatch",
    ["EnableInsightRules", "DisableInsightRules"],
    { RuleNames: ["r"] },
    "DescribeInsightRules",
    (on) => ({ InsightRules: [{ Name: "r", State: on ? "ENABLED" : "DISABLED" }] }),
  ],
  [
    "firehose",
    ["StartDeliveryStreamEncryption", "StopDeliveryStreamEncryption"],
    { DeliveryStreamName: "s" },
    "DescribeDeliveryStream",
    (on) => ({
      DeliveryStreamDescription: {
        DeliveryStreamName: "s",
        DeliveryStreamEncryptionConfiguration: { Status: on ? "ENABLED" : "DISABLED" },
      },
    }),
  ],
  [
    "kinesis",
    ["StartStreamEncryption", "StopStreamEncryption"],
    { StreamName: "s", KeyId: "k", EncryptionType: "KMS" },
    "DescribeStream",
    (on) => ({
      StreamDescription: { StreamName: "s", EncryptionType: on ? "KMS" : "NONE", KeyId: "k" },
    }),
  ],
  [
    "pipes",
    ["StartPipe", "StopPipe"],
    { Name: "p" },
    "DescribePipe",
    (on) => ({ Name: "p", DesiredState: on ? "RUNNING" : "STOPPED" }),
  ],
  [
    "apprunner",
    ["ResumeService", "PauseService"],
    { ServiceArn: SERVICE },
    "DescribeService",
    (on) => ({
      Service: {
        ServiceArn: SERVICE,
        Status: on ? "RUNNING" : "PAUSED",
      },
    }),
  ],
  [
    "synthetics",
    ["StartCanary", "StopCanary"],
    { Name: "c" },
    "GetCanary",
    (on) => ({ Canary: { Name: "c", Status: { State: on ? "RUNNING" : "STOPPED" } } }),
  ],
  [
    "ds",
    ["EnableSso", "DisableSso"],
    { DirectoryId: "d-0123456789" },
    "DescribeDirectories",
    (SsoEnabled) => ({ DirectoryDescriptions: [{ DirectoryId: "d-0123456789", SsoEnabled }] }),
  ],
  [
    "route53",
    ["EnableHostedZoneDNSSEC", "DisableHostedZoneDNSSEC"],
    { HostedZoneId: "Z1" },
    "GetDNSSEC",
    (on) => `<R><Status><ServeSignature>${on ? "SIGNING" : "NOT_SIGNING"}</ServeSignature></Status></R>`,
  ],
  [
    "route53domains",
    ["EnableDomainAutoRenew", "DisableDomainAutoRenew"],
    { DomainName: "a.example" },
    "GetDomainDetail",
    (AutoRenew) => ({ DomainName: "a.example", AutoRenew }),
  ],
];
