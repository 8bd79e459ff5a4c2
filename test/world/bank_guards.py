"""What guards the bank: firewalls, rules, backups, archives that nobody may change, and windows in which machines change."""

from __future__ import annotations

import json
from typing import Iterator

from world import ACCOUNT, World, role_arn


def build_firewall(world: World) -> Iterator[None]:
    waf = world.aws("wafv2")
    sets = {}
    for name in ("office", "bad"):
        sets[name] = waf.create_ip_set(Name=name, Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=["203.0.113.0/24"])["Summary"]
        yield
    pattern = waf.create_regex_pattern_set(Name="sql", Scope="REGIONAL", RegularExpressionList=[{"RegexString": "select"}])["Summary"]
    group = waf.create_rule_group(Name="base", Scope="REGIONAL", Capacity=50, Rules=[refuse("bad", sets["bad"]["ARN"])],
                                  VisibilityConfig=seen("base"))["Summary"]
    yield
    for name in ("front", "api"):
        acl = waf.create_web_acl(Name=name, Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen(name), Rules=[
            refuse("office", sets["office"]["ARN"]),
            {"Name": "base", "Priority": 2, "OverrideAction": {"None": {}}, "VisibilityConfig": seen("b"),
             "Statement": {"RuleGroupReferenceStatement": {"ARN": group["ARN"]}}}], Tags=[{"Key": "of", "Value": name}])["Summary"]
        yield
    waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=world.made["balancers"]["front"]["LoadBalancerArn"])
    world.aws("logs").create_log_group(logGroupName="aws-waf-logs-api")
    waf.put_logging_configuration(LoggingConfiguration={"ResourceArn": acl["ARN"], "LogDestinationConfigs": [
        f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:aws-waf-logs-api"]})
    waf.tag_resource(ResourceARN=acl["ARN"], Tags=[{"Key": "more", "Value": "1"}])
    yield
    world.later()
    lock = waf.update_ip_set(Name="bad", Scope="REGIONAL", Id=sets["bad"]["Id"], LockToken=sets["bad"]["LockToken"],
                             Addresses=["198.51.100.0/24", "192.0.2.0/24"])["NextLockToken"]
    world.later()
    waf.update_ip_set(Name="bad", Scope="REGIONAL", Id=sets["bad"]["Id"], LockToken=lock, Addresses=["198.51.100.7/32"])
    waf.update_web_acl(Name="api", Scope="REGIONAL", Id=acl["Id"], LockToken=acl["LockToken"], DefaultAction={"Block": {}},
                       VisibilityConfig=seen("api"), Rules=[refuse("bad", sets["bad"]["ARN"])])
    waf.delete_regex_pattern_set(Name="sql", Scope="REGIONAL", Id=pattern["Id"], LockToken=pattern["LockToken"])
    world.later()
    waf.create_regex_pattern_set(Name="sql", Scope="REGIONAL", RegularExpressionList=[{"RegexString": "union"}])


def seen(name: str) -> dict[str, object]:
    return {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": name}


def refuse(name: str, ips: str) -> dict[str, object]:
    return {"Name": name, "Priority": 1, "Action": {"Block": {}}, "VisibilityConfig": seen(name),
            "Statement": {"IPSetReferenceStatement": {"ARN": ips}}}


def build_backups(world: World) -> Iterator[None]:
    backup = world.aws("backup")
    for name in ("daily", "yearly", "tmp"):
        backup.create_backup_vault(BackupVaultName=name, BackupVaultTags={"of": name},
                                   EncryptionKeyArn=f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{world.made['keys']['ledger']}")
        yield
        plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": name, "Rules": [
            {"RuleName": "r", "TargetBackupVaultName": name, "ScheduleExpression": "cron(0 5 * * ? *)"}]})
        yield
    backup.put_backup_vault_lock_configuration(BackupVaultName="yearly", MinRetentionDays=30)
    backup.tag_resource(ResourceArn=f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:daily", Tags={"more": "1"})
    backup.tag_resource(ResourceArn=plan["BackupPlanArn"], Tags={"gone": "soon"})
    backup.delete_backup_plan(BackupPlanId=plan["BackupPlanId"])
    backup.delete_backup_vault(BackupVaultName="tmp")
    yield
    backup.create_report_plan(ReportPlanName="month", ReportDeliveryChannel={"S3BucketName": world.name("ledger-archive")},
                              ReportSetting={"ReportTemplate": "BACKUP_JOB_REPORT"})
    world.later()
    backup.create_backup_vault(BackupVaultName="tmp")


def build_archive(world: World) -> Iterator[None]:
    s3, far = world.aws("s3"), world.aws("s3", "eu-central-1")
    name, copy = world.name("ledger-archive"), world.name("ledger-copy")
    s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {
        "DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}})
    far.create_bucket(Bucket=copy, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    far.put_bucket_versioning(Bucket=copy, VersioningConfiguration={"Status": "Enabled"})
    yield
    s3.put_bucket_replication(Bucket=name, ReplicationConfiguration={"Role": role_arn("save"), "Rules": [{
        "ID": "all", "Priority": 1, "Status": "Enabled", "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"},
        "Destination": {"Bucket": f"arn:aws:s3:::{copy}"}}]})
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": {
        "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": world.made["keys"]["ledger"]}}]})
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
    yield
    s3.put_bucket_inventory_configuration(Bucket=name, Id="all", InventoryConfiguration={
        "Id": "all", "IsEnabled": True, "IncludedObjectVersions": "All", "Schedule": {"Frequency": "Daily"},
        "Destination": {"S3BucketDestination": {"Bucket": f"arn:aws:s3:::{copy}", "Format": "CSV"}}})
    for key in ("2025/q1.csv", "2025/q2.csv"):
        s3.put_object(Bucket=copy, Key=key, Body=b"x")
        yield
    far.put_object_tagging(Bucket=copy, Key="2025/q1.csv", Tagging={"TagSet": [{"Key": "q", "Value": "1"}]})
    far.copy_object(Bucket=copy, Key="2025/q3.csv", CopySource={"Bucket": copy, "Key": "2025/q1.csv"})
    world.later()
    far.delete_object(Bucket=copy, Key="2025/q2.csv")
    glacier = world.aws("glacier")
    for vault in ("old", "older"):
        glacier.create_vault(vaultName=vault)
    glacier.delete_vault(vaultName="older")


