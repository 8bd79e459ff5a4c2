"""Facts about names, certificates, logs, alarms, the trail, the firewall and stacks."""

from __future__ import annotations

from facts import Facts, parse_json, pick, read_tags


def read_names(facts: Facts) -> None:
    route53, acm = facts.aws("route53"), facts.aws("acm")
    for zone in route53.list_hosted_zones()["HostedZones"]:
        identity = zone["Id"].removeprefix("/hostedzone/")
        vpcs = route53.get_hosted_zone(Id=identity).get("VPCs")
        facts.add("zone", zone["Name"], [identity], **pick(zone, "Config", "ResourceRecordSetCount"), vpcs=vpcs)
        for record in route53.list_resource_record_sets(HostedZoneId=identity)["ResourceRecordSets"]:
            if record["Type"] not in ("NS", "SOA"):
                facts.add("record", f"{record['Name']} {record['Type']}", [], **pick(record, "TTL", "ResourceRecords"))
    for check in route53.list_health_checks()["HealthChecks"]:
        facts.add("health check", check["CallerReference"], [check["Id"]],
                  **pick(check["HealthCheckConfig"], "Type", "Port", "ResourcePath", "FullyQualifiedDomainName"))
    for item in acm.list_certificates()["CertificateSummaryList"]:
        certificate = acm.describe_certificate(CertificateArn=item["CertificateArn"])["Certificate"]
        facts.add("certificate", certificate["DomainName"], [item["CertificateArn"]],
                  names=certificate["SubjectAlternativeNames"],
                  tags=read_tags(acm.list_tags_for_certificate(CertificateArn=item["CertificateArn"])["Tags"]))


def read_logs(facts: Facts) -> None:
    logs = facts.aws("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        facts.add("log group", name, [], retention=group.get("retentionInDays", "never"),
                  tags=logs.list_tags_log_group(logGroupName=name)["tags"],
                  streams=[item["logStreamName"] for item in logs.describe_log_streams(logGroupName=name)["logStreams"]],
                  subscriptions=[pick(item, "filterName", "destinationArn", "filterPattern") for item in
                                 logs.describe_subscription_filters(logGroupName=name)["subscriptionFilters"]])
    for item in logs.describe_metric_filters()["metricFilters"]:
        facts.add("metric filter", item["filterName"], [],
                  **pick(item, "filterPattern", "logGroupName", "metricTransformations"))


def read_alarms(facts: Facts) -> None:
    watch, trails = facts.aws("cloudwatch"), facts.aws("cloudtrail")
    for alarm in watch.describe_alarms()["MetricAlarms"]:
        facts.add("alarm", alarm["AlarmName"], [],
                  **pick(alarm, "Namespace", "MetricName", "Period", "EvaluationPeriods", "Threshold", "Statistic",
                         "ComparisonOperator", "AlarmActions", "ActionsEnabled", "Dimensions"))
    for board in watch.list_dashboards()["DashboardEntries"]:
        body = watch.get_dashboard(DashboardName=board["DashboardName"])["DashboardBody"]
        facts.add("dashboard", board["DashboardName"], [], body=parse_json(body))
    for trail in trails.describe_trails()["trailList"]:
        facts.add("trail", trail["Name"], [], **pick(trail, "S3BucketName", "IsMultiRegionTrail", "TrailARN"),
                  logging=trails.get_trail_status(Name=trail["Name"])["IsLogging"],
                  selectors=trails.get_event_selectors(TrailName=trail["Name"]).get("EventSelectors"))


def read_firewall(facts: Facts) -> None:
    waf = facts.aws("wafv2")
    for item in waf.list_ip_sets(Scope="REGIONAL")["IPSets"]:
        told = waf.get_ip_set(Name=item["Name"], Scope="REGIONAL", Id=item["Id"])["IPSet"]
        facts.add("ip set", item["Name"], [item["Id"]], **pick(told, "Addresses", "IPAddressVersion"))
    for item in waf.list_web_acls(Scope="REGIONAL")["WebACLs"]:
        told = waf.get_web_acl(Name=item["Name"], Scope="REGIONAL", Id=item["Id"])["WebACL"]
        facts.add("web acl", item["Name"], [item["Id"]], **pick(told, "DefaultAction", "Rules"))


def read_stacks(facts: Facts) -> None:
    for stack in facts.aws("cloudformation").describe_stacks()["Stacks"]:
        facts.add("stack", stack["StackName"], [stack["StackId"]], status=stack["StackStatus"], tags=read_tags(stack["Tags"]))
