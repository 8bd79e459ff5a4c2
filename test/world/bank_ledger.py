"""Where the bank keeps its books and how changes get there: databases, secrets, machines of states, pipelines, files, events."""

from __future__ import annotations

import json
from typing import Iterator

from functions import make_zip
from world import ACCOUNT, World, role_arn

PASSWORD = "Very-Secret-1"


def build_databases(world: World) -> Iterator[None]:
    rds, topics = world.aws("rds"), world.aws("sns")
    core = world.made["networks"]["core"]
    key = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{world.made['keys']['ledger']}"
    topic = topics.create_topic(Name="ledger", Attributes={"KmsMasterKeyId": "alias/logs"})["TopicArn"]
    rds.create_db_subnet_group(DBSubnetGroupName="core", DBSubnetGroupDescription="core", SubnetIds=core["subnets"])
    rds.create_db_parameter_group(DBParameterGroupName="pg", DBParameterGroupFamily="postgres16", Description="pg")
    rds.create_db_cluster_parameter_group(DBClusterParameterGroupName="aurora", DBParameterGroupFamily="aurora-postgresql16", Description="a")
    yield
    rds.modify_db_parameter_group(DBParameterGroupName="pg", Parameters=[
        {"ParameterName": "log_statement", "ParameterValue": "all", "ApplyMethod": "immediate"}])
    rds.create_event_subscription(SubscriptionName="ledger", SnsTopicArn=topic, SourceType="db-instance", Enabled=True)
    for name in ("ledger", "cards"):
        rds.create_db_cluster(DBClusterIdentifier=name, Engine="aurora-postgresql", MasterUsername="root", MasterUserPassword=PASSWORD,
                              DBSubnetGroupName="core", VpcSecurityGroupIds=[core["group"]], StorageEncrypted=True, KmsKeyId=key,
                              DBClusterParameterGroupName="aurora", Tags=[{"Key": "of", "Value": name}])
        yield
        for number in (1, 2):
            rds.create_db_instance(DBInstanceIdentifier=f"{name}-{number}", DBClusterIdentifier=name, Engine="aurora-postgresql",
                                   DBInstanceClass="db.r6g.large", DBParameterGroupName="pg")
            yield
    rds.create_db_cluster_snapshot(DBClusterIdentifier="ledger", DBClusterSnapshotIdentifier="ledger-1")
    rds.copy_db_cluster_snapshot(SourceDBClusterSnapshotIdentifier="ledger-1", TargetDBClusterSnapshotIdentifier="ledger-2")
    world.later()
    rds.restore_db_cluster_from_snapshot(DBClusterIdentifier="ledger-test", SnapshotIdentifier="ledger-2", Engine="aurora-postgresql")
    rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="ledger-1")
    yield
    rds.create_db_instance(DBInstanceIdentifier="reports", Engine="postgres", DBInstanceClass="db.t3.micro", AllocatedStorage=20,
                           MasterUsername="root", MasterUserPassword=PASSWORD, DBSubnetGroupName="core",
                           VpcSecurityGroupIds=[core["group"]])
    rds.create_db_instance_read_replica(DBInstanceIdentifier="reports-r", SourceDBInstanceIdentifier="reports")
    rds.create_db_instance_read_replica(DBInstanceIdentifier="reports-p",
                                        SourceDBInstanceIdentifier=f"arn:aws:rds:us-east-1:{ACCOUNT}:db:reports")
    yield
    rds.create_db_snapshot(DBInstanceIdentifier="reports", DBSnapshotIdentifier="reports-1")
    rds.copy_db_snapshot(SourceDBSnapshotIdentifier=f"arn:aws:rds:us-east-1:{ACCOUNT}:snapshot:reports-1",
                         TargetDBSnapshotIdentifier="reports-2")
    rds.modify_db_snapshot_attribute(DBSnapshotIdentifier="reports-2", AttributeName="restore", ValuesToAdd=["111122223333"])
    world.later()
    rds.add_tags_to_resource(ResourceName=f"arn:aws:rds:us-east-1:{ACCOUNT}:db:reports", Tags=[{"Key": "team", "Value": "risk"}])
    yield
    world.later()
    rds.promote_read_replica(DBInstanceIdentifier="reports-p")
    rds.modify_db_instance(DBInstanceIdentifier="reports", NewDBInstanceIdentifier="reports-old", ApplyImmediately=True)
    world.later()
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="reports-new", DBSnapshotIdentifier="reports-2",
                                             DBInstanceClass="db.t3.large")
    rds.modify_db_cluster(DBClusterIdentifier="cards", NewDBClusterIdentifier="payments", ApplyImmediately=True)
    yield
    world.later()
    rds.modify_db_cluster(DBClusterIdentifier="payments", BackupRetentionPeriod=9, DeletionProtection=True)
    rds.delete_db_instance(DBInstanceIdentifier="ledger-2", SkipFinalSnapshot=True)
    rds.stop_db_instance(DBInstanceIdentifier="reports-old")
    rds.create_global_cluster(GlobalClusterIdentifier="world", SourceDBClusterIdentifier=f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:ledger")
    yield
    rds.create_option_group(OptionGroupName="audit", EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription="audit")
    rds.copy_db_parameter_group(SourceDBParameterGroupIdentifier="pg", TargetDBParameterGroupIdentifier="pg-2",
                                TargetDBParameterGroupDescription="copy")
    rds.remove_tags_from_resource(ResourceName=f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:ledger", TagKeys=["of"])


def build_secrets(world: World) -> Iterator[None]:
    secrets, code = world.aws("secretsmanager"), world.aws("lambda")
    code.create_function(FunctionName="rotate", Runtime="python3.12", Handler="a.b", Role=role_arn("ops"), Code={"ZipFile": make_zip("r")},
                         KMSKeyArn=f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{world.made['keys']['cards']}")
    code.add_permission(FunctionName="rotate", StatementId="s", Action="lambda:InvokeFunction", Principal="secretsmanager.amazonaws.com")
    yield
    arns = {}
    for name in ("db/ledger", "db/cards", "api"):
        arns[name] = secrets.create_secret(Name=name, SecretString='{"a":1}', KmsKeyId="alias/ledger", Description="first",
                                           Tags=[{"Key": "of", "Value": name}])["ARN"]
        yield
        secrets.put_resource_policy(SecretId=arns[name], ResourcePolicy=json.dumps({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"AWS": role_arn("ops")}, "Action": "secretsmanager:*", "Resource": arns[name]}]}))
    versions = []
    for number in (2, 3):
        world.later()
        versions.append(secrets.put_secret_value(SecretId="db/ledger", SecretString=f'{{"a":{number}}}')
                        ["VersionId"])
        yield
    world.later()
    secrets.update_secret_version_stage(SecretId=arns["db/ledger"], VersionStage="AWSCURRENT", RemoveFromVersionId=versions[1],
                                        MoveToVersionId=versions[0])
    secrets.tag_resource(SecretId=arns["api"], Tags=[{"Key": "more", "Value": "1"}])
    secrets.delete_secret(SecretId=arns["db/cards"], RecoveryWindowInDays=7)
    world.later()
    secrets.restore_secret(SecretId="db/cards")
    secrets.delete_secret(SecretId="api", ForceDeleteWithoutRecovery=True)
    world.later()
    secrets.create_secret(Name="api", SecretString="x", Description="again")
    secrets.update_secret(SecretId="db/cards", Description="second", KmsKeyId="alias/cards")


