"""The company's machines: instances, images, disks, scaling groups, load balancers, containers."""

from __future__ import annotations

import json
from typing import Any

from world import ACCOUNT, World, expect_failure

IMAGE = "ami-12c6146b"
"""An image that the emulator has from the start, as AWS has its own."""


def build_compute(world: World) -> None:
    build_instances(world)
    world.shuffled(
        lambda: build_disks(world), lambda: build_interfaces(world), lambda: build_balancers(world),
        lambda: build_containers(world), lambda: build_files(world),
    )
    build_scaling(world)


def build_instances(world: World) -> None:
    ec2 = world.aws("ec2")
    key = world.name("key")
    ec2.create_key_pair(KeyName=key)
    instances: list[str] = []
    for number in range(1, world.count(3, 5) + 1):
        answer = ec2.run_instances(
            ImageId=IMAGE,
            MinCount=1,
            MaxCount=1,
            KeyName=key,
            InstanceType=world.random.choice(["t3.micro", "t3.small", "m5.large"]),
            SubnetId=world.made["subnets1"][number % 2],
            SecurityGroupIds=[world.made["groups1"]["web"]],
            IamInstanceProfile={"Name": world.name("web-profile")},
            UserData="#!/bin/sh\necho hello\n",
            TagSpecifications=world.tag_specification("instance", world.name("web", str(number))),
        )
        instances.append(answer["Instances"][0]["InstanceId"])
    world.made["instances"] = instances
    ec2.describe_instances(InstanceIds=instances)
    ec2.modify_instance_attribute(InstanceId=instances[0], DisableApiTermination={"Value": True})
    ec2.stop_instances(InstanceIds=instances[-1:])
    spare = ec2.run_instances(
        ImageId=IMAGE, MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=world.made["subnets2"][0],
        SecurityGroupIds=[world.made["groups2"]["web"], world.made["groups2"]["db"]],
        TagSpecifications=world.tag_specification("instance", world.name("spare")),
    )["Instances"][0]["InstanceId"]
    image = ec2.create_image(InstanceId=spare, Name=world.name("golden"), Description="golden image", NoReboot=True)
    world.made["golden"] = image["ImageId"]
    ec2.create_tags(Resources=[image["ImageId"]], Tags=[{"Key": "Name", "Value": world.name("golden")}])
    ec2.modify_image_attribute(
        ImageId=image["ImageId"], Attribute="launchPermission", LaunchPermission={"Add": [{"UserId": "210987654321"}]}
    )
    ec2.terminate_instances(InstanceIds=[spare])
    expect_failure(ec2.terminate_instances, InstanceIds=["i-0123456789abcdef0"])


def build_disks(world: World) -> None:
    ec2 = world.aws("ec2")
    for number in range(1, world.count(2, 3) + 1):
        name = world.name("disk", str(number))
        volume = ec2.create_volume(
            AvailabilityZone="us-east-1a", Size=world.count(8, 40), VolumeType="gp3", Encrypted=number == 1,
            TagSpecifications=world.tag_specification("volume", name),
        )["VolumeId"]
        ec2.attach_volume(VolumeId=volume, InstanceId=world.made["instances"][0], Device=f"/dev/sd{'fgh'[number - 1]}")
        snapshot = ec2.create_snapshot(
            VolumeId=volume, Description=f"of {name}", TagSpecifications=world.tag_specification("snapshot", f"{name}-snap")
        )["SnapshotId"]
        if number == 1:
            ec2.modify_snapshot_attribute(
                SnapshotId=snapshot, Attribute="createVolumePermission", OperationType="add", UserIds=["210987654321"]
            )
        if number == 2:
            ec2.detach_volume(VolumeId=volume, InstanceId=world.made["instances"][0])
            ec2.delete_volume(VolumeId=volume)


def build_interfaces(world: World) -> None:
    ec2 = world.aws("ec2")
    interface = ec2.create_network_interface(
        SubnetId=world.made["subnets1"][1], Groups=[world.made["groups1"]["db"]], Description="failover address",
        PrivateIpAddresses=[{"PrivateIpAddress": "10.1.1.77", "Primary": True}],
        TagSpecifications=world.tag_specification("network-interface", world.name("failover")),
    )["NetworkInterface"]["NetworkInterfaceId"]
    address = ec2.allocate_address(
        Domain="vpc", TagSpecifications=world.tag_specification("elastic-ip", world.name("failover-ip"))
    )
    ec2.associate_address(AllocationId=address["AllocationId"], NetworkInterfaceId=interface)
    world.made["address"] = address["PublicIp"]
    doomed = ec2.allocate_address(Domain="vpc")
    ec2.release_address(AllocationId=doomed["AllocationId"])


