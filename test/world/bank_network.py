"""The bank's networks: two regions, tunnels, private ends of services, watched traffic, and names that fail over."""

from __future__ import annotations

from typing import Any, Iterator

from world import ACCOUNT, World, allow


def build_network(world: World) -> Iterator[None]:
    ec2 = world.aws("ec2")
    world.made["networks"] = {}
    for number, name in enumerate(("core", "edge", "dmz")):
        vpc = ec2.create_vpc(CidrBlock=f"172.{16 + number}.0.0/16", InstanceTenancy="default")["Vpc"]["VpcId"]
        ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": name}])
        ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock=f"100.{64 + number}.0.0/16")
        yield
        subnets = []
        for part, zone in enumerate("abc"):
            subnets.append(ec2.create_subnet(VpcId=vpc, CidrBlock=f"172.{16 + number}.{part}.0/24", AvailabilityZone=f"us-east-1{zone}")[
                "Subnet"]["SubnetId"])
            yield
        options = ec2.create_dhcp_options(DhcpConfigurations=[{"Key": "domain-name", "Values": [f"{name}.bank"]}])["DhcpOptions"]
        ec2.associate_dhcp_options(DhcpOptionsId=options["DhcpOptionsId"], VpcId=vpc)
        group = ec2.create_security_group(GroupName="members", Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": f"172.{16 + number}.0.0/16"}]}])
        yield
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        links = [ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"] for subnet in subnets[:2]]
        acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
        yield
        for rule, port in ((90, 22), (100, 443), (110, 5432)):
            ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=rule, Protocol="6", RuleAction="allow", Egress=rule == 90,
                                         CidrBlock="10.0.0.0/8", PortRange={"From": port, "To": port})
        world.later()
        ec2.replace_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Protocol="6", RuleAction="deny", Egress=False,
                                      CidrBlock="10.0.0.0/8", PortRange={"From": 443, "To": 443})
        world.made["networks"][name] = {"vpc": vpc, "subnets": subnets, "group": group, "table": table, "links": links, "acl": acl}
        yield
    other = ec2.create_route_table(VpcId=vpc, TagSpecifications=world.tag_specification("route-table", "other"))["RouteTable"]["RouteTableId"]
    world.later()
    ec2.replace_route_table_association(AssociationId=links[0], RouteTableId=other)
    ec2.disassociate_route_table(AssociationId=links[1])