def build_pipelines(world: World) -> Iterator[None]:
    repos, builds, pipes, ship, images = (world.aws(it) for it in ("codecommit", "codebuild", "codepipeline", "codedeploy", "ecr"))
    bucket = world.name("artifacts")
    world.aws("s3").create_bucket(Bucket=bucket)
    for name in ("core", "cards", "spike"):
        repos.create_repository(repositoryName=name, repositoryDescription=name)
        images.create_repository(repositoryName=f"bank/{name}", imageScanningConfiguration={"scanOnPush": True},
                                 encryptionConfiguration={"encryptionType": "KMS", "kmsKey": "alias/ledger"})
        yield
        images.put_lifecycle_policy(repositoryName=f"bank/{name}", lifecyclePolicyText=json.dumps({"rules": [{
            "rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 5},
            "action": {"type": "expire"}}]}))
        builds.create_project(name=name, source={"type": "CODECOMMIT", "location": f"https://git-codecommit.us-east-1.amazonaws.com/v1/repos/{name}"},
                              artifacts={"type": "NO_ARTIFACTS"}, serviceRole=role_arn("ship"),
                              environment={"type": "LINUX_CONTAINER", "image": f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/bank/{name}:1",
                                           "computeType": "BUILD_GENERAL1_SMALL"})
        yield
        ship.create_application(applicationName=name, computePlatform="Server")
        ship.create_deployment_group(applicationName=name, deploymentGroupName="all", serviceRoleArn=role_arn("ship"))
        pipes.create_pipeline(pipeline={"name": name, "roleArn": role_arn("ship"), "version": 1, "artifactStore": {"type": "S3", "location": bucket},
                                        "stages": [stage("Source", "CodeCommit", {"RepositoryName": name, "BranchName": "main"}),
                                                   stage("Build", "CodeBuild", {"ProjectName": name})]},
                              tags=[{"key": "of", "value": name}])
        yield
    images.set_repository_policy(repositoryName="bank/core", policyText=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": role_arn("ship")}, "Action": "ecr:*"}]}))
    pipes.tag_resource(resourceArn=f"arn:aws:codepipeline:us-east-1:{ACCOUNT}:core", tags=[{"key": "more", "value": "1"}])
    builds.start_build(projectName="core")
    pipes.delete_pipeline(name="spike")
    builds.delete_project(name="spike")
    repos.delete_repository(repositoryName="spike")
    images.delete_repository(repositoryName="bank/spike", force=True)
    yield
    world.later()
    pipes.update_pipeline(pipeline={"name": "cards", "roleArn": role_arn("ship"), "version": 1, "artifactStore": {"type": "S3", "location": bucket},
                                    "stages": [stage("Source", "CodeCommit", {"RepositoryName": "cards", "BranchName": "release"}),
                                               stage("Build", "CodeBuild", {"ProjectName": "core"})]})
    images.put_image_tag_mutability(repositoryName="bank/core", imageTagMutability="IMMUTABLE")
    images.create_repository(repositoryName="bank/spike")


def stage(name: str, provider: str, configuration: dict[str, str]) -> dict[str, object]:
    return {"name": name, "actions": [{"name": name, "configuration": configuration, "actionTypeId": {
        "category": name, "owner": "AWS", "provider": provider, "version": "1"}}]}


def build_flows(world: World) -> Iterator[None]:
    states = world.aws("stepfunctions")
    work = states.create_activity(name="approve")["activityArn"]
    for name in ("settle", "pay", "old"):
        made = states.create_state_machine(name=name, definition=chain(work), roleArn=role_arn("ops"), tags=[{"key": "of", "value": name}])
        arn = made["stateMachineArn"]
        yield
        world.later()
        first = states.update_state_machine(stateMachineArn=arn, definition=chain(f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:rotate"),
                                            publish=True)["stateMachineVersionArn"]
        world.later()
        second = states.update_state_machine(stateMachineArn=arn, definition=chain(work, "again"), publish=True)["stateMachineVersionArn"]
        yield
        live = states.create_state_machine_alias(name="live", routingConfiguration=[
            {"stateMachineVersionArn": first, "weight": 90}, {"stateMachineVersionArn": second, "weight": 10}])["stateMachineAliasArn"]
        world.later()
        states.update_state_machine_alias(stateMachineAliasArn=live, description="moved", routingConfiguration=[
            {"stateMachineVersionArn": second, "weight": 100}])
        states.start_execution(stateMachineArn=arn, name="first", input="{}")
        yield
    states.delete_state_machine_alias(stateMachineAliasArn=live)
    states.delete_state_machine(stateMachineArn=arn)
    states.tag_resource(resourceArn=work, tags=[{"key": "a", "value": "b"}])
    world.later()
    states.create_state_machine(name="old", definition=chain(work, "third"), roleArn=role_arn("ops"))


def chain(resource: str, comment: str = "first") -> str:
    return json.dumps({"Comment": comment, "StartAt": "A", "States": {"A": {"Type": "Task", "Resource": resource, "End": True}}})


def build_transfer(world: World) -> Iterator[None]:
    move, s3 = world.aws("transfer"), world.aws("s3")
    bucket = world.name("inbox")
    s3.create_bucket(Bucket=bucket)
    for name in ("partners", "auditors"):
        server = move.create_server(Domain="S3", IdentityProviderType="SERVICE_MANAGED", Protocols=["SFTP"], LoggingRole=role_arn("move"),
                                    Tags=[{"Key": "Name", "Value": name}])["ServerId"]
        yield
        for user in ("visa", "sepa"):
            move.create_user(ServerId=server, UserName=user, Role=role_arn("move"), HomeDirectory=f"/{bucket}/{user}",
                             SshPublicKeyBody=f"ssh-rsa AAAA{user}")
            key = move.import_ssh_public_key(ServerId=server, UserName=user, SshPublicKeyBody=f"ssh-rsa BBBB{user}")["SshPublicKeyId"]
            yield
        world.later()
        move.delete_ssh_public_key(ServerId=server, UserName="sepa", SshPublicKeyId=key)
    move.delete_user(ServerId=server, UserName="visa")
    link = move.create_connector(Url="https://partner.example", AccessRole=role_arn("move"), As2Config={
        "LocalProfileId": "p-1234567890abcdef0", "PartnerProfileId": "p-1234567890abcdef1"})["ConnectorId"]
    world.later()
    move.update_connector(ConnectorId=link, Url="https://other.example")


def build_events(world: World) -> Iterator[None]:
    events, plans, queues, pipes = (world.aws(it) for it in ("events", "scheduler", "sqs", "pipes"))
    for name in ("dead.fifo", "in", "out"):
        queues.create_queue(QueueName=name, Attributes={"FifoQueue": "true"} if name.endswith("fifo") else {"KmsMasterKeyId": "alias/logs"})
    for bus in ("payments", "fraud", "tmp"):
        arn = events.create_event_bus(Name=bus, Tags=[{"Key": "of", "Value": bus}])["EventBusArn"]
        yield
        events.put_rule(Name="all", EventBusName=bus, EventPattern=json.dumps({"source": [bus]}), RoleArn=role_arn("call"))
        events.put_targets(Rule="all", EventBusName=bus, Targets=[
            {"Id": "states", "Arn": f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:settle", "RoleArn": role_arn("call")},
            {"Id": "queue", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:in", "DeadLetterConfig": {"Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead.fifo"}}])
        events.create_archive(ArchiveName=f"{bus}-all", EventSourceArn=arn, RetentionDays=3)
        events.put_permission(EventBusName=bus, StatementId="other", Action="events:PutEvents", Principal="111122223333")
        yield
    link = events.create_connection(Name="core", AuthorizationType="API_KEY", AuthParameters={
        "ApiKeyAuthParameters": {"ApiKeyName": "k", "ApiKeyValue": "v"}})["ConnectionArn"]
    door = events.create_api_destination(Name="core", ConnectionArn=link, InvocationEndpoint="https://core.example", HttpMethod="POST")[
        "ApiDestinationArn"]
    events.put_targets(Rule="all", EventBusName="fraud", Targets=[{"Id": "door", "Arn": door, "RoleArn": role_arn("call")}])
    yield
    events.remove_targets(Rule="all", EventBusName="tmp", Ids=["states", "queue"])
    events.delete_rule(Name="all", EventBusName="tmp")
    events.delete_archive(ArchiveName="tmp-all")
    events.delete_event_bus(Name="tmp")
    world.later()
    events.create_event_bus(Name="tmp", Tags=[{"Key": "of", "Value": "second"}])
    events.update_archive(ArchiveName="fraud-all", RetentionDays=30, Description="longer")
    events.update_connection(Name="core", Description="changed")
    events.disable_rule(Name="all", EventBusName="payments")
    yield
    for group in ("night", "month", "tmp"):
        plans.create_schedule_group(Name=group, Tags=[{"Key": "of", "Value": group}])
        for name in ("close", "report"):
            plans.create_schedule(Name=name, GroupName=group, ScheduleExpression="rate(1 day)", FlexibleTimeWindow={"Mode": "OFF"}, Target={
                "Arn": f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:pay", "RoleArn": role_arn("call"),
                "DeadLetterConfig": {"Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:in"}})
            yield
    plans.delete_schedule(Name="report", GroupName="month")
    plans.delete_schedule_group(Name="tmp")
    world.later()
    plans.update_schedule(Name="close", GroupName="night", ScheduleExpression="rate(2 days)", FlexibleTimeWindow={"Mode": "OFF"}, State="DISABLED",
                          Target={"Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:out", "RoleArn": role_arn("call")})
    for name in ("a", "b"):
        pipes.create_pipe(Name=name, Source=f"arn:aws:sqs:us-east-1:{ACCOUNT}:in", Target=f"arn:aws:sqs:us-east-1:{ACCOUNT}:out",
                          RoleArn=role_arn("call"), Tags={"of": name})
        yield
    pipes.delete_pipe(Name="b")
    world.later()
    pipes.update_pipe(Name="a", RoleArn=role_arn("ops"), Description="changed")
