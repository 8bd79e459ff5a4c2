"""What a season remembers: tables and what caches and scales them, and streams of all that happens."""

from __future__ import annotations

import json
from typing import Iterator

from world import ACCOUNT, World, allow


def build_tables(world: World) -> Iterator[None]:
    tables = world.aws("dynamodb")
    for name in ("scores", "items", "matches", "tmp"):
        make_table(world, name)
        yield
        tables.tag_resource(ResourceArn=f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{name}", Tags=[{"Key": "of", "Value": name}])
        tables.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        tables.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        yield
    tables.delete_table(TableName="tmp")
    world.later()
    make_table(world, "tmp", "KEYS_ONLY")
    for player in ("ann", "bob", "eve"):
        tables.put_item(TableName="scores", Item={"id": {"S": player}, "at": {"N": "1"}})
        yield
    world.later()
    tables.delete_item(TableName="scores", Key={"id": {"S": "bob"}, "at": {"N": "1"}})
    world.later()
    backup = tables.create_backup(TableName="scores", BackupName="season")["BackupDetails"]["BackupArn"]
    world.later()
    tables.restore_table_from_backup(TargetTableName="scores-old", BackupArn=backup)
    yield
    tables.restore_table_to_point_in_time(SourceTableName="items", TargetTableName="items-old", UseLatestRestorableTime=True)
    tables.update_table(TableName="matches", AttributeDefinitions=[
                            {"AttributeName": name, "AttributeType": kind} for name, kind in (("id", "S"), ("at", "N"), ("map", "S"))],
                        GlobalSecondaryIndexUpdates=[{"Create": {
                            "IndexName": "map", "KeySchema": [{"AttributeName": "map", "KeyType": "HASH"}],
                            "Projection": {"ProjectionType": "ALL"}}}])
    tables.put_resource_policy(ResourceArn=f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/items",
                               Policy=allow(["dynamodb:GetItem"], "*"))
    dax = world.aws("dax")
    yield
    for name in ("scores", "items"):
        dax.create_cluster(ClusterName=name, NodeType="dax.t3.small", ReplicationFactor=1, IamRoleArn=world.made["roles"]["dax"])
        yield
    dax.tag_resource(ResourceName=f"arn:aws:dax:us-east-1:{ACCOUNT}:cache/scores", Tags=[{"Key": "a", "Value": "b"}])
    dax.increase_replication_factor(ClusterName="scores", NewReplicationFactor=3)
    dax.delete_cluster(ClusterName="items")


def make_table(world: World, name: str, view: str = "NEW_AND_OLD_IMAGES") -> None:
    made = world.aws("dynamodb").create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": view})
    world.made[f"stream {name}"] = made["TableDescription"]["LatestStreamArn"]


def build_telemetry(world: World) -> Iterator[None]:
    streams, fire, logs, time = (world.aws(it) for it in ("kinesis", "firehose", "logs", "timestream-write"))
    bucket = world.name("telemetry")
    world.aws("s3").create_bucket(Bucket=bucket)
    for name in ("events", "purchases"):
        arn = f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/{name}"
        streams.create_stream(StreamName=name, StreamModeDetails={"StreamMode": "ON_DEMAND"}, Tags={"of": name})
        streams.enable_enhanced_monitoring(StreamName=name, ShardLevelMetrics=["IncomingBytes"])
        yield
        consumer = streams.register_stream_consumer(StreamARN=arn, ConsumerName="fraud")["Consumer"]["ConsumerARN"]
        fire.create_delivery_stream(
            DeliveryStreamName=name, DeliveryStreamType="KinesisStreamAsSource",
            KinesisStreamSourceConfiguration={"KinesisStreamARN": arn, "RoleARN": world.made["roles"]["game"]},
            ExtendedS3DestinationConfiguration={"RoleARN": world.made["roles"]["game"], "BucketARN": f"arn:aws:s3:::{bucket}"})
        yield
        logs.create_log_group(logGroupName=f"/game/{name}")
        logs.put_destination(destinationName=name, targetArn=arn, roleArn=world.made["roles"]["game"])
        logs.put_subscription_filter(logGroupName=f"/game/{name}", filterName="all", filterPattern="", destinationArn=arn,
                                     roleArn=world.made["roles"]["game"])
        time.create_database(DatabaseName=name)
        time.create_table(DatabaseName=name, TableName="raw")
        yield
    streams.deregister_stream_consumer(ConsumerARN=consumer)
    time.delete_table(DatabaseName="purchases", TableName="raw")
    time.delete_database(DatabaseName="purchases")
    world.later()
    time.update_table(DatabaseName="events", TableName="raw", RetentionProperties={
        "MemoryStoreRetentionPeriodInHours": 12, "MagneticStoreRetentionPeriodInDays": 7})


def build_scaling(world: World) -> Iterator[None]:
    scaling, watch = world.aws("application-autoscaling"), world.aws("cloudwatch")
    for table in ("matches", "items"):
        thing = {"ServiceNamespace": "dynamodb", "ResourceId": f"table/{table}",
                 "ScalableDimension": "dynamodb:table:ReadCapacityUnits"}
        scaling.register_scalable_target(**thing, MinCapacity=1, MaxCapacity=9)
        yield
        policy = scaling.put_scaling_policy(PolicyName="reads", PolicyType="TargetTrackingScaling", **thing,
                                            TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 70.0, "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBReadCapacityUtilization"}})
        scaling.put_scheduled_action(ScheduledActionName="night", **thing, Schedule="cron(0 0 * * ? *)",
                                     ScalableTargetAction={"MinCapacity": 1})
        yield
        watch.put_metric_alarm(
            AlarmName=f"reads-{table}", Namespace="AWS/DynamoDB", MetricName="ConsumedReadCapacityUnits", Statistic="Sum",
            Period=60, EvaluationPeriods=2, Threshold=1.0, ComparisonOperator="GreaterThanThreshold",
            Dimensions=[{"Name": "TableName", "Value": table}], AlarmActions=[policy["PolicyARN"], world.made["topics"]["fraud"]])
    scaling.delete_scaling_policy(PolicyName="reads", **thing)
    scaling.delete_scheduled_action(ScheduledActionName="night", **thing)
    scaling.deregister_scalable_target(**thing)
    watch.put_dashboard(DashboardName="season", DashboardBody=json.dumps({"widgets": [{"type": "metric", "properties": {
        "metrics": [["AWS/DynamoDB", "Reads", "TableName", "matches"]], "region": "us-east-1"}}]}))
