"""The hoster's machines: networks in two regions, rules that change, machines asked for on the spot, and old balancers."""

from __future__ import annotations

from typing import Iterator

from world import ACCOUNT, World

FAR = "us-west-2"
REGIONS = ("us-east-1", FAR)
ZONES = "ab"


def build_network(world: World) -> None:
    """The same network stands in each region, with the same ranges and names."""
    for region in REGIONS:
        ec2 = world.aws("ec2", region)
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=world.tag_specification("vpc", "main"))["Vpc"]["VpcId"]
        ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.1.0.0/16")
        gone = ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.2.0.0/16")["CidrBlockAssociation"]["AssociationId"]
        subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"{region}{zone}")["Subnet"]["SubnetId"]
                   for number, zone in enumerate(ZONES)]
        ec2.disassociate_vpc_cidr_block(AssociationId=gone)
        group = ec2.create_security_group(GroupName="all", Description="all", VpcId=vpc)["GroupId"]
        gateways = [ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"] for _ in range(2)]
        ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateways[0])
        world.later()
        ec2.detach_internet_gateway(VpcId=vpc, InternetGatewayId=gateways[0])
        world.later()
        ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateways[1])
        ec2.delete_internet_gateway(InternetGatewayId=gateways[0])
        ec2.import_key_pair(KeyName="main", PublicKeyMaterial=KEY)
        world.made[region] = {"vpc": vpc, "subnets": subnets, "group": group, "gateway": gateways[1]}


KEY = (b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDusXfgTE4eBP50NglSzCSEGnIL6+cr6m3H6cZANOQ+P1o/W4BdtcAL3sor4iGi7SOeJgo8kweyMQ"
       b"rhrt6HaKGgromRiz37LQx+4YIvORr8+fiLIzBJGDBBTGJpZRgCvhG53aL1ojNeVNtlZNsVFhJFHB1VfFLg6i3vWDI5o5hPLQ== a@b")


