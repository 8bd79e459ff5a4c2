"""What one would write without cloudmock: each write call of a trail, through boto3, with its parameters as recorded.

Usage: boto3-loop.py FOLDER ENDPOINT. The records are selected as cloudmock selects them where the log alone tells
(successful API calls that do not read), sorted by time and sent one after the other. Of the parameters only the first
letters are changed, to the capitals that boto3 wants. Prints one line of JSON: how many calls there were, were sent
and answered with success, and the seconds that it took.
"""

import glob
import gzip
import json
import re
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

READS = ("Describe", "List", "Get", "Lookup", "Head", "Search", "Query", "Scan", "BatchGet")


def read_records(folder):
    for path in sorted(glob.glob(f"{folder}/**/*.json.gz", recursive=True)):
        with gzip.open(path) as file:
            yield from json.load(file).get("Records", [])


def is_write(record):
    if record.get("eventType") != "AwsApiCall" or record.get("errorCode"):
        return False
    read_only = record.get("readOnly")
    return not (record["eventName"].startswith(READS) if read_only is None else read_only)


def capitalise(value):
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: capitalise(inner) for key, inner in value.items()}
    return [capitalise(inner) for inner in value] if isinstance(value, list) else value


def find_method(client, event_name):
    operation = re.sub(r"\d{4}_?\d{2}_?\d{2}(v\d+)?$", "", event_name)
    names = {name: method for method, name in client.meta.method_to_api_mapping.items()}
    return getattr(client, names[operation]) if operation in names else None


def main():
    folder, endpoint = sys.argv[1:]
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60)
    session = boto3.Session("test", "test", region_name="us-east-1")
    known = set(session.get_available_services())
    clients = {}
    calls = sorted(filter(is_write, read_records(folder)), key=lambda record: record["eventTime"])
    sent = succeeded = 0
    start = time.monotonic()
    for record in calls:
        service = record["eventSource"].split(".")[0]
        service = {"monitoring": "cloudwatch", "states": "stepfunctions"}.get(service, service)
        if service not in known:
            continue
        key = service, record["awsRegion"]
        if key not in clients:
            clients[key] = session.client(service, key[1], endpoint_url=endpoint, config=config)
        method = find_method(clients[key], record["eventName"])
        if method is None:
            continue
        sent += 1
        try:
            method(**capitalise(record.get("requestParameters") or {}))
            succeeded += 1
        except (BotoCoreError, ClientError, TypeError):
            pass
    seconds = round(time.monotonic() - start, 1)
    print(json.dumps({"calls": len(calls), "sent": sent, "succeeded": succeeded, "seconds": seconds}))


main()