def build_links(world: World) -> Iterator[None]:
    ec2, logs, s3 = world.aws("ec2"), world.aws("logs"), world.aws("s3")
    core, edge, dmz = (world.made["networks"][name] for name in ("core", "edge", "dmz"))
    for one, two, block in ((core, edge, "172.17.0.0/16"), (core, dmz, "172.18.0.0/16")):
        link = ec2.create_vpc_peering_connection(VpcId=one["vpc"], PeerVpcId=two["vpc"])["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=link)
        ec2.create_route(RouteTableId=one["table"], DestinationCidrBlock=block, VpcPeeringConnectionId=link)
        yield
    transit = ec2.create_transit_gateway(Description="hub")["TransitGateway"]["TransitGatewayId"]
    for place in (core, dmz):
        ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=place["vpc"], SubnetIds=place["subnets"][:1])
        yield
    ec2.modify_transit_gateway(TransitGatewayId=transit, Description="hub of all")
    address = ec2.allocate_address(Domain="vpc", TagSpecifications=world.tag_specification("elastic-ip", "out"))["AllocationId"]
    out = ec2.create_nat_gateway(SubnetId=core["subnets"][0], AllocationId=address)["NatGateway"]["NatGatewayId"]
    ec2.create_route(RouteTableId=core["table"], DestinationCidrBlock="0.0.0.0/0", NatGatewayId=out)
    yield
    for service, kind in (("s3", "Gateway"), ("kms", "Interface"), ("logs", "Interface")):
        place = {"RouteTableIds": [core["table"]]} if kind == "Gateway" else {
            "SubnetIds": core["subnets"], "SecurityGroupIds": [core["group"]], "PrivateDnsEnabled": True}
        end = ec2.create_vpc_endpoint(VpcId=core["vpc"], ServiceName=f"com.amazonaws.us-east-1.{service}", VpcEndpointType=kind,
                                      PolicyDocument=allow([f"{service}:*"], "*"), **place)["VpcEndpoint"]["VpcEndpointId"]
        yield
    ec2.modify_vpc_endpoint(VpcEndpointId=end, RemoveSubnetIds=core["subnets"][2:])
    world.later()
    ec2.delete_vpc_endpoints(VpcEndpointIds=[end])
    bucket = world.name("flow")
    s3.create_bucket(Bucket=bucket)
    logs.create_log_group(logGroupName="/vpc/core", tags={"a": "b"})
    yield
    ec2.create_flow_logs(ResourceIds=[core["vpc"]], ResourceType="VPC", TrafficType="ALL", LogGroupName="/vpc/core",
                         DeliverLogsPermissionArn=f"arn:aws:iam::{ACCOUNT}:role/log")
    made = ec2.create_flow_logs(ResourceIds=[edge["vpc"], dmz["subnets"][0]][:1], ResourceType="VPC", TrafficType="REJECT",
                                LogDestinationType="s3", LogDestination=f"arn:aws:s3:::{bucket}")["FlowLogIds"]
    ec2.create_flow_logs(ResourceIds=dmz["subnets"][:2], ResourceType="Subnet", TrafficType="ALL", LogDestinationType="s3",
                         LogDestination=f"arn:aws:s3:::{bucket}")
    yield
    world.later()
    ec2.delete_flow_logs(FlowLogIds=made)
    customer = ec2.create_customer_gateway(BgpAsn=65010, Type="ipsec.1", PublicIp="198.51.100.77")["CustomerGateway"]["CustomerGatewayId"]
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=edge["vpc"], VpnGatewayId=gateway)
    yield
    tunnel = ec2.create_vpn_connection(CustomerGatewayId=customer, Type="ipsec.1", VpnGatewayId=gateway)["VpnConnection"]["VpnConnectionId"]
    ec2.create_tags(Resources=[customer, gateway, tunnel, transit, out], Tags=[{"Key": "Name", "Value": "hub"}])
    for name in ("probe", "spare"):
        card = ec2.create_network_interface(SubnetId=core["subnets"][1], Groups=[core["group"]], Description=name,
                                            PrivateIpAddress="172.16.1.1" + ("0" if name == "probe" else "1"))["NetworkInterface"]
        yield
    ec2.modify_network_interface_attribute(NetworkInterfaceId=card["NetworkInterfaceId"], Description={"Value": "spare-2"})
    ec2.assign_private_ip_addresses(NetworkInterfaceId=card["NetworkInterfaceId"], PrivateIpAddresses=["172.16.1.40"])
    world.later()
    ec2.replace_route(RouteTableId=core["table"], DestinationCidrBlock="172.18.0.0/16", TransitGatewayId=transit)
    volume = ec2.create_volume(Size=8, AvailabilityZone="us-east-1a", Encrypted=True, KmsKeyId=world.made["keys"]["ledger"])["VolumeId"]
    snapshot = ec2.create_snapshot(VolumeId=volume, Description="first")["SnapshotId"]
    yield
    ec2.create_volume(SnapshotId=snapshot, AvailabilityZone="us-east-1b", TagSpecifications=world.tag_specification("volume", "copy"))
    ec2.modify_snapshot_attribute(SnapshotId=snapshot, Attribute="createVolumePermission", OperationType="add", UserIds=["111122223333"])
    machine = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=core["subnets"][0],
                                SecurityGroupIds=[core["group"]], TagSpecifications=world.tag_specification("instance", "jump"))[
        "Instances"][0]["InstanceId"]
    ec2.attach_volume(VolumeId=volume, InstanceId=machine, Device="/dev/sdf")
    yield
    image = ec2.create_image(InstanceId=machine, Name="jump", Description="golden")["ImageId"]
    ec2.modify_image_attribute(ImageId=image, LaunchPermission={"Add": [{"UserId": "111122223333"}]})
    copy = ec2.copy_image(Name="jump-2", SourceImageId=image, SourceRegion="us-east-1")["ImageId"]
    world.later()
    ec2.deregister_image(ImageId=image)
    ec2.run_instances(ImageId=copy, MinCount=2, MaxCount=2, InstanceType="t3.small", SubnetId=edge["subnets"][0],
                      TagSpecifications=world.tag_specification("instance", "copies"))
    ec2.modify_instance_attribute(InstanceId=machine, DisableApiTermination={"Value": True})
    ec2.stop_instances(InstanceIds=[machine])
    world.made["machine"] = machine


