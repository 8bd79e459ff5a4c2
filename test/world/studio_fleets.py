"""The machines that matches run on: networks, fleets that scale, their balancers, shares and clusters."""

from __future__ import annotations

import base64
from typing import Iterator

from world import ACCOUNT, World

ZONES = "abc"


def build_network(world: World) -> None:
    ec2 = world.aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.60.0.0/16", AmazonProvidedIpv6CidrBlock=True,
                         TagSpecifications=world.tag_specification("vpc", "season"))["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway)
    subnets = []
    for number, zone in enumerate(ZONES):
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.60.{number}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"]["SubnetId"]
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
        ec2.create_tags(Resources=[subnet], Tags=[{"Key": "Name", "Value": f"season-{zone}"}])
        subnets.append(subnet)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    groups = {}
    for name in ("edge", "match", "share"):
        groups[name] = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc,
                                                 TagSpecifications=world.tag_specification("security-group", name))["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=groups["edge"], IpPermissions=[
        {"IpProtocol": "udp", "FromPort": 7000, "ToPort": 8000, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "players"}]},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
    for source, to in (("edge", "match"), ("match", "share")):
        ec2.authorize_security_group_ingress(GroupId=groups[to], IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 2049, "ToPort": 2049, "UserIdGroupPairs": [{"GroupId": groups[source]}]}])
    ec2.revoke_security_group_egress(GroupId=groups["share"], IpPermissions=[
        {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
    world.made |= {"vpc": vpc, "subnets": subnets, "groups": groups}


def build_fleets(world: World) -> Iterator[None]:
    ec2, scaling, watch = world.aws("ec2"), world.aws("autoscaling"), world.aws("cloudwatch")
    ec2.create_key_pair(KeyName="fleet")
    data = {"ImageId": "ami-12c6146b", "KeyName": "fleet", "SecurityGroupIds": [world.made["groups"]["match"]],
            "IamInstanceProfile": {"Arn": f"arn:aws:iam::{ACCOUNT}:instance-profile/fleet"},
            "UserData": base64.b64encode(b"#!/bin/sh").decode()}
    templates = {}
    for name in ("match", "lobby", "bots"):
        made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={**data, "InstanceType": "c5.large"},
                                          TagSpecifications=world.tag_specification("launch-template", name))["LaunchTemplate"]
        templates[name] = made["LaunchTemplateId"]
        yield
        world.later()
        ec2.create_launch_template_version(LaunchTemplateName=name, LaunchTemplateData={**data, "InstanceType": "c6i.large"},
                                           VersionDescription="faster")
        ec2.modify_launch_template(LaunchTemplateId=templates[name], DefaultVersion="2")
        yield
    zones = ",".join(world.made["subnets"])
    for name in templates:
        with_template = ({"LaunchTemplate": {"LaunchTemplateName": name, "Version": "2"}} if name != "bots" else
                         {"MixedInstancesPolicy": {"LaunchTemplate": {
                             "LaunchTemplateSpecification": {"LaunchTemplateId": templates[name], "Version": "$Default"},
                             "Overrides": [{"InstanceType": "c5.large"}, {"InstanceType": "m5.large"}]}}})
        scaling.create_auto_scaling_group(AutoScalingGroupName=name, MinSize=0, MaxSize=4, DesiredCapacity=0, **with_template,
                                          VPCZoneIdentifier=zones, Tags=[
            {"Key": "fleet", "Value": name, "PropagateAtLaunch": True, "ResourceId": name, "ResourceType": "auto-scaling-group"}])
        yield
        for way, change in (("out", 1), ("in", -1)):
            scaling.put_scaling_policy(
                AutoScalingGroupName=name, PolicyName=f"{name}-{way}", PolicyType="StepScaling", AdjustmentType="ChangeInCapacity",
                StepAdjustments=[{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": change}])
            [policy] = scaling.describe_policies(AutoScalingGroupName=name, PolicyNames=[f"{name}-{way}"])["ScalingPolicies"]
            watch.put_metric_alarm(
                AlarmName=f"{name}-{way}", Namespace="AWS/EC2", MetricName="CPUUtilization", Statistic="Average", Period=60,
                EvaluationPeriods=1, Threshold=50.0, ComparisonOperator="GreaterThanThreshold", AlarmActions=[policy["PolicyARN"]],
                Dimensions=[{"Name": "AutoScalingGroupName", "Value": name}])
            yield
        scaling.put_lifecycle_hook(LifecycleHookName="drain", AutoScalingGroupName=name,
                                   LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING", HeartbeatTimeout=60)
        scaling.put_scheduled_update_group_action(AutoScalingGroupName=name, ScheduledActionName=f"{name}-evening",
                                                  Recurrence="0 18 * * *", MinSize=1, MaxSize=4, DesiredCapacity=1)
        yield
    scaling.put_warm_pool(AutoScalingGroupName="match", MinSize=0)
    scaling.enable_metrics_collection(AutoScalingGroupName="match", Granularity="1Minute")
    scaling.delete_policy(AutoScalingGroupName="lobby", PolicyName="lobby-in")
    scaling.delete_lifecycle_hook(AutoScalingGroupName="lobby", LifecycleHookName="drain")
    scaling.delete_scheduled_action(AutoScalingGroupName="lobby", ScheduledActionName="lobby-evening")
    watch.delete_alarms(AlarmNames=["lobby-in"])
    yield
    world.later()
    scaling.update_auto_scaling_group(AutoScalingGroupName="match", MaxSize=8, HealthCheckType="ELB")
    scaling.suspend_processes(AutoScalingGroupName="bots", ScalingProcesses=["AZRebalance", "Launch"])
    world.later()
    scaling.resume_processes(AutoScalingGroupName="bots", ScalingProcesses=["Launch"])
    scaling.delete_auto_scaling_group(AutoScalingGroupName="lobby", ForceDelete=True)
    ec2.delete_launch_template(LaunchTemplateName="lobby")
    world.later()
    ec2.create_launch_template(LaunchTemplateName="lobby", LaunchTemplateData={"InstanceType": "t3.micro"})
    yield


def build_balancing(world: World) -> Iterator[None]:
    elb, scaling, certificates = world.aws("elbv2"), world.aws("autoscaling"), world.aws("acm")
    certificate = certificates.request_certificate(DomainName="play.example.com", ValidationMethod="DNS")["CertificateArn"]
    spare = certificates.request_certificate(DomainName="api.example.com", ValidationMethod="DNS")["CertificateArn"]
    certificates.add_tags_to_certificate(CertificateArn=certificate, Tags=[{"Key": "Name", "Value": "play"}])
    yield
    balancer = elb.create_load_balancer(Name="play", Subnets=world.made["subnets"], SecurityGroups=[world.made["groups"]["edge"]],
                                        Tags=[{"Key": "of", "Value": "play"}])["LoadBalancers"][0]
    targets = {}
    for name in ("blue", "green", "admin"):
        targets[name] = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=world.made["vpc"], TargetType="instance",
                                                HealthCheckPath=f"/{name}")["TargetGroups"][0]["TargetGroupArn"]
        elb.modify_target_group_attributes(TargetGroupArn=targets[name], Attributes=[
            {"Key": "deregistration_delay.timeout_seconds", "Value": "30"}])
        yield
    listener = elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTPS", Port=443,
                                   Certificates=[{"CertificateArn": certificate}], DefaultActions=[
        {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}])["Listeners"][0]["ListenerArn"]
    elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=[
        {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}])
    yield
    elb.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": spare}])
    rules = []
    for priority, path in ((10, "/api/*"), (20, "/lobby/*"), (30, "/old/*")):
        rules.append(elb.create_rule(
            ListenerArn=listener, Priority=priority, Conditions=[{"Field": "path-pattern", "Values": [path]}],
            Actions=[weigh(targets, 90, 10)])["Rules"][0]["RuleArn"])
        yield
    world.later()
    elb.modify_rule(RuleArn=rules[0], Actions=[weigh(targets, 50, 50)])
    elb.set_rule_priorities(RulePriorities=[{"RuleArn": rules[0], "Priority": 15}, {"RuleArn": rules[1], "Priority": 5}])
    elb.delete_rule(RuleArn=rules[2])
    elb.delete_target_group(TargetGroupArn=targets["admin"])
    yield
    elb.add_tags(ResourceArns=[listener, rules[1], targets["blue"]], Tags=[{"Key": "season", "Value": "2"}])
    elb.modify_load_balancer_attributes(LoadBalancerArn=balancer["LoadBalancerArn"], Attributes=[
        {"Key": "idle_timeout.timeout_seconds", "Value": "120"}])
    scaling.attach_load_balancer_target_groups(AutoScalingGroupName="match", TargetGroupARNs=[targets["blue"], targets["green"]])
    world.later()
    elb.modify_listener(ListenerArn=listener, DefaultActions=[{"Type": "forward", "TargetGroupArn": targets["green"]}])
    scaling.detach_load_balancer_target_groups(AutoScalingGroupName="match", TargetGroupARNs=[targets["blue"]])
    world.made |= {"balancer": balancer, "targets": targets, "certificate": certificate}


def weigh(targets: dict[str, str], blue: int, green: int) -> dict[str, object]:
    return {"Type": "forward", "ForwardConfig": {"TargetGroups": [
        {"TargetGroupArn": targets["blue"], "Weight": blue}, {"TargetGroupArn": targets["green"], "Weight": green}]}}


def build_shares(world: World) -> Iterator[None]:
    files = world.aws("efs")
    for name in ("maps", "saves"):
        share = files.create_file_system(CreationToken=name, PerformanceMode="generalPurpose", Tags=[{"Key": "Name", "Value": name}])
        for subnet in world.made["subnets"]:
            target = files.create_mount_target(FileSystemId=share["FileSystemId"], SubnetId=subnet,
                                               SecurityGroups=[world.made["groups"]["share"]])["MountTargetId"]
            yield
        point = files.create_access_point(ClientToken=name, FileSystemId=share["FileSystemId"],
                                          PosixUser={"Uid": 1000, "Gid": 1000}, RootDirectory={"Path": f"/{name}"},
                                          Tags=[{"Key": "Name", "Value": name}])
        files.put_file_system_policy(FileSystemId=share["FileSystemId"], Policy=(
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"%s"}]}'
            % share["FileSystemArn"]))
        files.tag_resource(ResourceId=share["FileSystemId"], Tags=[{"Key": "of", "Value": name}])
        yield
    files.modify_mount_target_security_groups(MountTargetId=target, SecurityGroups=[world.made["groups"]["match"]])
    assert point["AccessPointArn"]
    world.made["share"] = share["FileSystemId"]


