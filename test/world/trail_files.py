"""Delivers records as a trail does: shuffled files in the AWSLogs layout, some records twice, one file late."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import string
from pathlib import Path
from typing import Any

from production import PRODUCTION_ACCOUNT
from recorder import REGION

DUPLICATED = 0.04
LATE = 0.02


def write_trail(records: list[dict[str, Any]], folder: Path, random_: random.Random) -> int:
    """Writes the files below `folder` and gives how many there are."""
    late = [record for record in records if random_.random() < LATE]
    late_ids = {record["eventID"] for record in late}
    on_time = [record for record in records if record["eventID"] not in late_ids]
    on_time += [record for record in on_time if random_.random() < DUPLICATED]
    for record in late:
        record["addendum"] = {"reason": "DELIVERY_DELAY"}
    random_.shuffle(on_time)
    batches: list[list[dict[str, Any]]] = []
    for region in sorted({record["awsRegion"] for record in records}):
        there = [record for record in on_time if record["awsRegion"] == region]
        late_there = [record for record in late if record["awsRegion"] == region]
        batches += [*split_batches(there), *([late_there] if late_there else [])]
    files = [write_batch(batch, folder, random_) for batch in batches]
    write_digest(files, folder)
    return len(files)


def split_batches(records: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    count = max(4, len(records) // 60)
    return [batch for start in range(count) if (batch := records[start::count])]


def make_path(kind: str, region: str, at: str, ending: str) -> str:
    day = at[:10].replace("-", "/")
    stamp = at.replace("-", "").replace(":", "")[:13] + "Z"
    name = f"{PRODUCTION_ACCOUNT}_{kind}_{region}_{stamp}_{ending}.json.gz"
    return f"AWSLogs/{PRODUCTION_ACCOUNT}/{kind}/{region}/{day}/{name}"


def write_batch(batch: list[dict[str, Any]], folder: Path, random_: random.Random) -> tuple[str, str]:
    letters = string.ascii_letters + string.digits
    ending = "".join(random_.choice(letters) for _ in range(16))
    path = make_path("CloudTrail", batch[0]["awsRegion"], max(record["eventTime"] for record in batch), ending)
    body = json.dumps({"Records": batch}, separators=(",", ":")).encode()
    write_gzip(folder / path, body)
    return path, hashlib.sha256(body).hexdigest()


def write_digest(files: list[tuple[str, str]], folder: Path) -> None:
    digest = {
        "awsAccountId": PRODUCTION_ACCOUNT,
        "digestStartTime": "2026-03-02T09:00:00Z",
        "digestEndTime": "2026-03-03T09:00:00Z",
        "logFiles": [
            {"s3Bucket": "company-trail-logs", "s3Object": path, "hashValue": value, "hashAlgorithm": "SHA-256"}
            for path, value in files
        ],
    }
    write_gzip(folder / make_path("CloudTrail-Digest", REGION, "2026-03-03T09:00:00Z", "digest"), json.dumps(digest).encode())


def write_gzip(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(body, mtime=0))
