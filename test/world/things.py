"""What stands in an emulator by kinds: the names of each kind's things, and what a read of one tells of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable, Iterable

from botocore.exceptions import ClientError

from facts import read_pages
from older import ABROAD
from recorder import REGION

Aws = Callable[..., Any]


@dataclass(frozen=True)
class Kind:
    """`list` gives the names in a region, `read` what a thing is, by its name; it fails for what is not there."""

    list: Callable[[Aws, str], Iterable[str]]
    read: Callable[[Aws, str, str], dict[str, Any]]
    regions: tuple[str, ...] = (REGION,)


def read_table(aws: Aws, region: str, name: str) -> dict[str, Any]:
    table = aws("dynamodb", region).describe_table(TableName=name)["Table"]
    types = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    return {"keys": [(one["KeyType"], one["AttributeName"], types[one["AttributeName"]]) for one in table["KeySchema"]]}


def read_queue(aws: Aws, region: str, name: str) -> dict[str, Any]:
    sqs = aws("sqs", region)
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return {"fifo": attributes.get("FifoQueue", "false")}


def read_topic(aws: Aws, region: str, name: str) -> dict[str, Any]:
    return {"fifo": aws("sns", region).get_topic_attributes(TopicArn=name)["Attributes"].get("FifoTopic", "false")}


def read_bucket(aws: Aws, region: str, name: str) -> dict[str, Any]:
    return {"region": aws("s3", region).get_bucket_location(Bucket=name).get("LocationConstraint") or REGION}


def list_objects(aws: Aws, region: str) -> Iterable[str]:
    s3 = aws("s3", region)
    for bucket in list_buckets(aws, region):
        for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            yield f"{bucket}/{item['Key']}"


def list_buckets(aws: Aws, region: str) -> Iterable[str]:
    s3 = aws("s3", region)
    for bucket in s3.list_buckets()["Buckets"]:
        if (s3.get_bucket_location(Bucket=bucket["Name"]).get("LocationConstraint") or REGION) == region:
            yield bucket["Name"]


def read_object(aws: Aws, region: str, name: str) -> dict[str, Any]:
    bucket, _, key = name.partition("/")
    aws("s3", region).head_object(Bucket=bucket, Key=key)
    return {}


def read_role(aws: Aws, region: str, name: str) -> dict[str, Any]:
    role = aws("iam").get_role(RoleName=name)["Role"]
    document = role["AssumeRolePolicyDocument"]
    [statement] = (json.loads(document) if isinstance(document, str) else document)["Statement"]
    trusts = {kind: [who] if isinstance(who, str) else who for kind, who in statement["Principal"].items()}
    return {"path": role["Path"], "action": statement["Action"], "trusts": trusts}


def list_keys(aws: Aws, region: str) -> Iterable[str]:
    """Without AWS's own, which go by aliases of AWS's."""
    kms = aws("kms", region)
    aliases = list(read_pages(kms, "list_aliases", "Aliases"))
    own = {alias.get("TargetKeyId") for alias in aliases if alias["AliasName"].startswith("alias/aws/")}
    for key in read_pages(kms, "list_keys", "Keys"):
        told = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        if told["KeyState"] == "Enabled" and key["KeyId"] not in own:
            yield key["KeyId"]


def read_key(aws: Aws, region: str, name: str) -> dict[str, Any]:
    told = aws("kms", region).describe_key(KeyId=name)["KeyMetadata"]
    return {"spec": told["KeySpec"], "usage": told.get("KeyUsage") or "ENCRYPT_DECRYPT"}


def list_aliases(aws: Aws, region: str) -> Iterable[str]:
    keys = set(list_keys(aws, region))
    for alias in read_pages(aws("kms", region), "list_aliases", "Aliases"):
        if alias.get("TargetKeyId") in keys:
            yield alias["AliasName"]


def read_alias(aws: Aws, region: str, name: str) -> dict[str, Any]:
    return read_key(aws, region, name)


def read_parameter(aws: Aws, region: str, name: str) -> dict[str, Any]:
    """A list of texts is read as a text is."""
    return {"secret": aws("ssm", region).get_parameter(Name=name)["Parameter"]["Type"] == "SecureString"}


def read_secret(aws: Aws, region: str, name: str) -> dict[str, Any]:
    return {"name": aws("secretsmanager", region).describe_secret(SecretId=name)["Name"]}


def read_subnet(aws: Aws, region: str, name: str) -> dict[str, Any]:
    [subnet] = aws("ec2", region).describe_subnets(SubnetIds=[name])["Subnets"]
    return {"vpc": subnet["VpcId"]}


def read_by(service: str, operation: str, member: str, result: str | None = None) -> Callable[..., dict[str, Any]]:
    """A reading that tells no more than that the thing is there."""

    def read(aws: Aws, region: str, name: str) -> dict[str, Any]:
        many = member.endswith("s")
        answer = getattr(aws(service, region), operation)(**{member: [name] if many else name})
        if result is not None and not answer[result]:
            raise ClientError({"Error": {"Code": "NotFound"}}, operation)
        return {}

    return read


def list_by(service: str, operation: str, result: str, member: str | None = None) -> Callable[[Aws, str], Iterable[str]]:
    def list_names(aws: Aws, region: str) -> Iterable[str]:
        for item in getattr(aws(service, region), operation)()[result]:
            yield item if member is None else item[member]

    return list_names


def list_streams(aws: Aws, region: str) -> Iterable[str]:
    for group in list_by("logs", "describe_log_groups", "logGroups", "logGroupName")(aws, region):
        for stream in aws("logs", region).describe_log_streams(logGroupName=group)["logStreams"]:
            yield f"{group}|{stream['logStreamName']}"


def read_stream(aws: Aws, region: str, name: str) -> dict[str, Any]:
    group, _, stream = name.partition("|")
    told = aws("logs", region).describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)["logStreams"]
    if not told:
        raise ClientError({"Error": {"Code": "NotFound"}}, "DescribeLogStreams")
    return {}


def list_vpcs(aws: Aws, region: str) -> Iterable[str]:
    """Without the one that every account has."""
    return [vpc["VpcId"] for vpc in aws("ec2", region).describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]


def list_in_vpcs(operation: str, result: str, member: str) -> Callable[[Aws, str], Iterable[str]]:
    def list_names(aws: Aws, region: str) -> Iterable[str]:
        vpcs = set(list_vpcs(aws, region))
        for item in getattr(aws("ec2", region), operation)()[result]:
            if item["VpcId"] in vpcs and item.get("GroupName") != "default":
                yield item[member]

    return list_names


BOTH = (REGION, ABROAD)
KINDS = {
    "table": Kind(list_by("dynamodb", "list_tables", "TableNames"), read_table, BOTH),
    "queue": Kind(
        lambda aws, region: (url.rsplit("/", 1)[1] for url in aws("sqs", region).list_queues().get("QueueUrls", [])),
        read_queue, BOTH),
    "topic": Kind(list_by("sns", "list_topics", "Topics", "TopicArn"), read_topic),
    "bucket": Kind(list_buckets, read_bucket, BOTH),
    "object": Kind(list_objects, read_object, BOTH),
    "role": Kind(list_by("iam", "list_roles", "Roles", "RoleName"), read_role),
    "user": Kind(list_by("iam", "list_users", "Users", "UserName"), read_by("iam", "get_user", "UserName")),
    "group": Kind(list_by("iam", "list_groups", "Groups", "GroupName"), read_by("iam", "get_group", "GroupName")),
    "key": Kind(list_keys, read_key),
    "alias": Kind(list_aliases, read_alias),
    "parameter": Kind(list_by("ssm", "describe_parameters", "Parameters", "Name"), read_parameter),
    "secret": Kind(list_by("secretsmanager", "list_secrets", "SecretList", "Name"), read_secret),
    "function": Kind(
        list_by("lambda", "list_functions", "Functions", "FunctionName"),
        read_by("lambda", "get_function", "FunctionName")),
    "stream": Kind(
        list_by("kinesis", "list_streams", "StreamNames"), read_by("kinesis", "describe_stream_summary", "StreamName")),
    "log-group": Kind(
        list_by("logs", "describe_log_groups", "logGroups", "logGroupName"),
        read_by("logs", "list_tags_log_group", "logGroupName")),
    "log-stream": Kind(list_streams, read_stream),
    "vpc": Kind(list_vpcs, read_by("ec2", "describe_vpcs", "VpcIds")),
    "subnet": Kind(list_in_vpcs("describe_subnets", "Subnets", "SubnetId"), read_subnet),
    "security-group": Kind(
        list_in_vpcs("describe_security_groups", "SecurityGroups", "GroupId"),
        read_by("ec2", "describe_security_groups", "GroupIds")),
    "repository": Kind(
        list_by("ecr", "describe_repositories", "repositories", "repositoryName"),
        read_by("ecr", "describe_repositories", "repositoryNames")),
    "db-instance": Kind(
        list_by("rds", "describe_db_instances", "DBInstances", "DBInstanceIdentifier"),
        read_by("rds", "describe_db_instances", "DBInstanceIdentifier")),
    "state-machine": Kind(
        list_by("stepfunctions", "list_state_machines", "stateMachines", "stateMachineArn"),
        read_by("stepfunctions", "describe_state_machine", "stateMachineArn")),
}


def try_read(aws: Aws, kind: str, region: str, name: str) -> dict[str, Any] | None:
    """What stands under a name; None where nothing does."""
    try:
        return KINDS[kind].read(aws, region, name)
    except ClientError:
        return None
