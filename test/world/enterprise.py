"""An enterprise's network: transit, tunnels, peering, names, accounts, guards, backups, and shared storage in it."""

from __future__ import annotations

from typing import Any

from enterprise_services import OTHER_REGION, build_keys, build_machines, build_services, build_storage
from world import ACCOUNT, World, allow, trust


def build_enterprise(world: World) -> None:
    build_roles(world)
    for region in ("us-east-1", OTHER_REGION):
        build_sites(world, region)
    world.shuffled(
        lambda: build_tunnels(world), lambda: build_names(world), lambda: build_tree(world), lambda: build_guards(world),
        lambda: build_storage(world), lambda: build_services(world), lambda: build_machines(world), lambda: build_keys(world),
    )
    tear_down(world)


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name in ("ci", "all", "local", "default"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("backup.amazonaws.com"), Path="/all/")
        iam.put_role_policy(RoleName=name, PolicyName=name, PolicyDocument=allow(["ec2:*"], "*"))
        iam.tag_role(RoleName=name, Tags=[{"Key": "a", "Value": name}])
    iam.delete_role_policy(RoleName="local", PolicyName="local")
    iam.delete_role(RoleName="local")


def build_sites(world: World, region: str) -> None:
    ec2 = world.aws("ec2", region)
    transit = ec2.create_transit_gateway(Description="all", TagSpecifications=world.tag_specification("transit-gateway", "all"))
    transit_id = transit["TransitGateway"]["TransitGatewayId"]
    tables = [
        ec2.create_transit_gateway_route_table(
            TransitGatewayId=transit_id, TagSpecifications=world.tag_specification("transit-gateway-route-table", name),
        )["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
        for name in ("all", "ci")
    ]
    vpcs = []
    for number, name in enumerate(("all", "ci", "local")):
        vpc = ec2.create_vpc(CidrBlock=f"10.{20 + number}.0.0/16", TagSpecifications=world.tag_specification("vpc", name))
        vpc_id = vpc["Vpc"]["VpcId"]
        vpcs.append(vpc_id)
        ec2.modify_vpc_attribute(VpcId=vpc_id, EnableDnsHostnames={"Value": True})
        subnet = ec2.create_subnet(
            VpcId=vpc_id, CidrBlock=f"10.{20 + number}.1.0/24", AvailabilityZone=f"{region}a",
            TagSpecifications=world.tag_specification("subnet", name),
        )["Subnet"]["SubnetId"]
        table = ec2.create_route_table(VpcId=vpc_id, TagSpecifications=world.tag_specification("route-table", name))
        table_id = table["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=table_id, SubnetId=subnet)
        attachment = ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=transit_id, VpcId=vpc_id, SubnetIds=[subnet],
            TagSpecifications=world.tag_specification("transit-gateway-attachment", name),
        )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
        ec2.associate_transit_gateway_route_table(TransitGatewayRouteTableId=tables[0], TransitGatewayAttachmentId=attachment)
        ec2.enable_transit_gateway_route_table_propagation(
            TransitGatewayRouteTableId=tables[1], TransitGatewayAttachmentId=attachment)
        ec2.create_transit_gateway_route(
            DestinationCidrBlock=f"10.{20 + number}.0.0/16", TransitGatewayRouteTableId=tables[1],
            TransitGatewayAttachmentId=attachment)
        ec2.create_route(RouteTableId=table_id, DestinationCidrBlock="10.0.0.0/8", TransitGatewayId=transit_id)
        world.made[f"{region} {name}"] = {"vpc": vpc_id, "subnet": subnet, "table": table_id}
    peering = ec2.create_vpc_peering_connection(VpcId=vpcs[0], PeerVpcId=vpcs[1])["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])
    ec2.create_route(RouteTableId=table_id, DestinationCidrBlock="10.99.0.0/16",
                     VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])
    spare = ec2.create_vpc_peering_connection(VpcId=vpcs[1], PeerVpcId=vpcs[2])["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=spare["VpcPeeringConnectionId"])
    ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=spare["VpcPeeringConnectionId"])
    prefixes = ec2.create_managed_prefix_list(
        PrefixListName="all", MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": "10.0.0.0/8", "Description": "all"}],
        TagSpecifications=world.tag_specification("prefix-list", "all"))["PrefixList"]["PrefixListId"]
    world.later()
    ec2.modify_managed_prefix_list(PrefixListId=prefixes, CurrentVersion=1, PrefixListName="local",
                                   AddEntries=[{"Cidr": "192.168.0.0/16", "Description": "local"}])
    ec2.disassociate_transit_gateway_route_table(TransitGatewayRouteTableId=tables[0], TransitGatewayAttachmentId=attachment)
    ec2.delete_route(RouteTableId=world.made[f"{region} ci"]["table"], DestinationCidrBlock="10.0.0.0/8")
    endpoints = world.made[f"{region} all"]
    acl = ec2.create_network_acl(VpcId=endpoints["vpc"], TagSpecifications=world.tag_specification("network-acl", "all"))
    for number, port in ((100, 80), (110, 443), (120, 22)):
        ec2.create_network_acl_entry(
            NetworkAclId=acl["NetworkAcl"]["NetworkAclId"], RuleNumber=number, Protocol="6", RuleAction="allow", Egress=False,
            CidrBlock="0.0.0.0/0", PortRange={"From": port, "To": port})
    ec2.delete_network_acl_entry(NetworkAclId=acl["NetworkAcl"]["NetworkAclId"], RuleNumber=120, Egress=False)


def build_tunnels(world: World) -> None:
    ec2 = world.aws("ec2")
    for number, name in enumerate(("all", "ci")):
        customer = ec2.create_customer_gateway(
            BgpAsn=65000 + number, Type="ipsec.1", PublicIp=f"198.51.100.{number + 1}",
            TagSpecifications=world.tag_specification("customer-gateway", name))["CustomerGateway"]["CustomerGatewayId"]
        gateway = ec2.create_vpn_gateway(
            Type="ipsec.1", TagSpecifications=world.tag_specification("vpn-gateway", name))["VpnGateway"]["VpnGatewayId"]
        ec2.attach_vpn_gateway(VpcId=world.made[f"us-east-1 {name}"]["vpc"], VpnGatewayId=gateway)
        tunnel = ec2.create_vpn_connection(
            CustomerGatewayId=customer, Type="ipsec.1", VpnGatewayId=gateway,
            TagSpecifications=world.tag_specification("vpn-connection", name))["VpnConnection"]["VpnConnectionId"]
    ec2.delete_vpn_connection(VpnConnectionId=tunnel)
    ec2.detach_vpn_gateway(VpcId=world.made["us-east-1 ci"]["vpc"], VpnGatewayId=gateway)
    ec2.delete_vpn_gateway(VpnGatewayId=gateway)
    ec2.delete_customer_gateway(CustomerGatewayId=customer)


def build_names(world: World) -> None:
    resolver, names = world.aws("route53resolver"), world.aws("route53")
    ec2 = world.aws("ec2")
    place = world.made["us-east-1 all"]
    second = ec2.create_subnet(VpcId=place["vpc"], CidrBlock="10.20.2.0/24", AvailabilityZone="us-east-1b",
                               TagSpecifications=world.tag_specification("subnet", "all-b"))["Subnet"]["SubnetId"]
    place["second"] = second
    group = ec2.create_security_group(GroupName="default-2", Description="names", VpcId=place["vpc"])["GroupId"]
    place["group"] = group
    for name, direction in (("all", "OUTBOUND"), ("ci", "INBOUND")):
        end = resolver.create_resolver_endpoint(
            CreatorRequestId=name, Name=name, SecurityGroupIds=[group], Direction=direction,
            IpAddresses=[{"SubnetId": place["subnet"]}, {"SubnetId": second}])["ResolverEndpoint"]["Id"]
        if direction == "OUTBOUND":
            for rule in ("ci", "local"):
                made = resolver.create_resolver_rule(
                    CreatorRequestId=rule, Name=rule, RuleType="FORWARD", DomainName=f"{rule}.corp.", ResolverEndpointId=end,
                    TargetIps=[{"Ip": "10.20.0.2", "Port": 53}])["ResolverRule"]["Id"]
                resolver.associate_resolver_rule(ResolverRuleId=made, Name=rule, VPCId=place["vpc"])
            resolver.disassociate_resolver_rule(VPCId=place["vpc"], ResolverRuleId=made)
            resolver.delete_resolver_rule(ResolverRuleId=made)
    world.later()
    resolver.update_resolver_endpoint(ResolverEndpointId=end, Name="renamed")
    zone = names.create_hosted_zone(Name="corp.", CallerReference="c", HostedZoneConfig={"PrivateZone": True},
                                    VPC={"VPCRegion": "us-east-1", "VPCId": place["vpc"]})["HostedZone"]["Id"]
    names.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC={"VPCRegion": "us-east-1",
                                                                "VPCId": world.made["us-east-1 ci"]["vpc"]})
    for name in ("ci", "all", "local"):
        names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [record("CREATE", name)]})
        names.create_health_check(CallerReference=name, HealthCheckConfig={
            "IPAddress": "10.20.0.9", "Port": 80, "Type": "HTTP", "ResourcePath": f"/{name}"})
    world.later()
    names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [record("DELETE", "local")]})


