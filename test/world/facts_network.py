"""Facts about the network and the machines in it."""

from __future__ import annotations

from typing import Any

from facts import Facts, pick, read_tags


def name_of(thing: dict[str, Any], otherwise: str) -> str:
    return read_tags(thing.get("Tags")).get("Name", otherwise)


def read_network(facts: Facts) -> None:
    ec2 = facts.aws("ec2")
    for vpc in ec2.describe_vpcs()["Vpcs"]:
        name = "default" if vpc["IsDefault"] else name_of(vpc, vpc["CidrBlock"])
        facts.add("vpc", name, [vpc["VpcId"]], **pick(vpc, "CidrBlock", "InstanceTenancy", "DhcpOptionsId"),
                  tags=read_tags(vpc.get("Tags")), hostnames=ec2.describe_vpc_attribute(
                      VpcId=vpc["VpcId"], Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"])
    for subnet in ec2.describe_subnets()["Subnets"]:
        if subnet["DefaultForAz"]:
            facts.name_ids("default subnet", subnet["AvailabilityZone"], subnet["SubnetId"])
            continue
        facts.add("subnet", name_of(subnet, subnet["CidrBlock"]), [subnet["SubnetId"]], tags=read_tags(subnet.get("Tags")),
                  **pick(subnet, "VpcId", "CidrBlock", "AvailabilityZone", "MapPublicIpOnLaunch"))
    for gateway in ec2.describe_internet_gateways()["InternetGateways"]:
        facts.add("internet gateway", name_of(gateway, "unnamed"), [gateway["InternetGatewayId"]],
                  vpcs=[item["VpcId"] for item in gateway["Attachments"]], tags=read_tags(gateway.get("Tags")))
    for gateway in ec2.describe_nat_gateways()["NatGateways"]:
        facts.add("nat gateway", name_of(gateway, "unnamed"), [gateway["NatGatewayId"]],
                  **pick(gateway, "SubnetId", "VpcId", "State"),
                  addresses=[item.get("AllocationId") for item in gateway["NatGatewayAddresses"]])
    for options in ec2.describe_dhcp_options()["DhcpOptions"]:
        configurations = options["DhcpConfigurations"]
        values = " ".join(value["Value"] for one in configurations for value in one["Values"])
        # moto forgets the tags that they were made with.
        facts.add("dhcp options", values, [options["DhcpOptionsId"]], configurations=configurations)
    for peering in ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]:
        facts.add("peering", name_of(peering, "unnamed"), [peering["VpcPeeringConnectionId"]],
                  status=peering["Status"]["Code"], accepter=peering["AccepterVpcInfo"]["VpcId"],
                  requester=peering["RequesterVpcInfo"]["VpcId"])
    read_routes(facts)
    read_groups(facts)
    read_endpoints(facts)


def read_routes(facts: Facts) -> None:
    ec2 = facts.aws("ec2")
    for table in ec2.describe_route_tables()["RouteTables"]:
        main = any(item.get("Main") for item in table["Associations"])
        name = name_of(table, f"main of {table['VpcId']}" if main else "unnamed")
        facts.add("route table", name, [table["RouteTableId"]], VpcId=table["VpcId"],
                  subnets=[item["SubnetId"] for item in table["Associations"] if "SubnetId" in item])
        for route in table["Routes"]:
            if route.get("GatewayId") == "local" or "DestinationCidrBlock" not in route:
                continue
            facts.add("route", f"{name} {route['DestinationCidrBlock']}", [],
                      target=pick(route, "GatewayId", "NatGatewayId", "VpcPeeringConnectionId"), state=route.get("State"))
    for acl in ec2.describe_network_acls()["NetworkAcls"]:
        if not acl["IsDefault"]:
            facts.add("network acl", name_of(acl, "unnamed"), [acl["NetworkAclId"]], VpcId=acl["VpcId"],
                      entries=acl["Entries"], tags=read_tags(acl.get("Tags")))


def read_groups(facts: Facts) -> None:
    for group in facts.aws("ec2").describe_security_groups()["SecurityGroups"]:
        facts.add("security group", f"{group['GroupName']} in {group['VpcId']}", [group["GroupId"]],
                  **pick(group, "Description", "VpcId", "IpPermissions", "IpPermissionsEgress"),
                  tags=read_tags(group.get("Tags")))


def read_endpoints(facts: Facts) -> None:
    ec2 = facts.aws("ec2")
    for endpoint in ec2.describe_vpc_endpoints()["VpcEndpoints"]:
        # moto keeps what was deleted, for ever, as a deleted one.
        if endpoint["State"] == "deleted":
            continue
        facts.add("vpc endpoint", name_of(endpoint, "unnamed"), [endpoint["VpcEndpointId"]],
                  **pick(endpoint, "ServiceName", "VpcId", "RouteTableIds", "SubnetIds", "VpcEndpointType", "State"))
    for address in ec2.describe_addresses()["Addresses"]:
        facts.add("address", name_of(address, "unnamed"), [address["AllocationId"], address["PublicIp"]],
                  Domain=address["Domain"], interface=address.get("NetworkInterfaceId"))
    for log in ec2.describe_flow_logs()["FlowLogs"]:
        facts.add("flow log", name_of(log, "unnamed"), [log["FlowLogId"]],
                  **pick(log, "ResourceId", "TrafficType", "LogGroupName", "DeliverLogsPermissionArn"))


def read_machines(facts: Facts) -> None:
    ec2 = facts.aws("ec2")
    # moto takes its own images for the account's.
    account = facts.aws("sts").get_caller_identity()["Account"]
    for image in ec2.describe_images(Owners=["self"])["Images"]:
        if image["OwnerId"] == account and not image["Name"].startswith("amzn"):
            permission = ec2.describe_image_attribute(ImageId=image["ImageId"], Attribute="launchPermission")
            facts.add("image", image["Name"], [image["ImageId"]], Description=image.get("Description"),
                      tags=read_tags(image.get("Tags")), shared=permission.get("LaunchPermissions"))
    for reservation in ec2.describe_instances()["Reservations"]:
        for instance in reservation["Instances"]:
            facts.add("instance", name_of(instance, "unnamed"), [instance["InstanceId"]],
                      **pick(instance, "InstanceType", "SubnetId", "VpcId", "KeyName"), state=instance["State"]["Name"],
                      groups=[group["GroupId"] for group in instance.get("SecurityGroups", [])],
                      profile=instance.get("IamInstanceProfile", {}).get("Arn"), tags=read_tags(instance.get("Tags")),
                      protected=ec2.describe_instance_attribute(
                          InstanceId=instance["InstanceId"], Attribute="disableApiTermination"
                      )["DisableApiTermination"]["Value"])
    for volume in ec2.describe_volumes()["Volumes"]:
        name = name_of(volume, "")
        if name:
            facts.add("volume", name, [volume["VolumeId"]],
                      **pick(volume, "Size", "VolumeType", "Encrypted", "AvailabilityZone", "State"),
                      attached=[pick(item, "InstanceId", "Device") for item in volume["Attachments"]])
        else:
            facts.name_ids("root volume", "", volume["VolumeId"])
    for snapshot in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]:
        name = name_of(snapshot, "")
        if name:
            shared = ec2.describe_snapshot_attribute(
                SnapshotId=snapshot["SnapshotId"], Attribute="createVolumePermission")["CreateVolumePermissions"]
            facts.add("snapshot", name, [snapshot["SnapshotId"]], Description=snapshot["Description"], shared=shared,
                      volume=name_volume(facts, snapshot["VolumeId"]), size=snapshot["VolumeSize"])
    for interface in ec2.describe_network_interfaces()["NetworkInterfaces"]:
        name = read_tags(interface.get("TagSet")).get("Name")
        if name:
            facts.add("interface", name, [interface["NetworkInterfaceId"]],
                      **pick(interface, "SubnetId", "VpcId", "Description", "PrivateIpAddress"),
                      groups=[group["GroupId"] for group in interface["Groups"]])
    for key in ec2.describe_key_pairs()["KeyPairs"]:
        facts.add("key pair", key["KeyName"], [key["KeyPairId"]])
    read_templates(facts)


