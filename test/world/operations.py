"""What keeps the company running: names, certificates, alarms, logs, the trail, the firewall, stacks."""

from __future__ import annotations

import json

from world import ACCOUNT, World, allow, trust


def build_operations(world: World) -> None:
    world.shuffled(
        lambda: build_names(world), lambda: build_logs(world), lambda: build_alarms(world),
        lambda: build_trail(world), lambda: build_firewall(world),
    )
    build_stacks(world)


def build_names(world: World) -> None:
    route53, acm = world.aws("route53"), world.aws("acm")
    domain = f"{world.company}.example"
    zone = route53.create_hosted_zone(
        Name=domain, CallerReference=world.name("zone"), HostedZoneConfig={"Comment": "public names", "PrivateZone": False}
    )["HostedZone"]["Id"]
    changes = [
        change("CREATE", f"{word}.{domain}", "CNAME", world.count(60, 600), f"lb.{domain}")
        for word in world.words[: world.count(2, 4)]
    ]
    changes.append(change("CREATE", f"mail.{domain}", "MX", 300, f"10 mx.{domain}"))
    changes.append(change("CREATE", f"failover.{domain}", "A", 60, world.made["address"]))
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Comment": "first", "Changes": changes})
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        change("UPSERT", f"{world.words[0]}.{domain}", "CNAME", 77, f"new.{domain}"),
        {**changes[1], "Action": "DELETE"}]})
    inner = route53.create_hosted_zone(
        Name=f"inner.{domain}", CallerReference=world.name("inner"), VPC={"VPCRegion": "us-east-1", "VPCId": world.made["vpc1"]},
        HostedZoneConfig={"Comment": "inner names", "PrivateZone": True},
    )["HostedZone"]["Id"]
    route53.change_resource_record_sets(HostedZoneId=inner, ChangeBatch={"Changes": [
        change("CREATE", f"db.inner.{domain}", "A", 60, "10.1.1.77")]})
    route53.create_health_check(CallerReference=world.name("check"), HealthCheckConfig={
        "Type": "HTTPS", "FullyQualifiedDomainName": f"www.{domain}", "Port": 443, "ResourcePath": "/"})
    acm.request_certificate(
        DomainName=domain, SubjectAlternativeNames=[f"*.{domain}"], ValidationMethod="DNS",
        Tags=[{"Key": "Name", "Value": world.name("certificate")}],
    )


def change(action: str, name: str, kind: str, seconds: int, value: str) -> dict:
    return {"Action": action, "ResourceRecordSet": {
        "Name": name, "Type": kind, "TTL": seconds, "ResourceRecords": [{"Value": value}]}}


def build_logs(world: World) -> None:
    logs, ec2 = world.aws("logs"), world.aws("ec2")
    for word in world.words[: world.count(3, 5)]:
        group = f"/{world.company}/{word}"
        logs.create_log_group(logGroupName=group, tags={"word": word})
        logs.put_retention_policy(logGroupName=group, retentionInDays=world.random.choice([7, 14, 30]))
        logs.create_log_stream(logGroupName=group, logStreamName="main")
    group = f"/{world.company}/{world.words[0]}"
    logs.put_metric_filter(
        logGroupName=group, filterName="errors", filterPattern="ERROR",
        metricTransformations=[{"metricName": "Errors", "metricNamespace": world.company, "metricValue": "1"}],
    )
    function = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{world.made['functions'][0]}"
    logs.put_subscription_filter(
        logGroupName=group, filterName="ship", filterPattern="", destinationArn=function
    )
    logs.delete_retention_policy(logGroupName=f"/{world.company}/{world.words[1]}")
    logs.create_log_group(logGroupName=f"/{world.company}/old")
    logs.delete_log_group(logGroupName=f"/{world.company}/old")
    flows = f"/{world.company}/flows"
    logs.create_log_group(logGroupName=flows)
    ec2.create_flow_logs(
        ResourceIds=[world.made["vpc1"]], ResourceType="VPC", TrafficType="REJECT", LogDestinationType="cloud-watch-logs",
        LogGroupName=flows, DeliverLogsPermissionArn=f"arn:aws:iam::{ACCOUNT}:role/{world.name('flowlogs')}",
        TagSpecifications=world.tag_specification("vpc-flow-log", world.name("flows")),
    )


