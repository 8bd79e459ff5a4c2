"""What the laboratory leaves of what it connects."""

from __future__ import annotations

from listed import Listed

THINGS = [
    Listed("thing kind", "iot", "list_thing_types", "thingTypes", "thingTypeName", drop=("thingTypeId",)),
    Listed("thing group", "iot", "list_thing_groups", "thingGroups", "groupName", detail=("describe_thing_group", {"thingGroupName": "groupName"}), drop=("thingGroupId",)),
    Listed("billing group", "iot", "list_billing_groups", "billingGroups", "groupName"),
    Listed("billed", "iot", "list_things_in_billing_group", "[things]", "'all'", under="billing group", by={"billingGroupName": "groupName"}),
    Listed("thing certificate", "iot", "list_certificates", "certificates[*].status"),
    Listed("thing", "iot", "list_things", "things", "thingName"),
    Listed("thing by", "iot", "list_thing_principals", "principals", "'one'", ("@",), under="thing", by={"thingName": "thingName"}),
    Listed("thing in", "iot", "list_thing_groups_for_thing", "[thingGroups]", "'all'", under="thing", by={"thingName": "thingName"}),
    Listed("thing policy", "iot", "list_policies", "policies", "policyName", detail=("get_policy", {"policyName": "policyName"}), drop=("generationId",)),
    Listed("thing policy on", "iot", "list_targets_for_policy", "[targets]", "'all'", under="thing policy", by={"policyName": "policyName"}),
    Listed("thing policy version", "iot", "list_policy_versions", "policyVersions", "versionId", under="thing policy", by={"policyName": "policyName"}),
    Listed("role alias", "iot", "list_role_aliases", "roleAliases"),
    Listed("thing rule", "iot", "list_topic_rules", "rules", "ruleName"),
    Listed("thing job", "iot", "list_jobs", "jobs", "jobId"),
    Listed("thing template", "iot", "list_job_templates", "jobTemplates", "jobTemplateId"),
    Listed("thing domain", "iot", "list_domain_configurations", "domainConfigurations", "domainConfigurationName", drop=("domainConfigurationArn",)),
    Listed("green core", "greengrass", "list_core_definitions", "Definitions", "Name", ("Id", "LatestVersion"), drop=("CreationTimestamp", "LastUpdatedTimestamp")),
    Listed("green group", "greengrass", "list_groups", "Groups", "Name", ("Id", "LatestVersion"), drop=("CreationTimestamp", "LastUpdatedTimestamp")),
    Listed("green subscription", "greengrass", "list_subscription_definitions", "Definitions", "Name", ("Id", "LatestVersion"), drop=("CreationTimestamp", "LastUpdatedTimestamp")),
    Listed("bot", "lexv2-models", "list_bots", "botSummaries", "botName", ("botId",)),
    # moto lists the aliases of all bots at each, and those of deleted ones.
    Listed("bot alias", "lexv2-models", "list_bot_aliases", "botAliasSummaries", "botAliasName", ("botAliasId",), under="bot", by={"botId": "botId"},
           detail=("describe_bot_alias", {"botAliasId": "item.botAliasId", "botId": "parent.botId"}), alive="botId == parent.botId"),
    Listed("lattice", "vpc-lattice", "list_service_networks", "items", "name", ("id",)),
    Listed("lattice service", "vpc-lattice", "list_services", "items", "name", ("id",), drop=("dnsEntry",)),
    Listed("lattice on", "vpc-lattice", "list_tags_for_resource", "[tags]", "'tags'", under="lattice", by={"resourceArn": "arn"}),
    Listed("space", "servicediscovery", "list_namespaces", "Namespaces", "Name", ("Id",)),
    Listed("space service", "servicediscovery", "list_services", "Services", "Name", ("Id",)),
    Listed("space instance", "servicediscovery", "list_instances", "Instances", "Id", under="space service", by={"ServiceId": "Id"}),
    Listed("space attributes", "servicediscovery", "get_service_attributes", "[ServiceAttributes.Attributes]", "'all'", under="space service", by={"ServiceId": "Id"}),
    Listed("pin", "pinpoint", "get_apps", "ApplicationsResponse.Item", "Name", ("Id",), drop=("CreationDate",)),
    Listed("portal", "workspaces-web", "list_portals", "portals", "'portal'", ("portalArn",), drop=("portalEndpoint", "displayName")),
    Listed("portal set", "workspaces-web", "list_browser_settings", "browserSettings", "'one'",
           ("browserSettings.browserSettingsArn",), detail=("get_browser_settings", {"browserSettingsArn": "browserSettingsArn"}), drop=("browserPolicy",)),
    Listed("kafka", "kafka", "list_clusters", "ClusterInfoList", "ClusterName", ("ClusterArn",), drop=("CreationTime", "ZookeeperConnectString", "ZookeeperConnectStringTls", "CurrentVersion")),
    Listed("mq settings", "mq", "list_configurations", "Configurations", "Name", ("Id",)),
    Listed("mq", "mq", "list_brokers", "BrokerSummaries", "BrokerName", ("BrokerId",), detail=("describe_broker", {"BrokerId": "BrokerId"}), drop=("BrokerInstances",)),
    Listed("search", "opensearch", "list_domain_names", "DomainNames", "DomainName", detail=("describe_domain", {"DomainName": "DomainName"})),
    Listed("media flow", "mediaconnect", "list_flows", "Flows", "Name", ("Flow.FlowArn",), detail=("describe_flow", {"FlowArn": "FlowArn"}),
           drop=("OutputArn", "SourceArn", "ListenerAddress", "IngestIp", "EgressIp")),
]
