"""A web shop: containers behind a balancer, databases and caches, APIs, a delivery network, and pipelines that ship it."""

from __future__ import annotations

from typing import Any

from web_shop_back import OTHER_REGION, build_events, build_graph, build_mail, build_pipelines, build_words
from world import ACCOUNT, World, allow, role_arn, trust

STAGES = ("ci", "local", "all")


def build_web_shop(world: World) -> None:
    build_base(world)
    world.shuffled(
        lambda: build_cluster(world), lambda: build_databases(world), lambda: build_delivery(world),
        lambda: build_rest_api(world), lambda: build_http_api(world), lambda: build_accounts(world),
    )
    world.shuffled(
        lambda: build_graph(world), lambda: build_pipelines(world), lambda: build_mail(world), lambda: build_words(world),
        lambda: build_events(world),
    )


def build_base(world: World) -> None:
    iam, ec2, s3 = world.aws("iam"), world.aws("ec2"), world.aws("s3")
    for name in STAGES:
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("ecs-tasks.amazonaws.com"))
        iam.put_role_policy(RoleName=name, PolicyName="default", PolicyDocument=allow(["sqs:*"], "*"))
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16", TagSpecifications=world.tag_specification("vpc", "shop"))["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway(TagSpecifications=world.tag_specification("internet-gateway", "shop"))
    ec2.attach_internet_gateway(InternetGatewayId=gateway["InternetGateway"]["InternetGatewayId"], VpcId=vpc)
    world.made["subnets"] = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{i}.0/24", AvailabilityZone=f"us-east-1{zone}",
                          TagSpecifications=world.tag_specification("subnet", f"shop-{zone}"))["Subnet"]["SubnetId"]
        for i, zone in enumerate("abc")
    ]
    for name in ("web", "db"):
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
        world.made[name] = group
    world.made["vpc"] = vpc
    s3.create_bucket(Bucket=world.name("assets"))


def task(image: str) -> dict[str, Any]:
    return {"networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"],
            "executionRoleArn": role_arn("all"),
            "containerDefinitions": [{"name": "web", "image": image, "portMappings": [{"containerPort": 80}]}]}


