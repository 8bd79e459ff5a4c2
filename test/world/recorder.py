"""Listens to a boto3 session and keeps every call: the SDK's input, what went over the wire, the answer."""

from __future__ import annotations

import copy
import gc
import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, Iterator

import boto3
from botocore.config import Config
from botocore.model import OperationModel

# Clients make no garbage in circles, and looking for it takes a fifth of the time of every program here.
gc.disable()

REGION = "us-east-1"
START = datetime(2026, 3, 2, 9, 0, 0, tzinfo=timezone.utc)


@dataclass
class Call:
    """One call: `params` is the SDK's input, `parsed` the SDK's reading of the answer."""

    model: OperationModel
    params: dict[str, Any]
    at: datetime
    actor: str | None
    """The user; None where a service calls for itself."""
    invoked_by: str | None
    region: str
    method: str = ""
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    status: int = 0
    parsed: dict[str, Any] = field(default_factory=dict)
    answer: bytes = b""
    request_id: str = ""
    keys: list[str] = field(default_factory=list)
    """The key attributes of a DynamoDB item's table: production knows them, the request does not say."""

    @property
    def service(self) -> str:
        return self.model.service_model.service_name

    @property
    def operation(self) -> str:
        return self.model.name


class Clock:
    """A clock of its own: most calls share their second with others, some come much later."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_
        self._now = START

    def tick(self) -> datetime:
        draw = self._random.random()
        if draw > 0.995:
            self._now += timedelta(seconds=self._random.randint(60, 5400))
        elif draw > 0.85:
            self._now += timedelta(seconds=self._random.randint(1, 9))
        return self._now

    def pause(self) -> None:
        """Lets a second pass, where the log alone could not tell which of two calls came last."""
        self._now += timedelta(seconds=1)


class Recorder:
    """Makes clients whose calls are kept in `calls`, in the order they completed."""

    def __init__(self, endpoint: str, seed: int) -> None:
        self.endpoint = endpoint
        self.calls: list[Call] = []
        self.actor: str | None = "ada.terraform"
        self.invoked_by: str | None = None
        self.clock = Clock(random.Random(f"clock {seed}"))
        self._session = boto3.Session("testing", "testing", region_name=REGION)
        self._clients: dict[tuple[str, str], Any] = {}
        self._current: Call | None = None
        self._keys: dict[str, list[str]] = {}

    def client(self, service: str, region: str = REGION) -> Any:
        if (service, region) not in self._clients:
            client = self._session.client(service, region, endpoint_url=self.endpoint, config=make_config())
            events = client.meta.events
            events.register_last("before-parameter-build", partial(self._keep_params, region))
            events.register_last("before-send", self._keep_request)
            events.register_last("after-call", self._keep_answer)
            self._clients[service, region] = client
        return self._clients[service, region]

    @contextmanager
    def asked_by(self, service: str | None) -> Iterator[None]:
        """Calls that a service makes for itself; nobody's where there is none."""
        actor, self.actor, self.invoked_by = self.actor, self.actor if service is None else None, service
        try:
            yield
        finally:
            self.actor, self.invoked_by = actor, None

    def _keep_params(self, region: str, params: dict[str, Any], model: OperationModel, **_: Any) -> None:
        self._current = Call(model, copy.deepcopy(params), self.clock.tick(), self.actor, self.invoked_by, region)

    def _keep_request(self, request: Any, **_: Any) -> None:
        call = self._current
        if call is None:
            return
        call.method, call.url = request.method, request.url
        call.headers = {name.lower(): read_text(value) for name, value in request.headers.items()}
        body = request.body
        if hasattr(body, "read"):
            position = body.tell()
            body = body.read()
            request.body.seek(position)
        call.body = body.encode() if isinstance(body, str) else bytes(body or b"")

    def _keep_answer(self, http_response: Any, parsed: dict[str, Any], **_: Any) -> None:
        call = self._current
        if call is None:
            return
        self._current = None
        if call.operation == "CreateTable" and call.service == "dynamodb":
            self._keys[call.params["TableName"]] = [key["AttributeName"] for key in call.params["KeySchema"]]
        call.keys = self._keys.get(call.params.get("TableName", ""), [])
        call.status, call.answer = http_response.status_code, http_response.content
        call.parsed = {k: copy.deepcopy(v) for k, v in parsed.items() if not hasattr(v, "read")}
        self.calls.append(call)


def read_text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def make_config() -> Config:
    """One request a call: a repeated one would be logged twice."""
    return Config(
        retries={"total_max_attempts": 1},
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        parameter_validation=True,
        inject_host_prefix=False,
    )