def record(action: str, name: str) -> dict[str, Any]:
    return {"Action": action, "ResourceRecordSet": {"Name": f"{name}.corp.", "Type": "A", "TTL": 60,
                                                   "ResourceRecords": [{"Value": "10.20.0.7"}]}}


def build_tree(world: World) -> None:
    tree, shares = world.aws("organizations"), world.aws("ram")
    tree.create_organization(FeatureSet="ALL")
    root = tree.list_roots()["Roots"][0]["Id"]
    units = [tree.create_organizational_unit(ParentId=root, Name=name)["OrganizationalUnit"]["Id"] for name in ("all", "ci")]
    inner = tree.create_organizational_unit(ParentId=units[0], Name="ci")["OrganizationalUnit"]["Id"]
    for name in ("ci", "local"):
        account = tree.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]["AccountId"]
        tree.move_account(AccountId=account, SourceParentId=root, DestinationParentId=inner)
    policies = [
        tree.create_policy(Name=name, Type="SERVICE_CONTROL_POLICY", Description=name, Content=allow(["*"], "*"))["Policy"]
        ["PolicySummary"]["Id"] for name in ("ci", "all")
    ]
    tree.attach_policy(PolicyId=policies[0], TargetId=units[0])
    tree.attach_policy(PolicyId=policies[1], TargetId=units[1])
    world.later()
    tree.update_organizational_unit(OrganizationalUnitId=units[1], Name="renamed")
    tree.update_policy(PolicyId=policies[0], Description="changed")
    tree.detach_policy(PolicyId=policies[1], TargetId=units[1])
    tree.delete_policy(PolicyId=policies[1])
    arn = f"arn:aws:ec2:us-east-1:{ACCOUNT}:subnet/{world.made['us-east-1 all']['subnet']}"
    for name in ("all", "ci"):
        share = shares.create_resource_share(name=name, resourceArns=[arn], allowExternalPrincipals=True)
    shares.update_resource_share(resourceShareArn=share["resourceShare"]["resourceShareArn"], name="ci-2")


