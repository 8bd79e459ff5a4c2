"""Builds a company in an emulator and writes what CloudTrail would have logged of it.

    python provision.py --endpoint URL --company NAME --seed NUMBER --output FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from companies import COMPANIES
from production import move_to_production
from recorder import Recorder
from records import is_read, make_record
from trail_files import write_trail
from world import World


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--company", choices=COMPANIES, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    recorder = Recorder(given.endpoint, given.seed)
    world = World(recorder, given.seed)
    for build in COMPANIES[given.company].builds:
        build(world)
    random_ = random.Random(f"log {given.seed}")
    records = move_to_production([make_record(call, random_) for call in recorder.calls], given.endpoint, random_)
    files = write_trail(records, given.output, random_)
    print(json.dumps({
        "company": world.company,
        "calls": len(recorder.calls),
        "writes": sum(not is_read(call) and call.status < 300 for call in recorder.calls),
        "failed": sum(call.status >= 300 for call in recorder.calls),
        "services": len({call.service for call in recorder.calls}),
        "seconds": len({call.at for call in recorder.calls}),
        "files": files,
    }))


if __name__ == "__main__":
    main()
