"""Uses what stands in an emulator, and things that it puts there, as applications do; writes what CloudTrail would have
logged of that, and tells which things were named.

    python use.py --endpoint URL --seed NUMBER --output FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from applications import USES, User, use_missing
from older import build_older
from production import move_to_production
from recorder import REGION, Recorder, make_config
from records import make_record
from things import KINDS, try_read
from trail_files import write_trail


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    session = boto3.Session("testing", "testing", region_name=REGION)

    @cache
    def make_client(service: str, region: str = REGION) -> Any:
        return session.client(service, region, endpoint_url=given.endpoint, config=make_config())

    build_older(make_client)
    recorder = Recorder(given.endpoint, given.seed)
    user = User(recorder, make_client, random.Random(f"uses {given.seed}"))
    things = []
    for kind, use in USES.items():
        for region in KINDS[kind].regions:
            for name in list(KINDS[kind].list(make_client, region)):
                use(user, region, name)
                facts = try_read(make_client, kind, region, name)
                things.append({"kind": kind, "region": region, "name": name, "facts": facts})
    use_missing(user)
    random_ = random.Random(f"log of uses {given.seed}")
    records = [make_record(call, random_) for call in recorder.calls]
    write_trail(move_to_production(records, given.endpoint, random_), given.output, random_)
    print(json.dumps({"calls": len(records), "things": things}))


if __name__ == "__main__":
    main()
