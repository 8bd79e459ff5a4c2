"""Reads an emulator back and tells the facts that stand in it, and what could not be read.

    python read.py --endpoint URL --company NAME
"""

from __future__ import annotations

import argparse
import json
import re
from functools import cache
from typing import Any

import boto3

from companies import COMPANIES
from facts import Facts
from recorder import REGION, make_config


# Addresses of queues begin with that by which the emulator was asked, which behind a proxy is the proxy's; production's own are
# those of a service in a region.
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+|https://sqs\.[a-z0-9-]+\.amazonaws\.com(?=/)")


def read_facts(endpoint: str, company: str) -> Facts:
    session = boto3.Session("testing", "testing", region_name=REGION)

    @cache
    def make_client(service: str, region: str = REGION) -> Any:
        return session.client(service, region, endpoint_url=endpoint, config=make_config())

    facts = Facts(make_client)
    for part in COMPANIES[company].parts:
        facts.read(part)
    return facts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--company", choices=COMPANIES, required=True)
    given = parser.parse_args()
    facts = read_facts(given.endpoint, given.company)
    told = {"facts": facts.list(), "unread": facts.unread, "identifiers": facts.identifiers}
    print(ADDRESS.sub("http://emulator", json.dumps(told)))


if __name__ == "__main__":
    main()
