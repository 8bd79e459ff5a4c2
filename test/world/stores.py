"""The company's data: tables, buckets, databases, caches, streams, catalogues."""

from __future__ import annotations

import json
from typing import Any

from world import ACCOUNT, World, expect_failure


def build_stores(world: World) -> None:
    build_tables(world)
    build_buckets(world)
    world.shuffled(lambda: build_databases(world), lambda: build_streams(world), lambda: build_catalogue(world))


def build_tables(world: World) -> None:
    dynamodb = world.aws("dynamodb")
    for number, word in enumerate(world.words[: world.count(3, 4)]):
        name = world.name("table", word)
        ranged = number % 2 == 0
        create_table(dynamodb, name, ranged)
        world.made.setdefault("tables", []).append(name)
        for row in range(world.count(3, 6)):
            item: dict[str, Any] = {"id": {"S": f"{word}-{row}"}, "colour": {"S": "green"}, "weight": {"N": "12.5"}}
            if ranged:
                item["line"] = {"N": str(row)}
            dynamodb.put_item(TableName=name, Item=item)
        key = {"id": {"S": f"{word}-0"}, **({"line": {"N": "0"}} if ranged else {})}
        dynamodb.get_item(TableName=name, Key=key)
        dynamodb.delete_item(TableName=name, Key=key)
    first, second = world.made["tables"][:2]
    dynamodb.update_time_to_live(TableName=first, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    dynamodb.update_continuous_backups(
        TableName=first, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    dynamodb.tag_resource(
        ResourceArn=f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{second}", Tags=[{"Key": "tier", "Value": "1"}]
    )
    doomed = world.name("table", "doomed")
    create_table(dynamodb, doomed, True)
    world.later()
    dynamodb.delete_table(TableName=doomed)
    create_table(dynamodb, doomed, False)
    expect_failure(dynamodb.delete_table, TableName=world.name("table", "nothing"))


def create_table(dynamodb: Any, name: str, ranged: bool) -> None:
    attributes = [("id", "S"), ("colour", "S"), *([("line", "N")] if ranged else [])]
    keys = [("id", "HASH"), *([("line", "RANGE")] if ranged else [])]
    dynamodb.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": a, "AttributeType": t} for a, t in attributes],
        KeySchema=[{"AttributeName": a, "KeyType": k} for a, k in keys],
        GlobalSecondaryIndexes=[{
            "IndexName": "by-colour", "KeySchema": [{"AttributeName": "colour", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        Tags=[{"Key": "Name", "Value": name}],
    )


def build_buckets(world: World) -> None:
    s3 = world.aws("s3")
    buckets = [world.name("bucket", word) for word in [*world.words[: world.count(2, 3)], "trail", "site"]]
    for bucket in buckets:
        s3.create_bucket(Bucket=bucket)
        s3.put_public_access_block(
            Bucket=bucket,
            PublicAccessBlockConfiguration={"BlockPublicAcls": True, "IgnorePublicAcls": True,
                                            "BlockPublicPolicy": bucket != buckets[-1], "RestrictPublicBuckets": True},
        )
        tags = [{"Key": "Name", "Value": bucket}, {"Key": "level", "Value": str(world.count(1, 9))}]
        s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags[: world.count(1, 2)]})
    world.made["buckets"] = buckets
    first, second, trail, site = buckets[0], buckets[1], buckets[-2], buckets[-1]
    s3.put_bucket_versioning(Bucket=first, VersioningConfiguration={"Status": "Enabled"})
    rule = {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {
        "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": world.made["key"]}, "BucketKeyEnabled": True}]}}
    s3.put_bucket_encryption(Bucket=first, **rule)
    rules = [
        {"ID": f"expire-{days}", "Status": "Enabled", "Filter": {"Prefix": f"{days}/"}, "Expiration": {"Days": days}}
        for days in (30, 365)[: world.count(1, 2)]
    ]
    s3.put_bucket_lifecycle_configuration(Bucket=first, LifecycleConfiguration={"Rules": rules})
    s3.put_bucket_cors(Bucket=second, CORSConfiguration={"CORSRules": [
        {"AllowedMethods": ["GET", "PUT"], "AllowedOrigins": ["https://example.com"], "MaxAgeSeconds": 300}]})
    s3.put_bucket_policy(Bucket=trail, Policy=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Sid": "trail", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": ["s3:PutObject", "s3:GetBucketAcl"],
        "Resource": [f"arn:aws:s3:::{trail}", f"arn:aws:s3:::{trail}/AWSLogs/{ACCOUNT}/*"]}]}))
    s3.put_bucket_website(Bucket=site, WebsiteConfiguration={
        "IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}})
    for number in range(world.count(3, 5)):
        s3.put_object(Bucket=second, Key=f"data/part {number}.csv", Body=b"a,b\n" * world.count(1, 50))
    s3.put_object(Bucket=site, Key="index.html", Body=b"<html>hello</html>", ContentType="text/html")
    s3.copy_object(Bucket=second, Key="copy/first.csv", CopySource={"Bucket": second, "Key": "data/part 0.csv"})
    s3.delete_object(Bucket=second, Key="data/part 1.csv")
    s3.list_objects_v2(Bucket=second)
    s3.put_bucket_cors(Bucket=site, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]})
    s3.delete_bucket_cors(Bucket=site)
    scratch = world.name("bucket", "scratch")
    s3.create_bucket(Bucket=scratch)
    s3.delete_bucket(Bucket=scratch)
    world.later()
    s3.create_bucket(Bucket=scratch, ACL="private")
    expect_failure(s3.delete_bucket, Bucket=second)


