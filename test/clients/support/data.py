"""What tests do with what things hold, with boto3 and all that it presets: prints what came of each step as JSON."""

import json
import time
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
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

    return run


dynamodb = boto3.client("dynamodb")
table = boto3.resource("dynamodb").create_table(
    TableName="orders",
    KeySchema=[
        {"AttributeName": "customer", "KeyType": "HASH"},
        {"AttributeName": "number", "KeyType": "RANGE"},
    ],
    AttributeDefinitions=[
        {"AttributeName": "customer", "AttributeType": "S"},
        {"AttributeName": "number", "AttributeType": "N"},
        {"AttributeName": "state", "AttributeType": "S"},
    ],
    GlobalSecondaryIndexes=[
        {
            "IndexName": "by-state",
            "KeySchema": [
                {"AttributeName": "state", "KeyType": "HASH"},
                {"AttributeName": "number", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
    BillingMode="PAY_PER_REQUEST",
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
)


@step("items")
def _():
    with table.batch_writer() as batch:
        for number in range(1, 31):
            state = "open" if number % 3 else "shipped"
            batch.put_item(Item={"customer": "ada", "number": number, "state": state, "total": Decimal("9.99")})
    page = table.query(KeyConditionExpression=Key("customer").eq("ada") & Key("number").between(5, 20), Limit=10)
    shipped = table.query(IndexName="by-state", KeyConditionExpression=Key("state").eq("shipped"), ScanIndexForward=False)
    scanned = table.scan(FilterExpression=Attr("number").gt(25), ProjectionExpression="#n", ExpressionAttributeNames={"#n": "number"})
    return [
        [int(item["number"]) for item in page["Items"]],
        int(page["LastEvaluatedKey"]["number"]),
        [int(item["number"]) for item in shipped["Items"]],
        sorted(int(item["number"]) for item in scanned["Items"]),
        scanned["ScannedCount"],
    ]


@step("an update")
def _():
    answer = table.update_item(
        Key={"customer": "ada", "number": 1},
        UpdateExpression="SET #t = #t + :more, goods = list_append(if_not_exists(goods, :none), :line) REMOVE #s",
        ConditionExpression="attribute_exists(customer) AND #t < :limit",
        ExpressionAttributeNames={"#s": "state", "#t": "total"},
        ExpressionAttributeValues={":more": Decimal("0.01"), ":none": [], ":line": ["tea"], ":limit": 100},
        ReturnValues="ALL_NEW",
    )
    return {name: str(value) for name, value in sorted(answer["Attributes"].items())}


@step("a condition that fails")
def _():
    table.put_item(Item={"customer": "ada", "number": 1}, ConditionExpression="attribute_not_exists(customer)")


@step("a transaction that is cancelled")
def _():
    try:
        dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": "orders", "Item": {"customer": {"S": "bob"}, "number": {"N": "1"}}}},
                {
                    "ConditionCheck": {
                        "TableName": "orders",
                        "Key": {"customer": {"S": "ada"}, "number": {"N": "99"}},
                        "ConditionExpression": "attribute_exists(customer)",
                    }
                },
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException as error:
        reasons = [reason["Code"] for reason in error.response["CancellationReasons"]]
        return [reasons, "Item" in table.get_item(Key={"customer": "bob", "number": 1})]


@step("PartiQL")
def _():
    answer = dynamodb.execute_statement(
        Statement='SELECT "total" FROM "orders" WHERE customer = ? AND number = ?',
        Parameters=[{"S": "ada"}, {"N": "2"}],
    )
    return answer["Items"]


@step("a stream")
def _():
    streams = boto3.client("dynamodbstreams")
    arn = streams.list_streams(TableName="orders")["Streams"][0]["StreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    return [len(records), records[0]["eventName"], records[-1]["eventName"], sorted(records[-1]["dynamodb"]["Keys"])]


sqs = boto3.client("sqs")
sns = boto3.client("sns")
QUEUE = sqs.create_queue(QueueName="orders")["QueueUrl"]
QUEUE_ARN = sqs.get_queue_attributes(QueueUrl=QUEUE, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def receive(**more):
    return sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10, **more).get("Messages", [])


def empty(messages):
    for message in messages:
        sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=message["ReceiptHandle"])


@step("messages")
def _():
    sqs.send_message(QueueUrl=QUEUE, MessageBody="tea", MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}})
    first = receive(MessageAttributeNames=["All"], AttributeNames=["ApproximateReceiveCount"])
    hidden = receive()
    sqs.change_message_visibility(QueueUrl=QUEUE, ReceiptHandle=first[0]["ReceiptHandle"], VisibilityTimeout=0)
    again = receive(AttributeNames=["ApproximateReceiveCount"])
    sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=again[0]["ReceiptHandle"])
    return [
        first[0]["Body"],
        first[0]["MessageAttributes"]["n"]["StringValue"],
        len(hidden),
        again[0]["Attributes"]["ApproximateReceiveCount"],
        len(receive()),
    ]


@step("a long poll")
def _():
    start = time.monotonic()
    nothing = receive(WaitTimeSeconds=1)
    return [nothing, 0.9 < time.monotonic() - start < 5]


@step("a topic to a queue")
def _():
    topic = sns.create_topic(Name="orders")["TopicArn"]
    subscription = sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=QUEUE_ARN,
        ReturnSubscriptionArn=True,
        Attributes={"FilterPolicy": json.dumps({"state": ["open"]})},
    )["SubscriptionArn"]
    for state in ("open", "shipped"):
        attribute = {"state": {"DataType": "String", "StringValue": state}}
        sns.publish(TopicArn=topic, Message=f"an {state} order", MessageAttributes=attribute)
    got = receive()
    empty(got)
    sns.unsubscribe(SubscriptionArn=subscription)
    return [json.loads(message["Body"])["Message"] for message in got]


