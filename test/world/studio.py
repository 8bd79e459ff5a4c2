"""A studio of online games: one script with many threads brings a season up and clears what the last one left."""

from __future__ import annotations

import json
from typing import Iterator

from functions import make_zip
from studio_data import build_scaling, build_tables, build_telemetry
from studio_fleets import build_balancing, build_clusters, build_fleets, build_network, build_shares
from studio_media import build_delivery, build_devices, build_settings, build_video
from world import ACCOUNT, World, allow, expect_failure, role_arn, trust

REALMS = ("eu", "na", "beta")


def build_studio(world: World) -> None:
    build_roles(world)
    build_network(world)
    world.at_once(build_players(world), build_tables(world), build_fan_out(world), build_fleets(world), build_video(world))
    world.at_once(build_functions(world), build_graph(world), build_balancing(world), build_devices(world),
                  build_shares(world), build_telemetry(world))
    world.at_once(build_clusters(world), build_delivery(world), build_settings(world), build_scaling(world))
    world.later()
    world.at_once(end_season(world), rename(world))


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name, service in (("game", "lambda"), ("scale", "autoscaling"), ("fleet", "ec2"), ("iot", "iot"), ("dax", "dax")):
        iam.create_role(RoleName=name, Path="/season/", AssumeRolePolicyDocument=trust(f"{service}.amazonaws.com"))
    world.made["roles"] = {name: f"arn:aws:iam::{ACCOUNT}:role/season/{name}" for name in ("game", "scale", "fleet", "iot", "dax")}
    policy = iam.create_policy(PolicyName="season", PolicyDocument=allow(["dynamodb:GetItem"], "*"))["Policy"]["Arn"]
    for text in ("dynamodb:PutItem", "dynamodb:*"):
        world.later()
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=allow([text], "*"), SetAsDefault=True)
    iam.delete_policy_version(PolicyArn=policy, VersionId="v1")
    iam.attach_role_policy(RoleName="game", PolicyArn=policy)
    iam.put_role_permissions_boundary(RoleName="fleet", PermissionsBoundary=policy)
    iam.create_instance_profile(InstanceProfileName="fleet")
    iam.add_role_to_instance_profile(InstanceProfileName="fleet", RoleName="fleet")
    iam.create_user(UserName="build", Tags=[{"Key": "for", "Value": "ci"}])
    iam.create_login_profile(UserName="build", Password="Very-Secret-1")
    iam.create_open_id_connect_provider(Url="https://token.example.com", ThumbprintList=["a" * 40], ClientIDList=["game"])
    iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")


