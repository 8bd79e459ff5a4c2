"""What runs behind the hoster: functions, tasks, stacks, databases, stores and streams."""

from __future__ import annotations

import json
from typing import Iterator

from functions import make_zip
from hoster_machines import FAR, REGIONS
from world import ACCOUNT, World, allow

RULES = json.dumps({"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 3},
                               "action": {"type": "expire"}}]})


def build_functions(world: World) -> Iterator[None]:
    for region in REGIONS:
        code = world.aws("lambda", region)
        for number in range(2):
            layer = code.publish_layer_version(LayerName="main", Content={"ZipFile": make_zip(f"l{number}")})["LayerVersionArn"]
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
