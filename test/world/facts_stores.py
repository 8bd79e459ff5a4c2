"""Facts about tables, buckets, databases, streams and catalogues."""

from __future__ import annotations

from typing import Any, Callable

from botocore.exceptions import ClientError

from facts import Facts, parse_json, pick, read_tags


def try_read(call: Callable[..., dict[str, Any]], *members: str, **params: Any) -> Any:
    """A setting that a bucket may lack: its absence is a fact too."""
    try:
        answer = call(**params)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return pick(answer, *members)


def read_tables(facts: Facts) -> None:
    dynamodb = facts.aws("dynamodb")
    for name in dynamodb.list_tables()["TableNames"]:
        table = dynamodb.describe_table(TableName=name)["Table"]
        facts.name_ids("stream of table", name, *filter(None, [table.get("LatestStreamArn")]))
        facts.add("table", name, [table.get("TableId")], keys=table["KeySchema"], attributes=table["AttributeDefinitions"],
                  indexes=[pick(item, "IndexName", "KeySchema", "Projection") for item in table.get("GlobalSecondaryIndexes", [])],
                  billing=table.get("BillingModeSummary", {}).get("BillingMode"), stream=table.get("StreamSpecification"),
                  tags=read_tags(dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]),
                  expiry=dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"],
                  backups=dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"][
                      "PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
                  count=table["ItemCount"])
        keys = [key["AttributeName"] for key in table["KeySchema"]]
        for item in dynamodb.scan(TableName=name)["Items"]:
            # The log holds an item's key and the names of its other attributes, not their values.
            facts.add("item", f"{name} {[item[key] for key in keys]}", [])


def read_buckets(facts: Facts) -> None:
    s3 = facts.aws("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        on = {"Bucket": name}
        facts.add("bucket", name, [],
                  tags=try_read(s3.get_bucket_tagging, "TagSet", **on),
                  versioning=try_read(s3.get_bucket_versioning, "Status", **on),
                  encryption=try_read(s3.get_bucket_encryption, "ServerSideEncryptionConfiguration", **on),
                  lifecycle=try_read(s3.get_bucket_lifecycle_configuration, "Rules", **on),
                  cors=try_read(s3.get_bucket_cors, "CORSRules", **on),
                  website=try_read(s3.get_bucket_website, "IndexDocument", "ErrorDocument", **on),
                  blocked=try_read(s3.get_public_access_block, "PublicAccessBlockConfiguration", **on),
                  notification=try_read(s3.get_bucket_notification_configuration, "LambdaFunctionConfigurations", **on),
                  policy=read_policy(s3, name))
        for item in s3.list_objects_v2(Bucket=name).get("Contents", []):
            facts.add("object", f"{name}/{item['Key']}", [], Size=item["Size"])


def read_policy(s3: Any, bucket: str) -> Any:
    read = try_read(s3.get_bucket_policy, "Policy", Bucket=bucket)
    return parse_json(read["Policy"]) if isinstance(read, dict) else read


def read_databases(facts: Facts) -> None:
    rds, cache = facts.aws("rds"), facts.aws("elasticache")
    for group in rds.describe_db_subnet_groups()["DBSubnetGroups"]:
        facts.add("db subnet group", group["DBSubnetGroupName"], [], **pick(group, "DBSubnetGroupDescription", "VpcId"),
                  subnets=[item["SubnetIdentifier"] for item in group["Subnets"]])
    for instance in rds.describe_db_instances()["DBInstances"]:
        facts.add("db instance", instance["DBInstanceIdentifier"], [instance.get("DbiResourceId")],
                  **pick(instance, "DBInstanceClass", "Engine", "MasterUsername", "AllocatedStorage", "MultiAZ",
                         "BackupRetentionPeriod"),
                  subnets=instance.get("DBSubnetGroup", {}).get("DBSubnetGroupName"),
                  groups=[item["VpcSecurityGroupId"] for item in instance["VpcSecurityGroups"]],
                  parameters=[item["DBParameterGroupName"] for item in instance["DBParameterGroups"]],
                  tags=read_tags(instance.get("TagList")))
    for snapshot in rds.describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]:
        facts.add("db snapshot", snapshot["DBSnapshotIdentifier"], [],
                  **pick(snapshot, "DBInstanceIdentifier", "Engine", "AllocatedStorage"))
    for cluster in rds.describe_db_clusters()["DBClusters"]:
        facts.add("db cluster", cluster["DBClusterIdentifier"], [], **pick(cluster, "Engine", "MasterUsername", "DBSubnetGroup"))
    for group in rds.describe_db_parameter_groups()["DBParameterGroups"]:
        facts.add("db parameter group", group["DBParameterGroupName"], [], **pick(group, "DBParameterGroupFamily", "Description"))
    for cluster in cache.describe_cache_clusters()["CacheClusters"]:
        facts.add("cache cluster", cluster["CacheClusterId"], [], **pick(cluster, "Engine", "CacheNodeType", "NumCacheNodes"))
    for group in cache.describe_cache_subnet_groups()["CacheSubnetGroups"]:
        facts.add("cache subnet group", group["CacheSubnetGroupName"], [], VpcId=group.get("VpcId"),
                  subnets=[item["SubnetIdentifier"] for item in group["Subnets"]])


def read_streams(facts: Facts) -> None:
    kinesis, firehose = facts.aws("kinesis"), facts.aws("firehose")
    for name in kinesis.list_streams()["StreamNames"]:
        stream = kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]
        facts.add("stream", name, [], **pick(stream, "RetentionPeriodHours", "OpenShardCount", "StreamStatus"),
                  tags=read_tags(kinesis.list_tags_for_stream(StreamName=name)["Tags"]))
    for name in firehose.list_delivery_streams()["DeliveryStreamNames"]:
        stream = firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
        facts.add("delivery stream", name, [], type=stream["DeliveryStreamType"],
                  destination=[pick(item["ExtendedS3DestinationDescription"], "BucketARN", "RoleARN", "Prefix")
                               for item in stream["Destinations"]])


def read_catalogue(facts: Facts) -> None:
    glue, athena = facts.aws("glue"), facts.aws("athena")
    for database in glue.get_databases()["DatabaseList"]:
        facts.add("glue database", database["Name"], [], Description=database.get("Description"))
        for table in glue.get_tables(DatabaseName=database["Name"])["TableList"]:
            descriptor = table["StorageDescriptor"]
            facts.add("glue table", f"{database['Name']}.{table['Name']}", [], Location=descriptor["Location"],
                      Columns=descriptor["Columns"], Parameters=table["Parameters"], TableType=table["TableType"])
    for crawler in glue.get_crawlers()["Crawlers"]:
        facts.add("crawler", crawler["Name"], [], **pick(crawler, "Role", "DatabaseName"), targets=crawler["Targets"]["S3Targets"])
    for job in glue.get_jobs()["Jobs"]:
        facts.add("job", job["Name"], [], **pick(job, "Role", "Command"))
    for group in athena.list_work_groups()["WorkGroups"]:
        told = athena.get_work_group(WorkGroup=group["Name"])["WorkGroup"]
        facts.add("work group", group["Name"], [], Description=told.get("Description"), State=told.get("State"),
                  output=told.get("Configuration", {}).get("ResultConfiguration"))
        for query in athena.list_named_queries(WorkGroup=group["Name"])["NamedQueryIds"]:
            told = athena.get_named_query(NamedQueryId=query)["NamedQuery"]
            facts.add("named query", told["Name"], [], **pick(told, "Database", "QueryString", "WorkGroup"))
