"""A hoster: old balancers, many domains, stacks of stacks, mail, and machines that are changed by hand, in two regions."""

from __future__ import annotations

import json
from typing import Iterator

from functions import make_zip
from hoster_fronts import build_balancers, build_domains, build_gates, build_mail, build_roots
from hoster_machines import build_classic, build_mirrors, build_network, build_rules, build_scaling, build_shared, build_spot
from world import ACCOUNT, World, allow, expect_failure, trust

FAR = "us-west-2"
REGIONS = ("us-east-1", FAR)
RULES = json.dumps({"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 3},
                               "action": {"type": "expire"}}]})


def build_hoster(world: World) -> None:
    build_roles(world)
    build_network(world, REGIONS)
    world.at_once(build_people(world), build_keys(world), build_classic(world), build_roots(world), build_mail(world))
    world.at_once(build_functions(world), build_gates(world), build_rules(world), build_tasks(world), build_stores(world))
    world.at_once(build_stacks(world), build_domains(world), build_shared(world), build_spot(world), build_databases(world))
    world.at_once(build_streams(world), build_mirrors(world), build_balancers(world), build_scaling(world), build_deliveries(world))


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name in ("main", "ci", "all"):
        iam.create_role(RoleName=name, Path="/" if name == "main" else f"/{name}/", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        iam.create_instance_profile(InstanceProfileName=name, Tags=[{"Key": "of", "Value": name}])
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    iam.remove_role_from_instance_profile(InstanceProfileName="all", RoleName="all")
    world.later()
    iam.add_role_to_instance_profile(InstanceProfileName="all", RoleName="main")
    iam.tag_instance_profile(InstanceProfileName="ci", Tags=[{"Key": "more", "Value": "1"}])
    iam.untag_instance_profile(InstanceProfileName="main", TagKeys=["of"])
    world.made["role"] = f"arn:aws:iam::{ACCOUNT}:role/main"


def build_people(world: World) -> Iterator[None]:
    """Devices, certificates and keys whose ids only the answers tell; policies that go back to an older version."""
    iam = world.aws("iam")
    policy = iam.create_policy(PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))["Policy"]["Arn"]
    yield
    for text in ("sqs:*", "sns:*"):
        world.later()
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=allow([text], "*"), SetAsDefault=True)
        yield
    world.later()
    iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
    iam.delete_policy_version(PolicyArn=policy, VersionId="v3")
    iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    yield
    for name in ("ann", "bob", "ci"):
        iam.create_user(UserName=name, Path=f"/{name}/")
        iam.attach_user_policy(UserName=name, PolicyArn=policy)
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        yield
        iam.enable_mfa_device(UserName=name, SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
        iam.upload_ssh_public_key(UserName=name, SSHPublicKeyBody=f"ssh-rsa AAAA{name}")
        keys = [iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"] for _ in range(2)]
        yield
        iam.update_access_key(UserName=name, AccessKeyId=keys[0], Status="Inactive")
        iam.delete_access_key(UserName=name, AccessKeyId=keys[1])
        iam.create_login_profile(UserName=name, Password="Very-Secret-1")
    iam.deactivate_mfa_device(UserName="bob", SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/bob")
    iam.delete_virtual_mfa_device(SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/bob")
    iam.detach_user_policy(UserName="bob", PolicyArn=policy)
    iam.delete_login_profile(UserName="bob")
    yield
    iam.tag_user(UserName="ci", Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    world.later()
    iam.untag_user(UserName="ci", TagKeys=["b"])
    iam.untag_policy(PolicyArn=policy, TagKeys=["a"])
    for name in ("main", "old"):
        iam.upload_server_certificate(ServerCertificateName=name, CertificateBody="a", PrivateKey="b")
        iam.create_saml_provider(Name=name, SAMLMetadataDocument="x" * 1100)
    iam.delete_server_certificate(ServerCertificateName="old")
    yield
    iam.delete_saml_provider(SAMLProviderArn=f"arn:aws:iam::{ACCOUNT}:saml-provider/old")
    iam.create_open_id_connect_provider(Url="https://ci.example.com", ThumbprintList=["a" * 40], ClientIDList=["1"])
    oidc = f"arn:aws:iam::{ACCOUNT}:oidc-provider/ci.example.com"
    iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=oidc, Tags=[{"Key": "a", "Value": "1"}])
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=oidc, ThumbprintList=["b" * 40])
    iam.create_group(GroupName="all")
    for name in ("ann", "ci"):
        iam.add_user_to_group(GroupName="all", UserName=name)
        yield
    iam.put_group_policy(GroupName="all", PolicyName="all", PolicyDocument=allow(["s3:Get*"], "*"))
    iam.attach_group_policy(GroupName="all", PolicyArn=policy)
    world.later()
    iam.delete_group_policy(GroupName="all", PolicyName="all")
    iam.detach_group_policy(GroupName="all", PolicyArn=policy)
    expect_failure(iam.create_user, UserName="ann")


def build_keys(world: World) -> Iterator[None]:
    """Secrets and parameters of the same names in two regions."""
    for region in REGIONS:
        secrets, params, kms = world.aws("secretsmanager", region), world.aws("ssm", region), world.aws("kms", region)
        key = kms.create_key(Description=f"main {region}")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/main", TargetKeyId=key)
        yield
        for name in ("db", "api", "old"):
            made = secrets.create_secret(Name=name, SecretString="x", KmsKeyId="alias/main", Tags=[{"Key": "of", "Value": name}])["ARN"]
            params.put_parameter(Name=f"/{name}/1", Type="SecureString", Value="x", KeyId=key)
            yield
            secrets.put_resource_policy(SecretId=made if name == "db" else name, ResourcePolicy=allow(["secretsmanager:*"], "*"))
        secrets.delete_resource_policy(SecretId="api")
        secrets.untag_resource(SecretId="api", TagKeys=["of"])
        secrets.delete_secret(SecretId=made, ForceDeleteWithoutRecovery=True)
        yield
        world.later()
        secrets.create_secret(Name="old", SecretString="y", Description="again")
        params.put_parameter(Name="/db/1", Type="String", Value="y", Overwrite=True)
        params.label_parameter_version(Name="/db/1", Labels=["live", "old"])
        world.later()
        params.unlabel_parameter_version(Name="/db/1", ParameterVersion=2, Labels=["old"])
        params.delete_parameters(Names=["/old/1", "/api/1"])
        yield
        params.put_parameter(Name="/api/1", Type="String", Value="2", Description="again")
        params.add_tags_to_resource(ResourceType="Parameter", ResourceId="/db/1", Tags=[{"Key": "a", "Value": "1"}])
    world.aws("secretsmanager").replicate_secret_to_regions(SecretId="db", AddReplicaRegions=[{"Region": "eu-west-1"}])


def build_functions(world: World) -> Iterator[None]:
    for region in REGIONS:
        code = world.aws("lambda", region)
        for number in range(2):
            layer = code.publish_layer_version(LayerName="main", Content={"ZipFile": make_zip(f"l{number}")})["LayerVersionArn"]
            world.later()
            yield
        code.add_layer_version_permission(LayerName="main", VersionNumber=1, StatementId="1", Action="lambda:GetLayerVersion", Principal="*")
        for name in ("all", "1", "ci"):
            arn = code.create_function(
                FunctionName=name, Runtime="python3.12", Handler="a.b", Role=world.made["role"], Code={"ZipFile": make_zip(name)},
                Layers=[layer], Tags={"of": name})["FunctionArn"]
            yield
            code.create_function_url_config(FunctionName=name, AuthType="NONE")
            code.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=5)
            code.put_function_event_invoke_config(FunctionName=name, MaximumRetryAttempts=1)
            yield
        code.update_function_url_config(FunctionName="all", AuthType="AWS_IAM")
        code.delete_function_url_config(FunctionName="1")
        code.delete_function_concurrency(FunctionName="1")
        code.update_function_event_invoke_config(FunctionName="all", MaximumRetryAttempts=0)
        code.delete_function_event_invoke_config(FunctionName="1")
        code.untag_resource(Resource=arn, TagKeys=["of"])
        code.delete_layer_version(LayerName="main", VersionNumber=1)
        yield
        for number in range(2):
            world.later()
            code.update_function_code(FunctionName="all", ZipFile=make_zip(f"v{number}"))
            world.later()
            code.publish_version(FunctionName="all")
        code.create_alias(FunctionName="all", Name="live", FunctionVersion="1")
        code.create_alias(FunctionName="all", Name="next", FunctionVersion="2")
        yield
        world.later()
        code.update_alias(FunctionName="all", Name="live", FunctionVersion="2")
        code.delete_alias(FunctionName="all", Name="next")
        code.delete_function(FunctionName=arn)
        world.later()
        code.create_function(FunctionName="ci", Runtime="python3.12", Handler="c.d", Role=world.made["role"], Code={"ZipFile": make_zip("again")})


def build_tasks(world: World) -> Iterator[None]:
    """Services of one name in several clusters; definitions have revisions."""
    ecs, images = world.aws("ecs"), world.aws("ecr")
    for cluster in ("default", "ci"):
        arn = ecs.create_cluster(clusterName=cluster, tags=[{"key": "of", "value": cluster}])["cluster"]["clusterArn"]
        yield
        for revision in range(3):
            definition = ecs.register_task_definition(family=cluster, containerDefinitions=[
                {"name": "web", "image": f"web:{revision}", "memory": 64}])["taskDefinition"]["taskDefinitionArn"]
            world.later()
            yield
        ecs.create_service(cluster=cluster, serviceName="web", taskDefinition=f"{cluster}:1", desiredCount=1)
        ecs.create_service(cluster=arn, serviceName="api", taskDefinition=definition, desiredCount=2, deploymentController={"type": "EXTERNAL"})
        yield
        made = ecs.create_task_set(cluster=cluster, service="api", taskDefinition=definition, externalId="a")["taskSet"]["id"]
        ecs.create_task_set(cluster=cluster, service="api", taskDefinition=f"{cluster}:2", externalId="b")
        ecs.update_service_primary_task_set(cluster=cluster, service="api", primaryTaskSet=made)
        yield
        ecs.update_service(cluster=cluster, service="web", taskDefinition=f"{cluster}:2", desiredCount=3)
        ecs.deregister_task_definition(taskDefinition=f"{cluster}:1")
        images.create_repository(repositoryName=f"{cluster}/web", tags=[{"Key": "a", "Value": "1"}])
        images.set_repository_policy(repositoryName=f"{cluster}/web", policyText=allow(["ecr:*"], []))
        images.put_lifecycle_policy(repositoryName=f"{cluster}/web", lifecyclePolicyText=RULES)
        yield
    ecs.delete_service(cluster="ci", service="web", force=True)
    world.later()
    ecs.create_service(cluster="ci", serviceName="web", taskDefinition="ci:3", desiredCount=1)
    images.delete_repository_policy(repositoryName="ci/web")
    images.delete_lifecycle_policy(repositoryName="ci/web")
    images.put_registry_policy(policyText=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["ecr:ReplicateImage"], "Resource": ["*"]}]}))
    images.create_repository(repositoryName="tmp")
    images.delete_repository(repositoryName="tmp", force=True)
    ecs.put_account_setting(name="containerInsights", value="enabled")


