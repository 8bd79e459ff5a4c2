"""Makes a CloudTrail record of a call."""

from __future__ import annotations

import random
import uuid
from typing import Any

import ec2_forms
import json_forms
import s3_forms
from recorder import REGION, Call

SOURCES = {
    "cloudwatch": "monitoring", "stepfunctions": "states", "efs": "elasticfilesystem",
    "elbv2": "elasticloadbalancing", "ecr": "ecr", "events": "events",
}
VERSIONS = {
    "elbv2": "2015-12-01", "logs": "20140328", "cloudwatch": "2010-08-01", "route53": "2013-04-01",
    "dynamodb": "2012-08-10",
}
LAMBDA_SUFFIXES = {
    "CreateFunction": "20150331", "DeleteFunction": "20150331", "UpdateFunctionCode": "20150331v2",
    "UpdateFunctionConfiguration": "20150331v2", "AddPermission": "20150331v2", "RemovePermission": "20150331v2",
    "CreateAlias": "20150331", "UpdateAlias": "20150331", "DeleteAlias": "20150331", "PublishVersion": "20150331",
    "CreateEventSourceMapping": "20150331", "UpdateEventSourceMapping": "20150331",
    "DeleteEventSourceMapping": "20150331", "PutFunctionConcurrency": "20171031", "TagResource": "20170331v2",
    "UntagResource": "20170331v2", "GetFunction": "20150331v2", "ListFunctions": "20150331",
    "PublishLayerVersion": "20181031",
}
GLOBAL = {"iam", "route53"}
SILENT_VERBS = ("Attach", "Detach", "Delete", "Put", "Tag", "Untag", "AddTags", "Remove", "Add")
SILENT_SERVICES = {"s3", "logs", "events"}
# Services whose put and delete calls answer with more than nothing in CloudTrail too.
SPEAKING = {"ec2", "rds", "secretsmanager", "ssm", "lambda", "elasticache", "kinesis", "ecs", "ecr", "elbv2", "efs", "kms"}
READS = ("Describe", "Get", "List", "Head", "Query", "Scan", "Lookup", "Filter")
# Calls that CloudTrail calls reads, whatever their names say.
ONLY_READING = {
    ("sts", "AssumeRole"), ("sqs", "ReceiveMessage"), ("kms", "Decrypt"), ("kms", "Encrypt"), ("kms", "GenerateDataKey"),
    ("kms", "Sign"), ("kms", "GenerateMac"),
}
DATA_EVENTS = {
    ("dynamodb", "PutItem"), ("dynamodb", "UpdateItem"), ("dynamodb", "DeleteItem"), ("dynamodb", "GetItem"),
    ("dynamodb", "Query"), ("sqs", "SendMessage"), ("sqs", "ReceiveMessage"), ("sns", "Publish"), ("lambda", "Invoke"), ("kinesis", "PutRecord"),
}
MAIN_ACCOUNT = "123456789012"
"""The emulator's own account, as it stands in what went over the wire."""


def is_read(call: Call) -> bool:
    return call.operation.startswith(READS) or (call.service, call.operation) in ONLY_READING


def is_data(call: Call) -> bool:
    if call.service == "s3":
        return call.operation in s3_forms.DATA_EVENTS
    return (call.service, call.operation) in DATA_EVENTS


def name_event(call: Call) -> str:
    if call.service == "lambda":
        return call.operation + LAMBDA_SUFFIXES.get(call.operation, "")
    if call.service == "s3":
        return s3_forms.EVENT_NAMES.get(call.operation, call.operation)
    return call.operation


def pick_forms(call: Call) -> Any:
    return ec2_forms if call.service == "ec2" else s3_forms if call.service == "s3" else json_forms


def is_silent(call: Call) -> bool:
    """CloudTrail says nothing of the answers to reads, and to most calls that attach, put, delete or tag."""
    if is_read(call) or call.service in SILENT_SERVICES:
        return True
    if call.service in SPEAKING:
        return False
    return call.operation.startswith(SILENT_VERBS)


def make_record(call: Call, random_: random.Random) -> dict[str, Any]:
    failed = call.status >= 300
    data = is_data(call)
    call.request_id = make_uuid(random_)
    record: dict[str, Any] = {
        "eventVersion": random_.choice(["1.08", "1.09", "1.10"]),
        "userIdentity": write_identity(call),
        "eventTime": call.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{SOURCES.get(call.service, call.model.service_model.endpoint_prefix)}.amazonaws.com",
        "eventName": name_event(call),
        "awsRegion": REGION if call.service in GLOBAL else call.region,
        "sourceIPAddress": call.invoked_by or "203.0.113.24",
        "userAgent": call.invoked_by or "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 aws-sdk-go-v2/1.32",
    }
    if failed:
        error = call.parsed.get("Error", {})
        record["errorCode"] = ("Client." if call.service == "ec2" else "") + str(error.get("Code"))
        record["errorMessage"] = str(error.get("Message"))
    record["requestParameters"] = pick_forms(call).write_request(call) or None
    record["responseElements"] = None if failed or is_silent(call) else pick_forms(call).write_response(call)
    if call.service == "s3":
        record["additionalEventData"] = s3_forms.write_transfer(call)
    if call.service == "cognito-idp" and "Username" in call.params:
        record["additionalEventData"] = {"sub": tell_subject(call)}
    record |= {
        "requestID": call.request_id,
        "eventID": make_uuid(random_),
        "readOnly": is_read(call),
        "eventType": "AwsApiCall",
        "managementEvent": not data,
        "recipientAccountId": MAIN_ACCOUNT,
        "eventCategory": "Data" if data else "Management",
    }
    if touched := list_touched(call):
        record["resources"] = touched
    if call.service in VERSIONS:
        record["apiVersion"] = VERSIONS[call.service]
    return record


def list_touched(call: Call) -> list[dict[str, str]]:
    """What CloudTrail writes of the things that a call touched, beside its parameters."""
    if call.service == "kms" and call.status < 300 and is_read(call) and "KeyId" in call.parsed:
        return [{"accountId": MAIN_ACCOUNT, "type": "AWS::KMS::Key", "ARN": call.parsed["KeyId"]}]
    return []


def write_identity(call: Call) -> dict[str, Any]:
    if call.actor is None:
        return {"type": "AWSService", "invokedBy": call.invoked_by}
    identity: dict[str, Any] = {
        "type": "IAMUser",
        "principalId": "AIDA4ODUCTION7EXAMPLE",
        "arn": f"arn:aws:iam::{MAIN_ACCOUNT}:user/{call.actor}",
        "accountId": MAIN_ACCOUNT,
        "accessKeyId": "AKIA4ODUCTION7EXAMPLE",
        "userName": call.actor,
    }
    if call.invoked_by:
        identity["invokedBy"] = call.invoked_by
    return identity


def tell_subject(call: Call) -> str:
    """By what CloudTrail tells the users of a pool apart, whose names it hides."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{call.params['UserPoolId']} {call.params['Username']}"))


def make_uuid(random_: random.Random) -> str:
    return str(uuid.UUID(int=random_.getrandbits(128), version=4))
