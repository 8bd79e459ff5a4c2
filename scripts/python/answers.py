"""Writes a plausible answer to an operation from its output shape, the same each time.

A structure gets all members where its service meets it first and two later, so that every shape is covered
and the sum stays small.
"""

import base64
import datetime
import json
import struct
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

TEXTS = ["text", "a <b> & \"c\" 'd'", " spaced  out ", "é 日本 😀", "line\nbreak\ttab", "", "true", "0123", "{\"a\":1}"]
HEADER_TEXTS = ["text", "a, b; c=\"d\"", "1.50", "arn:aws:iam::123456789012:role/r", "%7B%22a%22%3A1%7D"]
INTEGERS = [1, 0, -5, 2147483647]
LONGS = [9007199254740993, 1, -9223372036854775808, 0, 9007199254740991]
FLOATS = [1.5, 0.0, -2.25, 1e21, 0.1, 1e-7]
TIMES = [1700000000, 0, 1600000000.123, -86400, 4102444800.5]
DOCUMENT = {"a": [1, "two", None, {"b": 9007199254740993}], "__proto__": True}
KNOWN_LOCATIONS = ("header", "headers", "statusCode")


def time_text(seconds, form):
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    if form == "rfc822":
        return format_datetime(moment.replace(microsecond=0), usegmt=True)
    if form == "iso8601":
        return moment.strftime("%Y-%m-%dT%H:%M:%S") + (".%03dZ" % (moment.microsecond // 1000) if seconds % 1 else "Z")
    return repr(seconds)


class Writer:
    """Makes values of shapes and writes them; counts what it made so that values take turns."""

    def __init__(self):
        self.seen = set()
        self.made = 0

    def turn(self, choices):
        self.made += 1
        return choices[self.made % len(choices)]

    def members(self, shape, depth):
        names = list(shape.members)
        if shape.is_tagged_union:
            return [self.turn(names)] if names else []
        is_first = shape.name not in self.seen
        self.seen.add(shape.name)
        if not is_first and depth > 0:
            names = names[:2] if depth < 12 else []
        return names

    def scalar(self, shape, texts=TEXTS):
        kind = shape.type_name
        if kind in ("string", "character"):
            return self.turn(shape.enum) if getattr(shape, "enum", None) else self.turn(texts)
        if kind == "boolean":
            return self.turn([True, False])
        if kind == "integer":
            return self.turn(INTEGERS)
        if kind == "long":
            return self.turn(LONGS)
        if kind in ("float", "double"):
            return self.turn(FLOATS)
        if kind == "timestamp":
            return self.turn(TIMES)
        return self.turn([b"bytes", b"", bytes(range(256))])

    def list_length(self, depth):
        return self.turn([2, 1, 0, 2]) if depth < 4 else 1

    def time_format(self, shape, default):
        form = shape.serialization.get("timestampFormat", default)
        return self.turn([form, form, form, "iso8601", "unixTimestamp"])


class XmlWriter(Writer):
    """query, ec2 and rest-xml."""

    def text(self, shape):
        value = self.scalar(shape)
        if shape.type_name == "boolean":
            return "true" if value else "false"
        if shape.type_name == "timestamp":
            return time_text(value, self.time_format(shape, "iso8601"))
        if shape.type_name == "blob":
            return base64.b64encode(value).decode()
        if shape.type_name in ("string", "character"):
            if value == "text":
                return "<![CDATA[te]]>xt<!-- no text -->"
            return escape(value).replace("\t", "&#9;")
        return repr(value)

    def element(self, shape, name, depth, skip=KNOWN_LOCATIONS):
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, name, depth, skip)
        if kind == "list":
            flat = shape.serialization.get("flattened")
            item = shape.member.serialization.get("name")
            item = (item or name) if flat else (item or "member")
            count = self.list_length(depth) if not flat else max(1, self.list_length(depth))
            inner = "".join(self.element(shape.member, item, depth + 1) for _ in range(count))
            return inner if flat else f"<{name}>{inner}</{name}>"
        if kind == "map":
            return self.map(shape, name, depth)
        return f"<{name}>{self.text(shape)}</{name}>"

    def map(self, shape, name, depth):
        flat = shape.serialization.get("flattened")
        key = shape.key.serialization.get("name") or "key"
        value = shape.value.serialization.get("name") or "value"
        keys = shape.key.enum[:2] if getattr(shape.key, "enum", None) else ["k&amp;1", "__proto__"]
        entry = name if flat else "entry"
        inner = "\n ".join(
            f"<{entry}><{key}>{k}</{key}>{self.element(shape.value, value, depth + 1)}</{entry}>" for k in keys
        )
        return inner if flat else f"<{name}>{inner}</{name}>"

    def structure(self, shape, name, depth, skip=KNOWN_LOCATIONS):
        attributes, inner = "", []
        for member_name in self.members(shape, depth):
            member = shape.members[member_name]
            if member.serialization.get("location") in skip:
                continue
            wire = member.serialization.get("name", member_name)
            if member.serialization.get("xmlAttribute"):
                space = f' xmlns:{wire.split(":")[0]}="urn:x"' if ":" in wire else ""
                attributes += f"{space} {wire}={quoteattr(self.scalar(member))}"
            else:
                inner.append(self.element(member, wire, depth + 1))
        if not shape.is_tagged_union and depth % 2:
            inner.append("<UnknownMember>1</UnknownMember>")
        return f"<{name}{attributes}>" + self.turn(["", "\n  "]).join(inner) + f"</{name}>"


class JsonWriter(Writer):
    """json and rest-json; named by locationName."""

    def value(self, shape, depth):
        kind = shape.type_name
        if kind == "structure":
            if shape.is_document_type:
                return DOCUMENT
            made = {}
            for name in self.members(shape, depth):
                member = shape.members[name]
                if depth > 0 or member.serialization.get("location") not in KNOWN_LOCATIONS:
                    made[self.name(member, name)] = self.value(member, depth + 1)
            if depth % 2 and not shape.is_tagged_union:
                made.update({"UnknownMember": {"a": 1}, "NullMember": None})
            if depth > 1 and shape.is_tagged_union:
                made["__type"] = "ns#Union"
            return made
        if kind == "list":
            made = [self.value(shape.member, depth + 1) for _ in range(self.list_length(depth))]
            return made + [None] if self.turn([0, 0, 0, 1]) else made
        if kind == "map":
            keys = shape.key.enum[:2] if getattr(shape.key, "enum", None) else ["K 1", "__proto__"]
            return {key: self.value(shape.value, depth + 1) for key in keys}
        return self.leaf(shape)

    def name(self, member, name):
        return member.serialization.get("name", name)

    def leaf(self, shape):
        value = self.scalar(shape)
        if shape.type_name == "timestamp":
            form = self.time_format(shape, "unixTimestamp")
            return value if form == "unixTimestamp" else time_text(value, form)
        if shape.type_name == "blob":
            return base64.b64encode(value).decode()
        return value


class CborWriter(JsonWriter):
    """smithy-rpc-v2-cbor; named by member."""

    def name(self, member, name):
        return name

    def leaf(self, shape):
        value = self.scalar(shape)
        return ("time", value) if shape.type_name == "timestamp" else value

    def head(self, major, n):
        for info, form, limit in ((24, ">BB", 1 << 8), (25, ">BH", 1 << 16), (26, ">BI", 1 << 32), (27, ">BQ", 1 << 64)):
            if n < 24:
                return bytes([major << 5 | n])
            if n < limit:
                return struct.pack(form, major << 5 | info, n)
        raise ValueError(n)

    def encode(self, value):
        if value is None or isinstance(value, bool):
            return bytes([0xF6 if value is None else 0xF5 if value else 0xF4])
        if isinstance(value, int):
            return self.head(0, value) if value >= 0 else self.head(1, -1 - value)
        if isinstance(value, float):
            if struct.unpack(">f", struct.pack(">f", value))[0] == value:
                return b"\xfa" + struct.pack(">f", value)
            return b"\xfb" + struct.pack(">d", value)
        if isinstance(value, (str, bytes)):
            major, data = (3, value.encode()) if isinstance(value, str) else (2, value)
            if self.turn([0, 0, 0, 0, 1]):
                return bytes([major << 5 | 31]) + self.head(major, len(data)) + data + b"\xff"
            return self.head(major, len(data)) + data
        if isinstance(value, tuple):
            return b"\xc1" + self.encode(value[1])
        open_ended = self.turn([0, 0, 1])
        if isinstance(value, list):
            inner, major, count = b"".join(map(self.encode, value)), 4, len(value)
        else:
            inner, major, count = b"".join(self.encode(k) + self.encode(v) for k, v in value.items()), 5, len(value)
        return bytes([major << 5 | 31]) + inner + b"\xff" if open_ended else self.head(major, count) + inner


WRITERS = {
    "query": XmlWriter,
    "ec2": XmlWriter,
    "rest-xml": XmlWriter,
    "json": JsonWriter,
    "rest-json": JsonWriter,
    "smithy-rpc-v2-cbor": CborWriter,
}


def write_headers(writer, shape, headers):
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        wire = member.serialization.get("name", name).lower()
        if location == "headers":
            headers.update({wire + "one": "1", wire + "two-b": "é"})
        elif location == "header":
            value = writer.scalar(member, HEADER_TEXTS)
            if member.serialization.get("jsonvalue"):
                value = base64.b64encode(json.dumps(DOCUMENT).encode()).decode()
            elif member.type_name == "timestamp":
                value = time_text(value, writer.time_format(member, "rfc822"))
            elif member.type_name == "boolean":
                value = "true" if value else "false"
            headers[wire] = str(value)


def write_body(writer, protocol, operation, shape):
    """The body of a success, in bytes."""
    if shape is None:
        return b""
    payload = shape.serialization.get("payload")
    if protocol in ("rest-xml", "rest-json") and payload:
        member = shape.members[payload]
        if member.type_name == "blob":
            return bytes(range(97, 123))
        if member.type_name == "string":
            return "a pläin text".encode()
        shape, depth = member, 1
    else:
        depth = 0
    if protocol == "smithy-rpc-v2-cbor":
        return writer.encode(writer.value(shape, depth))
    if protocol in ("json", "rest-json"):
        return json.dumps(writer.value(shape, depth), ensure_ascii=bool(writer.turn([0, 1]))).encode()
    root = f'{operation.name}Response xmlns="http://x.amazonaws.com/doc/" xmlns:p="urn:p"'
    skip = KNOWN_LOCATIONS if protocol == "rest-xml" else ()
    wrapper = shape.serialization.get("resultWrapper") if protocol == "query" else None
    name = wrapper or operation.name + "Response"
    body = writer.element(shape, name, depth, skip)
    if wrapper:
        rest = "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
        body = f"<{root}>\n{body}\n{rest}</{operation.name}Response>"
    else:
        body = body.replace(f"<{name}", f"<{root}", 1)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + body).encode()


