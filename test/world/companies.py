"""The companies: the programs that build each, in their order, and the parts that read back what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import facts_bank
import facts_data_platform
import facts_enterprise
import facts_hoster
import facts_lab
import facts_messaging
import facts_network
import facts_operations
import facts_people
import facts_press
import facts_stores
import facts_studio
import facts_web_shop
from bank import build_bank
from compute import build_compute
from data_platform import build_data_platform
from enterprise import build_enterprise
from facts import Facts
from functions import build_functions
from hoster import build_hoster
from lab import build_lab
from messaging import build_messaging
from network import build_network
from operations import build_operations
from people import build_people
from press import build_press
from stores import build_stores
from studio import build_studio
from web_shop import build_web_shop
from world import World


@dataclass(frozen=True)
class Company:
    builds: tuple[Callable[[World], None], ...]
    # Names come before those who mention them only in the output: identifiers are replaced at the end.
    parts: tuple[Callable[[Facts], None], ...]


COMPANIES = {
    "office": Company(
        (build_people, build_network, build_compute, build_stores, build_messaging, build_functions, build_operations),
        (
            facts_people.read_people, facts_people.read_keys, facts_people.read_secrets, facts_people.read_pools,
            facts_network.read_network, facts_network.read_machines, facts_network.read_balancers,
            facts_stores.read_tables, facts_stores.read_buckets, facts_stores.read_databases, facts_stores.read_streams,
            facts_stores.read_catalogue, facts_messaging.read_queues, facts_messaging.read_buses,
            facts_messaging.read_functions, facts_messaging.read_apis, facts_messaging.read_containers,
            facts_operations.read_names, facts_operations.read_logs, facts_operations.read_alarms,
            facts_operations.read_firewall, facts_operations.read_stacks,
        ),
    ),
    "bank": Company((build_bank,), tuple(facts_bank.PARTS)),
    "data-platform": Company((build_data_platform,), tuple(facts_data_platform.PARTS)),
    "enterprise": Company((build_enterprise,), tuple(facts_enterprise.PARTS)),
    "hoster": Company((build_hoster,), tuple(facts_hoster.PARTS)),
    "lab": Company((build_lab,), tuple(facts_lab.PARTS)),
    "press": Company((build_press,), tuple(facts_press.PARTS)),
    "studio": Company((build_studio,), tuple(facts_studio.PARTS)),
    "web-shop": Company((build_web_shop,), tuple(facts_web_shop.PARTS)),
}
