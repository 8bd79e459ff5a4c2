"""What runs in the enterprise's network: storage, brokers, directories, managed machines, keys and logs."""

from __future__ import annotations

import json

from world import ACCOUNT, World, expect_failure

OTHER_REGION = "eu-west-1"


def build_storage(world: World) -> None:
    files, lustre, backup = world.aws("efs"), world.aws("fsx"), world.aws("backup")
    place = world.made["us-east-1 all"]
    for name in ("ci", "all", "local"):
        system = files.create_file_system(CreationToken=name, Encrypted=True, Tags=[{"Key": "Name", "Value": name}])["FileSystemId"]
        target = files.create_mount_target(FileSystemId=system, SubnetId=place["subnet"])["MountTargetId"]
        point = files.create_access_point(ClientToken=name, FileSystemId=system, Tags=[{"Key": "Name", "Value": name}])
        files.put_lifecycle_configuration(FileSystemId=system, LifecyclePolicies=[{"TransitionToIA": "AFTER_30_DAYS"}])
    files.delete_access_point(AccessPointId=point["AccessPointId"])
    files.delete_mount_target(MountTargetId=target)
    files.delete_file_system(FileSystemId=system)
    for name in ("ci", "local"):
        made = lustre.create_file_system(FileSystemType="LUSTRE", StorageCapacity=1200, SubnetIds=[place["subnet"]],
                                         Tags=[{"Key": "Name", "Value": name}])["FileSystem"]["FileSystemId"]
    lustre.delete_file_system(FileSystemId=made)
    for name in ("ci", "all", "local"):
        backup.create_backup_vault(BackupVaultName=name, BackupVaultTags={"a": name})
        plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": name, "Rules": [
            {"RuleName": "all", "TargetBackupVaultName": name, "ScheduleExpression": "cron(0 5 ? * * *)"}]})["BackupPlanId"]
    backup.delete_backup_plan(BackupPlanId=plan)
    backup.delete_backup_vault(BackupVaultName="local")


def build_services(world: World) -> None:
    broker, memory, directory = world.aws("mq"), world.aws("memorydb"), world.aws("ds")
    place = world.made["us-east-1 all"]
    for name in ("ci", "all"):
        made = broker.create_broker(
            BrokerName=name, DeploymentMode="SINGLE_INSTANCE", EngineType="ACTIVEMQ", EngineVersion="5.17.6",
            HostInstanceType="mq.t3.micro", PubliclyAccessible=False, AutoMinorVersionUpgrade=True,
            Users=[{"Username": "local", "Password": "secret-secret-1"}])["BrokerId"]
        broker.create_user(BrokerId=made, Username="all", Password="secret-secret-2")
        broker.create_tags(ResourceArn=f"arn:aws:mq:us-east-1:{ACCOUNT}:broker:{made}", Tags={"a": name})
    broker.delete_user(BrokerId=made, Username="all")
    broker.delete_broker(BrokerId=made)
    memory.create_subnet_group(SubnetGroupName="all", SubnetIds=[place["subnet"]], Description="all")
    for name in ("ci", "local"):
        memory.create_cluster(ClusterName=name, NodeType="db.t4g.small", ACLName="open-access", SubnetGroupName="all")
    memory.create_snapshot(ClusterName="ci", SnapshotName="ci")
    world.later()
    memory.update_cluster(ClusterName="ci", Description="changed")
    memory.delete_cluster(ClusterName="local")
    for name in ("ci.corp", "all.corp"):
        made = directory.create_directory(Name=name, Password="Secret-123", Size="Small", VpcSettings={
            "VpcId": place["vpc"], "SubnetIds": [place["subnet"], find_second(world)]})["DirectoryId"]
    directory.create_alias(DirectoryId=made, Alias=f"{world.company}-all")


def find_second(world: World) -> str:
    place = world.made["us-east-1 all"]
    if "third" not in place:
        place["third"] = world.aws("ec2").create_subnet(
            VpcId=place["vpc"], CidrBlock="10.20.3.0/24", AvailabilityZone="us-east-1c",
            TagSpecifications=world.tag_specification("subnet", "all-c"))["Subnet"]["SubnetId"]
    return place["third"]


def build_machines(world: World) -> None:
    ssm = world.aws("ssm")
    document = json.dumps({"schemaVersion": "2.2", "description": "all", "mainSteps": [
        {"action": "aws:runShellScript", "name": "all", "inputs": {"runCommand": ["true"]}}]})
    for name in ("all-1", "ci-1", "local-1"):
        ssm.create_document(Name=name, Content=document, DocumentType="Command")
        window = ssm.create_maintenance_window(Name=name, Schedule="rate(7 days)", Duration=3, Cutoff=1,
                                               AllowUnassociatedTargets=True)["WindowId"]
        target = ssm.register_target_with_maintenance_window(
            WindowId=window, ResourceType="INSTANCE", Targets=[{"Key": "tag:Name", "Values": [name]}])["WindowTargetId"]
        ssm.create_patch_baseline(Name=name, OperatingSystem="AMAZON_LINUX_2")
    world.later()
    ssm.update_document(Name="all-1", Content=document.replace("true", "false"), DocumentVersion="$LATEST")
    ssm.update_document_default_version(Name="all-1", DocumentVersion="2")
    ssm.deregister_target_from_maintenance_window(WindowId=window, WindowTargetId=target)
    ssm.delete_maintenance_window(WindowId=window)
    ssm.delete_document(Name="local-1")
    expect_failure(ssm.delete_document, Name="none-1")


def build_keys(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        kms, logs = world.aws("kms", region), world.aws("logs", region)
        keys = {}
        for name in ("ci", "all", "local"):
            keys[name] = kms.create_key(Description=name, Tags=[{"TagKey": "Name", "TagValue": name}])["KeyMetadata"]["KeyId"]
            kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=keys[name])
            kms.enable_key_rotation(KeyId=keys[name])
            logs.create_log_group(logGroupName=name)
            logs.create_log_stream(logGroupName=name, logStreamName="all")
            logs.put_retention_policy(logGroupName=name, retentionInDays=7)
            logs.put_metric_filter(logGroupName=name, filterName="all", filterPattern="x", metricTransformations=[
                {"metricName": "all", "metricNamespace": "ci", "metricValue": "1"}])
        world.later()
        kms.update_alias(AliasName="alias/ci", TargetKeyId=keys["all"])
        kms.create_grant(KeyId=keys["all"], GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:role/all/ci", Operations=["Decrypt"], Name="ci")
        kms.disable_key_rotation(KeyId=keys["ci"])
        kms.delete_alias(AliasName="alias/local")
        kms.disable_key(KeyId=keys["local"])
        kms.schedule_key_deletion(KeyId=keys["local"], PendingWindowInDays=7)
        logs.put_retention_policy(logGroupName="ci", retentionInDays=30)
        logs.delete_metric_filter(logGroupName="all", filterName="all")
        logs.delete_log_group(logGroupName="local")
