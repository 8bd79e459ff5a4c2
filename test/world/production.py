"""Gives the log identifiers of a production account, so that no replay can succeed by the emulator's own ones."""

from __future__ import annotations

import json
import random
import re
import string
from typing import Any, Iterator

PRODUCTION_ACCOUNT = "418273659027"

# What the emulator mints, by its look. The group is the part that is minted.
SHAPES = re.compile(
    r"\b(?:[a-z]{1,12}(?:-[a-z]{1,10}){0,3})-(?P<resource>[0-9a-f]{17}|[0-9a-f]{8})\b"
    r"|\b(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b"
    r"|\b(?:AKIA|ASIA|AROA|AIDA|AIPA|ANPA|AGPA)(?P<iam>[0-9A-Z]{12,17})\b"
    r"|\bdb-(?P<rds>[0-9A-Z]{26})\b"
    r"|us-east-1_(?P<pool>[0-9A-Za-z]{9,32})\b"
    r"|(?:loadbalancer/(?:app|net)/[^/\"]+|targetgroup/[^/\"]+)/(?P<elb>[0-9a-f]{16,17})\b"
    r"|:secret:[^\"]*-(?P<secret>[0-9A-Za-z]{6})\""
)
# Members of answers whose text is minted although nothing in its look says so.
MINTED_MEMBERS = {
    "apigateway": {"id", "rootResourceId", "deploymentId"},
    "route53": {"id"},
    "cognito-idp": {"clientId"},
    "ec2": {"publicIp"},
}
SOURCES = {"apigateway.amazonaws.com": "apigateway", "route53.amazonaws.com": "route53",
           "cognito-idp.amazonaws.com": "cognito-idp", "ec2.amazonaws.com": "ec2"}


def move_to_production(records: list[dict[str, Any]], endpoint: str, random_: random.Random) -> list[dict[str, Any]]:
    """Replaces, everywhere alike, each identifier that an answer minted, the account, and the endpoint's address."""
    minted: dict[str, str] = {}
    chosen: set[str] = set()
    for record in records:
        chosen |= set(find_shaped(json.dumps(record["requestParameters"])))
        answer = record["responseElements"]
        found = [*find_shaped(json.dumps(answer)), *find_members(record["eventSource"], answer)]
        for text in found:
            if text not in minted and text not in chosen:
                minted[text] = make_alike(text, random_)
        # An emulator's built-in resource is nobody's choice: production has others in its place.
        for text in find_shaped(json.dumps(record["requestParameters"])):
            if text not in minted and is_builtin(text, record):
                minted[text] = make_alike(text, random_)
    pattern = re.compile("|".join(re.escape(text) for text in sorted(minted, key=len, reverse=True)) or r"(?!)")
    return [move_record(record, pattern, minted, endpoint) for record in records]


def is_builtin(text: str, record: dict[str, Any]) -> bool:
    return f'"ami-{text}"' in json.dumps(record["requestParameters"])


def find_shaped(text: str) -> Iterator[str]:
    for match in SHAPES.finditer(text):
        yield from (group for group in match.groups() if group)


def find_members(source: str, value: Any) -> Iterator[str]:
    names = MINTED_MEMBERS.get(SOURCES.get(source, ""), set())
    if isinstance(value, dict):
        for name, member in value.items():
            if name in names and isinstance(member, str):
                yield member.removeprefix("/hostedzone/").removeprefix("/change/")
            yield from find_members(source, member)
    elif isinstance(value, list):
        for item in value:
            yield from find_members(source, item)


def make_alike(text: str, random_: random.Random) -> str:
    """Another text of the same make: hexadecimal stays so, digits, capitals and small letters too."""
    if re.fullmatch(r"\d+(\.\d+){3}", text):
        return f"3.{random_.randint(64, 127)}.{random_.randint(1, 254)}.{random_.randint(1, 254)}"
    if re.fullmatch(r"[0-9a-f]{32}", text):
        return "".join(random_.choice(string.ascii_letters + string.digits) for _ in range(9))
    hexadecimal = re.fullmatch(r"[0-9a-f-]+", text) is not None
    return "".join(pick_alike(letter, hexadecimal, random_) for letter in text)


def pick_alike(letter: str, hexadecimal: bool, random_: random.Random) -> str:
    if hexadecimal and letter != "-":
        return random_.choice("0123456789abcdef")
    for letters in (string.digits, string.ascii_lowercase, string.ascii_uppercase):
        if letter in letters:
            return random_.choice(letters)
    return letter


def move_record(record: dict[str, Any], pattern: re.Pattern[str], minted: dict[str, str], endpoint: str) -> dict[str, Any]:
    text = pattern.sub(lambda match: minted[match.group()], json.dumps(record))
    text = text.replace(f"{endpoint}/123456789012/", f"https://sqs.{record['awsRegion']}.amazonaws.com/{PRODUCTION_ACCOUNT}/")
    text = text.replace(f"{endpoint}", "https://amazonaws.com").replace("123456789012", PRODUCTION_ACCOUNT)
    moved: dict[str, Any] = json.loads(text)
    return moved
