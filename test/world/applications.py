"""Uses a company's things as its applications do: by calls that read, and by those that write no more than data."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Callable

from botocore.exceptions import ClientError

from recorder import Recorder
from world import ACCOUNT


@dataclass
class User:
    """Who uses a thing, by the recorded clients and, for what production knows without asking, by plain ones."""

    recorder: Recorder
    plain: Callable[..., Any]
    random: random.Random

    def aws(self, service: str, region: str) -> Any:
        return self.recorder.client(service, region)

    def draw(self, *ways: Callable[[], Any]) -> None:
        """One or more of the ways."""
        for way in self.random.sample(ways, self.random.randint(1, len(ways))):
            way()


def use_table(user: User, region: str, name: str) -> None:
    table = user.plain("dynamodb", region).describe_table(TableName=name)["Table"]
    types = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    keys = [one["AttributeName"] for one in table["KeySchema"]]
    dynamodb = user.aws("dynamodb", region)

    def get_items() -> None:
        for item in range(4):
            # Some of a table's items have the same first key, as orders have the same customer.
            values = {key: str(100 + (item if place else item // 2)) for place, key in enumerate(keys)}
            given = {key: value if types[key] == "N" else f"{key}-{value}" for key, value in values.items()}
            dynamodb.get_item(TableName=name, Key={key: {types[key]: value} for key, value in given.items()})

    def query() -> None:
        values = {f":{place}": {types[key]: "7"} for place, key in enumerate(keys)}
        conditions = [f"#{key} {'>=' if place else '='} :{place}" for place, key in enumerate(keys)]
        dynamodb.query(
            TableName=name, KeyConditionExpression=" AND ".join(conditions),
            ExpressionAttributeNames={f"#{key}": key for key in keys}, ExpressionAttributeValues=values,
        )

    user.draw(get_items, query)
    if user.random.random() < 0.5:
        dynamodb.describe_table(TableName=name)


def use_queue(user: User, region: str, name: str) -> None:
    sqs = user.aws("sqs", region)
    url = user.plain("sqs", region).get_queue_url(QueueName=name)["QueueUrl"]
    group = {"MessageGroupId": "all", "MessageDeduplicationId": "one"} if name.endswith(".fifo") else {}
    user.draw(
        lambda: sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1),
        lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]),
        lambda: sqs.get_queue_url(QueueName=name),
        lambda: sqs.send_message(QueueUrl=url, MessageBody="a message", **group),
    )


def use_topic(user: User, region: str, name: str) -> None:
    sns = user.aws("sns", region)
    user.draw(
        lambda: sns.get_topic_attributes(TopicArn=name),
        lambda: sns.list_subscriptions_by_topic(TopicArn=name),
    )


def use_bucket(user: User, region: str, name: str) -> None:
    s3 = user.aws("s3", region)
    user.draw(
        lambda: s3.list_objects_v2(Bucket=name, Prefix="in/"),
        lambda: s3.head_bucket(Bucket=name),
        lambda: s3.get_bucket_versioning(Bucket=name),
    )


def use_object(user: User, region: str, name: str) -> None:
    bucket, _, key = name.partition("/")
    user.aws("s3", region).get_object(Bucket=bucket, Key=key)


def use_role(user: User, region: str, name: str) -> None:
    role = user.plain("iam").get_role(RoleName=name)["Role"]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    services = statement["Principal"].get("Service", [])
    service = services if isinstance(services, str) else next(iter(services), None)
    arn = role["Arn"]
    with user.recorder.asked_by(service):
        user.aws("sts", region).assume_role(RoleArn=arn, RoleSessionName="work")
    user.draw(
        lambda: user.aws("iam", region).get_role(RoleName=name),
        lambda: user.aws("iam", region).list_attached_role_policies(RoleName=name),
    )


def use_user(user: User, region: str, name: str) -> None:
    iam = user.aws("iam", region)
    user.draw(lambda: iam.get_user(UserName=name), lambda: iam.list_access_keys(UserName=name))


def use_key(user: User, region: str, name: str) -> None:
    plain, kms = user.plain("kms", region), user.aws("kms", region)
    told = plain.describe_key(KeyId=name)["KeyMetadata"]
    usage = told.get("KeyUsage")
    if usage == "SIGN_VERIFY":
        algorithm = user.random.choice(told["SigningAlgorithms"])
        kms.sign(KeyId=name, Message=b"text", MessageType="RAW", SigningAlgorithm=algorithm)
    elif usage == "GENERATE_VERIFY_MAC":
        kms.generate_mac(KeyId=name, Message=b"text", MacAlgorithm=told["KeySpec"].replace("_", "_SHA_"))
    elif told["KeySpec"] == "SYMMETRIC_DEFAULT":
        text = plain.encrypt(KeyId=name, Plaintext=b"text")["CiphertextBlob"]
        # What is decrypted names its key by itself, and never an alias.
        ways = [lambda: kms.generate_data_key(KeyId=name, KeySpec="AES_256")]
        user.draw(*ways, *([] if name.startswith("alias/") else [lambda: kms.decrypt(CiphertextBlob=text)]))
    else:
        kms.encrypt(KeyId=name, Plaintext=b"text", EncryptionAlgorithm="RSAES_OAEP_SHA_256")


def use_parameter(user: User, region: str, name: str) -> None:
    ssm = user.aws("ssm", region)
    secure = user.plain("ssm", region).get_parameter(Name=name)["Parameter"]["Type"] == "SecureString"
    if user.random.random() < 0.5:
        ssm.get_parameter(Name=name, WithDecryption=secure)
    else:
        ssm.get_parameters(Names=[name], WithDecryption=secure)


def use_secret(user: User, region: str, name: str) -> None:
    secrets = user.aws("secretsmanager", region)
    arn = user.plain("secretsmanager", region).describe_secret(SecretId=name)["ARN"]
    user.draw(lambda: secrets.get_secret_value(SecretId=name), lambda: secrets.get_secret_value(SecretId=arn))


def use_function(user: User, region: str, name: str) -> None:
    user.draw(
        lambda: user.aws("lambda", region).get_function(FunctionName=name),
        lambda: user.aws("lambda", region).list_versions_by_function(FunctionName=name),
        lambda: user.aws("lambda", region).get_function_configuration(
            FunctionName=f"arn:aws:lambda:{region}:{ACCOUNT}:function:{name}"),
    )


def use_stream(user: User, region: str, name: str) -> None:
    kinesis = user.aws("kinesis", region)
    shard = user.plain("kinesis", region).list_shards(StreamName=name)["Shards"][0]["ShardId"]
    user.draw(
        lambda: kinesis.describe_stream_summary(StreamName=name),
        lambda: kinesis.put_record(StreamName=name, Data=b"a record", PartitionKey="one"),
        lambda: kinesis.get_shard_iterator(StreamName=name, ShardId=shard, ShardIteratorType="LATEST"),
    )


def use_log_group(user: User, region: str, name: str) -> None:
    logs = user.aws("logs", region)
    user.draw(
        lambda: logs.describe_log_streams(logGroupName=name),
        lambda: logs.filter_log_events(logGroupName=name),
    )


def use_log_stream(user: User, region: str, name: str) -> None:
    group, _, stream = name.partition("|")
    user.aws("logs", region).get_log_events(logGroupName=group, logStreamName=stream)


def use_vpc(user: User, region: str, name: str) -> None:
    ec2 = user.aws("ec2", region)
    user.draw(
        lambda: ec2.describe_vpcs(VpcIds=[name]),
        lambda: ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [name]}]),
        lambda: ec2.describe_vpc_attribute(VpcId=name, Attribute="enableDnsSupport"),
    )


def use_subnet(user: User, region: str, name: str) -> None:
    ec2 = user.aws("ec2", region)
    [subnet] = user.plain("ec2", region).describe_subnets(SubnetIds=[name])["Subnets"]
    filters = [{"Name": "vpc-id", "Values": [subnet["VpcId"]]}]
    ec2.describe_subnets(SubnetIds=[name], Filters=filters)


def use_security_group(user: User, region: str, name: str) -> None:
    ec2 = user.aws("ec2", region)
    user.draw(
        lambda: ec2.describe_security_groups(GroupIds=[name]),
        lambda: ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [name]}]),
    )


def use_by(service: str, operation: str, member: str) -> Callable[[User, str, str], None]:
    """A use that only names the thing."""

    def use(user: User, region: str, name: str) -> None:
        getattr(user.aws(service, region), operation)(**{member: [name] if member.endswith("s") else name})

    return use


USES: dict[str, Callable[[User, str, str], None]] = {
    "table": use_table, "queue": use_queue, "topic": use_topic, "bucket": use_bucket, "object": use_object,
    "role": use_role, "user": use_user, "key": use_key, "alias": use_key, "parameter": use_parameter,
    "group": use_by("iam", "get_group", "GroupName"),
    "secret": use_secret, "function": use_function, "stream": use_stream, "log-group": use_log_group,
    "log-stream": use_log_stream, "vpc": use_vpc, "subnet": use_subnet, "security-group": use_security_group,
    "repository": use_by("ecr", "describe_images", "repositoryName"),
    "db-instance": use_by("rds", "describe_db_instances", "DBInstanceIdentifier"),
    "state-machine": use_by("stepfunctions", "list_executions", "stateMachineArn"),
}


def use_missing(user: User) -> None:
    """Calls that fail, for what is not there."""
    for service, operation, given in (
        ("dynamodb", "describe_table", {"TableName": "never-was"}),
        ("sqs", "get_queue_url", {"QueueName": "never-was"}),
        ("secretsmanager", "get_secret_value", {"SecretId": "never-was"}),
        ("iam", "get_role", {"RoleName": "never-was"}),
    ):
        try:
            getattr(user.recorder.client(service), operation)(**given)
        except ClientError:
            continue
        raise AssertionError(f"{operation} was expected to fail")