def build_cluster(world: World) -> None:
    ecs, ecr, elb, scaling = (world.aws(it) for it in ("ecs", "ecr", "elbv2", "application-autoscaling"))
    ecr.create_repository(repositoryName="ci")
    ecr.create_repository(repositoryName="all", imageTagMutability="IMMUTABLE")
    ecr.put_image_scanning_configuration(repositoryName="ci", imageScanningConfiguration={"scanOnPush": True})
    ecr.set_repository_policy(repositoryName="ci", policyText=allow(["ecr:*"], "*"))
    ecr.delete_repository(repositoryName="all", force=True)
    balancer = elb.create_load_balancer(Name="ci", Subnets=world.made["subnets"], SecurityGroups=[world.made["web"]])
    balancer_arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    for name in STAGES:
        ecs.create_cluster(clusterName=name, settings=[{"name": "containerInsights", "value": "enabled"}])
        group = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=world.made["vpc"], TargetType="ip")
        group_arn = group["TargetGroups"][0]["TargetGroupArn"]
        world.made[f"group {name}"] = group_arn
        elb.create_listener(LoadBalancerArn=balancer_arn, Protocol="HTTP", Port=8000 + STAGES.index(name),
                            DefaultActions=[{"Type": "forward", "TargetGroupArn": group_arn}])
        for part in ("web", "local"):
            ecs.register_task_definition(family=f"{name}-{part}", **task("shop:1"))
            ecs.create_service(
                cluster=name, serviceName=part, taskDefinition=f"{name}-{part}:1", desiredCount=1, launchType="FARGATE",
                networkConfiguration={"awsvpcConfiguration": {"subnets": world.made["subnets"][:2],
                                                              "securityGroups": [world.made["web"]]}},
                loadBalancers=[{"targetGroupArn": group_arn, "containerName": "web", "containerPort": 80}],
            )
        world.later()
        for image in ("shop:2", "shop:3"):
            ecs.register_task_definition(family=f"{name}-web", **task(image))
        ecs.update_service(cluster=name, service="web", taskDefinition=f"{name}-web:3", desiredCount=world.count(2, 5))
        ecs.deregister_task_definition(taskDefinition=f"{name}-web:2")
        scaling.register_scalable_target(ServiceNamespace="ecs", ResourceId=f"service/{name}/web", MinCapacity=1, MaxCapacity=4,
                                         ScalableDimension="ecs:service:DesiredCount", RoleARN=role_arn(name))
        scaling.put_scaling_policy(
            PolicyName="default", ServiceNamespace="ecs", ResourceId=f"service/{name}/web", PolicyType="TargetTrackingScaling",
            ScalableDimension="ecs:service:DesiredCount", TargetTrackingScalingPolicyConfiguration={
                "TargetValue": 50.0, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}},
        )
    world.later()
    ecs.update_service(cluster="local", service="local", desiredCount=0)
    ecs.delete_service(cluster="local", service="local")
    ecs.tag_resource(resourceArn=f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/ci", tags=[{"key": "a", "value": "b"}])


def build_databases(world: World) -> None:
    rds, cache = world.aws("rds"), world.aws("elasticache")
    rds.create_db_subnet_group(DBSubnetGroupName="all", DBSubnetGroupDescription="all", SubnetIds=world.made["subnets"])
    rds.create_db_parameter_group(DBParameterGroupName="all", DBParameterGroupFamily="mysql8.0", Description="all")
    rds.create_option_group(OptionGroupName="all", EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription="all")
    for name in STAGES:
        rds.create_db_instance(
            DBInstanceIdentifier=name, DBInstanceClass="db.t3.micro", Engine="mysql", MasterUsername="local",
            MasterUserPassword="secret-123", AllocatedStorage=20, DBSubnetGroupName="all", DBParameterGroupName="all",
            VpcSecurityGroupIds=[world.made["db"]],
        )
        rds.create_db_snapshot(DBSnapshotIdentifier=f"{name}-1", DBInstanceIdentifier=name)
    rds.create_db_instance_read_replica(DBInstanceIdentifier="ci-replica", SourceDBInstanceIdentifier="ci")
    world.later()
    rds.modify_db_instance(DBInstanceIdentifier="local", NewDBInstanceIdentifier="main", ApplyImmediately=True)
    world.later()
    rds.modify_db_instance(DBInstanceIdentifier="main", AllocatedStorage=40, ApplyImmediately=True)
    rds.delete_db_instance(DBInstanceIdentifier="all", SkipFinalSnapshot=True)
    world.later()
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="all", DBSnapshotIdentifier="all-1")
    rds.create_db_cluster(DBClusterIdentifier="ci", Engine="aurora-mysql", MasterUsername="local", MasterUserPassword="secret-123")
    rds.create_db_instance(DBInstanceIdentifier="ci-0", DBInstanceClass="db.r5.large", Engine="aurora-mysql", DBClusterIdentifier="ci")
    rds.add_tags_to_resource(ResourceName=f"arn:aws:rds:us-east-1:{ACCOUNT}:db:ci", Tags=[{"Key": "a", "Value": "b"}])
    cache.create_cache_subnet_group(CacheSubnetGroupName="all", CacheSubnetGroupDescription="all",
                                    SubnetIds=world.made["subnets"])
    cache.create_replication_group(ReplicationGroupId="ci", ReplicationGroupDescription="ci", NumCacheClusters=1,
                                   CacheNodeType="cache.t3.micro", Engine="redis")
    for name in ("all", "local"):
        cache.create_cache_cluster(CacheClusterId=name, Engine="redis", CacheNodeType="cache.t3.micro", NumCacheNodes=1)
    cache.delete_cache_cluster(CacheClusterId="local")


def distribution(name: str, origin: str) -> dict[str, Any]:
    return {
        "CallerReference": name, "Comment": name, "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [{"Id": "all", "DomainName": origin,
                                              "CustomOriginConfig": {
            "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "all", "ViewerProtocolPolicy": "allow-all", "MinTTL": 0,
                                 "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}},
    }


def build_delivery(world: World) -> None:
    front, firewall, names, certificates = (world.aws(it) for it in ("cloudfront", "wafv2", "route53", "acm"))
    certificate = certificates.request_certificate(DomainName="shop.example.com", ValidationMethod="DNS")["CertificateArn"]
    certificates.add_tags_to_certificate(CertificateArn=certificate, Tags=[{"Key": "a", "Value": "b"}])
    for name in ("ci", "all", "local"):
        made = front.create_distribution(DistributionConfig=distribution(name, f"{name}.example.com"))
        identity, tag = made["Distribution"]["Id"], made["ETag"]
        front.tag_resource(Resource=made["Distribution"]["ARN"], Tags={"Items": [{"Key": "for", "Value": name}]})
        front.create_origin_access_control(OriginAccessControlConfig={
            "Name": name, "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3"})
    changed = distribution("local", "new.example.com") | {"Enabled": False, "Aliases": {"Quantity": 0},
                                                         "WebACLId": "", "HttpVersion": "http2"}
    world.later()
    changed["Restrictions"] = {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}}
    changed["ViewerCertificate"] = {"CloudFrontDefaultCertificate": True}
    changed["Logging"] = {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""}
    changed |= {"DefaultRootObject": "index.html", "PriceClass": "PriceClass_100", "IsIPV6Enabled": False}
    front.update_distribution(Id=identity, IfMatch=tag, DistributionConfig=changed)
    for name in ("ci", "all"):
        address = firewall.create_ip_set(Name=name, Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=["192.0.2.0/24"])
        visibility = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": name}
        acl = firewall.create_web_acl(Name=name, Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visibility, Rules=[
            {"Name": "all", "Priority": 0, "Action": {"Block": {}}, "VisibilityConfig": visibility,
             "Statement": {"IPSetReferenceStatement": {"ARN": address["Summary"]["ARN"]}}}])["Summary"]
    world.later()
    firewall.update_ip_set(Name="ci", Scope="REGIONAL", Id=find_ip_set(firewall), LockToken=find_lock(firewall),
                           Addresses=["198.51.100.0/24"])
    firewall.delete_web_acl(Name=acl["Name"], Scope="REGIONAL", Id=acl["Id"], LockToken=acl["LockToken"])
    zone = names.create_hosted_zone(Name="example.com.", CallerReference="1")["HostedZone"]["Id"]
    for action, value in (("CREATE", "192.0.2.1"), ("UPSERT", "192.0.2.2")):
        world.later()
        names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": {
            "Name": "shop.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": value}]}}]})