def build_records(world: World) -> Iterator[None]:
    names, elb = world.aws("route53"), world.aws("elbv2")
    edge = world.made["networks"]["edge"]
    balancers = {}
    for name in ("front", "back"):
        balancers[name] = elb.create_load_balancer(Name=name, Subnets=edge["subnets"], SecurityGroups=[edge["group"]],
                                                   Scheme="internal")["LoadBalancers"][0]
        yield
    world.made["balancers"] = balancers
    delegation = names.create_reusable_delegation_set(CallerReference="bank")["DelegationSet"]["Id"]
    zone = names.create_hosted_zone(Name="bank.example", CallerReference="1", DelegationSetId=delegation)["HostedZone"]["Id"]
    inner = names.create_hosted_zone(Name="bank.example", CallerReference="2", HostedZoneConfig={"PrivateZone": True, "Comment": "in"},
                                     VPC={"VPCRegion": "us-east-1", "VPCId": edge["vpc"]})["HostedZone"]["Id"]
    names.associate_vpc_with_hosted_zone(HostedZoneId=inner, VPC={"VPCRegion": "us-east-1",
                                                                 "VPCId": world.made["networks"]["core"]["vpc"]})
    yield
    checks = [names.create_health_check(CallerReference=name, HealthCheckConfig={
        "Type": "HTTPS", "FullyQualifiedDomainName": balancers[name]["DNSName"], "ResourcePath": "/up", "Port": 443})[
        "HealthCheck"]["Id"] for name in ("front", "back")]
    both = names.create_health_check(CallerReference="both", HealthCheckConfig={
        "Type": "CALCULATED", "ChildHealthChecks": checks, "HealthThreshold": 1})["HealthCheck"]["Id"]
    yield
    names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        fail_over("CREATE", "pay.bank.example", balancers[name], role, check)
        for name, role, check in (("front", "PRIMARY", checks[0]), ("back", "SECONDARY", checks[1]))]})
    for number, weight in enumerate((10, 90)):
        names.change_resource_record_sets(HostedZoneId=inner, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": {
            "Name": "db.bank.example", "Type": "CNAME", "SetIdentifier": str(number), "Weight": weight, "TTL": 30,
            "ResourceRecords": [{"Value": f"db-{number}.bank.example"}], "HealthCheckId": both}}]})
        yield
    world.later()
    names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        fail_over("UPSERT", "pay.bank.example", balancers["front"], "SECONDARY", checks[0], "back"),
        {"Action": "CREATE", "ResourceRecordSet": {"Name": "*.bank.example", "Type": "TXT", "TTL": 60,
                                                   "ResourceRecords": [{"Value": '"a b"'}, {"Value": '"c"'}]}}]})
    names.update_health_check(HealthCheckId=checks[0], ResourcePath="/health", FailureThreshold=5)
    names.change_tags_for_resource(ResourceType="healthcheck", ResourceId=both, AddTags=[{"Key": "Name", "Value": "both"}])
    yield
    world.later()
    names.disassociate_vpc_from_hosted_zone(HostedZoneId=inner, VPC={"VPCRegion": "us-east-1", "VPCId": edge["vpc"]})
    spare = names.create_hosted_zone(Name="old.example", CallerReference="3")["HostedZone"]["Id"]
    names.delete_hosted_zone(Id=spare)
    world.later()
    names.create_hosted_zone(Name="old.example", CallerReference="4", HostedZoneConfig={"Comment": "again"})


def fail_over(action: str, name: str, balancer: dict[str, Any], role: str, check: str, which: str = "") -> dict[str, Any]:
    return {"Action": action, "ResourceRecordSet": {
        "Name": name, "Type": "A", "SetIdentifier": which or balancer["LoadBalancerName"], "Failover": role, "HealthCheckId": check,
        "AliasTarget": {"HostedZoneId": balancer["CanonicalHostedZoneId"], "DNSName": balancer["DNSName"], "EvaluateTargetHealth": True}}}