def build_rules(world: World) -> Iterator[None]:
    """Rules by id and by content, in turns; acls that take each other's place."""
    for region in REGIONS:
        ec2, made = world.aws("ec2", region), world.made[region]
        group = made["group"]
        rules = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]} for port in (22, 80, 443)])[
                "SecurityGroupRules"]
        yield
        ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rules[0]["SecurityGroupRuleId"]])
        world.later()
        ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "web"}]}])
        yield
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}])
        lists = [ec2.create_managed_prefix_list(PrefixListName=name, MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": "10.9.0.0/16"}])[
            "PrefixList"]["PrefixListId"] for name in ("all", "all")]
        yield
        ec2.modify_managed_prefix_list(PrefixListId=lists[0], CurrentVersion=1, AddEntries=[{"Cidr": "10.8.0.0/16"}])
        ec2.delete_managed_prefix_list(PrefixListId=lists[1])
        acl = ec2.create_network_acl(VpcId=made["vpc"])["NetworkAcl"]["NetworkAclId"]
        for number in (100, 200):
            ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=number, Protocol="6", RuleAction="allow", Egress=False,
                                         CidrBlock="0.0.0.0/0", PortRange={"From": number, "To": number})
        yield
        ec2.replace_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Protocol="6", RuleAction="deny", Egress=False,
                                      CidrBlock="10.0.0.0/8", PortRange={"From": 1, "To": 9})
        ec2.delete_network_acl_entry(NetworkAclId=acl, RuleNumber=200, Egress=False)
        ec2.create_tags(Resources=[acl, made["vpc"], group], Tags=[{"Key": "wide", "Value": "yes"}, {"Key": "old", "Value": "1"}])
        world.later()
        ec2.delete_tags(Resources=[made["vpc"], group], Tags=[{"Key": "old"}])
        table = ec2.create_route_table(VpcId=made["vpc"])["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=made["gateway"])
        join = ec2.associate_route_table(RouteTableId=table, SubnetId=made["subnets"][0])["AssociationId"]
        yield
        other = ec2.create_route_table(VpcId=made["vpc"])["RouteTable"]["RouteTableId"]
        world.later()
        join = ec2.replace_route_table_association(AssociationId=join, RouteTableId=other)["NewAssociationId"]
        world.later()
        ec2.disassociate_route_table(AssociationId=join)
        ec2.associate_route_table(RouteTableId=table, SubnetId=made["subnets"][1])
        ec2.delete_route_table(RouteTableId=other)


def build_spot(world: World) -> Iterator[None]:
    """Several machines by one call; profiles, addresses and cards that move from one to another."""
    ec2, made = world.aws("ec2"), world.made["us-east-1"]
    ids = [it["InstanceId"] for it in ec2.run_instances(ImageId="ami-12c6146b", MinCount=3, MaxCount=3, KeyName="main", InstanceType="t3.micro",
                                                       SubnetId=made["subnets"][0], SecurityGroupIds=[made["group"]])["Instances"]]
    for number, machine in enumerate(ids):
        ec2.create_tags(Resources=[machine], Tags=[{"Key": "Name", "Value": f"box-{number}"}])
        yield
    joined = ec2.associate_iam_instance_profile(InstanceId=ids[0], IamInstanceProfile={"Name": "main"})["IamInstanceProfileAssociation"]["AssociationId"]
    other = ec2.associate_iam_instance_profile(InstanceId=ids[1], IamInstanceProfile={"Arn": f"arn:aws:iam::{ACCOUNT}:instance-profile/ci"})[
        "IamInstanceProfileAssociation"]["AssociationId"]
    yield
    ec2.replace_iam_instance_profile_association(AssociationId=joined, IamInstanceProfile={"Name": "all"})
    ec2.disassociate_iam_instance_profile(AssociationId=other)
    address = ec2.allocate_address(Domain="vpc")
    first = ec2.associate_address(InstanceId=ids[0], AllocationId=address["AllocationId"])["AssociationId"]
    yield
    world.later()
    ec2.disassociate_address(AssociationId=first)
    world.later()
    ec2.associate_address(InstanceId=ids[1], PublicIp=address["PublicIp"])
    card = ec2.create_network_interface(SubnetId=made["subnets"][0], Description="card", Groups=[made["group"]])["NetworkInterface"]["NetworkInterfaceId"]
    hold = ec2.attach_network_interface(NetworkInterfaceId=card, InstanceId=ids[0], DeviceIndex=1)["AttachmentId"]
    yield
    world.later()
    ec2.detach_network_interface(AttachmentId=hold, Force=True)
    world.later()
    ec2.attach_network_interface(NetworkInterfaceId=card, InstanceId=ids[1], DeviceIndex=1)
    volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=10, TagSpecifications=world.tag_specification("volume", "data"))["VolumeId"]
    ec2.attach_volume(VolumeId=volume, InstanceId=ids[0], Device="/dev/sdf")
    yield
    world.later()
    ec2.detach_volume(VolumeId=volume, InstanceId=ids[0], Force=True)
    world.later()
    ec2.attach_volume(VolumeId=volume, InstanceId=ids[1], Device="/dev/sdg")
    shot = ec2.create_snapshot(VolumeId=volume, Description="one")["SnapshotId"]
    both = [it["SnapshotId"] for it in ec2.create_snapshots(InstanceSpecification={"InstanceId": ids[1]}, Description="all")["Snapshots"]]
    yield
    ec2.copy_snapshot(SourceRegion="us-east-1", SourceSnapshotId=shot, Description="two")
    ec2.delete_snapshot(SnapshotId=both[0])
    ec2.modify_snapshot_attribute(SnapshotId=shot, Attribute="createVolumePermission", OperationType="add", UserIds=["111122223333"])
    ec2.stop_instances(InstanceIds=[ids[2]], Force=True)
    world.later()
    ec2.modify_instance_attribute(InstanceId=ids[2], InstanceType={"Value": "t3.large"})
    world.later()
    ec2.start_instances(InstanceIds=[ids[2]])
    ec2.terminate_instances(InstanceIds=[ids[0]])
    yield
    image = ec2.create_image(InstanceId=ids[1], Name="main")["ImageId"]
    ec2.copy_image(Name="main-2", SourceImageId=image, SourceRegion="us-east-1")
    world.later()
    ec2.deregister_image(ImageId=image)