def build_balancers(world: World) -> None:
    elb = world.aws("elbv2")
    balancer = elb.create_load_balancer(
        Name=world.name("web"), Subnets=world.made["subnets1"][:2], SecurityGroups=[world.made["groups1"]["lb"]],
        Scheme="internet-facing", Type="application", Tags=[{"Key": "Name", "Value": world.name("web")}],
    )["LoadBalancers"][0]["LoadBalancerArn"]
    groups = []
    for kind, port in (("app", 8080), ("admin", 9090)):
        group = elb.create_target_group(
            Name=world.name(kind), Protocol="HTTP", Port=port, VpcId=world.made["vpc1"], TargetType="instance",
            HealthCheckPath=f"/{kind}/health", Matcher={"HttpCode": "200-299"},
        )["TargetGroups"][0]["TargetGroupArn"]
        groups.append(group)
    world.made["target-group"] = groups[0]
    elb.modify_target_group_attributes(
        TargetGroupArn=groups[0], Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "45"}]
    )
    elb.register_targets(TargetGroupArn=groups[0], Targets=[{"Id": i, "Port": 8080} for i in world.made["instances"][:2]])
    listener = elb.create_listener(
        LoadBalancerArn=balancer, Protocol="HTTP", Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[0]}],
    )["Listeners"][0]["ListenerArn"]
    elb.create_rule(
        ListenerArn=listener, Priority=10, Conditions=[{"Field": "path-pattern", "Values": ["/admin/*"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": groups[1]}],
    )
    elb.add_tags(ResourceArns=[balancer], Tags=[{"Key": "team", "Value": world.words[0]}])
    inner = elb.create_load_balancer(
        Name=world.name("inner"), Subnets=world.made["subnets2"][:2], Scheme="internal", Type="network"
    )["LoadBalancers"][0]["LoadBalancerArn"]
    if world.random.random() < 0.5:
        elb.delete_load_balancer(LoadBalancerArn=inner)


def build_scaling(world: World) -> None:
    ec2, scaling = world.aws("ec2"), world.aws("autoscaling")
    name = world.name("workers")
    template = ec2.create_launch_template(
        LaunchTemplateName=name,
        LaunchTemplateData={
            "ImageId": world.made["golden"], "InstanceType": "t3.small", "KeyName": world.name("key"),
            "SecurityGroupIds": [world.made["groups1"]["web"]],
            "IamInstanceProfile": {"Name": world.name("web-profile")},
            "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "role", "Value": "worker"}]}],
        },
        TagSpecifications=world.tag_specification("launch-template", name),
    )["LaunchTemplate"]["LaunchTemplateId"]
    ec2.create_launch_template_version(
        LaunchTemplateId=template, SourceVersion="1", LaunchTemplateData={"InstanceType": "m5.large"}
    )
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion="2")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name, MinSize=0, MaxSize=world.count(3, 6), DesiredCapacity=0,
        LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
        VPCZoneIdentifier=",".join(world.made["subnets1"][1:3]), TargetGroupARNs=[world.made["target-group"]],
        Tags=[{"Key": "Name", "Value": name, "PropagateAtLaunch": True}],
    )
    scaling.put_scaling_policy(
        AutoScalingGroupName=name, PolicyName=f"{name}-up", PolicyType="SimpleScaling",
        AdjustmentType="ChangeInCapacity", ScalingAdjustment=1,
    )
    scaling.update_auto_scaling_group(AutoScalingGroupName=name, MaxSize=8)


def build_containers(world: World) -> None:
    ecr, ecs = world.aws("ecr"), world.aws("ecs")
    repositories = [world.name("repo", word) for word in world.words[: world.count(2, 3)]]
    for name in repositories:
        ecr.create_repository(
            repositoryName=name, imageScanningConfiguration={"scanOnPush": True},
            tags=[{"Key": "Name", "Value": name}],
        )
    rule = {"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan",
            "countNumber": 5}, "action": {"type": "expire"}}
    ecr.put_lifecycle_policy(repositoryName=repositories[0], lifecyclePolicyText=json.dumps({"rules": [rule]}))
    ecr.delete_repository(repositoryName=repositories[-1])
    cluster = world.name("cluster")
    ecs.create_cluster(clusterName=cluster, tags=[{"key": "team", "value": world.words[1]}])
    for revision in (1, 2):
        ecs.register_task_definition(**describe_task(world, repositories[0], revision))
    ecs.create_service(
        cluster=cluster, serviceName=world.name("api"), taskDefinition=world.name("api") + ":1", desiredCount=1,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {
            "subnets": world.made["subnets1"][:2], "securityGroups": [world.made["groups1"]["web"]],
            "assignPublicIp": "DISABLED"}},
    )
    ecs.update_service(
        cluster=cluster, service=world.name("api"), taskDefinition=world.name("api") + ":2", desiredCount=2
    )


def describe_task(world: World, repository: str, revision: int) -> dict[str, Any]:
    return {
        "family": world.name("api"), "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "cpu": "256", "memory": "512", "taskRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{world.name('task')}",
        "containerDefinitions": [{
            "name": "api", "image": f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/{repository}:{revision}",
            "essential": True, "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
            "environment": [{"name": "REVISION", "value": str(revision)}],
        }],
    }


def build_files(world: World) -> None:
    efs = world.aws("efs")
    system = efs.create_file_system(
        CreationToken=world.name("files"), Encrypted=True, ThroughputMode="bursting",
        Tags=[{"Key": "Name", "Value": world.name("files")}],
    )["FileSystemId"]
    efs.create_mount_target(
        FileSystemId=system, SubnetId=world.made["subnets1"][0], SecurityGroups=[world.made["groups1"]["db"]]
    )
    efs.create_access_point(
        FileSystemId=system, ClientToken=world.name("token"), PosixUser={"Uid": 1000, "Gid": 1000},
        RootDirectory={"Path": "/home"}, Tags=[{"Key": "Name", "Value": world.name("home")}],
    )
    efs.put_lifecycle_configuration(FileSystemId=system, LifecyclePolicies=[{"TransitionToIA": "AFTER_30_DAYS"}])
