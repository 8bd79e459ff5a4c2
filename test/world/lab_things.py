"""What the laboratory connects: devices, bots, chains, networks of services, members of studies."""

from __future__ import annotations

import json
from typing import Iterator

from world import ACCOUNT, World, allow


def build_devices(world: World) -> Iterator[None]:
    """Things, kinds and groups that share names; certificates known by what answers said; policies with versions."""
    iot = world.aws("iot")
    for name in ("main", "1"):
        iot.create_thing_type(thingTypeName=name)
        iot.create_thing_group(thingGroupName=name, thingGroupProperties={"thingGroupDescription": name})
        iot.create_billing_group(billingGroupName=name)
        yield
    certificates = []
    for name in ("main", "1", "old"):
        iot.create_thing(thingName=name, thingTypeName="main", attributePayload={"attributes": {"of": name}})
        made = iot.create_keys_and_certificate(setAsActive=name != "old")
        certificates.append(made)
        iot.create_policy(policyName=name, policyDocument=allow(["iot:Connect"], "*"))
        yield
        iot.attach_policy(policyName=name, target=made["certificateArn"])
        iot.attach_thing_principal(thingName=name, principal=made["certificateArn"])
        iot.add_thing_to_thing_group(thingName=name, thingGroupName="main")
        iot.add_thing_to_billing_group(thingName=name, billingGroupName="1")
        yield
    iot.create_policy_version(policyName="main", policyDocument=allow(["iot:*"], "*"), setAsDefault=True)
    world.later()
    iot.set_default_policy_version(policyName="main", policyVersionId="1")
    iot.detach_policy(policyName="old", target=certificates[2]["certificateArn"])
    iot.detach_thing_principal(thingName="old", principal=certificates[2]["certificateArn"])
    iot.remove_thing_from_thing_group(thingName="old", thingGroupName="main")
    iot.remove_thing_from_billing_group(thingName="old", billingGroupName="1")
    iot.delete_thing(thingName="old")
    iot.update_certificate(certificateId=certificates[2]["certificateId"], newStatus="INACTIVE")
    iot.delete_certificate(certificateId=certificates[2]["certificateId"])
    yield
    world.later()
    iot.create_thing(thingName="old", thingTypeName="1")
    iot.update_thing(thingName="main", attributePayload={"attributes": {"more": "yes"}, "merge": True})
    iot.create_role_alias(roleAlias="main", roleArn=world.made["role"])
    iot.create_topic_rule(ruleName="all", topicRulePayload={"sql": "SELECT * FROM 'a'", "actions": [{"sqs": {"roleArn": world.made["role"], "queueUrl": "https://q"}}]})
    iot.disable_topic_rule(ruleName="all")
    for name in ("1", "2"):
        iot.create_job(jobId=name, targets=[f"arn:aws:iot:us-east-1:{ACCOUNT}:thing/main"], document=json.dumps({"do": name}))
        yield
    iot.cancel_job(jobId="1")
    world.later()
    iot.enable_topic_rule(ruleName="all")
    iot.delete_job(jobId="1", force=True)
    iot.create_job_template(jobTemplateId="t", document="{}", description="d")
    iot.create_domain_configuration(domainConfigurationName="all")


def build_cores(world: World) -> Iterator[None]:
    """Definitions with versions, each by ids of answers alone."""
    green = world.aws("greengrass")
    made = {}
    for name in ("main", "main", "old"):
        certificate = world.aws("iot").create_keys_and_certificate(setAsActive=True)["certificateArn"]
        core = green.create_core_definition(Name=name, InitialVersion={"Cores": [
            {"CertificateArn": certificate, "Id": "1", "ThingArn": f"arn:aws:iot:us-east-1:{ACCOUNT}:thing/main"}]})
        made[len(made)] = core["Id"]
        yield
        group = green.create_group(Name=name, InitialVersion={"CoreDefinitionVersionArn": core["LatestVersionArn"]})
        made[f"group {len(made)}"] = group["Id"]
        yield
    green.update_core_definition(CoreDefinitionId=made[0], Name="first")
    green.associate_role_to_group(GroupId=group["Id"], RoleArn=world.made["role"])
    green.disassociate_role_from_group(GroupId=group["Id"])
    green.delete_group(GroupId=group["Id"])
    subscription = green.create_subscription_definition(Name="all", InitialVersion={"Subscriptions": [
        {"Id": "1", "Source": "cloud", "Subject": "a", "Target": "GGShadowService"}]})["Id"]
    yield
    green.update_subscription_definition(SubscriptionDefinitionId=subscription, Name="every")


