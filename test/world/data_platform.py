"""A data platform: streams into a lake, a catalogue over it, jobs that work on it, and models made of it."""

from __future__ import annotations

import json

from data_platform_jobs import OTHER_REGION, build_batch, build_flows, build_moves, machine
from world import ACCOUNT, World, allow, expect_failure, role_arn, trust

NAMES = ["ci", "default", "all", "local", "raw", "x1"]


def build_data_platform(world: World) -> None:
    build_roles(world)
    build_lake(world)
    world.shuffled(
        lambda: build_streams(world), lambda: build_catalogue(world), lambda: build_queries(world),
        lambda: build_clusters(world), lambda: build_models(world), lambda: build_warehouse(world),
    )
    world.shuffled(lambda: build_flows(world), lambda: build_moves(world), lambda: build_batch(world))
    clean_up(world)


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name in NAMES:
        service = world.random.choice(["glue", "states", "firehose", "batch", "sagemaker"])
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(f"{service}.amazonaws.com"))
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=allow(["s3:GetObject"], "*"))
    # The same name for a user, a group, a policy and a profile.
    iam.create_group(GroupName="ci")
    iam.create_user(UserName="ci")
    iam.add_user_to_group(GroupName="ci", UserName="ci")
    policy = iam.create_policy(PolicyName="ci", PolicyDocument=allow(["glue:*"], "*"))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="ci", PolicyArn=policy)
    iam.attach_user_policy(UserName="ci", PolicyArn=policy)
    iam.create_instance_profile(InstanceProfileName="ci")
    iam.add_role_to_instance_profile(InstanceProfileName="ci", RoleName="ci")
    # Made, used and gone, as a pipeline's throw-away role is.
    iam.create_role(RoleName="tmp", AssumeRolePolicyDocument=trust("glue.amazonaws.com"))
    iam.put_role_policy(RoleName="tmp", PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))
    iam.delete_role_policy(RoleName="tmp", PolicyName="all")
    iam.delete_role(RoleName="tmp")
    world.later()
    iam.create_role(RoleName="tmp", AssumeRolePolicyDocument=trust("states.amazonaws.com"), Description="anew")


def build_lake(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        s3 = world.aws("s3", region)
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        for part in ("raw", "all"):
            bucket = world.name("lake", part, region)
            s3.create_bucket(Bucket=bucket, **place)
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "part", "Value": part}]})
            world.later()
            s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "part", "Value": f"{part}-2"}]})
    doomed = world.name("lake", "doomed")
    s3 = world.aws("s3")
    s3.create_bucket(Bucket=doomed)
    s3.put_bucket_versioning(Bucket=doomed, VersioningConfiguration={"Status": "Enabled"})
    s3.delete_bucket(Bucket=doomed)
    world.made["lake"] = f"arn:aws:s3:::{world.name('lake', 'raw', 'us-east-1')}"


def build_streams(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        kinesis, firehose = world.aws("kinesis", region), world.aws("firehose", region)
        for name in ("ci", "default", "raw"):
            kinesis.create_stream(StreamName=name, ShardCount=world.count(1, 2))
            kinesis.add_tags_to_stream(StreamName=name, Tags={"of": name})
            firehose.create_delivery_stream(
                DeliveryStreamName=name, DeliveryStreamType="DirectPut",
                ExtendedS3DestinationConfiguration={"RoleARN": role_arn("raw"), "BucketARN": world.made["lake"]},
            )
        kinesis.increase_stream_retention_period(StreamName="ci", RetentionPeriodHours=48)
        arn = f"arn:aws:kinesis:{region}:{ACCOUNT}:stream/ci"
        kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="default")
        kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="local")
        kinesis.deregister_stream_consumer(StreamARN=arn, ConsumerName="local")
        firehose.tag_delivery_stream(DeliveryStreamName="ci", Tags=[{"Key": "team", "Value": "all"}])
        firehose.delete_delivery_stream(DeliveryStreamName="default")
        kinesis.delete_stream(StreamName="default")
        world.later()
        kinesis.create_stream(StreamName="default", ShardCount=3)


