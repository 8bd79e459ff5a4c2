"""A session with boto3, with all that it presets: prints what came of each step as JSON."""

import io
import json
import urllib.request

import boto3
from botocore.exceptions import ClientError

told = {}


def step(name):
    def run(ask):
        try:
            told[name] = ask()
        except ClientError as error:
            response = error.response
            status = response["ResponseMetadata"]["HTTPStatusCode"]
            told[name] = f"{status} {response['Error']['Code']} {type(error).__name__}"
            if "RequestId" not in response["ResponseMetadata"]:
                told[name] += " without a request's id"

    return run


s3 = boto3.client("s3")
BUCKET = "orchard-session"


@step("put")
def _():
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket=BUCKET, Key="a/b c+d.txt", Body=b"hello", Metadata={"by": "me"})
    got = s3.get_object(Bucket=BUCKET, Key="a/b c+d.txt")
    return [got["Body"].read().decode(), got["ContentLength"], got["Metadata"]]


@step("in parts")
def _():
    # More than eight megabytes go in parts, both ways.
    content = b"0123456789" * 1_000_000
    s3.upload_fileobj(io.BytesIO(content), BUCKET, "large")
    got = io.BytesIO()
    s3.download_fileobj(BUCKET, "large", got)
    head = s3.head_object(Bucket=BUCKET, Key="large")
    return [got.getvalue() == content, head["ContentLength"], head["ETag"][-3:]]


@step("list")
def _():
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 1})
    return [[item["Key"], item["Size"]] for page in pages for item in page["Contents"]]


@step("copy and end")
def _():
    s3.copy({"Bucket": BUCKET, "Key": "large"}, BUCKET, "copied")
    ended = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "large"}, {"Key": "copied"}]})
    s3.delete_object(Bucket=BUCKET, Key="none")
    return [item["Key"] for item in ended["Deleted"]]


@step("no key")
def _():
    s3.get_object(Bucket=BUCKET, Key="none")


@step("no key's head")
def _():
    s3.head_object(Bucket=BUCKET, Key="none")


@step("presigned")
def _():
    url = s3.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "a/b c+d.txt"})
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


# The wrong protocol's error is what boto3 cannot read.
ABSENT = {
    "sqs": ("get_queue_url", {"QueueName": "none"}),
    "dynamodb": ("describe_table", {"TableName": "none"}),
    "iam": ("get_role", {"RoleName": "none"}),
    "ec2": ("describe_vpcs", {"VpcIds": ["vpc-0123456789abcdef0"]}),
    "lambda": ("get_function", {"FunctionName": "none"}),
    "cloudwatch": ("get_dashboard", {"DashboardName": "none"}),
    "route53": ("get_hosted_zone", {"Id": "Z0000000"}),
    "sns": ("get_topic_attributes", {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:none"}),
}

for service, (operation, given) in ABSENT.items():
    step(f"none of {service}")(lambda: getattr(boto3.client(service), operation)(**given))


@step("production's own")
def _():
    url = boto3.client("sqs").get_queue_url(QueueName="orchard-shipments")["QueueUrl"]
    attributes = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    return [url, attributes["Attributes"]["VisibilityTimeout"]]


@step("a waiter")
def _():
    client = boto3.client("dynamodb")
    client.create_table(
        TableName="mine",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    client.get_waiter("table_exists").wait(TableName="mine")
    return [name for page in client.get_paginator("list_tables").paginate() for name in page["TableNames"]]


@step("metrics")
def _():
    data = [{"MetricName": f"a-metric-of-some-length-{number}", "Value": number} for number in range(300)]
    try:
        boto3.client("cloudwatch").put_metric_data(Namespace="n", MetricData=data)
        return "read"
    except ClientError as error:
        # Whether it is kept is not asked here.
        return "read" if error.response["Error"]["Code"] == "NotImplemented" else str(error)


print(json.dumps(told))
