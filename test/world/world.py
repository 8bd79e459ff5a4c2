"""What every part of the company shares: clients, seeded choices, and what was made so far."""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from typing import Any, Callable, Iterator

from botocore.exceptions import ClientError

from recorder import REGION, Recorder

ACCOUNT = "123456789012"
COMPANIES = ["acorn", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "juniper"]
WORDS = ["orders", "billing", "catalog", "search", "mail", "stock", "returns", "reports", "audit", "loyalty"]


class World:
    def __init__(self, recorder: Recorder, seed: int) -> None:
        self.recorder = recorder
        self.random = random.Random(f"world {seed}")
        self.company = f"{self.random.choice(COMPANIES)}-{self.random.randint(100, 999)}"
        self.words = self.random.sample(WORDS, len(WORDS))
        self.made: dict[str, Any] = {}

    def aws(self, service: str, region: str = REGION) -> Any:
        return self.recorder.client(service, region)

    def later(self) -> None:
        """Lets a second pass before a call whose order with others of the same thing the log could not tell else."""
        self.recorder.clock.pause()

    def name(self, *parts: str) -> str:
        return "-".join([self.company, *parts])

    def count(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def tag_specification(self, resource: str, name: str) -> list[dict[str, Any]]:
        tags = [{"Key": "Name", "Value": name}, {"Key": "cost-centre", "Value": str(self.count(10, 99))}]
        if self.random.random() < 0.3:
            tags.append({"Key": "critical", "Value": "true"})
        return [{"ResourceType": resource, "Tags": tags}]

    def shuffled(self, *steps: Callable[[], Any]) -> None:
        """Runs independent steps in an order of the seed's."""
        order = list(steps)
        self.random.shuffle(order)
        for step in order:
            step()

    def at_once(self, *workers: Iterator[None]) -> None:
        """Runs workers side by side, each up to its next `yield`, as the seed has it: as threads of one script do."""
        running = list(workers)
        while running:
            worker = self.random.choice(running)
            if next(worker, self) is self:
                running.remove(worker)

    @contextmanager
    def invoked_by(self, service: str) -> Iterator[None]:
        """Calls that a service makes on somebody's behalf."""
        self.recorder.invoked_by = service
        try:
            yield
        finally:
            self.recorder.invoked_by = None


def expect_failure(call: Callable[..., Any], **params: Any) -> None:
    """A call that production refused."""
    try:
        call(**params)
    except ClientError:
        return
    raise AssertionError(f"{call.__name__} was expected to fail")


def trust(service: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(actions: list[str], resources: Any) -> str:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resources}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role_arn(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"
