"""Prints botocore's reading of a plausible answer to every operation of every service, a JSON line a case.

Run with the unpacked botocore on PYTHONPATH; takes the data folder of what newer releases have no longer, and names of
services, none for all. The answers are those of
answers.py. After an operation's cases come those of the errors of its service.
Values are printed as JSON, with {"$date": milliseconds}, {"$bytes": base64} and {"$digits": text} for what
JSON has no form for.
"""

import base64
import datetime
import gc
import json
import sys

import botocore.parsers
from answers import TEXTS, WRITERS, write_body, write_error, write_headers
from botocore.awsrequest import HeadersDict
from botocore.loaders import Loader
from botocore.model import ServiceModel


def plain(value, shape):
    """botocore's value in the form that is printed."""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=datetime.timezone.utc)
        return {"$date": round((value - EPOCH) / datetime.timedelta(milliseconds=1))}
    kind = shape.type_name if shape else None
    if kind == "blob" and isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and abs(value) > 9007199254740991:
        return {"$digits": str(value)}
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, list):
        inner = shape.member if kind == "list" else None
        return [plain(item, inner) for item in value]
    if kind == "structure" and not shape.is_document_type:
        # botocore does not walk the maps of CBOR, and so leaves unknown members in them.
        known = ((name, item) for name, item in value.items() if name in shape.members)
        return {name: plain(item, shape.members[name]) for name, item in known}
    inner = shape.value if kind == "map" else None
    return {key: plain(item, inner) for key, item in value.items()}


EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def print_case(case, headers, body, status):
    text = {"base64": base64.b64encode(body).decode()} if b"\xff" in body or not is_utf8(body) else {"text": body.decode()}
    print(json.dumps({**case, "status": status, "headers": headers, "body": text}, separators=(",", ":")))


def is_utf8(body):
    try:
        body.decode()
        return True
    except UnicodeDecodeError:
        return False


def print_service(service, model, protocol, parser):
    writer = WRITERS[protocol]()
    errors = {}
    for name in model.operation_names:
        operation = model.operation_model(name)
        errors.update({shape.name: shape for shape in operation.error_shapes})
        shape = operation.output_shape
        if operation.has_event_stream_output:
            continue
        headers = {}
        if shape is not None and protocol in ("rest-json", "rest-xml"):
            write_headers(writer, shape, headers)
        body = write_body(writer, protocol, operation, shape)
        answer = {"status_code": 200, "headers": HeadersDict(headers), "body": body, "context": {}}
        if shape is None:
            output = {}
        else:
            output = parser.parse(answer, shape)
            # What an XML answer calls ResponseMetadata is botocore's own, and no member of an output.
            output.pop("ResponseMetadata", None)
            output = plain(output, shape)
        print_case({"service": service, "protocol": protocol, "operation": name, "output": output}, headers, body, 200)
    first = model.operation_names[0]
    for turn, (name, shape) in enumerate(sorted(errors.items())):
        code = shape.metadata.get("error", {}).get("code", name)
        message = " ".join(TEXTS[turn % len(TEXTS)].split()) or "text"
        headers, body = write_error(protocol, turn, code, message)
        status = shape.metadata.get("error", {}).get("httpStatusCode", 400)
        answer = {"status_code": status, "headers": HeadersDict(headers), "body": body, "context": {}}
        error = parser.parse(answer, None)["Error"]
        said = {"code": error["Code"], "message": error["Message"]}
        print_case({"service": service, "protocol": protocol, "operation": first, "error": said}, headers, body, status)


def main():
    # Models make no garbage in circles, and looking for it takes a third of the time.
    gc.disable()
    # A session would read the machine's own AWS configuration and models.
    loader = Loader([sys.argv[1], Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    factory = botocore.parsers.ResponseParserFactory()
    services = sys.argv[2:] or loader.list_available_services("service-2")
    for service in services:
        model = ServiceModel(loader.load_service_model(service, "service-2"), service)
        protocols = model.metadata.get("protocols", [model.metadata["protocol"]])
        for protocol in protocols:
            print_service(service, model, protocol, factory.create_parser(protocol))


if __name__ == "__main__":
    main()