@step("a rule to a queue")
def _():
    events = boto3.client("events")
    events.put_rule(Name="orders", EventPattern=json.dumps({"source": ["shop"], "detail": {"total": [{"numeric": [">", 10]}]}}))
    events.put_targets(Rule="orders", Targets=[{"Id": "1", "Arn": QUEUE_ARN, "InputPath": "$.detail"}])
    entry = {"Source": "shop", "DetailType": "order"}
    events.put_events(Entries=[{**entry, "Detail": json.dumps({"total": total})} for total in (5, 50)])
    got = receive()
    empty(got)
    return [message["Body"] for message in got]


@step("a bucket to a queue")
def _():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="orders-in", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_notification_configuration(
        Bucket="orders-in",
        NotificationConfiguration={"QueueConfigurations": [{"QueueArn": QUEUE_ARN, "Events": ["s3:ObjectCreated:*"]}]},
    )
    empty(receive())
    s3.put_object(Bucket="orders-in", Key="one file.json", Body=b"{}")
    record = [json.loads(message["Body"]) for message in receive()][0]["Records"][0]
    return [record["eventName"], record["s3"]["object"]["key"], record["s3"]["object"]["size"]]


@step("versions of an object")
def _():
    s3 = boto3.client("s3")
    s3.put_bucket_versioning(Bucket="orders-in", VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket="orders-in", Key="k", Body=b"1")["VersionId"]
    s3.put_object(Bucket="orders-in", Key="k", Body=b"2")
    s3.delete_object(Bucket="orders-in", Key="k")
    listed = s3.list_object_versions(Bucket="orders-in", Prefix="k")
    body = s3.get_object(Bucket="orders-in", Key="k", VersionId=first)["Body"].read().decode()
    return [body, len(listed["Versions"]), len(listed["DeleteMarkers"])]


@step("a key")
def _():
    kms = boto3.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    context = {"for": "orders"}
    blob = kms.encrypt(KeyId=key, Plaintext=b"secret", EncryptionContext=context)["CiphertextBlob"]
    plain = kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"].decode()
    try:
        kms.decrypt(CiphertextBlob=blob)
        return "decrypted without its context"
    except kms.exceptions.InvalidCiphertextException as error:
        return [plain, error.response["ResponseMetadata"]["HTTPStatusCode"]]


@step("a secret and a parameter")
def _():
    secrets = boto3.client("secretsmanager")
    ssm = boto3.client("ssm")
    secrets.create_secret(Name="orders/password", SecretString="one")
    secrets.put_secret_value(SecretId="orders/password", SecretString="two")
    ssm.put_parameter(Name="/orders/url", Value="http://localhost", Type="SecureString")
    return [
        secrets.get_secret_value(SecretId="orders/password")["SecretString"],
        secrets.get_secret_value(SecretId="orders/password", VersionStage="AWSPREVIOUS")["SecretString"],
        ssm.get_parameters_by_path(Path="/orders", WithDecryption=True)["Parameters"][0]["Value"],
    ]


@step("a stream of data")
def _():
    kinesis = boto3.client("kinesis")
    kinesis.create_stream(StreamName="orders", ShardCount=1)
    kinesis.put_record(StreamName="orders", Data=b"tea", PartitionKey="ada")
    shard = kinesis.list_shards(StreamName="orders")["Shards"][0]["ShardId"]
    iterator = kinesis.get_shard_iterator(StreamName="orders", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    return [record["Data"].decode() for record in kinesis.get_records(ShardIterator=iterator["ShardIterator"])["Records"]]


@step("a log")
def _():
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName="/orders")
    logs.create_log_stream(logGroupName="/orders", logStreamName="one")
    now = int(time.time() * 1000)
    lines = ['{"level": "info", "took": 3}', '{"level": "error", "took": 700}']
    logs.put_log_events(
        logGroupName="/orders",
        logStreamName="one",
        logEvents=[{"timestamp": now + at, "message": line} for at, line in enumerate(lines)],
    )
    found = logs.filter_log_events(logGroupName="/orders", filterPattern='{ $.level = "error" && $.took > 500 }')
    return [event["message"] for event in found["events"]]


print(json.dumps(told))