def build_clusters(world: World) -> Iterator[None]:
    ecs, names = world.aws("ecs"), world.aws("servicediscovery")
    arns = {group["AutoScalingGroupName"]: group["AutoScalingGroupARN"]
            for group in world.aws("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]}
    for name in ("match", "bots"):
        ecs.create_capacity_provider(name=f"{name}-fleet", autoScalingGroupProvider={"autoScalingGroupArn": arns[name]})
        yield
    ecs.create_cluster(clusterName="season", capacityProviders=["match-fleet"], settings=[{"name": "containerInsights", "value": "enabled"}])
    ecs.put_cluster_capacity_providers(cluster="season", capacityProviders=["match-fleet", "bots-fleet"],
                                       defaultCapacityProviderStrategy=[{"capacityProvider": "bots-fleet", "weight": 1}])
    space = names.create_private_dns_namespace(Name="season.local", Vpc=world.made["vpc"])["OperationId"]
    [listed] = names.list_namespaces()["Namespaces"]
    assert space
    yield
    for name in ("lobby", "chat", "shop"):
        service = names.create_service(Name=name, NamespaceId=listed["Id"], DnsConfig={
            "DnsRecords": [{"Type": "A", "TTL": 10}]})["Service"]
        for _ in range(2):
            world.later()
            task = ecs.register_task_definition(
                family=name, networkMode="awsvpc", requiresCompatibilities=["EC2"], taskRoleArn=world.made["roles"]["game"],
                containerDefinitions=[{"name": name, "image": f"{name}:1", "memory": 128, "portMappings": [{"containerPort": 80}]}],
                volumes=[{"name": "saves", "efsVolumeConfiguration": {"fileSystemId": world.made["share"]}}])["taskDefinition"]
            yield
        ecs.create_service(cluster="season", serviceName=name, taskDefinition=task["taskDefinitionArn"], desiredCount=1,
                           loadBalancers=[{"targetGroupArn": world.made["targets"]["blue"], "containerName": name, "containerPort": 80}],
                           serviceRegistries=[{"registryArn": service["Arn"]}], tags=[{"key": "of", "value": name}])
        names.register_instance(ServiceId=service["Id"], InstanceId=f"{name}-1", Attributes={"AWS_INSTANCE_IPV4": "10.60.0.9"})
        yield
    world.later()
    ecs.update_service(cluster="season", service="lobby", taskDefinition="lobby:1", desiredCount=2)
    ecs.update_service(cluster=f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/season", service="shop", desiredCount=0)
    world.later()
    ecs.delete_service(cluster="season", service="shop")
    ecs.deregister_task_definition(taskDefinition="shop:1")
    names.deregister_instance(ServiceId=service["Id"], InstanceId="shop-1")
    world.later()
    names.delete_service(Id=service["Id"])
    ecs.tag_resource(resourceArn=f"arn:aws:ecs:us-east-1:{ACCOUNT}:service/season/chat", tags=[{"key": "a", "value": "b"}])
