/** Uses of things that other things lead to, or that go by the name of another: aliases, domains, entries of a cluster. */
import type { Use } from "./uses.ts";

const ACCOUNT = "111122223333";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/viewer`;
const API = "abcdefghijklmnopqrstuvwxyz";

export const KIND_USES: Readonly<Record<string, Use>> = {
  "access-entry": {
    use: ["eks", "UpdateAccessEntry", { name: "blue", principalArn: PRINCIPAL, kubernetesGroups: ["all"] }],
    read: ["eks", "DescribeAccessEntry", { clusterName: "blue", principalArn: PRINCIPAL }],
    lacks: { moto: "CreateAccessEntry", ministack: "CreateAccessEntry" },
  },
  "transit-gateway-attachment": {
    use: [
      "ec2",
      "DeleteTransitGatewayVpcAttachment",
      {
        DeleteTransitGatewayVpcAttachmentRequest: {
          TransitGatewayAttachmentId: "tgw-attach-0123456789abcdef0",
        },
      },
    ],
    read: ["ec2", "DescribeTransitGatewayVpcAttachments", {}],
    shows: "tgw-attach-0123456789abcdef0",
    lacks: { ministack: "CreateTransitGatewayVpcAttachment" },
  },
  "user-pool-domain": {
    use: [
      "cognito-idp",
      "DeleteUserPoolDomain",
      { userPoolId: "eu-west-1_AbCdEf123", domain: "auth.example.com" },
    ],
    read: ["cognito-idp", "DescribeUserPoolDomain", { domain: "auth.example.com" }],
    shows: "auth.example.com",
  },
  "dms-replication-config": {
    use: [
      "dms",
      "StopReplication",
      { replicationConfigArn: arn("dms", "replication-config:ABCDEFGHIJKLMNOP") },
    ],
    read: ["dms", "DescribeReplicationConfigs", {}],
    lacks: { moto: "CreateReplicationConfig", ministack: "CreateReplicationConfig" },
  },
  "glue-classifier": {
    use: ["glue", "DeleteClassifier", { name: "by-line" }],
    read: ["glue", "GetClassifier", { name: "by-line" }],
    lacks: { moto: "CreateClassifier", ministack: "CreateClassifier" },
  },
  "glue-function": {
    use: ["glue", "DeleteUserDefinedFunction", { databaseName: "sales", functionName: "fold" }],
    read: ["glue", "GetUserDefinedFunction", { databaseName: "sales", functionName: "fold" }],
    lacks: { moto: "CreateUserDefinedFunction", ministack: "CreateUserDefinedFunction" },
  },
  "security-hub-action": {
    use: [
      "securityhub",
      "DeleteActionTarget",
      { actionTargetArn: arn("securityhub", "action/custom/Isolate") },
    ],
    read: ["securityhub", "DescribeActionTargets", {}],
    lacks: { moto: "CreateActionTarget", ministack: "CreateActionTarget" },
  },
  "appsync-type": {
    use: ["appsync", "DeleteType", { apiId: API, typeName: "Order" }],
    read: ["appsync", "GetType", { apiId: API, typeName: "Order", format: "SDL" }],
    lacks: { moto: "CreateType", ministack: "CreateType" },
  },
  "video-stream": {
    use: [
      "kinesisvideo",
      "UpdateDataRetention",
      { streamName: "door", currentVersion: "1", dataRetentionChangeInHours: 1 },
    ],
    read: ["kinesisvideo", "DescribeStream", { StreamName: "door" }],
    shows: "door",
    lacks: { ministack: "CreateStream" },
  },
  "trace-group": {
    use: ["xray", "DeleteGroup", { groupName: "slow" }],
    read: ["xray", "GetGroup", { GroupName: "slow" }],
    lacks: { moto: "CreateGroup", ministack: "CreateGroup" },
  },
  "beanstalk-environment": {
    use: ["elasticbeanstalk", "RebuildEnvironment", { environmentId: "e-abcdefgh12" }],
    read: ["elasticbeanstalk", "DescribeEnvironments", {}],
    lacks: { ministack: "CreateEnvironment" },
  },
  "named-environment": {
    use: ["elasticbeanstalk", "TerminateEnvironment", { environmentName: "shop-prod" }],
    read: ["elasticbeanstalk", "DescribeEnvironments", {}],
    shows: "shop-prod",
    lacks: { ministack: "CreateEnvironment" },
  },
  "vector-index": {
    use: ["s3vectors", "DeleteIndex", { vectorBucketName: "embeddings", indexName: "pages" }],
    read: ["s3vectors", "GetIndex", { vectorBucketName: "embeddings", indexName: "pages" }],
    shows: "pages",
    lacks: { ministack: "CreateIndex" },
  },
};
