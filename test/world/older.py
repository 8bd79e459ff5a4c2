"""Things that are older than any log, of the kinds that a read tells much of: keys of items, specs of keys, paths of roles."""

from __future__ import annotations

import json
from typing import Any, Callable

from functions import make_zip
from world import ACCOUNT, trust

Aws = Callable[..., Any]

TABLES = {
    "sessions": [("token", "S")],
    "readings": [("device", "S"), ("taken_at", "N")],
    "numbers": [("number", "N")],
    "members": [("club", "S"), ("person", "S")],
    "visits": [("pk", "S"), ("sk", "S")],
}
KEYS = {
    "signing": ("RSA_2048", "SIGN_VERIFY"),
    "tickets": ("ECC_NIST_P256", "SIGN_VERIFY"),
    "releases": ("ECC_NIST_P384", "SIGN_VERIFY"),
    "letters": ("RSA_2048", "ENCRYPT_DECRYPT"),
    "cookies": ("HMAC_256", "GENERATE_VERIFY_MAC"),
    "plain": ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"),
}
ROLES = {
    "/service/": {"worker": "lambda.amazonaws.com", "builder": "codebuild.amazonaws.com"},
    "/": {"machines": "ec2.amazonaws.com"},
}
ABROAD = "eu-west-1"


def build_older(aws: Aws) -> None:
    build_tables(aws("dynamodb"))
    build_keys(aws("kms"))
    build_roles(aws("iam"))
    build_names(aws)
    build_network(aws("ec2"))
    build_abroad(aws)


def build_tables(dynamodb: Any) -> None:
    for name, keys in TABLES.items():
        dynamodb.create_table(
            TableName=f"older-{name}",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": kind} for key, kind in keys],
            KeySchema=[
                {"AttributeName": key, "KeyType": "RANGE" if place else "HASH"} for place, (key, _) in enumerate(keys)
            ],
            BillingMode="PAY_PER_REQUEST",
        )


def build_keys(kms: Any) -> None:
    for name, (spec, usage) in KEYS.items():
        key = kms.create_key(Description=name, KeySpec=spec, KeyUsage=usage)["KeyMetadata"]["KeyId"]
        if spec != "SYMMETRIC_DEFAULT":
            kms.create_alias(AliasName=f"alias/older/{name}", TargetKeyId=key)


def build_roles(iam: Any) -> None:
    for path, roles in ROLES.items():
        for name, service in roles.items():
            iam.create_role(RoleName=f"older-{name}", Path=path, AssumeRolePolicyDocument=trust(service))
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    iam.create_role(
        RoleName="older-people", Path="/people/",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )


def build_names(aws: Aws) -> None:
    aws("sns").create_topic(Name="older-orders.fifo", Attributes={"FifoTopic": "true"})
    for name, kind in (("older-plain", "String"), ("older-hidden", "SecureString"), ("/older/hidden", "SecureString")):
        aws("ssm").put_parameter(Name=name, Value="x", Type=kind)
    aws("secretsmanager").create_secret(Name="older/database", SecretString="x")
    aws("iam").create_user(UserName="older-robot", Path="/machines/")
    aws("sqs").create_queue(QueueName="older-jobs")
    aws("sqs").create_queue(QueueName="older-orders.fifo", Attributes={"FifoQueue": "true"})
    aws("kinesis").create_stream(StreamName="older-clicks", ShardCount=1)
    aws("logs").create_log_group(logGroupName="/older/report")
    aws("logs").create_log_stream(logGroupName="/older/report", logStreamName="main")
    aws("ecr").create_repository(repositoryName="older/report")
    aws("lambda").create_function(
        FunctionName="older-report", Runtime="nodejs20.x", Handler="index.handler", Code={"ZipFile": make_zip("older")},
        Role=f"arn:aws:iam::{ACCOUNT}:role/service/older-worker",
    )
    aws("s3").create_bucket(Bucket="older-files")
    aws("s3").put_object(Bucket="older-files", Key="2025/report.csv", Body=b"a,b,c\n")


def build_network(ec2: Any) -> None:
    for number in (1, 2):
        vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"]
        for part in (1, 2):
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.{part}.0/24")
        ec2.create_security_group(VpcId=vpc, GroupName="older-web", Description="web")


def build_abroad(aws: Aws) -> None:
    aws("s3", ABROAD).create_bucket(
        Bucket="older-files-abroad", CreateBucketConfiguration={"LocationConstraint": ABROAD}
    )
    aws("s3", ABROAD).put_object(Bucket="older-files-abroad", Key="liste.txt", Body=b"a list")
    aws("sqs", ABROAD).create_queue(QueueName="older-post-abroad")
    aws("dynamodb", ABROAD).create_table(
        TableName="older-abroad", AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
    )
