"""Reads two emulators back and tells which facts of the first hold in the second.

    python compare.py --original URL --replayed URL
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
    parser.add_argument("--original", required=True)
    parser.add_argument("--replayed", required=True)
    given = parser.parse_args()
    original, unread = read_facts(given.original)
    replayed, unread_there = read_facts(given.replayed)
    names = sorted({*original, *replayed})
    different = [name for name in names if original.get(name) != replayed.get(name)]
    print(json.dumps({
        "facts": len(names),
        "equal": len(names) - len(different),
        "unread": [*unread, *unread_there],
        "different": [
            {"fact": name, "original": original.get(name), "replayed": replayed.get(name)} for name in different
        ],
    }, indent=2))


if __name__ == "__main__":
    main()
