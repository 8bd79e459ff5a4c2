"""Reads things of any service by a table: how they are listed, what names them, what is inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Callable, Iterator

import jmespath

from facts import Facts
from recorder import REGION
from world import ACCOUNT


@dataclass(frozen=True)
class Listed:
    """
    One kind of thing. `items`, `name` and `ids` are JMESPath, over the answer or over an item; `params` are given as
    they are, `by` takes parameters from the thing that `under` lists (JMESPath over it), `detail` is a further
    operation for each item with parameters from it (from `item` and `parent` where `under` is set), whose answer may
    have the name. `alive` (JMESPath over the thing, with `parent` where `under` is set) tells it from what is being
    deleted, which is none any more. `drop` are members that no replay can leave alike.
    """

    kind: str
    service: str
    operation: str
    items: str
    name: str = "@"
    ids: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    under: str = ""
    by: dict[str, str] = field(default_factory=dict)
    detail: tuple[str, dict[str, str]] | None = None
    drop: tuple[str, ...] = ()
    alive: str = ""


def put_account(value: Any, account: str) -> Any:
    """What a row says, of the account that is read."""
    if isinstance(value, dict):
        return {name: put_account(member, account) for name, member in value.items()}
    return value.replace(ACCOUNT, account) if isinstance(value, str) else value


def find_params(by: dict[str, str], thing: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, path in by.items():
        value = jmespath.search(path.removeprefix("[]"), thing)
        found[name] = [value] if path.startswith("[]") else value
    return found


def strip(value: Any, drop: tuple[str, ...]) -> Any:
    """Without dates, which are the clock's, and without what is dropped."""
    if isinstance(value, dict):
        return {k: strip(v, drop) for k, v in value.items()
                if k not in drop and k != "ResponseMetadata" and not isinstance(v, datetime)}
    if isinstance(value, list):
        items = [strip(item, drop) for item in value if not is_gone(item)]
        # A target group names a balancer for each rule that it ever had there.
        return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
    return value.read().decode() if hasattr(value, "read") else value


# What moto keeps of a thing that was deleted, and what AWS keeps for an hour.
GONE = {"deleted", "deleting", "disassociated", "terminated", "terminating"}


def is_gone(thing: Any) -> bool:
    """Whether a thing's state, or that of the one thing in an answer, says that it was deleted."""
    if not isinstance(thing, dict):
        return False
    members = {name: value for name, value in thing.items() if name != "ResponseMetadata"}
    for name, value in members.items():
        if name.lower().endswith(("state", "status")):
            texts = value.values() if isinstance(value, dict) else [value]
            if any(isinstance(text, str) and text.lower() in GONE for text in texts):
                return True
    inner = list(members.values())
    return len(inner) == 1 and is_gone(inner[0])


def read_listed(table: list[Listed], regions: tuple[str, ...]) -> Callable[[Facts], None]:
    """A part of facts.read for each row's things in each region; a thing in another region has it in its name."""

    def read(facts: Facts) -> None:
        for region in regions:
            found: dict[str, list[tuple[str, Any]]] = {}
            for row in table:
                # What cannot be listed is unread alone, with what would stand in it.
                found[row.kind] = []
                facts.read(lambda facts: read_row(facts, row, region, found), f"{region} {row.kind}")

    return read


def read_row(facts: Facts, row: Listed, region: str, found: dict[str, list[tuple[str, Any]]]) -> None:
    for name, thing in list_things(facts, row, region, found):
        found[row.kind].append((name, thing))
        ids = [text for path in row.ids if isinstance(text := jmespath.search(path, thing), str)]
        attributes = strip(thing, row.drop)
        members = attributes if isinstance(attributes, dict) else {"value": attributes}
        facts.add(row.kind, name if region == REGION else f"{region} {name}", ids, **members)


def list_things(
    facts: Facts, row: Listed, region: str, found: dict[str, list[tuple[str, Any]]]
) -> Iterator[tuple[str, Any]]:
    client = facts.aws(row.service, region)
    parents = found[row.under] if row.under else [("", None)]
    for parent_name, parent in parents:
        params = {**put_account(row.params, facts.account), **find_params(put_account(row.by, facts.account), parent)}
        answers = (client.get_paginator(row.operation).paginate(**params) if client.can_paginate(row.operation)
                   else [getattr(client, row.operation)(**params)])
        for answer in answers:
            for item in jmespath.search(row.items, answer) or []:
                thing = item
                if row.detail is not None:
                    operation, by = row.detail
                    thing = getattr(client, operation)(**find_params(by, {"item": item, "parent": parent} if parent else item))
                placed = {**thing, "parent": parent} if parent and isinstance(thing, dict) else thing
                if is_gone(thing) or (row.alive and not jmespath.search(row.alive, placed)):
                    continue
                name = jmespath.search(row.name, item) or jmespath.search(row.name, thing)
                yield f"{parent_name} {name}".strip(), thing