def build_stacks(world: World) -> Iterator[None]:
    """Stacks that change sets make and change; what they make has names only in templates."""
    stacks = world.aws("cloudformation")
    for name in ("main", "ci"):
        template = make_template(world, name, 1)
        stacks.create_change_set(StackName=name, ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=template)
        yield
        stacks.execute_change_set(StackName=name, ChangeSetName="first")
        yield
    world.later()
    stacks.update_stack(StackName="main", TemplateBody=make_template(world, "main", 2))
    yield
    stacks.create_stack(StackName="old", TemplateBody=make_template(world, "old", 1))
    world.later()
    stacks.delete_stack(StackName="old")
    stacks.create_stack_set(StackSetName="all", TemplateBody=make_template(world, "set", 1))
    yield
    stacks.create_stack_instances(StackSetName="all", Accounts=[ACCOUNT], Regions=["us-east-1", FAR])
    world.later()
    stacks.delete_stack_instances(StackSetName="all", Accounts=[ACCOUNT], Regions=[FAR], RetainStacks=False)


def make_template(world: World, name: str, count: int) -> str:
    return json.dumps({"Resources": {f"Q{number}": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": world.name(name, str(number))}}
                                     for number in range(count)}})


def build_databases(world: World) -> Iterator[None]:
    rds = world.aws("rds")
    for name in ("main", "old"):
        rds.create_option_group(OptionGroupName=name, EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription=name)
        rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="mysql8.0", Description=name)
        rds.create_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t3.micro", Engine="mysql", MasterUsername="root",
                               MasterUserPassword="secret-secret", AllocatedStorage=20, DBParameterGroupName=name)
        yield
        rds.create_db_cluster(DBClusterIdentifier=f"{name}-c", Engine="aurora-mysql", MasterUsername="root", MasterUserPassword="secret-secret")
        rds.add_role_to_db_instance(DBInstanceIdentifier=name, RoleArn=world.made["role"], FeatureName="s3Import")
        yield
    rds.create_db_snapshot(DBInstanceIdentifier="main", DBSnapshotIdentifier="s1")
    rds.copy_db_snapshot(SourceDBSnapshotIdentifier="s1", TargetDBSnapshotIdentifier="s2")
    yield
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="restored", DBSnapshotIdentifier="s2")
    rds.restore_db_instance_to_point_in_time(SourceDBInstanceIdentifier="main", TargetDBInstanceIdentifier="earlier", UseLatestRestorableTime=True)
    rds.delete_db_snapshot(DBSnapshotIdentifier="s1")
    rds.create_db_instance_read_replica(DBInstanceIdentifier="copy", SourceDBInstanceIdentifier="main")
    yield
    world.later()
    rds.promote_read_replica(DBInstanceIdentifier="copy")
    rds.modify_db_instance(DBInstanceIdentifier="earlier", NewDBInstanceIdentifier="later", ApplyImmediately=True)
    rds.delete_db_instance(DBInstanceIdentifier="old", SkipFinalSnapshot=True)
    rds.delete_db_cluster(DBClusterIdentifier="old-c", SkipFinalSnapshot=True)
    rds.delete_option_group(OptionGroupName="old")
    rds.delete_db_parameter_group(DBParameterGroupName="old")
    yield
    world.later()
    rds.create_db_instance(DBInstanceIdentifier="old", DBInstanceClass="db.t3.small", Engine="postgres", MasterUsername="root",
                           MasterUserPassword="secret-secret", AllocatedStorage=30)
    rds.modify_db_instance(DBInstanceIdentifier="later", AllocatedStorage=50)
    rds.stop_db_instance(DBInstanceIdentifier="copy")
    world.later()
    rds.start_db_instance(DBInstanceIdentifier="copy")


