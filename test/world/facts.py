"""What stands in an emulator, as facts keyed by names that people gave, never by identifiers it minted."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any, Callable, Iterable, Iterator

from botocore.exceptions import BotoCoreError, ClientError
from jmespath.exceptions import JMESPathError

# What a service made for itself, and nobody named.
UNNAMED = re.compile(r"\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{17}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


class Facts:
    """Things with attributes; identifiers inside attributes are replaced by the names of what they identify."""

    def __init__(self, aws: Callable[..., Any]) -> None:
        self.aws = aws
        self._things: dict[str, dict[str, Any]] = {}
        self._names: dict[str, str] = {}
        self.unread: list[str] = []

    @cached_property
    def account(self) -> str:
        """Whose things are read: the emulator's account, or production's where the things stand under its names."""
        return self.aws("sts").get_caller_identity()["Account"]

    def add(self, kind: str, name: str, ids: Iterable[str | None] = (), /, **attributes: Any) -> None:
        """One thing; `ids` are the identifiers by which others mention it."""
        key = f"{kind} {name}"
        number = 2
        while key in self._things:
            key, number = f"{kind} {name} #{number}", number + 1
        self._things[key] = attributes
        for text in ids:
            if text:
                self._names[text] = f"<{key}>"

    def name_ids(self, kind: str, name: str, *ids: str) -> None:
        """Gives identifiers a name without making a thing of them."""
        for text in ids:
            self._names[text] = f"<{kind} {name}>"

    @property
    def identifiers(self) -> list[str]:
        """The texts by which things are mentioned, as the emulator calls them."""
        return sorted(self._names)

    def read(self, part: Callable[["Facts"], None], name: str = "") -> None:
        """Reads one part; what an emulator cannot tell is named, and is no fact."""
        try:
            part(self)
        except (ClientError, BotoCoreError, JMESPathError) as error:
            self.unread.append(f"{name or part.__name__}: {error}")

    def list(self) -> dict[str, str]:
        """Fact -> value as JSON text: one that each thing exists, one for each of its attributes."""
        ids = sorted(self._names, key=len, reverse=True)
        pattern = re.compile("|".join(re.escape(text) for text in ids) or r"(?!)")
        listed: dict[str, str] = {}
        for key, attributes in self._things.items():
            thing = self._rename(pattern, key)
            listed[f"{thing} exists"] = "true"
            for name, value in attributes.items():
                if value is not None:
                    renamed = self._rename_deep(pattern, json.loads(json.dumps(value, default=str)))
                    listed[f"{thing} .{name}"] = json.dumps(sort_deep(renamed), sort_keys=True)
        return listed

    def _rename(self, pattern: re.Pattern[str], text: str) -> str:
        renamed = self._put_names(pattern, text, frozenset())
        return UNNAMED.sub(lambda match: f"<unnamed {match[1] or 'thing'}>", renamed)

    def _rename_deep(self, pattern: re.Pattern[str], value: Any) -> Any:
        if isinstance(value, dict):
            return {self._rename(pattern, name): self._rename_deep(pattern, member) for name, member in value.items()}
        if isinstance(value, list):
            return [self._rename_deep(pattern, item) for item in value]
        return self._rename(pattern, value) if isinstance(value, str) else value

    def _put_names(self, pattern: re.Pattern[str], text: str, inside: frozenset[str]) -> str:
        """
        A name may hold the identifier of another thing, as a security group's holds its network's; and its own, where
        that is a word of its name: this one stays.
        """

        def put(match: re.Match[str]) -> str:
            found = match.group()
            return found if found in inside else self._put_names(pattern, self._names[found], inside | {found})

        return pattern.sub(put, text)


def sort_deep(value: Any) -> Any:
    """Lists without order: an emulator may list things as they come."""
    if isinstance(value, dict):
        return {name: sort_deep(member) for name, member in value.items()}
    if isinstance(value, (list, tuple, set)):
        return sorted((sort_deep(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return value


def parse_json(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) and text else text


def read_tags(tags: Iterable[dict[str, str]] | None) -> dict[str, str]:
    """Tags of any spelling as a plain object."""
    read: dict[str, str] = {}
    for tag in tags or []:
        lowered = {name.lower().removeprefix("tag"): value for name, value in tag.items()}
        read[lowered["key"]] = lowered["value"]
    return read


def pick(thing: dict[str, Any], *names: str) -> dict[str, Any]:
    """Some members, under their own names; what is absent is no fact."""
    return {name: thing[name] for name in names if name in thing}


def read_pages(client: Any, operation: str, member: str, **params: Any) -> Iterator[Any]:
    for page in client.get_paginator(operation).paginate(**params):
        yield from page.get(member, [])