def build_rules(world: World) -> Iterator[None]:
    config, guard, inspect, shield, hub = (world.aws(it) for it in ("config", "guardduty", "inspector2", "shield", "securityhub"))
    bucket = world.name("config")
    world.aws("s3").create_bucket(Bucket=bucket)
    config.put_configuration_recorder(ConfigurationRecorder={"name": "all", "roleARN": role_arn("audit"), "recordingGroup": {
        "allSupported": True, "includeGlobalResourceTypes": True}})
    config.put_delivery_channel(DeliveryChannel={"name": "all", "s3BucketName": bucket})
    config.start_configuration_recorder(ConfigurationRecorderName="all")
    yield
    for name in ("encrypted", "public", "tmp"):
        config.put_config_rule(ConfigRule={"ConfigRuleName": name, "Source": {
            "Owner": "AWS", "SourceIdentifier": "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"}, "Scope": {"ComplianceResourceTypes": ["AWS::S3::Bucket"]}},
            Tags=[{"Key": "of", "Value": name}])
        yield
    config.put_configuration_aggregator(ConfigurationAggregatorName="all", AccountAggregationSources=[
        {"AccountIds": [ACCOUNT], "AllAwsRegions": True}])
    config.put_aggregation_authorization(AuthorizedAccountId="111122223333", AuthorizedAwsRegion="us-east-1")
    config.put_retention_configuration(RetentionPeriodInDays=90)
    config.delete_config_rule(ConfigRuleName="tmp")
    yield
    world.later()
    config.put_config_rule(ConfigRule={"ConfigRuleName": "encrypted", "Description": "changed", "Source": {
        "Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}})
    detector = guard.create_detector(Enable=True, FindingPublishingFrequency="ONE_HOUR")["DetectorId"]
    for name in ("noise", "high"):
        guard.create_filter(DetectorId=detector, Name=name, Action="ARCHIVE", FindingCriteria={"Criterion": {"severity": {"Gte": 4}}})
        yield
    guard.update_filter(DetectorId=detector, FilterName="noise", Description="changed")
    guard.delete_filter(DetectorId=detector, FilterName="high")
    world.later()
    guard.update_detector(DetectorId=detector, Enable=False)
    made = [inspect.create_filter(name=name, action="SUPPRESS", filterCriteria={"title": [{"comparison": "EQUALS", "value": name}]})["arn"]
            for name in ("a", "b")]
    inspect.delete_filter(arn=made[1])
    hub.enable_security_hub(Tags={"a": "b"})
    shield.create_subscription()
    for name in ("front", "back"):
        guarded = shield.create_protection(Name=name, ResourceArn=world.made["balancers"][name]["LoadBalancerArn"])["ProtectionId"]
        yield
    shield.delete_protection(ProtectionId=guarded)


def build_windows(world: World) -> Iterator[None]:
    ssm = world.aws("ssm")
    content = {"schemaVersion": "2.2", "description": "d", "mainSteps": [{"action": "aws:runShellScript", "name": "a", "inputs": {"runCommand": ["ls"]}}]}
    for name in ("Patch", "Check"):
        ssm.create_document(Name=name, Content=json.dumps(content), DocumentType="Command", Tags=[{"Key": "of", "Value": name}])
        yield
        world.later()
        second = ssm.update_document(Name=name, Content=json.dumps({**content, "description": "e"}), DocumentVersion="$LATEST")
        ssm.update_document_default_version(Name=name, DocumentVersion=second["DocumentDescription"]["DocumentVersion"])
        yield
    ssm.modify_document_permission(Name="Patch", PermissionType="Share", AccountIdsToAdd=["111122223333"])
    for name in ("night", "sunday"):
        window = ssm.create_maintenance_window(Name=name, Schedule="cron(0 2 ? * SUN *)", Duration=3, Cutoff=1, AllowUnassociatedTargets=False)["WindowId"]
        target = ssm.register_target_with_maintenance_window(WindowId=window, ResourceType="INSTANCE", Name=name, Targets=[
            {"Key": "InstanceIds", "Values": [world.made["machine"]]}])["WindowTargetId"]
        yield
        task = ssm.register_task_with_maintenance_window(WindowId=window, TaskArn="Patch", TaskType="RUN_COMMAND", Targets=[
            {"Key": "WindowTargetIds", "Values": [target]}], MaxConcurrency="1", MaxErrors="1", ServiceRoleArn=role_arn("ops"))["WindowTaskId"]
        ssm.add_tags_to_resource(ResourceType="MaintenanceWindow", ResourceId=window, Tags=[{"Key": "more", "Value": "1"}])
        yield
    ssm.deregister_task_from_maintenance_window(WindowId=window, WindowTaskId=task)
    ssm.deregister_target_from_maintenance_window(WindowId=window, WindowTargetId=target)
    for name in ("linux", "windows"):
        baseline = ssm.create_patch_baseline(Name=name, OperatingSystem="AMAZON_LINUX_2", Description=name)["BaselineId"]
        ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=name)
        yield
    ssm.deregister_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=name)
    ssm.delete_patch_baseline(BaselineId=baseline)
    ssm.delete_document(Name="Check")
    for name in ("/bank/core/url", "/bank/core/limit", "/bank/tmp"):
        ssm.put_parameter(Name=name, Type="SecureString" if "limit" in name else "String", Value="x", KeyId="alias/ledger",
                          Tags=[{"Key": "of", "Value": "core"}]) if "limit" in name else ssm.put_parameter(
            Name=name, Type="String", Value="x", AllowedPattern=".*")
        yield
    ssm.delete_parameters(Names=["/bank/tmp"])
    world.later()
    ssm.put_parameter(Name="/bank/tmp", Type="StringList", Value="a,b", Description="again")
    ssm.put_parameter(Name="/bank/core/url", Type="String", Value="y", Overwrite=True, Description="second")
    ssm.label_parameter_version(Name="/bank/core/limit", Labels=["safe"], ParameterVersion=1)
