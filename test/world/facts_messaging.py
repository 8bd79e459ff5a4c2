"""Facts about queues, topics, buses, state machines, functions and APIs."""

from __future__ import annotations

import re

from facts import Facts, parse_json, pick, read_tags

QUEUE_ATTRIBUTES = ("VisibilityTimeout", "DelaySeconds", "MessageRetentionPeriod", "FifoQueue",
                    "ContentBasedDeduplication")
# A message that a queue delays is there, whenever it is looked at.
COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed")


def read_queues(facts: Facts) -> None:
    sqs, sns = facts.aws("sqs"), facts.aws("sns")
    for url in sqs.list_queues().get("QueueUrls", []):
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        facts.add("queue", url.rpartition("/")[2], [], **pick(attributes, *QUEUE_ATTRIBUTES), arn=attributes["QueueArn"],
                  messages=sum(int(attributes.get(count, 0)) for count in COUNTS),
                  redrive=parse_json(attributes.get("RedrivePolicy")), policy=parse_json(attributes.get("Policy")),
                  tags=sqs.list_queue_tags(QueueUrl=url).get("Tags"))
    for topic in sns.list_topics()["Topics"]:
        arn = topic["TopicArn"]
        attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        facts.add("topic", arn.rpartition(":")[2], [], **pick(attributes, "DisplayName", "SubscriptionsConfirmed"),
                  policy=parse_json(attributes.get("Policy")), arn=arn,
                  tags=read_tags(sns.list_tags_for_resource(ResourceArn=arn)["Tags"]))
    for item in sns.list_subscriptions()["Subscriptions"]:
        attributes = sns.get_subscription_attributes(SubscriptionArn=item["SubscriptionArn"])["Attributes"]
        facts.add("subscription", f"{item['TopicArn'].rpartition(':')[2]} {item['Endpoint']}", [item["SubscriptionArn"]],
                  **pick(attributes, "Protocol", "RawMessageDelivery", "Endpoint", "TopicArn"))


def read_buses(facts: Facts) -> None:
    events, states = facts.aws("events"), facts.aws("stepfunctions")
    for bus in events.list_event_buses()["EventBuses"]:
        facts.add("bus", bus["Name"], [], Arn=bus["Arn"])
        for rule in events.list_rules(EventBusName=bus["Name"])["Rules"]:
            facts.add("rule", f"{bus['Name']} {rule['Name']}", [], **pick(rule, "State", "ScheduleExpression", "Description"),
                      pattern=parse_json(rule.get("EventPattern")))
            for target in events.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus["Name"])["Targets"]:
                facts.add("target", f"{rule['Name']} {target['Id']}", [], **pick(target, "Arn", "RoleArn"))
    for archive in events.list_archives()["Archives"]:
        facts.add("archive", archive["ArchiveName"], [], **pick(archive, "EventSourceArn", "RetentionDays"))
    for machine in states.list_state_machines()["stateMachines"]:
        told = states.describe_state_machine(stateMachineArn=machine["stateMachineArn"])
        facts.add("state machine", machine["name"], [], **pick(told, "roleArn", "type", "status"),
                  tags=read_tags(states.list_tags_for_resource(resourceArn=machine["stateMachineArn"])["tags"]))


def read_functions(facts: Facts) -> None:
    lambda_ = facts.aws("lambda")
    for function in lambda_.list_functions()["Functions"]:
        name = function["FunctionName"]
        told = lambda_.get_function(FunctionName=name)
        facts.add("function", name, [], **pick(function, "Runtime", "Role", "Handler", "Timeout", "MemorySize", "Description"),
                  tags=told.get("Tags"), concurrency=told.get("Concurrency"), policy=read_policy(lambda_, name),
                  versions=[item["Version"] for item in lambda_.list_versions_by_function(FunctionName=name)["Versions"]])
        for alias in lambda_.list_aliases(FunctionName=name)["Aliases"]:
            facts.add("function alias", f"{name} {alias['Name']}", [], **pick(alias, "FunctionVersion", "Description"))
    for mapping in lambda_.list_event_source_mappings()["EventSourceMappings"]:
        facts.add("event source mapping", f"{mapping['EventSourceArn']} {mapping['FunctionArn']}", [mapping["UUID"]],
                  BatchSize=mapping["BatchSize"])


def read_policy(lambda_, name: str) -> object:
    try:
        return parse_json(lambda_.get_policy(FunctionName=name)["Policy"])["Statement"]
    except lambda_.exceptions.ResourceNotFoundException:
        return []


