"""What the data platform does: flows, moves of databases, and batches."""

from __future__ import annotations

import json

from world import ACCOUNT, World, role_arn

OTHER_REGION = "eu-west-1"


def machine(target: str) -> str:
    return json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", "Comment": target, "End": True}}})


def build_flows(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        states, events = world.aws("stepfunctions", region), world.aws("events", region)
        arns = {}
        for name in ("ci", "default", "all", "local"):
            arns[name] = states.create_state_machine(name=name, definition=machine("1"), roleArn=role_arn("ci"))["stateMachineArn"]
            states.create_activity(name=name)
            events.put_rule(Name=name, ScheduleExpression="rate(1 hour)")
            events.put_targets(Rule=name, Targets=[{"Id": "all", "Arn": arns[name], "RoleArn": role_arn("all")}])
        world.later()
        for name in ("ci", "local"):
            states.update_state_machine(stateMachineArn=arns[name], definition=machine("2"), roleArn=role_arn("all"))
            states.tag_resource(resourceArn=arns[name], tags=[{"key": "a", "value": name}])
        states.delete_state_machine(stateMachineArn=arns["local"])
        events.remove_targets(Rule="local", Ids=["all"])
        events.delete_rule(Name="local")
        events.disable_rule(Name="default")
        states.delete_activity(activityArn=f"arn:aws:states:{region}:{ACCOUNT}:activity:all")


def build_moves(world: World) -> None:
    dms, time = world.aws("dms"), world.aws("timestream-write")
    dms.create_replication_subnet_group(ReplicationSubnetGroupIdentifier="all", ReplicationSubnetGroupDescription="all",
                                        SubnetIds=world.made["subnets"])
    instance = dms.create_replication_instance(ReplicationInstanceIdentifier="ci", ReplicationInstanceClass="dms.t3.micro",
                                               ReplicationSubnetGroupIdentifier="all")["ReplicationInstance"]
    ends = [
        dms.create_endpoint(EndpointIdentifier=name, EndpointType=kind, EngineName="mysql", ServerName="db", Port=3306,
                            Username="local", Password="secret-1", DatabaseName="raw")["Endpoint"]["EndpointArn"]
        for name, kind in (("ci", "source"), ("all", "target"))
    ]
    for name in ("ci", "local"):
        task = dms.create_replication_task(
            ReplicationTaskIdentifier=name, SourceEndpointArn=ends[0], TargetEndpointArn=ends[1], MigrationType="full-load",
            ReplicationInstanceArn=instance["ReplicationInstanceArn"], TableMappings="{}",
        )["ReplicationTask"]["ReplicationTaskArn"]
    dms.delete_replication_task(ReplicationTaskArn=task)
    for database in ("ci", "all"):
        time.create_database(DatabaseName=database)
        time.create_table(DatabaseName=database, TableName="raw",
                          RetentionProperties={"MemoryStoreRetentionPeriodInHours": 1, "MagneticStoreRetentionPeriodInDays": 7})
    time.delete_table(DatabaseName="all", TableName="raw")
    time.delete_database(DatabaseName="all")


def build_batch(world: World) -> None:
    batch = world.aws("batch")
    environments = [
        batch.create_compute_environment(
            computeEnvironmentName=name, type="UNMANAGED", state="ENABLED", serviceRole=role_arn("ci"),
        )["computeEnvironmentArn"]
        for name in ("all", "default")
    ]
    for name, arn in zip(("ci", "all"), environments):
        batch.create_job_queue(jobQueueName=name, state="ENABLED", priority=1,
                               computeEnvironmentOrder=[{"order": 1, "computeEnvironment": arn}])
        batch.register_job_definition(jobDefinitionName=name, type="container", containerProperties={
            "image": "busybox", "vcpus": 1, "memory": 128, "command": ["true"]})
    world.later()
    batch.register_job_definition(jobDefinitionName="ci", type="container", containerProperties={
        "image": "busybox:2", "vcpus": 1, "memory": 256, "command": ["true"]})
    batch.update_job_queue(jobQueue="ci", priority=7)
    batch.update_job_queue(jobQueue="all", state="DISABLED")
    batch.delete_job_queue(jobQueue="all")
    batch.update_compute_environment(computeEnvironment="default", state="DISABLED")
    batch.delete_compute_environment(computeEnvironment="default")