def build_alarms(world: World) -> None:
    watch = world.aws("cloudwatch")
    names = [world.name("alarm", word) for word in world.words[: world.count(2, 4)]]
    for name in names:
        watch.put_metric_alarm(
            AlarmName=name, Namespace="AWS/SQS", MetricName="ApproximateNumberOfMessagesVisible", Period=60,
            EvaluationPeriods=world.count(1, 5), Threshold=world.count(5, 50) / 2, Statistic="Average",
            ComparisonOperator="GreaterThanThreshold", AlarmActions=[world.made["topics"][0]],
            Dimensions=[{"Name": "QueueName", "Value": world.name(world.words[0])}],
        )
    watch.put_dashboard(DashboardName=world.name("board"), DashboardBody=json.dumps({"widgets": []}))
    watch.disable_alarm_actions(AlarmNames=names[:1])
    watch.delete_alarms(AlarmNames=names[-1:])


def build_trail(world: World) -> None:
    trail = world.aws("cloudtrail")
    name = world.name("trail")
    trail.create_trail(
        Name=name, S3BucketName=world.made["buckets"][-2], IncludeGlobalServiceEvents=True, IsMultiRegionTrail=True,
        TagsList=[{"Key": "Name", "Value": name}],
    )
    trail.put_event_selectors(TrailName=name, EventSelectors=[{
        "ReadWriteType": "WriteOnly", "IncludeManagementEvents": True, "DataResources": []}])
    trail.start_logging(Name=name)


def build_firewall(world: World) -> None:
    waf = world.aws("wafv2")
    seen = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "all"}
    addresses = waf.create_ip_set(
        Name=world.name("office"), Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=["198.51.100.0/24"]
    )["Summary"]["ARN"]
    waf.create_web_acl(
        Name=world.name("firewall"), Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen,
        Rules=[{"Name": "office", "Priority": 1, "Action": {"Allow": {}}, "VisibilityConfig": seen,
                "Statement": {"IPSetReferenceStatement": {"ARN": addresses}}}],
    )


def build_stacks(world: World) -> None:
    """The stack's call, and its children's as CloudFormation makes them."""
    stacks = world.aws("cloudformation")
    template = {"Resources": {"Wait": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}
    for number in range(1, world.count(2, 3) + 1):
        name = world.name("stack", str(number))
        stacks.create_stack(
            StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"],
            Tags=[{"Key": "number", "Value": str(number)}],
        )
        with world.invoked_by("cloudformation.amazonaws.com"):
            build_children(world, name)
    doomed = world.name("stack", "doomed")
    stacks.create_stack(StackName=doomed, TemplateBody=json.dumps(template))
    stacks.delete_stack(StackName=doomed)


def build_children(world: World, name: str) -> None:
    role, queue = f"{name}-Role", f"{name}-Queue"
    world.aws("iam").create_role(RoleName=role, AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
    world.aws("iam").put_role_policy(
        RoleName=role, PolicyName="own", PolicyDocument=allow(["sqs:*"], f"arn:aws:sqs:us-east-1:{ACCOUNT}:{queue}")
    )
    url = world.aws("sqs").create_queue(QueueName=queue, tags={"aws:cloudformation:stack-name": name})["QueueUrl"]
    world.aws("sqs").set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "44"})
    topic = world.aws("sns").create_topic(Name=f"{name}-Topic")["TopicArn"]
    world.aws("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{ACCOUNT}:{queue}", ReturnSubscriptionArn=True
    )
