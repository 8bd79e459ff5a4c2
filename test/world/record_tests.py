"""A plugin of pytest that writes what each test of moto's asks as a log of CloudTrail, one file a test.

    pytest -p record_tests, with RECORD_INTO a folder, RECORD_ONE_IN a number and RECORD_SEED a text in the environment
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.config import Config

from recorder import START, Call, read_text
from records import is_read, make_record

calls: list[Call] = []
keys: dict[str, list[str]] = {}
make_client = botocore.session.Session.create_client
# A bucket stands in the path, where the records look for it.
IN_PATH = Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required")


def listen(client: Any) -> None:
    """Keeps each call of a client; tests make clients of their own, and any number of them."""
    current: list[Call] = []

    def keep_params(params: dict[str, Any], model: Any, **_: Any) -> None:
        # A second for each: moto's order is the log's.
        at = START + timedelta(seconds=len(calls))
        region = client.meta.region_name or "us-east-1"
        current[:] = [Call(model, copy.deepcopy(params), at, "ada.terraform", None, region)]

    def keep_request(request: Any, **_: Any) -> None:
        for call in current:
            call.method, call.url = request.method, request.url
            call.headers = {name.lower(): read_text(value) for name, value in request.headers.items()}
            body = request.body or b""
            if hasattr(body, "read"):
                position = body.tell()
                body = body.read()
                request.body.seek(position)
            call.body = body.encode() if isinstance(body, str) else bytes(body)

    def keep_answer(http_response: Any, parsed: dict[str, Any], **_: Any) -> None:
        for call in current:
            call.status, call.answer = http_response.status_code, http_response.content
            call.parsed = {name: copy.deepcopy(value) for name, value in parsed.items() if not hasattr(value, "read")}
            table = call.params.get("TableName", "")
            if (call.service, call.operation) == ("dynamodb", "CreateTable"):
                keys[table] = [key["AttributeName"] for key in call.params.get("KeySchema", [])]
            call.keys = keys.get(table, [])
            calls.append(call)
        current.clear()

    events = client.meta.events
    events.register_last("before-parameter-build", keep_params)
    events.register_last("before-send", keep_request)
    events.register_last("after-call", keep_answer)


def create_client(session: Any, service_name: str, *rest: Any, **named: Any) -> Any:
    if service_name == "s3":
        own = named.get("config")
        named["config"] = IN_PATH.merge(own) if own else IN_PATH
    client = make_client(session, service_name, *rest, **named)
    listen(client)
    return client


botocore.session.Session.create_client = create_client


def pytest_collection_modifyitems(items: list[Any]) -> None:
    one_in, seed = int(os.environ["RECORD_ONE_IN"]), os.environ["RECORD_SEED"]
    items[:] = [item for item in items if int(hashlib.sha256(f"{seed} {item.nodeid}".encode()).hexdigest(), 16) % one_in == 0]


def pytest_runtest_setup() -> None:
    calls.clear()
    keys.clear()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    outcome = yield
    report = outcome.get_result()
    if report.when != "call" or not report.passed:
        return
    if not any(not is_read(one) and one.status < 300 for one in calls):
        return
    random_ = random.Random(item.nodeid)
    try:
        records = [make_record(one, random_) for one in calls]
        document = json.dumps({"Records": records})
    except (AttributeError, KeyError, TypeError, ValueError):
        # Some tests give what no client can send.
        return
    name = hashlib.sha256(item.nodeid.encode()).hexdigest()[:16]
    Path(os.environ["RECORD_INTO"], f"{name}.json").write_text(document)
