"""The form of most services in CloudTrail: the SDK's members with a lower-case first letter, and what is hidden."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from recorder import Call

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
# Members that CloudTrail leaves out without a word.
ABSENT = {
    ("secretsmanager", "SecretString"), ("secretsmanager", "SecretBinary"),
    ("iam", "Password"), ("iam", "SecretAccessKey"),
    ("cloudformation", "TemplateBody"),
    ("kinesis", "Data"), ("firehose", "Data"), ("kms", "Plaintext"), ("kms", "CiphertextBlob"),
    ("lambda", "ZipFile"), ("lambda", "Payload"),
}
# Members that CloudTrail hides although the API's model does not call them sensitive.
MASKED = {
    ("sqs", "MessageBody"), ("sns", "Message"), ("rds", "MasterUserPassword"), ("cognito-idp", "TemporaryPassword"),
}
# Members that the API's model calls sensitive and CloudTrail shows.
SHOWN = {("cognito-idp", "ClientId")}
# Members whose object stays and whose content goes.
EMPTIED = {("lambda", "Environment")}
# Names that are not the SDK's member with a lower-case letter.
NAMES = {("rds", "DbInstancePort"): "dbInstancePort", ("cloudtrail", "TrailARN"): "trailARN"}

# Services whose answer's one wrapper CloudTrail leaves out.
FLAT = {"rds", "elasticache"}

# How a service writes a date: in Java's short form with or without a comma after the year, or as ISO.
COMMA_DATES = {"secretsmanager", "ssm", "kms", "cognito-idp", "ecs", "ecr", "athena", "glue"}
ISO_DATES = {"lambda", "cloudwatch", "autoscaling", "cloudformation", "wafv2"}
EPOCH_DATES = {"kinesis", "logs", "dynamodb"}


def lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def write_date(service: str, value: datetime) -> Any:
    if service in EPOCH_DATES:
        return int(value.timestamp() * (1000 if service == "logs" else 1))
    if service in ISO_DATES:
        return value.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    comma = "," if service in COMMA_DATES else ""
    clock = f"{value.hour % 12 or 12}:{value:%M:%S} {'AM' if value.hour < 12 else 'PM'}"
    return f"{value:%b} {value.day}, {value.year}{comma} {clock}"


def write_members(service: str, value: Any, shape: Shape, at: datetime | None = None) -> Any:
    """`at` replaces every date of an answer: the emulator's clock is not the log's."""
    if isinstance(shape, StructureShape):
        return write_structure(service, value, shape, at)
    if isinstance(shape, ListShape):
        return [write_members(service, item, shape.member, at) for item in value]
    if isinstance(shape, MapShape):
        return {key: write_members(service, item, shape.value, at) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return write_date(service, at or value) if isinstance(value, datetime) else value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def write_structure(service: str, value: dict[str, Any], shape: StructureShape, at: datetime | None) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, given in value.items():
        member = shape.members.get(name)
        if member is None or (service, name) in ABSENT:
            continue
        key = NAMES.get((service, name), lower_first(name))
        if (service, name) in EMPTIED:
            written[key] = {}
        elif (service, name) in MASKED or is_hidden(service, name, member):
            written[key] = HIDDEN
        else:
            written[key] = write_members(service, given, member, at)
    return written


def is_hidden(service: str, name: str, shape: Shape) -> bool:
    return bool(shape.metadata.get("sensitive")) and (service, name) not in SHOWN


def write_request(call: Call) -> dict[str, Any]:
    shape = call.model.input_shape
    if shape is None or not call.params:
        return {}
    if call.service == "apigateway":
        return write_api_gateway(call)
    if call.service == "dynamodb" and call.operation in ("PutItem", "UpdateItem", "DeleteItem", "GetItem"):
        return write_item_event(call)
    written = write_structure(call.service, call.params, shape, None)
    if call.operation == "PutParameter":
        written["value"] = HIDDEN
    if call.service == "route53" and "hostedZoneId" in written:
        written["hostedZoneId"] = written["hostedZoneId"].removeprefix("/hostedzone/")
    if call.service == "lambda" and str(call.params.get("FunctionName", "")).startswith("arn:"):
        _, partition, _, region, account, _, name = call.params["FunctionName"].split(":")[:7]
        written["fullyQualifiedArn"] = {
            "arnPrefix": {"partition": partition, "region": region, "account": account},
            "relativeId": {"functionName": name},
            "functionQualifier": {},
        }
    return written


def write_api_gateway(call: Call) -> dict[str, Any]:
    """What stands in the URL is on top; what stands in the body is in `<operation>Input`, by its wire names."""
    outer: dict[str, Any] = {}
    inner: dict[str, Any] = {}
    for name, value in call.params.items():
        member = call.model.input_shape.members[name]
        if member.serialization.get("location") in ("uri", "querystring"):
            outer[name] = write_members(call.service, value, member)
        else:
            inner[member.serialization.get("name", name)] = write_members(call.service, value, member)
    if call.operation.startswith(("Delete", "Get")):
        return outer
    return {**outer, f"{lower_first(call.operation)}Input": inner}


def write_item_event(call: Call) -> dict[str, Any]:
    """Only the key's values, without types, and the names of the other attributes."""
    keys = call.keys or list(call.params.get("Key", {}))
    item = call.params.get("Key") or call.params["Item"]
    written: dict[str, Any] = {"tableName": call.params["TableName"]}
    written["key"] = {name: write_key_value(item[name]) for name in keys}
    if "Item" in call.params:
        written["items"] = list(call.params["Item"])
    return written


def write_key_value(value: dict[str, Any]) -> Any:
    [(kind, plain)] = value.items()
    return int(plain) if kind == "N" else plain


def write_response(call: Call) -> dict[str, Any] | None:
    shape = call.model.output_shape
    if shape is None:
        return None
    members = {name: value for name, value in call.parsed.items() if name != "ResponseMetadata"}
    written = write_structure(call.service, members, shape, call.at)
    if call.service in FLAT and len(written) == 1:
        [written] = [inner for inner in written.values() if isinstance(inner, dict)] or [written]
    if call.service == "secretsmanager" and call.operation != "DeleteSecret":
        written = {"arn": written["aRN"]}
    return written or None