def build_catalogue(world: World) -> None:
    glue, lake = world.aws("glue"), world.aws("lakeformation")
    for database in ("default", "ci", "all"):
        glue.create_database(DatabaseInput={"Name": database, "Description": "first"})
        for table in ("raw", "default", "all"):
            columns = [{"Name": "id", "Type": "string"}, {"Name": "at", "Type": "timestamp"}]
            glue.create_table(DatabaseName=database, TableInput={
                "Name": table, "PartitionKeys": [{"Name": "day", "Type": "string"}],
                "StorageDescriptor": {"Columns": columns, "Location": f"s3://lake/{database}/{table}"},
            })
        for day in ("1", "2"):
            glue.create_partition(DatabaseName=database, TableName="raw", PartitionInput={
                "Values": [day], "StorageDescriptor": {"Columns": columns, "Location": f"s3://lake/{database}/raw/{day}"},
            })
        glue.delete_partition(DatabaseName=database, TableName="raw", PartitionValues=["1"])
        world.later()
        glue.update_table(DatabaseName=database, TableInput={
            "Name": "all", "Description": "changed", "StorageDescriptor": {"Columns": columns[:1]},
        })
        glue.delete_table(DatabaseName=database, Name="default")
    glue.update_database(Name="ci", DatabaseInput={"Name": "ci", "Description": "second"})
    for name in ("ci", "default", "all"):
        glue.create_crawler(Name=name, Role=role_arn("ci"), DatabaseName=name, Targets={"S3Targets": [{"Path": "s3://lake"}]})
        glue.create_job(Name=name, Role=role_arn("default"), Command={"Name": "glueetl", "ScriptLocation": "s3://lake/job.py"})
        glue.create_trigger(Name=name, Type="ON_DEMAND", Actions=[{"JobName": name}])
        glue.start_job_run(JobName=name)
    glue.delete_trigger(Name="all")
    glue.delete_job(JobName="all")
    glue.delete_crawler(Name="all")
    glue.create_registry(RegistryName="ci")
    schema = json.dumps({"type": "record", "name": "r", "fields": [{"name": "a", "type": "string"}]})
    glue.create_schema(RegistryId={"RegistryName": "ci"}, SchemaName="ci", DataFormat="AVRO", Compatibility="BACKWARD",
                       SchemaDefinition=schema)
    lake.register_resource(ResourceArn=world.made["lake"], RoleArn=role_arn("all"))
    for key in ("ci", "all"):
        lake.create_lf_tag(TagKey=key, TagValues=["a", "b"])
    lake.update_lf_tag(TagKey="ci", TagValuesToDelete=["a"], TagValuesToAdd=["c"])
    lake.delete_lf_tag(TagKey="all")
    lake.grant_permissions(Principal={"DataLakePrincipalIdentifier": role_arn("ci")},
                           Resource={"Database": {"Name": "ci"}}, Permissions=["ALTER", "DROP"])
    lake.grant_permissions(Principal={"DataLakePrincipalIdentifier": role_arn("all")},
                           Resource={"Database": {"Name": "ci"}}, Permissions=["ALTER"])
    world.later()
    lake.revoke_permissions(Principal={"DataLakePrincipalIdentifier": role_arn("all")},
                            Resource={"Database": {"Name": "ci"}}, Permissions=["ALTER"])


