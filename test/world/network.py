"""The company's network: VPCs, subnets, routes, gateways, firewalls, endpoints, addresses."""

from __future__ import annotations

from world import World, expect_failure


def build_network(world: World) -> None:
    for number in range(1, world.count(2, 3) + 1):
        build_vpc(world, number)
    build_peering(world)
    rebuild_sandbox(world)


def build_vpc(world: World, number: int) -> None:
    ec2 = world.aws("ec2")
    name = world.name("vpc", str(number))
    vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16", TagSpecifications=world.tag_specification("vpc", name))
    vpc_id = vpc["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc_id, EnableDnsSupport={"Value": True})
    ec2.modify_vpc_attribute(VpcId=vpc_id, EnableDnsHostnames={"Value": True})
    subnets = []
    for index in range(world.count(3, 4)):
        subnet = ec2.create_subnet(
            VpcId=vpc_id,
            CidrBlock=f"10.{number}.{index}.0/24",
            AvailabilityZone="us-east-1" + "abc"[index % 3],
            TagSpecifications=world.tag_specification("subnet", f"{name}-subnet-{index}"),
        )["Subnet"]["SubnetId"]
        subnets.append(subnet)
    ec2.modify_subnet_attribute(SubnetId=subnets[0], MapPublicIpOnLaunch={"Value": True})
    world.made[f"vpc{number}"] = vpc_id
    world.made[f"subnets{number}"] = subnets
    build_routes(world, number, name, vpc_id, subnets)
    world.shuffled(
        lambda: build_groups(world, number, name, vpc_id),
        lambda: build_acl(world, name, vpc_id),
        lambda: build_endpoints(world, number, name, vpc_id),
        lambda: build_options(world, name, vpc_id),
    )
    ec2.describe_vpcs(VpcIds=[vpc_id])


def build_routes(world: World, number: int, name: str, vpc_id: str, subnets: list[str]) -> None:
    ec2 = world.aws("ec2")
    gateway = ec2.create_internet_gateway(TagSpecifications=world.tag_specification("internet-gateway", f"{name}-igw"))
    gateway_id = gateway["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway_id, VpcId=vpc_id)
    address = ec2.allocate_address(
        Domain="vpc", TagSpecifications=world.tag_specification("elastic-ip", f"{name}-nat-ip")
    )
    nat = ec2.create_nat_gateway(
        SubnetId=subnets[0],
        AllocationId=address["AllocationId"],
        TagSpecifications=world.tag_specification("natgateway", f"{name}-nat"),
    )["NatGateway"]["NatGatewayId"]
    world.made[f"nat{number}"] = nat
    for kind, target in (("public", {"GatewayId": gateway_id}), ("private", {"NatGatewayId": nat})):
        table = ec2.create_route_table(
            VpcId=vpc_id, TagSpecifications=world.tag_specification("route-table", f"{name}-{kind}")
        )["RouteTable"]["RouteTableId"]
        world.made[f"{kind}-table{number}"] = table
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
        for subnet in subnets[:1] if kind == "public" else subnets[1:]:
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    ec2.create_route(
        RouteTableId=world.made[f"private-table{number}"], DestinationCidrBlock="192.168.0.0/16", GatewayId=gateway_id
    )
    if world.random.random() < 0.5:
        ec2.delete_route(
            RouteTableId=world.made[f"private-table{number}"], DestinationCidrBlock="192.168.0.0/16"
        )
    else:
        ec2.replace_route(
            RouteTableId=world.made[f"private-table{number}"], DestinationCidrBlock="192.168.0.0/16", NatGatewayId=nat
        )


def build_groups(world: World, number: int, name: str, vpc_id: str) -> None:
    ec2 = world.aws("ec2")
    groups = {}
    for kind in ("lb", "web", "db"):
        groups[kind] = ec2.create_security_group(
            GroupName=f"{name}-{kind}",
            Description=f"{kind} of {name}",
            VpcId=vpc_id,
            TagSpecifications=world.tag_specification("security-group", f"{name}-{kind}"),
        )["GroupId"]
    world.made[f"groups{number}"] = groups
    anywhere = [{"CidrIp": "0.0.0.0/0", "Description": "anyone"}]
    ec2.authorize_security_group_ingress(
        GroupId=groups["lb"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": anywhere} for port in (80, 443)
        ],
    )
    for source, target, port in (("lb", "web", 8080), ("web", "db", 5432)):
        ec2.authorize_security_group_ingress(
            GroupId=groups[target],
            IpPermissions=[
                {
                    "IpProtocol": "tcp",
                    "FromPort": port,
                    "ToPort": port,
                    "UserIdGroupPairs": [{"GroupId": groups[source], "Description": f"from {source}"}],
                }
            ],
        )
    ec2.authorize_security_group_ingress(
        GroupId=groups["web"], IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp=f"10.{number}.0.0/16"
    )
    ec2.revoke_security_group_ingress(
        GroupId=groups["lb"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": anywhere}],
    )
    ec2.revoke_security_group_egress(
        GroupId=groups["db"], IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
    expect_failure(
        ec2.create_security_group, GroupName=f"{name}-lb", Description="again", VpcId=vpc_id
    )


def build_acl(world: World, name: str, vpc_id: str) -> None:
    ec2 = world.aws("ec2")
    acl = ec2.create_network_acl(
        VpcId=vpc_id, TagSpecifications=world.tag_specification("network-acl", f"{name}-acl")
    )["NetworkAcl"]["NetworkAclId"]
    for number, port in ((100, 443), (110, 80)):
        ec2.create_network_acl_entry(
            NetworkAclId=acl,
            RuleNumber=number,
            Protocol="6",
            RuleAction="allow",
            Egress=False,
            CidrBlock="0.0.0.0/0",
            PortRange={"From": port, "To": port},
        )
    ec2.delete_network_acl_entry(NetworkAclId=acl, RuleNumber=110, Egress=False)


def build_endpoints(world: World, number: int, name: str, vpc_id: str) -> None:
    ec2 = world.aws("ec2")
    ec2.create_vpc_endpoint(
        VpcId=vpc_id,
        ServiceName="com.amazonaws.us-east-1.s3",
        VpcEndpointType="Gateway",
        RouteTableIds=[world.made[f"public-table{number}"], world.made[f"private-table{number}"]],
        TagSpecifications=world.tag_specification("vpc-endpoint", f"{name}-s3"),
    )
    doomed = ec2.create_vpc_endpoint(
        VpcId=vpc_id,
        ServiceName="com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType="Interface",
        SubnetIds=world.made[f"subnets{number}"][:1],
        PrivateDnsEnabled=True,
        TagSpecifications=world.tag_specification("vpc-endpoint", f"{name}-secrets"),
    )["VpcEndpoint"]["VpcEndpointId"]
    if world.random.random() < 0.5:
        ec2.delete_vpc_endpoints(VpcEndpointIds=[doomed])


def build_options(world: World, name: str, vpc_id: str) -> None:
    ec2 = world.aws("ec2")
    options = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name", "Values": [f"{name}.internal"]}],
        TagSpecifications=world.tag_specification("dhcp-options", f"{name}-dhcp"),
    )["DhcpOptions"]["DhcpOptionsId"]
    ec2.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc_id)


def build_peering(world: World) -> None:
    ec2 = world.aws("ec2")
    peering = ec2.create_vpc_peering_connection(
        VpcId=world.made["vpc1"],
        PeerVpcId=world.made["vpc2"],
        TagSpecifications=world.tag_specification("vpc-peering-connection", world.name("peering")),
    )["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    for source, target in (("1", "2"), ("2", "1")):
        ec2.create_route(
            RouteTableId=world.made[f"private-table{source}"],
            DestinationCidrBlock=f"10.{target}.0.0/16",
            VpcPeeringConnectionId=peering,
        )


def rebuild_sandbox(world: World) -> None:
    """The same name and block twice: the first one is torn down within seconds."""
    ec2 = world.aws("ec2")
    name = world.name("sandbox")
    for attempt in range(2):
        vpc_id = ec2.create_vpc(CidrBlock="10.99.0.0/16")["Vpc"]["VpcId"]
        ec2.create_tags(Resources=[vpc_id], Tags=[{"Key": "Name", "Value": name}, {"Key": "try", "Value": str(attempt)}])
        subnet = ec2.create_subnet(VpcId=vpc_id, CidrBlock="10.99.1.0/24", AvailabilityZone="us-east-1b")["Subnet"]["SubnetId"]
        ec2.create_tags(Resources=[subnet], Tags=[{"Key": "Name", "Value": f"{name}-subnet"}])
        group = ec2.create_security_group(GroupName=f"{name}-group", Description="try", VpcId=vpc_id)["GroupId"]
        if attempt == 0:
            ec2.delete_security_group(GroupId=group)
            ec2.delete_subnet(SubnetId=subnet)
            ec2.delete_vpc(VpcId=vpc_id)
    ec2.delete_tags(Resources=[vpc_id], Tags=[{"Key": "try"}])