def build_stores(world: World) -> Iterator[None]:
    """Buckets whose settings go again, tables that come back from backups."""
    s3, tables = world.aws("s3"), world.aws("dynamodb")
    for name in ("www", "www-2", "old"):
        bucket = world.name(name)
        s3.create_bucket(Bucket=bucket)
        yield
        s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration={"IndexDocument": {"Suffix": "i.html"}})
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}]}))
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [
            {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]})
        s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [
            {"ID": "1", "Status": "Enabled", "Filter": {"Prefix": "x"}, "Expiration": {"Days": 9}}]})
        yield
    world.later()
    bucket = world.name("www-2")
    s3.delete_bucket_website(Bucket=bucket)
    s3.delete_bucket_policy(Bucket=bucket)
    s3.delete_bucket_encryption(Bucket=bucket)
    s3.delete_bucket_lifecycle(Bucket=bucket)
    s3.delete_bucket(Bucket=world.name("old"))
    yield
    for name in ("main", "log"):
        tables.create_table(TableName=name, KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
                            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        yield
        backup = tables.create_backup(TableName=name, BackupName="all")["BackupDetails"]["BackupArn"]
        tables.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "t"})
    yield
    tables.restore_table_from_backup(TargetTableName="log-2", BackupArn=backup)
    tables.delete_table(TableName="log")
    tables.delete_backup(BackupArn=backup)
    world.later()
    tables.create_table(TableName="log", KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
                        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "N"}])