def build_classic(world: World) -> Iterator[None]:
    """Balancers of the old kind, of the same names in two regions."""
    for region in REGIONS:
        old, made = world.aws("elb", region), world.made[region]
        ids = [it["InstanceId"] for it in world.aws("ec2", region).run_instances(ImageId="ami-12c6146b", MinCount=2, MaxCount=2, SubnetId=made["subnets"][1])["Instances"]]
        for number, machine in enumerate(ids):
            world.aws("ec2", region).create_tags(Resources=[machine], Tags=[{"Key": "Name", "Value": f"old-{number}"}])
        yield
        for name in ("main", "1"):
            old.create_load_balancer(LoadBalancerName=name, Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}],
                                     Subnets=[made["subnets"][0]], SecurityGroups=[made["group"]], Tags=[{"Key": "of", "Value": name}])
            yield
            old.register_instances_with_load_balancer(LoadBalancerName=name, Instances=[{"InstanceId": it} for it in ids])
            old.configure_health_check(LoadBalancerName=name, HealthCheck={
                "Target": "HTTP:80/", "Interval": 10, "Timeout": 5, "UnhealthyThreshold": 2, "HealthyThreshold": 3})
            old.create_load_balancer_listeners(LoadBalancerName=name, Listeners=[
                {"Protocol": "TCP", "LoadBalancerPort": port, "InstancePort": port} for port in (25, 110)])
            old.create_lb_cookie_stickiness_policy(LoadBalancerName=name, PolicyName="stick", CookieExpirationPeriod=60)
            yield
            old.set_load_balancer_policies_of_listener(LoadBalancerName=name, LoadBalancerPort=80, PolicyNames=["stick"])
        old.deregister_instances_from_load_balancer(LoadBalancerName="1", Instances=[{"InstanceId": ids[0]}])
        old.delete_load_balancer_listeners(LoadBalancerName="1", LoadBalancerPorts=[25])
        old.attach_load_balancer_to_subnets(LoadBalancerName="1", Subnets=[made["subnets"][1]])
        old.add_tags(LoadBalancerNames=["main"], Tags=[{"Key": "a", "Value": "1"}])
        world.later()
        old.remove_tags(LoadBalancerNames=["main"], Tags=[{"Key": "of"}])
        old.create_load_balancer(LoadBalancerName="tmp", Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}],
                                 Subnets=[made["subnets"][0]])
        old.delete_load_balancer(LoadBalancerName="tmp")


def build_mirrors(world: World) -> Iterator[None]:
    """Gateways between networks, and services that others may use."""
    ec2 = world.aws("ec2")
    gate = ec2.create_transit_gateway(Description="hub")["TransitGateway"]["TransitGatewayId"]
    made = world.made["us-east-1"]
    joined = ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gate, VpcId=made["vpc"], SubnetIds=made["subnets"])[
        "TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    yield
    tables = [ec2.create_transit_gateway_route_table(TransitGatewayId=gate, TagSpecifications=[
        {"ResourceType": "transit-gateway-route-table", "Tags": [{"Key": "Name", "Value": name}]}])["TransitGatewayRouteTable"][
            "TransitGatewayRouteTableId"] for name in ("a", "b")]
    ec2.create_transit_gateway_route(TransitGatewayRouteTableId=tables[0], DestinationCidrBlock="10.5.0.0/16", TransitGatewayAttachmentId=joined)
    ec2.create_transit_gateway_route(TransitGatewayRouteTableId=tables[0], DestinationCidrBlock="10.6.0.0/16", Blackhole=True)
    yield
    ec2.delete_transit_gateway_route(TransitGatewayRouteTableId=tables[0], DestinationCidrBlock="10.6.0.0/16")
    ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=tables[1])
    ec2.modify_transit_gateway(TransitGatewayId=gate, Description="hub 2")
    for name in ("s3", "dynamodb"):
        ec2.create_vpc_endpoint(VpcId=made["vpc"], ServiceName=f"com.amazonaws.us-east-1.{name}")
        yield
    ec2.modify_ebs_default_kms_key_id(KmsKeyId="alias/main")
    ec2.enable_ebs_encryption_by_default()