def build_queries(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        athena = world.aws("athena", region)
        for name in ("ci", "all", "local"):
            athena.create_work_group(Name=name, Description="first", Configuration={
                "ResultConfiguration": {"OutputLocation": f"s3://lake/{name}"}}, Tags=[{"Key": "for", "Value": name}])
            athena.create_data_catalog(Name=name, Type="GLUE", Parameters={"catalog-id": ACCOUNT})
            athena.create_named_query(Name=name, Database="ci", QueryString="select 1", WorkGroup=name)
            athena.create_prepared_statement(StatementName="default", WorkGroup=name, QueryStatement="select ?")
        world.later()
        athena.create_named_query(Name="ci", Database="all", QueryString="select 2", WorkGroup="ci")
        athena.delete_work_group(WorkGroup="local", RecursiveDeleteOption=True)
        expect_failure(athena.create_work_group, Name="ci")


def build_clusters(world: World) -> None:
    emr = world.aws("emr")
    configuration = json.dumps({"EncryptionConfiguration": {"EnableInTransitEncryption": False}})
    for name in ("ci", "all"):
        emr.create_security_configuration(Name=name, SecurityConfiguration=configuration)
    for name in ("ci", "local"):
        cluster = emr.run_job_flow(
            Name=name, ReleaseLabel="emr-6.15.0", JobFlowRole="ci", ServiceRole="default",
            Instances={"MasterInstanceType": "m5.large", "InstanceCount": 1, "KeepJobFlowAliveWhenNoSteps": True},
            SecurityConfiguration="ci",
        )["JobFlowId"]
        emr.add_tags(ResourceId=cluster, Tags=[{"Key": "name", "Value": name}])
        emr.add_job_flow_steps(JobFlowId=cluster, Steps=[{"Name": "all", "HadoopJarStep": {"Jar": "a.jar"}}])
        emr.add_instance_groups(JobFlowId=cluster, InstanceGroups=[
            {"InstanceRole": "TASK", "InstanceType": "m5.large", "InstanceCount": 2, "Name": name}])
        emr.set_termination_protection(JobFlowIds=[cluster], TerminationProtected=True)
        world.later()
        emr.set_termination_protection(JobFlowIds=[cluster], TerminationProtected=False)
    emr.terminate_job_flows(JobFlowIds=[cluster])
    emr.delete_security_configuration(Name="all")


def build_models(world: World) -> None:
    sagemaker = world.aws("sagemaker")
    image = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/ci:1"
    for name in ("ci", "default", "all"):
        sagemaker.create_model(ModelName=name, ExecutionRoleArn=role_arn("ci"), PrimaryContainer={"Image": image})
        sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[{
            "VariantName": "all", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.t2.medium"}])
        sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
        sagemaker.create_notebook_instance(NotebookInstanceName=name, InstanceType="ml.t2.medium", RoleArn=role_arn("ci"))
        sagemaker.create_experiment(ExperimentName=name)
        sagemaker.create_trial(TrialName=name, ExperimentName=name)
    sagemaker.add_tags(ResourceArn=f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:model/ci", Tags=[{"Key": "a", "Value": "b"}])
    sagemaker.delete_endpoint(EndpointName="all")
    sagemaker.delete_endpoint_config(EndpointConfigName="all")
    sagemaker.delete_model(ModelName="all")
    world.later()
    sagemaker.create_model(ModelName="all", ExecutionRoleArn=role_arn("all"), PrimaryContainer={"Image": image})
    sagemaker.stop_notebook_instance(NotebookInstanceName="default")
    sagemaker.delete_notebook_instance(NotebookInstanceName="default")
    sagemaker.delete_trial(TrialName="default")
    sagemaker.delete_experiment(ExperimentName="default")


def build_warehouse(world: World) -> None:
    ec2, redshift = world.aws("ec2"), world.aws("redshift")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=world.tag_specification("vpc", "all"))["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{i}.0/24", AvailabilityZone=f"us-east-1{zone}",
                          TagSpecifications=world.tag_specification("subnet", f"all-{zone}"))["Subnet"]["SubnetId"]
        for i, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(GroupName="all", Description="all", VpcId=vpc)["GroupId"]
    world.made |= {"subnets": subnets, "group": group}
    redshift.create_cluster_subnet_group(ClusterSubnetGroupName="all", Description="all", SubnetIds=subnets)
    redshift.create_cluster_parameter_group(ParameterGroupName="all", ParameterGroupFamily="redshift-1.0", Description="all")
    for name in ("all", "ci"):
        redshift.create_cluster(
            ClusterIdentifier=name, NodeType="dc2.large", MasterUsername="local", MasterUserPassword="Very-Secret-1",
            DBName="raw", ClusterSubnetGroupName="all", ClusterParameterGroupName="all", VpcSecurityGroupIds=[group],
            NumberOfNodes=2,
        )
        redshift.create_cluster_snapshot(SnapshotIdentifier=f"{name}-1", ClusterIdentifier=name)
    redshift.create_tags(ResourceName=f"arn:aws:redshift:us-east-1:{ACCOUNT}:cluster:ci", Tags=[{"Key": "a", "Value": "b"}])
    world.later()
    redshift.modify_cluster(ClusterIdentifier="ci", NumberOfNodes=3)
    redshift.delete_cluster(ClusterIdentifier="all", SkipFinalClusterSnapshot=True)
    world.later()
    redshift.restore_from_cluster_snapshot(ClusterIdentifier="all", SnapshotIdentifier="all-1", ClusterSubnetGroupName="all")


def clean_up(world: World) -> None:
    iam, states = world.aws("iam"), world.aws("stepfunctions")
    iam.delete_role_policy(RoleName="x1", PolicyName="all")
    iam.delete_role(RoleName="x1")
    arn = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:default"
    for target in ("1", "2"):
        world.later()
        states.update_state_machine(stateMachineArn=arn, definition=machine(target))
    iam.remove_user_from_group(GroupName="ci", UserName="ci")
    iam.delete_group(GroupName="ci")