def build_databases(world: World) -> None:
    rds, cache = world.aws("rds"), world.aws("elasticache")
    group = world.name("db-subnets")
    rds.create_db_subnet_group(
        DBSubnetGroupName=group, DBSubnetGroupDescription="database subnets", SubnetIds=world.made["subnets1"][1:3],
        Tags=[{"Key": "Name", "Value": group}],
    )
    rds.create_db_parameter_group(
        DBParameterGroupName=world.name("postgres"), DBParameterGroupFamily="postgres15", Description="tuned"
    )
    for number in range(1, world.count(1, 2) + 1):
        rds.create_db_instance(
            DBInstanceIdentifier=world.name("db", str(number)), DBInstanceClass="db.t3.micro", Engine="postgres",
            MasterUsername="chief", MasterUserPassword="Correct-horse-7", AllocatedStorage=20 + number,
            DBSubnetGroupName=group, VpcSecurityGroupIds=[world.made["groups1"]["db"]],
            DBParameterGroupName=world.name("postgres"),
            MultiAZ=False, Tags=[{"Key": "Name", "Value": world.name("db", str(number))}],
        )
    rds.modify_db_instance(
        DBInstanceIdentifier=world.name("db", "1"), BackupRetentionPeriod=7, ApplyImmediately=True
    )
    rds.create_db_snapshot(DBSnapshotIdentifier=world.name("db-snap"), DBInstanceIdentifier=world.name("db", "1"))
    rds.create_db_cluster(
        DBClusterIdentifier=world.name("cluster"), Engine="aurora-postgresql", MasterUsername="chief",
        MasterUserPassword="Correct-horse-7", DBSubnetGroupName=group,
    )
    cache.create_cache_subnet_group(
        CacheSubnetGroupName=world.name("cache"), CacheSubnetGroupDescription="cache", SubnetIds=world.made["subnets1"][:2]
    )
    cache.create_cache_cluster(
        CacheClusterId=f"{world.company}-cache"[:40], Engine="redis", CacheNodeType="cache.t3.micro", NumCacheNodes=1
    )


def build_streams(world: World) -> None:
    kinesis, firehose = world.aws("kinesis"), world.aws("firehose")
    for word in world.words[: world.count(2, 3)]:
        kinesis.create_stream(StreamName=world.name("stream", word), ShardCount=world.count(1, 3))
    name = world.name("stream", world.words[0])
    kinesis.increase_stream_retention_period(StreamName=name, RetentionPeriodHours=48)
    kinesis.add_tags_to_stream(StreamName=name, Tags={"team": "data"})
    firehose.create_delivery_stream(
        DeliveryStreamName=world.name("delivery"), DeliveryStreamType="DirectPut",
        ExtendedS3DestinationConfiguration={
            "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/{world.name('firehose')}",
            "BucketARN": f"arn:aws:s3:::{world.made['buckets'][0]}", "Prefix": "delivered/"},
    )


def build_catalogue(world: World) -> None:
    glue, athena = world.aws("glue"), world.aws("athena")
    database = world.name("lake").replace("-", "_")
    glue.create_database(DatabaseInput={"Name": database, "Description": "the lake"})
    for word in world.words[: world.count(2, 3)]:
        glue.create_table(DatabaseName=database, TableInput={
            "Name": word, "TableType": "EXTERNAL_TABLE", "Parameters": {"classification": "csv"},
            "StorageDescriptor": {"Location": f"s3://{world.made['buckets'][0]}/{word}/",
                                  "Columns": [{"Name": "id", "Type": "string"}, {"Name": "sum", "Type": "int"}]}})
    glue.create_crawler(
        Name=world.name("crawler"), Role=f"arn:aws:iam::{ACCOUNT}:role/{world.name('glue')}", DatabaseName=database,
        Targets={"S3Targets": [{"Path": f"s3://{world.made['buckets'][0]}/"}]},
    )
    glue.create_job(
        Name=world.name("job"), Role=world.name("glue"),
        Command={"Name": "glueetl", "ScriptLocation": f"s3://{world.made['buckets'][1]}/job.py"},
    )
    for kind in ("analysts", "old"):
        athena.create_work_group(
            Name=world.name(kind), Description=kind,
            Configuration={"ResultConfiguration": {"OutputLocation": f"s3://{world.made['buckets'][0]}/athena/"}},
        )
    athena.create_named_query(
        Name=world.name("query"), Database=database, QueryString="SELECT 1", WorkGroup=world.name("analysts")
    )
