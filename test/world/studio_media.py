"""What players watch and hold: video, delivery, devices at home, and the settings that games load."""

from __future__ import annotations

import json
from typing import Iterator

from world import ACCOUNT, World, allow


def build_video(world: World) -> Iterator[None]:
    video, live, channels, packages, flows = (
        world.aws(it) for it in ("kinesisvideo", "medialive", "ivs", "mediapackage", "mediaconnect"))
    for name in ("finals", "casual"):
        arn = video.create_stream(StreamName=name, DataRetentionInHours=2)["StreamARN"]
        yield
        channel = channels.create_channel(name=name, latencyMode="LOW", type="STANDARD", tags={"of": name})["channel"]["arn"]
        packages.create_channel(Id=name, Description="first", Tags={"of": name})
        packages.create_origin_endpoint(Id=f"{name}-hls", ChannelId=name, ManifestName="index", HlsPackage={"SegmentDurationSeconds": 4})
        yield
        source = live.create_input(Name=name, Type="URL_PULL", Sources=[{"Url": "https://example.com/a", "Username": "a"}])["Input"]["Id"]
        made = live.create_channel(Name=name, ChannelClass="SINGLE_PIPELINE", InputSpecification={"Codec": "AVC"}, Destinations=[
            {"Id": "d", "MediaPackageSettings": [{"ChannelId": name}]}], InputAttachments=[
            {"InputId": source, "InputAttachmentName": name}])["Channel"]["Id"]
        flow = flows.create_flow(Name=name, Source={"Name": "s", "Protocol": "rtp", "WhitelistCidr": "10.0.0.0/8"})["Flow"]["FlowArn"]
        yield
    channels.update_channel(arn=channel, name="casual-2", latencyMode="NORMAL")
    packages.update_origin_endpoint(Id="casual-hls", Description="changed", ManifestName="main")
    live.update_channel(ChannelId=made, Name="casual-2")
    live.start_channel(ChannelId=made)
    flows.start_flow(FlowArn=flow)
    yield
    video.delete_stream(StreamARN=arn)
    packages.delete_origin_endpoint(Id="finals-hls")
    packages.delete_channel(Id="finals")
    world.later()
    video.create_stream(StreamName="casual", DataRetentionInHours=5)
    packages.create_channel(Id="finals", Description="again")