def build_players(world: World) -> Iterator[None]:
    pools, identities, iam = world.aws("cognito-idp"), world.aws("cognito-identity"), world.aws("iam")
    world.made["pools"] = {}
    for realm in REALMS:
        pool = pools.create_user_pool(PoolName="players", UserPoolTags={"realm": realm}, Policies={
            "PasswordPolicy": {"MinimumLength": 10 + len(realm)}})["UserPool"]["Id"]
        yield
        client = pools.create_user_pool_client(UserPoolId=pool, ClientName=realm, GenerateSecret=False)["UserPoolClient"]["ClientId"]
        pools.create_user_pool_domain(Domain=world.name(realm), UserPoolId=pool)
        yield
        for group in ("gm", "beta"):
            pools.create_group(GroupName=group, UserPoolId=pool, RoleArn=world.made["roles"]["game"], Precedence=1)
        pools.create_resource_server(UserPoolId=pool, Identifier="game", Name="game",
                                     Scopes=[{"ScopeName": "play", "ScopeDescription": "play"}])
        yield
        for user in ("ann", "bob", "gm"):
            pools.admin_create_user(UserPoolId=pool, Username=user, UserAttributes=[{"Name": "email", "Value": f"{user}@example.com"}])
            pools.admin_add_user_to_group(UserPoolId=pool, Username=user, GroupName="gm")
            yield
        pools.admin_delete_user(UserPoolId=pool, Username="bob")
        pools.admin_disable_user(UserPoolId=pool, Username="ann")
        pools.set_user_pool_mfa_config(UserPoolId=pool, MfaConfiguration="OFF")
        world.later()
        pools.update_user_pool_client(UserPoolId=pool, ClientId=client, ClientName=f"{realm}-2")
        pools.update_group(GroupName="beta", UserPoolId=pool, Description="changed")
        identity = identities.create_identity_pool(
            IdentityPoolName=realm, AllowUnauthenticatedIdentities=True, CognitoIdentityProviders=[
                {"ProviderName": f"cognito-idp.us-east-1.amazonaws.com/{pool}", "ClientId": client}])["IdentityPoolId"]
        yield
        iam.create_role(RoleName=f"player-{realm}", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": identity}}}]}))
        world.made["pools"][realm] = {"pool": pool, "client": client, "identity": identity}
        yield
    expect_failure(pools.create_group, GroupName="gm", UserPoolId=pool)


def build_fan_out(world: World) -> Iterator[None]:
    topics, queues = world.aws("sns"), world.aws("sqs")
    world.made["queues"], world.made["topics"] = {}, {}
    for name in ("match", "chat", "fraud"):
        topic = topics.create_topic(Name=name, Tags=[{"Key": "of", "Value": name}])["TopicArn"]
        dead = queues.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
        yield
        for realm in REALMS:
            url = queues.create_queue(QueueName=f"{name}-{realm}", Attributes={"VisibilityTimeout": "60", "RedrivePolicy": json.dumps(
                {"deadLetterTargetArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}-dead", "maxReceiveCount": 3})})["QueueUrl"]
            yield
            arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}-{realm}"
            queues.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic}}}]})})
            subscription = topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True,
                                            Attributes={"FilterPolicy": json.dumps({"realm": [realm]})})["SubscriptionArn"]
            yield
            topics.set_subscription_attributes(SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true")
            world.made["queues"][f"{name}-{realm}"] = url
        topics.unsubscribe(SubscriptionArn=subscription)
        queues.delete_queue(QueueUrl=url)
        yield
        topics.publish(TopicArn=topic, Message="up", MessageAttributes={"realm": {"DataType": "String", "StringValue": "eu"}})
        queues.send_message(QueueUrl=dead, MessageBody="x")
        topics.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue=name.title())
        world.made["topics"][name] = topic
        yield
    topics.add_permission(TopicArn=topic, Label="read", AWSAccountId=[ACCOUNT], ActionName=["Publish"])
    queues.tag_queue(QueueUrl=dead, Tags={"a": "b", "c": "d"})
    queues.purge_queue(QueueUrl=dead)
    phone = topics.create_platform_application(Name="game", Platform="GCM", Attributes={"PlatformCredential": "x"})["PlatformApplicationArn"]
    device = topics.create_platform_endpoint(PlatformApplicationArn=phone, Token="t1", CustomUserData="ann")["EndpointArn"]
    yield
    topics.create_platform_endpoint(PlatformApplicationArn=phone, Token="t2", CustomUserData="bob")
    topics.set_endpoint_attributes(EndpointArn=device, Attributes={"Enabled": "false"})
    topics.subscribe(TopicArn=topic, Protocol="application", Endpoint=device)