def build_bots(world: World) -> Iterator[None]:
    bots, role = world.aws("lexv2-models"), world.made["role"]
    for name in ("order", "order-2", "old"):
        bot = bots.create_bot(botName=name, roleArn=role, dataPrivacy={"childDirected": False}, idleSessionTTLInSeconds=300,
                              botTags={"of": name})["botId"]
        yield
        aliases = [bots.create_bot_alias(botAliasName=it, botId=bot)["botAliasId"] for it in ("live", "test")]
        bots.update_bot_alias(botAliasId=aliases[0], botAliasName="production", botId=bot)
        bots.delete_bot_alias(botAliasId=aliases[1], botId=bot)
        yield
        bots.create_resource_policy(resourceArn=f"arn:aws:lex:us-east-1:{ACCOUNT}:bot/{bot}", policy=allow(["lex:*"], "*"))
    bots.delete_bot(botId=bot, skipResourceInUseCheck=True)
    world.later()
    bots.create_bot(botName="old", roleArn=role, dataPrivacy={"childDirected": True}, idleSessionTTLInSeconds=600)


def build_lattice(world: World) -> Iterator[None]:
    lattice = world.aws("vpc-lattice")
    made = {}
    for name in ("main", "edge"):
        made[name] = lattice.create_service_network(name=name, authType="AWS_IAM", tags={"of": name})["id"]
        yield
        for service in ("api", "web"):
            made[f"{name} {service}"] = lattice.create_service(name=f"{name}-{service}", authType="NONE")["id"]
            yield
            lattice.create_service_network_service_association(serviceNetworkIdentifier=made[name], serviceIdentifier=made[f"{name} {service}"])
        lattice.put_auth_policy(resourceIdentifier=made[name], policy=allow(["vpc-lattice-svcs:Invoke"], "*"))
    lattice.delete_auth_policy(resourceIdentifier=made["edge"])
    lattice.tag_resource(resourceArn=f"arn:aws:vpc-lattice:us-east-1:{ACCOUNT}:servicenetwork/{made['edge']}", tags={"more": "1"})


