"""Reads what stands in an emulator under the names that a file has, which is a JSON list of kinds, regions and names.

    python stand.py --endpoint URL --things FILE
"""

from __future__ import annotations

import argparse
import json
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from recorder import REGION, make_config
from things import try_read


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--things", type=Path, required=True)
    given = parser.parse_args()
    session = boto3.Session("testing", "testing", region_name=REGION)

    @cache
    def make_client(service: str, region: str = REGION) -> Any:
        return session.client(service, region, endpoint_url=given.endpoint, config=make_config())

    things = json.loads(given.things.read_text())
    print(json.dumps([try_read(make_client, one["kind"], one["region"], one["name"]) for one in things]))


if __name__ == "__main__":
    main()