def read_apis(facts: Facts) -> None:
    api = facts.aws("apigateway")
    for rest in api.get_rest_apis()["items"]:
        facts.add("api", rest["name"], [rest["id"]], **pick(rest, "description", "endpointConfiguration"))
        deployments = api.get_deployments(restApiId=rest["id"])["items"]
        for deployment in deployments:
            facts.add("deployment", f"{rest['name']} {deployment.get('description')}", [deployment["id"]])
        for resource in api.get_resources(restApiId=rest["id"], embed=["methods"])["items"]:
            key = f"{rest['name']} {resource['path']}"
            facts.add("api resource", key, [resource["id"]], parent=resource.get("parentId"))
            for verb, method in resource.get("resourceMethods", {}).items():
                integration = method.get("methodIntegration", {})
                facts.add("method", f"{key} {verb}", [], **pick(method, "authorizationType", "apiKeyRequired"),
                          answers=list(method.get("methodResponses", {})), type=integration.get("type"),
                          verb=integration.get("httpMethod"), uri=integration.get("uri"))
        for stage in api.get_stages(restApiId=rest["id"])["item"]:
            facts.add("stage", f"{rest['name']} {stage['stageName']}", [], **pick(stage, "variables", "deploymentId"))
    for key in api.get_api_keys()["items"]:
        facts.add("api key", key["name"], [key["id"]], enabled=key["enabled"])
    for plan in api.get_usage_plans()["items"]:
        facts.add("usage plan", plan["name"], [plan["id"]], **pick(plan, "apiStages", "throttle"),
                  keys=[key["name"] for key in api.get_usage_plan_keys(usagePlanId=plan["id"])["items"]])


def trim_task(arn: str) -> str:
    return re.sub(r".*task-definition/", "", arn)


def read_containers(facts: Facts) -> None:
    ecr, ecs, efs = facts.aws("ecr"), facts.aws("ecs"), facts.aws("efs")
    for repository in ecr.describe_repositories()["repositories"]:
        facts.add("repository", repository["repositoryName"], [],
                  **pick(repository, "imageScanningConfiguration", "repositoryUri"), lifecycle=read_lifecycle(ecr, repository),
                  tags=read_tags(ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]))
    for arn in ecs.list_clusters()["clusterArns"]:
        cluster = ecs.describe_clusters(clusters=[arn], include=["TAGS"])["clusters"][0]
        facts.add("cluster", cluster["clusterName"], [], tags=read_tags(cluster.get("tags")), Arn=arn)
        services = ecs.list_services(cluster=arn)["serviceArns"]
        for service in ecs.describe_services(cluster=arn, services=services)["services"] if services else []:
            facts.add("service", service["serviceName"], [], task=trim_task(service["taskDefinition"]),
                      **pick(service, "desiredCount", "launchType", "clusterArn"),
                      network=service["deployments"][0].get("networkConfiguration"))
    for arn in ecs.list_task_definitions()["taskDefinitionArns"]:
        task = ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        facts.add("task definition", trim_task(arn), [], **pick(task, "networkMode", "cpu", "memory", "taskRoleArn"),
                  containers=[pick(item, "name", "image", "portMappings") for item in task["containerDefinitions"]])
    for system in efs.describe_file_systems()["FileSystems"]:
        identity = system["FileSystemId"]
        facts.add("file system", system["Name"], [identity], **pick(system, "Encrypted", "ThroughputMode"),
                  lifecycle=efs.describe_lifecycle_configuration(FileSystemId=identity)["LifecyclePolicies"],
                  tags=read_tags(system["Tags"]))
        for target in efs.describe_mount_targets(FileSystemId=identity)["MountTargets"]:
            facts.add("mount target", system["Name"], [target["MountTargetId"]], SubnetId=target["SubnetId"],
                      groups=efs.describe_mount_target_security_groups(MountTargetId=target["MountTargetId"])["SecurityGroups"])
        for point in efs.describe_access_points(FileSystemId=identity)["AccessPoints"]:
            facts.add("access point", point.get("Name", "unnamed"), [point["AccessPointId"]],
                      **pick(point, "PosixUser", "RootDirectory", "FileSystemId"))


def read_lifecycle(ecr, repository: dict) -> object:
    try:
        answer = ecr.get_lifecycle_policy(repositoryName=repository["repositoryName"])
    except ecr.exceptions.LifecyclePolicyNotFoundException:
        return "none"
    return parse_json(answer["lifecyclePolicyText"])
