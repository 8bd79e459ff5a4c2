"""Prints what botocore serialises for every operation of every service, as JSON lines.

Usage: serialize-all.py RETIRED [SERVICE...] (with PYTHONPATH on the pinned botocore), where RETIRED is the data
folder of what newer releases have no longer. An operation has three inputs:
"full" has every member (a shape that was filled once has only its required members after that), "minimal" only the
required ones, "awkward" has values that are easily written wrong. A line is
{service, operation, kind, input, method, path, query, headers, body | body_base64} or {..., error}; in the input a
timestamp is {"$milliseconds"}, a blob {"$base64"}, and a number to be kept digit for digit {"$digits"}.
"""

import base64
import datetime
import functools
import gc
import json
import sys
from multiprocessing import Pool

from botocore import handlers
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import SERIALIZERS, Serializer, create_serializer
from botocore.utils import percent_encode_sequence

TOKEN = "00000000-0000-4000-8000-000000000000"
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
UNICODE = "ünïcödé 日本語 😀"
SPECIAL = "a&b<c>d\"e'f\n\tg =+?#%2F/\\;:@,!*()~ [x]{y}|^`$"
HEADER_SPECIAL = "a&b<c>d\"e'f =+?#%2F/\\;:@,!*()~"
KINDS = ("full", "minimal", "awkward")
MAXIMUM_DEPTH = 12


class Maker:
    """Makes one input: the value that botocore takes and the tagged one that is written, side by side."""

    def __init__(self, kind):
        self.kind = kind
        self.filled = set()
        self.count = 0

    def make(self, shape, name, depth=0):
        maker = getattr(self, f"make_{shape.type_name}", None)
        return maker(shape, name, depth) if maker else self.make_number(shape, name, depth)

    def choose(self, *values):
        self.count += 1
        return values[self.count % len(values)]

    def make_structure(self, shape, name, depth):
        if shape.is_document_type:
            value = {"text": UNICODE, "list": [1, None, {"deep": True}], "number": 0.5}
            return value, value
        first = shape.name not in self.filled
        self.filled.add(shape.name)
        fills = first and self.kind != "minimal" and depth < MAXIMUM_DEPTH
        if self.kind == "awkward" and depth > 1 and self.choose(0, 0, 0, 1):
            fills = False
        given, tagged = {}, {}
        # A request keeps its input's order, so one kind does not have the model's.
        members = list(shape.members.items())
        for member_name, member in reversed(members) if self.kind == "awkward" else members:
            if shape.is_tagged_union and given:
                break
            required = member_name in shape.required_members or member.serialization.get("location") == "uri"
            if depth > 2 * MAXIMUM_DEPTH or not (fills or required):
                continue
            if member.serialization.get("eventstream"):
                continue
            given[member_name], tagged[member_name] = self.make(member, member_name, depth + 1)
        return given, tagged

    def make_list(self, shape, name, depth):
        in_header = shape.serialization.get("location") == "header"
        if self.kind == "awkward" and (in_header or self.choose(0, 0, 1)):
            return [], []
        count = 1 if self.kind == "minimal" else 2
        pairs = [self.make(shape.member, name, depth + 1) for _ in range(count)]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]

    def make_map(self, shape, name, depth):
        if self.kind == "awkward" and self.choose(0, 0, 1):
            return {}, {}
        location = shape.serialization.get("location")
        keys = ["one", "two"]
        if self.kind == "awkward":
            keys = ["aA-1"] if location == "headers" else ["", SPECIAL, "__proto__"]
        given, tagged = {}, {}
        for key in keys[: 1 if self.kind == "minimal" else None]:
            given[key], tagged[key] = self.make(shape.value, "header" if location == "headers" else name, depth + 1)
        return given, tagged

    def make_string(self, shape, name, depth):
        location = shape.serialization.get("location")
        if location == "header" and shape.serialization.get("jsonvalue"):
            value = {"key": [1, "two"]}
            return value, value
        if self.kind != "awkward":
            value = shape.enum[0] if shape.enum else f"{name}-value"
        elif location == "header" or name == "header":
            value = self.choose("", HEADER_SPECIAL)
        elif location == "uri":
            value = self.choose(UNICODE, SPECIAL, "a/b//c d+e~")
        else:
            value = self.choose("", UNICODE, SPECIAL, " lead and trail ")
        return value, value

    make_character = make_string

    def make_boolean(self, shape, name, depth):
        value = self.choose(True, False)
        return value, value

    def make_blob(self, shape, name, depth):
        value = b"some bytes" if self.kind != "awkward" else self.choose(b"", bytes(range(256)))
        return value, {"$base64": base64.b64encode(value).decode()}

    def make_timestamp(self, shape, name, depth):
        milliseconds = 1700000000000
        if self.kind == "awkward":
            milliseconds = self.choose(1700000000123, -1500, 0, 1589414400500, 951782400000)
        value = EPOCH + datetime.timedelta(milliseconds=milliseconds)
        return value, {"$milliseconds": milliseconds}

    def make_number(self, shape, name, depth):
        if self.kind != "awkward":
            value = 7 if shape.type_name in ("integer", "long") else 1.5
            return value, value
        if shape.type_name in ("integer", "long"):
            value = self.choose(0, -42, 9007199254740993, -9223372036854775808)
            return value, {"$digits": str(value)}
        digits = self.choose("-0.25", "1.0", "123456.789", "1e+25")
        value = self.choose(float(digits), float(digits), float("inf"), float("-inf"), float("nan"))
        return value, {"$digits": digits} if abs(value) < float("inf") else {"$number": str(value)}