def build_guards(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        config, guard, s3 = world.aws("config", region), world.aws("guardduty", region), world.aws("s3", region)
        bucket = world.name("config", region)
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=bucket, **place)
        config.put_configuration_recorder(ConfigurationRecorder={
            "name": "default", "roleARN": f"arn:aws:iam::{ACCOUNT}:role/all/all",
            "recordingGroup": {"allSupported": False, "resourceTypes": ["AWS::EC2::Volume"]}})
        config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": bucket})
        config.start_configuration_recorder(ConfigurationRecorderName="default")
        for name in ("ci", "all"):
            config.put_config_rule(ConfigRule={"ConfigRuleName": name, "Source": {
                "Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}})
        config.delete_config_rule(ConfigRuleName="all")
        detector = guard.create_detector(Enable=True)["DetectorId"]
        for name in ("all", "local"):
            guard.create_filter(DetectorId=detector, Name=name, FindingCriteria={"Criterion": {"severity": {"Gte": 4}}})
        guard.delete_filter(DetectorId=detector, FilterName="local")
        trails = world.aws("cloudtrail", region)
        for name in ("all", "local"):
            trails.create_trail(Name=f"{name}-{region}", S3BucketName=bucket)
        trails.start_logging(Name=f"all-{region}")
        trails.delete_trail(Name=f"local-{region}")


def tear_down(world: World) -> None:
    """A site is given up: what hangs on it goes first, all in a moment."""
    ec2 = world.aws("ec2", OTHER_REGION)
    place = world.made[f"{OTHER_REGION} local"]
    world.later()
    [attachment] = ec2.describe_transit_gateway_vpc_attachments(
        Filters=[{"Name": "vpc-id", "Values": [place["vpc"]]}])["TransitGatewayVpcAttachments"]
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment["TransitGatewayAttachmentId"])
    group = ec2.create_security_group(GroupName="tmp", Description="tmp", VpcId=place["vpc"])["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}])
    ec2.delete_security_group(GroupId=group)
    [table] = ec2.describe_route_tables(RouteTableIds=[place["table"]])["RouteTables"]
    ec2.disassociate_route_table(AssociationId=table["Associations"][0]["RouteTableAssociationId"])
    ec2.delete_route_table(RouteTableId=place["table"])
    ec2.delete_subnet(SubnetId=place["subnet"])
    ec2.delete_vpc(VpcId=place["vpc"])