def build_streams(world: World) -> Iterator[None]:
    for region in REGIONS:
        streams, fire = world.aws("kinesis", region), world.aws("firehose", region)
        for name in ("all", "1"):
            streams.create_stream(StreamName=name, ShardCount=2)
            yield
            arn = f"arn:aws:kinesis:{region}:{ACCOUNT}:stream/{name}"
            streams.register_stream_consumer(StreamARN=arn, ConsumerName="main")
            streams.increase_stream_retention_period(StreamName=name, RetentionPeriodHours=48)
            streams.start_stream_encryption(StreamName=name, EncryptionType="KMS", KeyId="alias/main")
            yield
        streams.deregister_stream_consumer(StreamARN=arn, ConsumerName="main")
        streams.stop_stream_encryption(StreamName="1", EncryptionType="KMS", KeyId="alias/main")
        streams.update_shard_count(StreamName="all", TargetShardCount=3, ScalingType="UNIFORM_SCALING")
        streams.delete_stream(StreamName="1", EnforceConsumerDeletion=True)
        fire.create_delivery_stream(DeliveryStreamName="main", ExtendedS3DestinationConfiguration={
            "RoleARN": world.made["role"], "BucketARN": f"arn:aws:s3:::{world.name('www')}"}, Tags=[{"Key": "a", "Value": "1"}])
        yield
        fire.start_delivery_stream_encryption(DeliveryStreamName="main", DeliveryStreamEncryptionConfigurationInput={"KeyType": "AWS_OWNED_CMK"})
        fire.update_destination(DeliveryStreamName="main", CurrentDeliveryStreamVersionId="1", DestinationId="destinationId-000000000001",
                                ExtendedS3DestinationUpdate={"Prefix": "p/"})


def build_deliveries(world: World) -> Iterator[None]:
    logs = world.aws("logs")
    for name in ("main", "all"):
        logs.create_log_group(logGroupName=name, tags={"of": name})
        yield
        destination = logs.put_delivery_destination(name=name, outputFormat="json", deliveryDestinationConfiguration={
            "destinationResourceArn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{name}"})["deliveryDestination"]["arn"]
        logs.put_delivery_source(name=name, resourceArn=f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1234{name}", logType="ACCESS_LOGS")
        yield
        logs.create_delivery(deliverySourceName=name, deliveryDestinationArn=destination)
        logs.create_log_stream(logGroupName=name, logStreamName="1")
        logs.create_log_stream(logGroupName=name, logStreamName="2")
        logs.put_resource_policy(policyName=name, policyDocument=allow(["logs:*"], "*"))
        yield
    logs.delete_log_stream(logGroupName="all", logStreamName="2")
    logs.delete_resource_policy(policyName="all")
    logs.put_retention_policy(logGroupName="main", retentionInDays=7)
    logs.untag_log_group(logGroupName="all", tags=["of"])
