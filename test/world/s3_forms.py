"""S3's form in CloudTrail: bucket, key, raw header names, the sub-resource, and the XML body as JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from recorder import Call
from wire_json import read_xml

EVENT_NAMES = {
    "PutBucketLifecycleConfiguration": "PutBucketLifecycle",
    "GetBucketLifecycleConfiguration": "GetBucketLifecycle",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "DeleteBucketPublicAccessBlock",
    "ListObjectsV2": "ListObjects",
}
DATA_EVENTS = {
    "PutObject", "GetObject", "DeleteObject", "DeleteObjects", "CopyObject", "PutObjectTagging", "PutObjectAcl",
    "ListObjectsV2", "HeadObject",
}
HEADERS = {
    "x-amz-acl", "x-amz-copy-source", "x-amz-storage-class", "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-bucket-object-lock-enabled", "x-amz-object-ownership",
}


def write_request(call: Call) -> dict[str, Any]:
    address = urlsplit(call.url)
    bucket, _, key = address.path.lstrip("/").partition("/")
    written: dict[str, Any] = dict(parse_qsl(address.query, keep_blank_values=True))
    written |= {name: value for name, value in call.headers.items() if name in HEADERS}
    if call.operation == "PutBucketPolicy":
        written["bucketPolicy"] = json.loads(call.body)
    elif call.method in ("PUT", "POST") and call.operation != "PutObject" and call.body.startswith(b"<"):
        name, content = read_xml(call.body)
        if call.operation != "DeleteObjects":
            written[name] = content
    written["bucketName"] = bucket
    written["Host"] = f"{bucket}.s3.{call.region}.amazonaws.com"
    if key:
        written["key"] = unquote(key)
    return written


def write_transfer(call: Call) -> dict[str, Any]:
    return {
        "SignatureVersion": "SigV4",
        "CipherSuite": "ECDHE-RSA-AES128-GCM-SHA256",
        "bytesTransferredIn": len(call.body),
        "AuthenticationMethod": "AuthHeader",
        "bytesTransferredOut": 0,
    }
