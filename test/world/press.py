"""A newspaper: one script that an editor runs, region by region, and that cleans up what it no longer needs."""

from __future__ import annotations

import json

from functions import make_zip
from world import ACCOUNT, World, allow, expect_failure, role_arn, trust

OTHER_REGION = "sa-east-1"
DESKS = ("news", "news-live", "live", "x")


def build_press(world: World) -> None:
    iam = world.aws("iam")
    for desk in DESKS:
        iam.create_role(RoleName=desk, AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
        iam.attach_role_policy(RoleName=desk, PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
        iam.create_instance_profile(InstanceProfileName=desk)
        iam.add_role_to_instance_profile(InstanceProfileName=desk, RoleName=desk)
    for region in ("us-east-1", OTHER_REGION):
        world.shuffled(lambda: build_store(world, region), lambda: build_paper(world, region),
                       lambda: build_press_room(world, region))
        build_links(world, region)
    build_readers(world)
    shut(world)


def build_store(world: World, region: str) -> None:
    s3, kms, tables, cache = (world.aws(it, region) for it in ("s3", "kms", "dynamodb", "elasticache"))
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    key = kms.create_key(Description="press")["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName="alias/press", TargetKeyId=key)
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "Name", "TagValue": "press"}])
    for desk in DESKS:
        bucket = world.name(desk, region)
        s3.create_bucket(Bucket=bucket, **place)
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [
            {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}]})
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "desk", "Value": desk}]})
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
        tables.create_table(TableName=desk.ljust(3, "-"), BillingMode="PAY_PER_REQUEST",
                            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        tables.tag_resource(ResourceArn=f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{desk.ljust(3, '-')}",
                            Tags=[{"Key": "desk", "Value": desk}])
    world.made[f"key {region}"] = key
    cache.create_replication_group(ReplicationGroupId="news", ReplicationGroupDescription="news", Engine="redis",
                                   CacheNodeType="cache.t3.micro")
    world.later()
    tables.update_time_to_live(TableName="news", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
    s3.delete_bucket_tagging(Bucket=world.name("x", region))
    s3.delete_bucket(Bucket=world.name("x", region))
    tables.delete_table(TableName="x--")


def build_paper(world: World, region: str) -> None:
    code, rules, queues, logs = (world.aws(it, region) for it in ("lambda", "events", "sqs", "logs"))
    for desk in DESKS:
        queue = queues.create_queue(QueueName=f"{desk}.fifo",
                                    Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]
        queues.tag_queue(QueueUrl=queue, Tags={"desk": desk})
        function = code.create_function(FunctionName=desk, Runtime="nodejs20.x", Handler="index.handler", Role=role_arn(desk),
                                        Code={"ZipFile": make_zip(desk)}, Publish=True)["FunctionArn"].removesuffix(":1")
        code.create_event_source_mapping(FunctionName=desk, EventSourceArn=f"arn:aws:sqs:{region}:{ACCOUNT}:{desk}.fifo",
                                         BatchSize=1)
        rules.create_event_bus(Name=desk)
        rule = rules.put_rule(Name=desk, EventBusName=desk, EventPattern=json.dumps({"source": [desk]}))["RuleArn"]
        code.add_permission(FunctionName=function, StatementId=desk, Action="lambda:InvokeFunction",
                            Principal="events.amazonaws.com", SourceArn=rule)
        rules.put_targets(Rule=desk, EventBusName=desk, Targets=[{"Id": desk, "Arn": function}])
        logs.create_log_group(logGroupName=f"/aws/lambda/{desk}", tags={"desk": desk})
        logs.put_retention_policy(logGroupName=f"/aws/lambda/{desk}", retentionInDays=3)
        world.made[f"{region} queue {desk}"] = queue
    world.later()
    code.update_function_configuration(FunctionName="news", MemorySize=512, Layers=[])
    code.put_function_concurrency(FunctionName="live", ReservedConcurrentExecutions=2)
    mapping = code.list_event_source_mappings(FunctionName="x")["EventSourceMappings"][0]["UUID"]
    code.delete_event_source_mapping(UUID=mapping)
    code.delete_function(FunctionName=f"arn:aws:lambda:{region}:{ACCOUNT}:function:x")
    rules.remove_targets(Rule="x", EventBusName="x", Ids=["x"])
    rules.delete_rule(Name="x", EventBusName="x")
    rules.delete_event_bus(Name="x")
    queues.delete_queue(QueueUrl=world.made[f"{region} queue x"])


def build_press_room(world: World, region: str) -> None:
    ec2, elb, scaling = world.aws("ec2", region), world.aws("elbv2", region), world.aws("autoscaling", region)
    vpc = ec2.create_vpc(CidrBlock="10.99.0.0/16", TagSpecifications=world.tag_specification("vpc", "press"))["Vpc"]["VpcId"]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.99.{i}.0/24", AvailabilityZone=f"{region}{z}")["Subnet"]["SubnetId"]
               for i, z in enumerate("ab")]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Protocol="6", RuleAction="allow", Egress=False,
                                 CidrBlock="0.0.0.0/0",
                                 PortRange={"From": 80, "To": 80})
    groups = {name: ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
              for name in ("front", "back")}
    ec2.authorize_security_group_ingress(GroupId=groups["back"], IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": groups["front"]}]}])
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_tags(Resources=[table, *subnets], Tags=[{"Key": "Name", "Value": "press"}])
    gateway = ec2.create_egress_only_internet_gateway(VpcId=vpc)["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    template = ec2.create_launch_template(LaunchTemplateName="press", LaunchTemplateData={
        "InstanceType": "t3.micro", "IamInstanceProfile": {"Name": "news"},
        "SecurityGroupIds": [groups["back"]]})["LaunchTemplate"]["LaunchTemplateId"]
    balancer = elb.create_load_balancer(Name="press", Type="network", Subnets=subnets)["LoadBalancers"][0]
    target = elb.create_target_group(Name="press", Protocol="TCP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
    elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="TCP", Port=80, DefaultActions=[
        {"Type": "forward", "TargetGroupArn": target}])
    scaling.create_auto_scaling_group(AutoScalingGroupName="press", MinSize=0, MaxSize=2, DesiredCapacity=0,
                                      TargetGroupARNs=[target],
                                      LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
                                      VPCZoneIdentifier=",".join(subnets))
    world.made[f"press {region}"] = {"dns": balancer["DNSName"], "gateway": gateway, "vpc": vpc}
    world.later()
    ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=gateway)
    elb.add_tags(ResourceArns=[target], Tags=[{"Key": "Name", "Value": "press"}])
    scaling.suspend_processes(AutoScalingGroupName="press", ScalingProcesses=["Launch"])