def name_volume(facts: Facts, volume: str) -> str | None:
    """A deleted volume has no name left."""
    known = {item["VolumeId"] for item in facts.aws("ec2").describe_volumes()["Volumes"]}
    return volume if volume in known else None


def read_templates(facts: Facts) -> None:
    ec2, scaling = facts.aws("ec2"), facts.aws("autoscaling")
    for template in ec2.describe_launch_templates()["LaunchTemplates"]:
        name = template["LaunchTemplateName"]
        facts.add("launch template", name, [template["LaunchTemplateId"]], tags=read_tags(template.get("Tags")),
                  **pick(template, "DefaultVersionNumber", "LatestVersionNumber"))
        for version in ec2.describe_launch_template_versions(LaunchTemplateName=name)["LaunchTemplateVersions"]:
            facts.add("launch template version", f"{name} {version['VersionNumber']}", [],
                      data=version["LaunchTemplateData"])
    for group in scaling.describe_auto_scaling_groups()["AutoScalingGroups"]:
        facts.add("scaling group", group["AutoScalingGroupName"], [group["AutoScalingGroupARN"]],
                  **pick(group, "MinSize", "MaxSize", "DesiredCapacity", "LaunchTemplate", "TargetGroupARNs"),
                  subnets=group["VPCZoneIdentifier"].split(","), tags=read_tags(group.get("Tags")))
    for policy in scaling.describe_policies()["ScalingPolicies"]:
        facts.add("scaling policy", policy["PolicyName"], [],
                  **pick(policy, "AutoScalingGroupName", "PolicyType", "AdjustmentType", "ScalingAdjustment"))


def read_balancers(facts: Facts) -> None:
    elb = facts.aws("elbv2")
    for balancer in elb.describe_load_balancers()["LoadBalancers"]:
        arn, name = balancer["LoadBalancerArn"], balancer["LoadBalancerName"]
        facts.add("load balancer", name, [arn], **pick(balancer, "Scheme", "Type", "VpcId", "SecurityGroups"),
                  subnets=[zone["SubnetId"] for zone in balancer["AvailabilityZones"]],
                  tags=read_tags(elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]))
        for listener in elb.describe_listeners(LoadBalancerArn=arn)["Listeners"]:
            key = f"{name} {listener['Port']}"
            facts.add("listener", key, [listener["ListenerArn"]], Protocol=listener.get("Protocol"),
                      actions=[pick(item, "Type", "TargetGroupArn") for item in listener["DefaultActions"]])
            for rule in elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]:
                facts.add("listener rule", f"{key} {rule['Priority']}", [rule["RuleArn"]],
                          conditions=[pick(item, "Field", "Values") for item in rule["Conditions"]],
                          actions=[pick(item, "Type", "TargetGroupArn") for item in rule["Actions"]])
    for group in elb.describe_target_groups()["TargetGroups"]:
        arn = group["TargetGroupArn"]
        attributes = {item["Key"]: item["Value"] for item in elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]}
        facts.add("target group", group["TargetGroupName"], [arn],
                  **pick(group, "Protocol", "Port", "VpcId", "TargetType", "HealthCheckPath", "LoadBalancerArns"),
                  delay=attributes.get("deregistration_delay.timeout_seconds"),
                  targets=[item["Target"] for item in elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]])