def find_ip_set(firewall: Any) -> str:
    return next(it["Id"] for it in firewall.list_ip_sets(Scope="REGIONAL")["IPSets"] if it["Name"] == "ci")


def find_lock(firewall: Any) -> str:
    return next(it["LockToken"] for it in firewall.list_ip_sets(Scope="REGIONAL")["IPSets"] if it["Name"] == "ci")


def build_rest_api(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        api = world.aws("apigateway", region)
        for name in ("ci", "all"):
            rest = api.create_rest_api(name=name)["id"]
            root = api.get_resources(restApiId=rest)["items"][0]["id"]
            for path in ("ci", "all", "local"):
                resource = api.create_resource(restApiId=rest, parentId=root, pathPart=path)["id"]
                api.put_method(restApiId=rest, resourceId=resource, httpMethod="GET", authorizationType="NONE")
                api.put_integration(restApiId=rest, resourceId=resource, httpMethod="GET", type="MOCK")
                api.put_method_response(restApiId=rest, resourceId=resource, httpMethod="GET", statusCode="200")
            api.delete_resource(restApiId=rest, resourceId=resource)
            deployment = api.create_deployment(restApiId=rest, description=name)["id"]
            for stage in ("ci", "local"):
                api.create_stage(restApiId=rest, stageName=stage, deploymentId=deployment)
            world.later()
            api.update_stage(restApiId=rest, stageName="ci", patchOperations=[
                {"op": "replace", "path": "/description", "value": f"of {name}"}])
            api.delete_stage(restApiId=rest, stageName="local")
            api.create_authorizer(restApiId=rest, name="default", type="TOKEN", identitySource="method.request.header.a",
                                  authorizerUri=f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/x/invocations")
            api.create_request_validator(restApiId=rest, name="default", validateRequestBody=True)
            api.create_model(restApiId=rest, name="default", contentType="application/json", schema="{}")


def build_http_api(world: World) -> None:
    api = world.aws("apigatewayv2")
    for name in ("ci", "all", "local"):
        made = api.create_api(Name=name, ProtocolType="HTTP")["ApiId"]
        integration = api.create_integration(ApiId=made, IntegrationType="HTTP_PROXY", IntegrationMethod="GET",
                                             IntegrationUri="https://example.com", PayloadFormatVersion="1.0")["IntegrationId"]
        for path in ("ci", "all"):
            route = api.create_route(ApiId=made, RouteKey=f"GET /{path}", Target=f"integrations/{integration}")["RouteId"]
        api.create_stage(ApiId=made, StageName="ci", AutoDeploy=True)
        world.later()
        api.update_route(ApiId=made, RouteId=route, RouteKey="POST /all")
        api.update_api(ApiId=made, Description=f"the {name} api")
    api.delete_api(ApiId=made)


def build_accounts(world: World) -> None:
    pools = world.aws("cognito-idp")
    identities = world.aws("cognito-identity")
    for name in ("ci", "all"):
        pool = pools.create_user_pool(PoolName=name)["UserPool"]["Id"]
        for client in ("local", "default"):
            made = pools.create_user_pool_client(UserPoolId=pool, ClientName=client)["UserPoolClient"]["ClientId"]
        pools.create_group(UserPoolId=pool, GroupName="all")
        # The log hides names of users: it cannot tell one from another, and so there is one.
        pools.admin_create_user(UserPoolId=pool, Username="ci", UserAttributes=[{"Name": "nickname", "Value": "ci"}])
        pools.admin_add_user_to_group(UserPoolId=pool, Username="ci", GroupName="all")
        pools.admin_disable_user(UserPoolId=pool, Username="ci")
        world.later()
        pools.update_user_pool_client(UserPoolId=pool, ClientId=made, ClientName="changed")
        identities.create_identity_pool(IdentityPoolName=name, AllowUnauthenticatedIdentities=True)