def build_scaling(world: World) -> Iterator[None]:
    for region in REGIONS:
        scale, made = world.aws("autoscaling", region), world.made[region]
        for name in ("main", "old"):
            scale.create_launch_configuration(LaunchConfigurationName=name, ImageId="ami-12c6146b", InstanceType="t3.micro", KeyName="main",
                                              SecurityGroups=[made["group"]])
            yield
        scale.create_auto_scaling_group(AutoScalingGroupName="all", LaunchConfigurationName="old", MinSize=0, MaxSize=3, DesiredCapacity=0,
                                        VPCZoneIdentifier=",".join(made["subnets"]), LoadBalancerNames=["main"])
        scale.put_lifecycle_hook(AutoScalingGroupName="all", LifecycleHookName="1", LifecycleTransition="autoscaling:EC2_INSTANCE_LAUNCHING")
        scale.batch_put_scheduled_update_group_action(AutoScalingGroupName="all", ScheduledUpdateGroupActions=[
            {"ScheduledActionName": name, "MinSize": 0, "MaxSize": 5, "Recurrence": "0 1 * * *"} for name in ("day", "night")])
        yield
        world.later()
        scale.update_auto_scaling_group(AutoScalingGroupName="all", LaunchConfigurationName="main")
        world.later()
        scale.delete_launch_configuration(LaunchConfigurationName="old")
        scale.batch_delete_scheduled_action(AutoScalingGroupName="all", ScheduledActionNames=["night"])
        scale.detach_load_balancers(AutoScalingGroupName="all", LoadBalancerNames=["main"])
        scale.create_or_update_tags(Tags=[{"ResourceId": "all", "ResourceType": "auto-scaling-group", "Key": "a", "Value": "1", "PropagateAtLaunch": True}])
        world.later()
        scale.attach_load_balancers(AutoScalingGroupName="all", LoadBalancerNames=["1"])
        scale.create_auto_scaling_group(AutoScalingGroupName="tmp", LaunchConfigurationName="main", MinSize=0, MaxSize=1,
                                        VPCZoneIdentifier=made["subnets"][0])
        scale.delete_auto_scaling_group(AutoScalingGroupName="tmp", ForceDelete=True)
        yield


def build_shared(world: World) -> Iterator[None]:
    """Disks and clusters that several use."""
    efs, eks = world.aws("efs"), world.aws("eks")
    made = world.made["us-east-1"]
    for name in ("main", "main", "old"):
        disk = efs.create_file_system(CreationToken=f"{name}-{len(world.made)}", Tags=[{"Key": "Name", "Value": name}])["FileSystemId"]
        world.made[f"disk {len(world.made)}"] = disk
        yield
        efs.create_mount_target(FileSystemId=disk, SubnetId=made["subnets"][0], SecurityGroups=[made["group"]])
        efs.create_access_point(FileSystemId=disk, ClientToken=f"t{len(world.made)}", RootDirectory={"Path": f"/{name}"})
        yield
    for target in efs.describe_mount_targets(FileSystemId=disk)["MountTargets"]:
        efs.delete_mount_target(MountTargetId=target["MountTargetId"])
    for point in efs.describe_access_points(FileSystemId=disk)["AccessPoints"]:
        efs.delete_access_point(AccessPointId=point["AccessPointId"])
    efs.delete_file_system(FileSystemId=disk)
    yield
    for cluster in ("main", "ci"):
        eks.create_cluster(name=cluster, version="1.29", roleArn=world.made["role"], resourcesVpcConfig={"subnetIds": made["subnets"]})
        yield
        for name in ("all", "1"):
            eks.create_nodegroup(clusterName=cluster, nodegroupName=name, nodeRole=world.made["role"], subnets=made["subnets"],
                                 scalingConfig={"minSize": 1, "maxSize": 2, "desiredSize": 1})
            yield
        eks.create_fargate_profile(clusterName=cluster, fargateProfileName="all", podExecutionRoleArn=world.made["role"],
                                   selectors=[{"namespace": "x"}], subnets=made["subnets"])
        eks.update_nodegroup_config(clusterName=cluster, nodegroupName="all", scalingConfig={"minSize": 2, "maxSize": 4, "desiredSize": 2})
        eks.delete_nodegroup(clusterName=cluster, nodegroupName="1")
        eks.tag_resource(resourceArn=f"arn:aws:eks:us-east-1:{ACCOUNT}:cluster/{cluster}", tags={"a": "1"})
    eks.delete_fargate_profile(clusterName="ci", fargateProfileName="all")
    eks.delete_nodegroup(clusterName="ci", nodegroupName="all")
    eks.delete_cluster(name="ci")