def build_delivery(world: World) -> Iterator[None]:
    edge, s3, names = world.aws("cloudfront"), world.aws("s3"), world.aws("route53")
    bucket = world.name("assets")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]})
    s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [
        {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "old/"}, "Expiration": {"Days": 9}}]})
    yield
    control = edge.create_origin_access_control(OriginAccessControlConfig={
        "Name": "assets", "SigningProtocol": "sigv4", "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3"})["OriginAccessControl"]["Id"]
    key = edge.create_public_key(PublicKeyConfig={"CallerReference": "k", "Name": "k", "EncodedKey": "x"})["PublicKey"]["Id"]
    group = edge.create_key_group(KeyGroupConfig={"Name": "signers", "Items": [key]})["KeyGroup"]["Id"]
    yield
    made = edge.create_distribution(DistributionConfig={
        "CallerReference": "assets", "Comment": "assets", "Enabled": True, "Aliases": {"Quantity": 1, "Items": ["cdn.example.com"]},
        "ViewerCertificate": {"ACMCertificateArn": world.made["certificate"], "SSLSupportMethod": "sni-only"},
        "Origins": {"Quantity": 1, "Items": [{
            "Id": "s3", "DomainName": f"{bucket}.s3.amazonaws.com", "OriginAccessControlId": control,
            "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "https-only", "TrustedKeyGroups": {
            "Enabled": True, "Quantity": 1, "Items": [group]}}})["Distribution"]
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/*", "Condition": {"StringEquals": {"AWS:SourceArn": made["ARN"]}}}]}))
    edge.tag_resource(Resource=made["ARN"], Tags={"Items": [{"Key": "of", "Value": "assets"}]})
    edge.create_invalidation(DistributionId=made["Id"], InvalidationBatch={
        "Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": "1"})
    yield
    zone = names.create_hosted_zone(Name="example.com", CallerReference="play", HostedZoneConfig={"Comment": "first"})["HostedZone"]["Id"]
    balancer = world.made["balancer"]
    names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        {"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "A", "AliasTarget": {
            "HostedZoneId": place, "DNSName": target, "EvaluateTargetHealth": False}}}
        for name, place, target in (("cdn.example.com", "Z2FDTNDATAQYW2", made["DomainName"]),
                                    ("play.example.com", balancer["CanonicalHostedZoneId"], balancer["DNSName"]))]})
    yield
    names.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone.split("/")[-1], AddTags=[{"Key": "of", "Value": "play"}])
    world.later()
    names.update_hosted_zone_comment(Id=zone, Comment="second")


def build_devices(world: World) -> Iterator[None]:
    iot = world.aws("iot")
    for name in ("console", "pad"):
        iot.create_thing_type(thingTypeName=name, thingTypeProperties={"searchableAttributes": ["realm"]})
    for name in ("all", "eu", "na"):
        iot.create_thing_group(thingGroupName=name, **({} if name == "all" else {"parentGroupName": "all"}))
        iot.create_billing_group(billingGroupName=name)
        iot.create_policy(policyName=name, policyDocument=allow(["iot:Connect"], "*"))
        yield
    world.later()
    iot.create_policy_version(policyName="eu", policyDocument=allow(["iot:*"], "*"), setAsDefault=True)
    certificates = []
    for number in range(world.count(4, 5)):
        name = f"pad-{number}"
        iot.create_thing(thingName=name, thingTypeName="pad", attributePayload={"attributes": {"realm": "eu"}})
        yield
        certificate = iot.create_keys_and_certificate(setAsActive=True)
        certificates.append(certificate)
        iot.attach_policy(policyName="eu", target=certificate["certificateArn"])
        iot.attach_thing_principal(thingName=name, principal=certificate["certificateArn"])
        iot.add_thing_to_thing_group(thingGroupName="eu", thingName=name)
        iot.add_thing_to_billing_group(billingGroupName="eu",
                                       thingArn=f"arn:aws:iot:us-east-1:{ACCOUNT}:thing/{name}")
        yield
    iot.update_thing(thingName="pad-0", attributePayload={"attributes": {"realm": "na", "best": "yes"}})
    last = certificates[0]
    iot.detach_thing_principal(thingName="pad-0", principal=last["certificateArn"])
    iot.detach_policy(policyName="eu", target=last["certificateArn"])
    iot.update_certificate(certificateId=last["certificateId"], newStatus="INACTIVE")
    world.later()
    iot.delete_certificate(certificateId=last["certificateId"])
    iot.remove_thing_from_thing_group(thingGroupName="eu", thingName="pad-1")
    iot.update_certificate(certificateId=certificates[1]["certificateId"], newStatus="REVOKED")
    yield
    iot.create_role_alias(roleAlias="pad", roleArn=world.made["roles"]["iot"])
    for name in ("scores", "loot"):
        iot.create_topic_rule(ruleName=name, topicRulePayload={"sql": f"SELECT * FROM '{name}'", "actions": [
            {"sqs": {"roleArn": world.made["roles"]["iot"], "queueUrl": world.made["queues"]["match-eu"]}},
            {"lambda": {"functionArn": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:on-score"}}]})
        yield
    iot.disable_topic_rule(ruleName="loot")
    world.later()
    iot.replace_topic_rule(ruleName="scores", topicRulePayload={"sql": "SELECT a FROM 'scores'", "actions": []})
    iot.create_job(jobId="update", targets=[f"arn:aws:iot:us-east-1:{ACCOUNT}:thing/pad-2"], document="{}")
    iot.deprecate_thing_type(thingTypeName="console")
    iot.delete_thing_group(thingGroupName="na")
    iot.delete_policy(policyName="na")


def build_settings(world: World) -> Iterator[None]:
    config, ssm, groups, budgets, mail = (world.aws(it) for it in ("appconfig", "ssm", "resource-groups", "budgets", "ses"))
    for name in ("game", "launcher"):
        made = config.create_application(Name=name, Description="first", Tags={"of": name})["Id"]
        profile = config.create_configuration_profile(ApplicationId=made, Name="flags", LocationUri="hosted")["Id"]
        yield
        for content in (b"{}", b"[]"):
            world.later()
            config.create_hosted_configuration_version(ApplicationId=made, ConfigurationProfileId=profile, Content=content,
                                                       ContentType="application/json")
            yield
        ssm.put_parameter(Name=f"/appconfig/{name}", Type="String", Value="x")
    config.update_application(ApplicationId=made, Name="launcher-2")
    config.update_configuration_profile(ApplicationId=made, ConfigurationProfileId=profile, Name="switches")
    for value in ("2", "3"):
        world.later()
        ssm.put_parameter(Name="/appconfig/game", Type="String", Value=value, Overwrite=True)
    ssm.label_parameter_version(Name="/appconfig/game", ParameterVersion=2, Labels=["live"])
    yield
    groups.create_group(Name="season", ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": json.dumps(
        {"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": [{"Key": "season", "Values": ["2"]}]})}, Tags={"a": "b"})
    groups.update_group(GroupName="season", Description="changed")
    budgets.create_budget(AccountId=ACCOUNT, Budget={"BudgetName": "season", "BudgetType": "COST", "TimeUnit": "MONTHLY",
                                                    "BudgetLimit": {"Amount": "10", "Unit": "USD"}})
    budgets.create_notification(AccountId=ACCOUNT, BudgetName="season", Notification={
        "NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0},
        Subscribers=[{"SubscriptionType": "SNS", "Address": world.made["topics"]["fraud"]}])
    yield
    mail.verify_domain_identity(Domain="example.com")
    mail.create_template(Template={"TemplateName": "welcome", "SubjectPart": "hi", "TextPart": "hi"})
    mail.create_configuration_set(ConfigurationSet={"Name": "season"})
    mail.create_configuration_set_event_destination(ConfigurationSetName="season", EventDestination={
        "Name": "fraud", "Enabled": True, "MatchingEventTypes": ["bounce"], "SNSDestination": {"TopicARN": world.made["topics"]["fraud"]}})
    mail.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=world.made["topics"]["fraud"])
    world.later()
    mail.update_template(Template={"TemplateName": "welcome", "SubjectPart": "hello", "TextPart": "hello"})
