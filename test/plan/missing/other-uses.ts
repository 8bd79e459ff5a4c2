/** The uses of what several services have beside their main things: keys, mappings, channels, queries, builds. */
import type { Use } from "./uses.ts";

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const QUERY = "0a1b2c3d-1111-4222-8333-444444444444";
const APPLICATION = arn("sns", "app/GCM/shop");

export const OTHER_USES: Readonly<Record<string, Use>> = {
  workspace: {
    use: ["workspaces", "RebootWorkspaces", { rebootWorkspaceRequests: [{ workspaceId: "ws-0a1b2c3d4" }] }],
    read: ["workspaces", "DescribeWorkspaces", { WorkspaceIds: ["ws-0a1b2c3d4"] }],
    lacks: { ministack: "has no WorkSpaces" },
  },
  "table-backup": {
    use: [
      "dynamodb",
      "DeleteBackup",
      { backupArn: arn("dynamodb", "table/carts/backup/01489173575360-b308cd7d") },
    ],
    read: ["dynamodb", "ListBackups", {}],
    shows: "carts",
  },
  "platform-application": {
    use: [
      "sns",
      "SetPlatformApplicationAttributes",
      { platformApplicationArn: APPLICATION, attributes: { Enabled: "true" } },
    ],
    read: ["sns", "GetPlatformApplicationAttributes", { PlatformApplicationArn: APPLICATION }],
  },
  "api-key": {
    use: ["apigateway", "DeleteApiKey", { apiKey: "ab12cd34ef" }],
    read: ["apigateway", "GetApiKeys", {}],
    shows: "cloudmock-ab12cd34ef",
  },
  "api-mapping": {
    use: ["apigatewayv2", "DeleteApiMapping", { domainName: "api.acme.example", apiMappingId: "am1234" }],
    read: ["apigatewayv2", "GetApiMappings", { DomainName: "api.acme.example" }],
    lacks: { ministack: "a mapping to a stage that nothing made" },
  },
  "athena-query": {
    use: ["athena", "StopQueryExecution", { queryExecutionId: QUERY }],
    read: ["athena", "GetQueryExecution", { QueryExecutionId: QUERY }],
  },
  build: {
    use: ["codebuild", "StopBuild", { id: `site:${QUERY}` }],
    read: ["codebuild", "ListBuilds", {}],
    shows: "site",
  },
  "organization-policy": {
    use: ["organizations", "UpdatePolicy", { policyId: "p-0123456789", description: "none may" }],
    read: ["organizations", "ListPolicies", { Filter: "SERVICE_CONTROL_POLICY" }],
    shows: "cloudmock-p-0123456789",
  },
  "organizational-unit": {
    use: [
      "organizations",
      "UpdateOrganizationalUnit",
      { organizationalUnitId: "ou-abcd-01234567", name: "lab" },
    ],
    read: ["organizations", "DescribeOrganizationalUnit", { OrganizationalUnitId: "ou-abcd-01234567" }],
  },
  "capacity-provider": {
    use: ["ecs", "DeleteCapacityProvider", { capacityProvider: "own-machines" }],
    read: ["ecs", "DescribeCapacityProviders", { capacityProviders: ["own-machines"] }],
    shows: "own-machines",
  },
  "auto-scaling-group": {
    use: ["autoscaling", "SetDesiredCapacity", { autoScalingGroupName: "workers", desiredCapacity: 1 }],
    read: ["autoscaling", "DescribeAutoScalingGroups", { AutoScalingGroupNames: ["workers"] }],
    shows: "workers",
  },
  "scalable-target": {
    use: [
      "application-autoscaling",
      "DeleteScalingPolicy",
      {
        policyName: "busy",
        serviceNamespace: "dynamodb",
        resourceId: "table/carts",
        scalableDimension: "dynamodb:table:ReadCapacityUnits",
      },
    ],
    read: ["application-autoscaling", "DescribeScalableTargets", { ServiceNamespace: "dynamodb" }],
    shows: "table/carts",
    lacks: { ministack: "RegisterScalableTarget" },
  },
  "delivery-channel": {
    use: ["config", "DeleteDeliveryChannel", { deliveryChannelName: "default" }],
    read: ["config", "DescribeDeliveryChannels", {}],
    shows: "default",
  },
  "network-acl-association": {
    use: [
      "ec2",
      "ReplaceNetworkAclAssociation",
      { associationId: "aclassoc-0123456789abcdef0", networkAclId: "acl-0123456789abcdef0" },
    ],
    read: ["ec2", "DescribeNetworkAcls", {}],
  },
  "swf-workflow-execution": {
    use: ["swf", "TerminateWorkflowExecution", { domain: "shop", workflowId: "order-1" }],
    read: ["swf", "DescribeDomain", { name: "shop" }],
    lacks: { ministack: "swf" },
  },
  "ds-directory": {
    use: ["ds", "CreateAlias", { directoryId: "d-0123456789", alias: "office" }],
    read: ["ds", "DescribeDirectories", {}],
    lacks: { ministack: "ds" },
  },
};