def apply_handlers(service, params, model):
    """What botocore's own handlers do to parameters and requests that an emulator could tell."""
    handlers.generate_idempotent_uuid(params, model)
    if service == "glacier":
        handlers.inject_account_id(params)
    if service == "route53":
        handlers.fix_route53_ids(params, model)


def apply_request_handlers(service, request, model):
    if service == "glacier":
        handlers.add_glacier_version(model, request)
    if service == "apigateway":
        handlers.add_accept_header(model, request)


def describe(request):
    body = request["body"]
    if isinstance(body, dict):
        body = percent_encode_sequence(body)
    line = {
        "method": request["method"],
        "path": request["url_path"],
        "query": percent_encode_sequence(request["query_string"]) if request["query_string"] else "",
        "headers": {name.lower(): value for name, value in request["headers"].items()},
    }
    if isinstance(body, str):
        return {**line, "body": body}
    try:
        return {**line, "body": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {**line, "body_base64": base64.b64encode(body).decode()}


def serialize_operation(service, model, serializer, name):
    operation = model.operation_model(name)
    for kind in KINDS:
        shape = operation.input_shape
        given, tagged = Maker(kind).make(shape, name) if shape else ({}, {})
        line = {"service": service, "operation": name, "kind": kind, "input": tagged}
        try:
            if shape:
                apply_handlers(service, given, operation)
            request = serializer.serialize_to_request(given, operation)
            apply_request_handlers(service, request, operation)
            line.update(describe(request))
        except Exception as error:
            line["error"] = f"{type(error).__name__}: {error}"
        yield json.dumps(line, ensure_ascii=False)


@functools.cache
def make_loader():
    """One loader a process: each lists all services anew."""
    return Loader(extra_search_paths=[sys.argv[1]])


def serialize_service(service):
    model = ServiceModel(make_loader().load_service_model(service, "service-2"), service_name=service)
    serializer = create_serializer(model.resolved_protocol, include_validation=False)
    lines = []
    for name in model.operation_names:
        lines.extend(serialize_operation(service, model, serializer, name))
    return "\n".join(lines) + "\n"


def ignore_host_prefix(serializer, parameters, operation_model):
    return None


if __name__ == "__main__":
    # A request goes to an emulator's one host, whatever prefix the model has.
    Serializer._expand_host_prefix = ignore_host_prefix
    handlers.uuid.uuid4 = lambda: TOKEN
    # Models make no garbage in circles, and looking for it takes a quarter of the time.
    gc.disable()
    services = sys.argv[2:] or make_loader().list_available_services("service-2")
    sys.stdout.reconfigure(encoding="utf-8")
    with Pool() as pool:
        for text in pool.imap(serialize_service, services, chunksize=4):
            sys.stdout.write(text)