def build_links(world: World, region: str) -> None:
    ssm, secrets, watch = world.aws("ssm", region), world.aws("secretsmanager", region), world.aws("cloudwatch", region)
    secret = secrets.create_secret(Name="press", SecretString="{}", KmsKeyId=world.made[f"key {region}"])["ARN"]
    ssm.put_parameter(Name="/press/host", Type="String", Value="x", Description=world.made[f"press {region}"]["dns"])
    ssm.put_parameter(Name="/press/secret", Type="String", Value="x", Description=f"see {secret}")
    watch.put_metric_alarm(AlarmName="press", MetricName="Errors", Namespace="AWS/Lambda", Statistic="Sum", Period=60,
                           EvaluationPeriods=1,
                           Threshold=1.0, ComparisonOperator="GreaterThanThreshold",
                           Dimensions=[{"Name": "FunctionName", "Value": "news"}])
    expect_failure(secrets.create_secret, Name="press", SecretString="{}")
    world.later()
    secrets.update_secret(SecretId=secret, Description="second")
    ssm.delete_parameter(Name="/press/secret")


def build_readers(world: World) -> None:
    pools, names, api = world.aws("cognito-idp"), world.aws("route53"), world.aws("apigatewayv2")
    pool = pools.create_user_pool(PoolName="readers")["UserPool"]["Id"]
    pools.create_identity_provider(UserPoolId=pool, ProviderName="x", ProviderType="OIDC", ProviderDetails={"client_id": "x"})
    pools.create_user_pool_client(UserPoolId=pool, ClientName="web", SupportedIdentityProviders=["x"])
    zone = names.create_hosted_zone(Name="press.example.com", CallerReference="1")["HostedZone"]["Id"]
    for region in ("us-east-1", OTHER_REGION):
        names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": {
            "Name": f"{region}.press.example.com", "Type": "CNAME", "TTL": 60,
            "ResourceRecords": [{"Value": world.made[f"press {region}"]["dns"]}]}}]})
    made = api.create_api(Name="press", ProtocolType="HTTP", Target=f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:news")["ApiId"]
    world.aws("lambda").add_permission(FunctionName="news", StatementId="api", Action="lambda:InvokeFunction",
                                       Principal="apigateway.amazonaws.com",
                                       SourceArn=f"arn:aws:execute-api:us-east-1:{ACCOUNT}:{made}/*")
    world.aws("iam").put_role_policy(RoleName="news", PolicyName="api", PolicyDocument=allow(
        ["execute-api:Invoke"], f"arn:aws:execute-api:us-east-1:{ACCOUNT}:{made}/*/GET/"))


def shut(world: World) -> None:
    iam = world.aws("iam")
    world.later()
    iam.remove_role_from_instance_profile(InstanceProfileName="x", RoleName="x")
    iam.delete_instance_profile(InstanceProfileName="x")
    iam.detach_role_policy(RoleName="x", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    iam.delete_role(RoleName="x")
