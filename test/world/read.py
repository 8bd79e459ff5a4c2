"""Reads an emulator back and tells the facts that stand in it, and what could not be read.

    python read.py --endpoint URL
"""

from __future__ import annotations

import argparse
import json
from functools import cache
from typing import Any

import boto3

import facts_messaging
import facts_network
import facts_operations
import facts_people
import facts_stores
from facts import Facts
from recorder import REGION, make_config

# Names come before those who mention them only in the output: identifiers are replaced at the end.
PARTS = [
    facts_people.read_people, facts_people.read_keys, facts_people.read_secrets, facts_people.read_pools,
    facts_network.read_network, facts_network.read_machines, facts_network.read_balancers,
    facts_stores.read_tables, facts_stores.read_buckets, facts_stores.read_databases, facts_stores.read_streams,
    facts_stores.read_catalogue, facts_messaging.read_queues, facts_messaging.read_buses,
    facts_messaging.read_functions, facts_messaging.read_apis, facts_messaging.read_containers,
    facts_operations.read_names, facts_operations.read_logs, facts_operations.read_alarms,
    facts_operations.read_firewall, facts_operations.read_stacks,
]


def read_facts(endpoint: str) -> tuple[dict[str, str], list[str]]:
    session = boto3.Session("testing", "testing", region_name=REGION)

    @cache
    def make_client(service: str) -> Any:
        return session.client(service, endpoint_url=endpoint, config=make_config())

    facts = Facts(make_client)
    for part in PARTS:
        facts.read(part)
    return facts.list(), facts.unread


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    facts, unread = read_facts(parser.parse_args().endpoint)
    print(json.dumps({"facts": facts, "unread": unread}))


if __name__ == "__main__":
    main()
