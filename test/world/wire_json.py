"""Turns XML into JSON as CloudTrail does: one-element lists collapse and scalars lose their text form."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree


def coerce_scalar(text: str) -> Any:
    """What CloudTrail's XML reader makes of a text: "true" becomes a boolean, "10" a number."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", text):
        return int(text)
    return text


def read_xml(body: bytes) -> tuple[str, Any]:
    """The root element's name and its content; the namespace is kept as `xmlns`."""
    root = ElementTree.fromstring(body)
    namespace, name = split_tag(root.tag)
    content = read_element(root)
    if namespace:
        content = {"xmlns": namespace, **(content if isinstance(content, dict) else {})}
    return name, content


def split_tag(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


def read_element(element: ElementTree.Element) -> Any:
    if len(element) == 0:
        return coerce_scalar((element.text or "").strip())
    members: dict[str, Any] = {}
    for child in element:
        _, name = split_tag(child.tag)
        value = read_element(child)
        if name not in members:
            members[name] = value
        elif isinstance(members[name], list):
            members[name].append(value)
        else:
            members[name] = [members[name], value]
    return members