def build_functions(world: World) -> Iterator[None]:
    code, logs, rules = world.aws("lambda"), world.aws("logs"), world.aws("events")
    layer = code.publish_layer_version(LayerName="engine", Content={"ZipFile": make_zip("engine")})["LayerVersionArn"]
    for name in ("on-score", "on-item", "on-tmp", "matchmaker"):
        code.create_function(FunctionName=name, Runtime="python3.12", Handler="a.b", Role=world.made["roles"]["game"],
                             Code={"ZipFile": make_zip(name)}, Layers=[layer], Environment={"Variables": {"REALM": "eu"}},
                             Tags={"of": name})
        yield
        code.put_function_event_invoke_config(
            FunctionName=name, MaximumRetryAttempts=1,
            DestinationConfig={"OnFailure": {"Destination": f"arn:aws:sqs:us-east-1:{ACCOUNT}:match-dead"}})
        logs.create_log_group(logGroupName=f"/aws/lambda/{name}")
        logs.put_metric_filter(logGroupName=f"/aws/lambda/{name}", filterName="errors", filterPattern="ERROR",
                               metricTransformations=[{"metricName": name, "metricNamespace": "game", "metricValue": "1"}])
        yield
    for name, table in (("on-score", "scores"), ("on-item", "items"), ("on-tmp", "tmp")):
        made = code.create_event_source_mapping(FunctionName=name, EventSourceArn=world.made[f"stream {table}"],
                                                StartingPosition="LATEST", BatchSize=10)["UUID"]
        yield
    code.update_event_source_mapping(UUID=made, BatchSize=50, Enabled=False)
    code.publish_version(FunctionName="matchmaker")
    code.create_alias(FunctionName="matchmaker", Name="live", FunctionVersion="1")
    url = code.create_function_url_config(FunctionName="on-item", AuthType="NONE")["FunctionUrl"]
    world.aws("ssm").put_parameter(Name="/game/url", Type="String", Value="x", Description="of on-item")
    assert url
    yield
    rule = rules.put_rule(Name="tick", ScheduleExpression="rate(5 minutes)")["RuleArn"]
    alias = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:matchmaker:live"
    rules.put_targets(Rule="tick", Targets=[{"Id": "1", "Arn": alias}, {"Id": "2", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:match-eu"}])
    code.add_permission(FunctionName="matchmaker", Qualifier="live", StatementId="tick", Action="lambda:InvokeFunction",
                        Principal="events.amazonaws.com", SourceArn=rule)
    yield
    code.delete_event_source_mapping(UUID=made)
    code.delete_function(FunctionName="on-tmp")
    logs.delete_log_group(logGroupName="/aws/lambda/on-tmp")
    world.later()
    code.update_function_code(FunctionName="on-item", ZipFile=make_zip("second"))
    rules.disable_rule(Name="tick")


def build_graph(world: World) -> Iterator[None]:
    graph = world.aws("appsync")
    for realm in REALMS:
        pool = world.made["pools"][realm]["pool"]
        made = graph.create_graphql_api(name=realm, authenticationType="AMAZON_COGNITO_USER_POOLS", userPoolConfig={
            "userPoolId": pool, "awsRegion": "us-east-1", "defaultAction": "ALLOW"}, tags={"realm": realm})["graphqlApi"]
        yield
        key = graph.create_api_key(apiId=made["apiId"], description=realm)["apiKey"]["id"]
        graph.create_api_cache(apiId=made["apiId"], ttl=60, apiCachingBehavior="FULL_REQUEST_CACHING", type="T2_SMALL")
        graph.tag_resource(resourceArn=made["arn"], tags={"more": "yes"})
        yield
    graph.delete_api_key(apiId=made["apiId"], id=key)
    graph.delete_api_cache(apiId=made["apiId"])
    graph.delete_graphql_api(apiId=made["apiId"])
    world.later()
    graph.create_graphql_api(name="beta", authenticationType="API_KEY")


def end_season(world: World) -> Iterator[None]:
    """What the last season leaves goes: tables, topics with their queues, a realm's pool."""
    tables, topics, queues, pools = (world.aws(it) for it in ("dynamodb", "sns", "sqs", "cognito-idp"))
    tables.delete_table(TableName="items-old")
    for subscription in topics.list_subscriptions_by_topic(TopicArn=world.made["topics"]["chat"])["Subscriptions"]:
        topics.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
        yield
    topics.delete_topic(TopicArn=world.made["topics"]["chat"])
    queues.delete_queue(QueueUrl=world.made["queues"]["chat-eu"])
    world.later()
    yield
    topics.create_topic(Name="chat", Attributes={"DisplayName": "Again"})
    queues.create_queue(QueueName="chat-eu", Attributes={"DelaySeconds": "5"})
    beta = world.made["pools"]["beta"]
    pools.delete_user_pool_client(UserPoolId=beta["pool"], ClientId=beta["client"])
    yield
    pools.delete_user_pool_domain(Domain=world.name("beta"), UserPoolId=beta["pool"])
    pools.delete_user_pool(UserPoolId=beta["pool"])
    world.aws("cognito-identity").delete_identity_pool(IdentityPoolId=beta["identity"])


def rename(world: World) -> Iterator[None]:
    iam, pools = world.aws("iam"), world.aws("cognito-identity")
    iam.create_group(GroupName="devs", Path="/a/")
    iam.add_user_to_group(GroupName="devs", UserName="build")
    yield
    world.later()
    iam.update_user(UserName="build", NewUserName="builder")
    iam.update_group(GroupName="devs", NewGroupName="makers")
    world.later()
    iam.put_user_policy(UserName="builder", PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))
    iam.put_group_policy(GroupName="makers", PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))
    yield
    made = world.made["pools"]["eu"]
    pools.update_identity_pool(IdentityPoolId=made["identity"], IdentityPoolName="europe", AllowUnauthenticatedIdentities=False)
    world.later()
    iam.create_user(UserName="build")