def write_error(protocol, turn, code, message):
    """Headers and body of a failure."""
    if protocol == "smithy-rpc-v2-cbor":
        writer = CborWriter()
        return {"content-type": "application/cbor"}, writer.encode({"__type": "ns.v1#" + code, "message": message})
    if protocol in ("json", "rest-json"):
        named = [code, "com.amazonaws.x#" + code, code + ":http://internal.amazon.com/x/"][turn % 3]
        key = ["message", "Message"][turn % 2]
        if protocol == "rest-json" and turn % 2:
            return {"x-amzn-errortype": named}, json.dumps({key: message}).encode()
        field = "__type" if protocol == "json" else ["code", "Code", "__type"][turn % 3]
        return {}, json.dumps({field: named, key: message}).encode()
    error = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if protocol == "ec2":
        return {}, f"<Response><Errors><Error>{error}</Error></Errors><RequestID>r</RequestID></Response>".encode()
    if protocol == "rest-xml" and turn % 2:
        return {}, f'<?xml version="1.0"?>\n<Error>{error}<RequestId>r</RequestId></Error>'.encode()
    error = f"<Error><Type>Sender</Type>{error}</Error><RequestId>r</RequestId>"
    return {}, f'<ErrorResponse xmlns="urn:x">{error}</ErrorResponse>'.encode()