def build_studies(world: World) -> Iterator[None]:
    """Services found by name, mail to patients, and their portals."""
    find, pin, web = world.aws("servicediscovery"), world.aws("pinpoint"), world.aws("workspaces-web")
    spaces = {}
    for name in ("main.local", "next.local"):
        find.create_http_namespace(Name=name, Description=name, CreatorRequestId=name)
        yield
    for space in find.list_namespaces()["Namespaces"]:
        spaces[space["Name"]] = space["Id"]
    for name in ("web", "api"):
        service = find.create_service(Name=name, NamespaceId=spaces["main.local"], CreatorRequestId=name)["Service"]["Id"]
        yield
        for instance in ("1", "2"):
            find.register_instance(ServiceId=service, InstanceId=instance, Attributes={"AWS_INSTANCE_IPV4": f"10.0.0.{instance}"}, CreatorRequestId=f"{name}{instance}")
        find.deregister_instance(ServiceId=service, InstanceId="2")
        find.update_service_attributes(ServiceId=service, Attributes={"a": name})
        yield
    apps = []
    for name in ("all", "all", "old"):
        apps.append(pin.create_app(CreateApplicationRequest={"Name": name, "tags": {"n": str(len(apps))}})["ApplicationResponse"]["Id"])
        yield
        pin.put_event_stream(ApplicationId=apps[-1], WriteEventStream={
            "DestinationStreamArn": f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/x", "RoleArn": world.made["role"]})
    pin.delete_event_stream(ApplicationId=apps[0])
    pin.update_application_settings(ApplicationId=apps[1], WriteApplicationSettingsRequest={"CloudWatchMetricsEnabled": True})
    pin.delete_app(ApplicationId=apps[2])
    portals = {}
    for name in ("all", "old"):
        portals[name] = web.create_portal(displayName=name)["portalArn"]
        portals[f"set {name}"] = web.create_browser_settings(browserPolicy=json.dumps({"of": name}))["browserSettingsArn"]
        yield
        web.associate_browser_settings(portalArn=portals[name], browserSettingsArn=portals[f"set {name}"])
    web.delete_portal(portalArn=portals["old"])
    web.delete_browser_settings(browserSettingsArn=portals["set old"])
    yield


def build_chains(world: World) -> Iterator[None]:
    """Networks of blocks, clusters and brokers with configurations that have revisions."""
    kafka, mq, search = world.aws("kafka"), world.aws("mq"), world.aws("opensearch")
    for name in ("main", "old"):
        cluster = kafka.create_cluster(ClusterName=name, KafkaVersion="2.8.1", NumberOfBrokerNodes=2, Tags={"of": name}, BrokerNodeGroupInfo={
            "ClientSubnets": ["subnet-0a1b2c3d4e5f60718"], "InstanceType": "kafka.m5.large"})["ClusterArn"]
        yield
        kafka.tag_resource(ResourceArn=cluster, Tags={"more": name})
        settings = mq.create_configuration(Name=name, EngineType="ACTIVEMQ", EngineVersion="5.17.6")["Id"]
        mq.update_configuration(ConfigurationId=settings, Data="PGJyb2tlci8+", Description=f"second {name}")
        yield
        broker = mq.create_broker(BrokerName=name, EngineType="ACTIVEMQ", EngineVersion="5.17.6", HostInstanceType="mq.t3.micro", DeploymentMode="SINGLE_INSTANCE",
                                  PubliclyAccessible=False, AutoMinorVersionUpgrade=True, Configuration={"Id": settings, "Revision": 1},
                                  Users=[{"Username": "root", "Password": "very-secret-password"}])["BrokerId"]
        mq.create_user(BrokerId=broker, Username="ci", Password="very-secret-password")
        mq.create_tags(ResourceArn=f"arn:aws:mq:us-east-1:{ACCOUNT}:broker:{broker}", Tags={"a": "1", "b": "2"})
        yield
        search.create_domain(DomainName=f"{name}-x", TagList=[{"Key": "of", "Value": name}])
        search.update_domain_config(DomainName=f"{name}-x", AccessPolicies=allow(["es:*"], "*"))
    kafka.delete_cluster(ClusterArn=cluster)
    mq.delete_user(BrokerId=broker, Username="ci")
    mq.delete_broker(BrokerId=broker)
    search.delete_domain(DomainName="old-x")
    yield
    world.later()
    search.create_domain(DomainName="old-x", EngineVersion="OpenSearch_2.5")


def build_flows(world: World) -> Iterator[None]:
    """Flows with parts inside, and settings that point at versions."""
    flows, conf = world.aws("mediaconnect"), world.aws("appconfig")
    for name in ("main", "old"):
        flow = flows.create_flow(Name=name, Source={"Name": "in", "Protocol": "zixi-push", "WhitelistCidr": "10.0.0.0/8"},
                                 Outputs=[{"Name": "out", "Protocol": "zixi-push", "Destination": "10.0.0.1", "Port": 1}])["Flow"]["FlowArn"]
        yield
        flows.add_flow_outputs(FlowArn=flow, Outputs=[
            {"Name": it, "Protocol": "zixi-push", "Destination": "10.0.0.2", "Port": 2} for it in ("a", "b")])
        yield
        flows.start_flow(FlowArn=flow)
        world.later()
        flows.stop_flow(FlowArn=flow)
    flows.delete_flow(FlowArn=flow)
    for name in ("all", "1"):
        app = conf.create_application(Name=name, Tags={"of": name})["Id"]
        yield
        for inner in ("main", "old"):
            profile = conf.create_configuration_profile(ApplicationId=app, Name=inner, LocationUri="hosted")["Id"]
            for text in ("1", "2"):
                world.later()
                conf.create_hosted_configuration_version(ApplicationId=app, ConfigurationProfileId=profile, Content=text.encode(), ContentType="text/plain",
                                                         Description=text)
            yield
        conf.delete_hosted_configuration_version(ApplicationId=app, ConfigurationProfileId=profile, VersionNumber=1)
        conf.update_application(ApplicationId=app, Description=f"of {name}")
        conf.update_configuration_profile(ApplicationId=app, ConfigurationProfileId=profile, Name="renamed")
