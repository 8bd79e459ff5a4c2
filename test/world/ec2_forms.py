"""EC2's two forms in CloudTrail: the classic one (…Set.items) and the wrapped one of newer operations."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from botocore.model import ListShape, Shape, StructureShape

from recorder import Call
from wire_json import coerce_scalar, read_xml

WRAPPED = {
    "CreateNatGateway", "DeleteNatGateway", "CreateFlowLogs", "DeleteFlowLogs",
    "CreateLaunchTemplate", "CreateLaunchTemplateVersion", "ModifyLaunchTemplate", "DeleteLaunchTemplate",
    "CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints",
    "CreateTransitGateway", "CreateTransitGatewayVpcAttachment", "DeleteTransitGatewayVpcAttachment",
}

# The SDK's member -> the list's name in CloudTrail, and the name of the member that a bare text sits in.
LISTS = {
    "TagSpecifications": ("tagSpecificationSet", None),
    "Resources": ("resourcesSet", "resourceId"),
    "InstanceIds": ("instancesSet", "instanceId"),
    "SecurityGroupIds": ("groupSet", "groupId"),
    "Groups": ("groupSet", "groupId"),
    "UserIdGroupPairs": ("groups", None),
    "IpPermissions": ("ipPermissions", None),
    "IpRanges": ("ipRanges", None),
    "Ipv6Ranges": ("ipv6Ranges", None),
    "PrefixListIds": ("prefixListIds", None),
    "BlockDeviceMappings": ("blockDeviceMapping", None),
    "NetworkInterfaces": ("networkInterfaceSet", None),
    "PrivateIpAddresses": ("privateIpAddressesSet", None),
    "DhcpConfigurations": ("dhcpConfigurationSet", None),
    "Filters": ("filterSet", None),
    "Values": ("valueSet", "value"),
    "Tags": ("tagSet", None),
}
# Names that differ from the SDK's by more than a letter's case.
NAMES = {
    ("CreateSecurityGroup", "Description"): "groupDescription",
    ("CreateVolume", "AvailabilityZone"): "zone",
    ("CreateNetworkAclEntry", "Protocol"): "aclProtocol",
    ("AssociateDhcpOptions", "DhcpOptionsId"): "dhcpOptionsId",
}
HIDDEN = {"UserData", "PublicKeyMaterial"}
DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
REMOVED = "<sensitiveDataRemoved>"
EMPTY_PERMISSION = {"groups": {}, "ipRanges": {}, "ipv6Ranges": {}, "prefixListIds": {}}


def lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def write_request(call: Call) -> dict[str, Any]:
    shape = call.model.input_shape
    if call.operation in WRAPPED:
        return {f"{call.operation}Request": write_wrapped(call.params, shape)}
    params = write_classic(call.operation, call.params, shape)
    if call.operation == "RunInstances":
        counts = {name: params.pop(name) for name in ("imageId", "minCount", "maxCount", "keyName") if name in params}
        params = {"instancesSet": {"items": [counts]}, **params}
    if call.operation == "CreateVolume" and "size" in params:
        params["size"] = str(params["size"])
    return params


def write_classic(operation: str, value: Any, shape: Shape) -> Any:
    if not isinstance(shape, StructureShape):
        return value
    written: dict[str, Any] = {}
    for name, given in value.items():
        member = shape.members[name]
        if name in HIDDEN:
            written[lower_first(name)] = REMOVED
        elif isinstance(member, ListShape):
            key, inner = LISTS.get(name, (lower_first(name) + "Set", lower_first(name).removesuffix("s")))
            items = [write_classic(operation, item, member.member) for item in given]
            if inner is not None and not isinstance(member.member, StructureShape):
                items = [{inner: item} for item in items]
            if name == "Tags" and shape.name == "TagSpecification":
                written["tags"] = items
            else:
                written[key] = {"items": items} if items else {}
        else:
            key = NAMES.get((operation, name), lower_first(name))
            written[key] = write_classic(operation, given, member)
    return {**EMPTY_PERMISSION, **written} if shape.name == "IpPermission" else written


def write_wrapped(value: Any, shape: Shape) -> Any:
    """PascalCase wire names, numbered items, a list of one as its object, texts coerced."""
    if not isinstance(shape, StructureShape):
        return coerce_scalar(write_wire_scalar(value))
    written: dict[str, Any] = {}
    for name, given in value.items():
        member = shape.members[name]
        wire = member.serialization.get("queryName") or member.serialization.get("name", name)
        wire = wire[:1].upper() + wire[1:]
        if name in HIDDEN:
            written[wire] = REMOVED
        elif isinstance(member, ListShape):
            items = [number_item(write_wrapped(item, member.member), i) for i, item in enumerate(given, 1)]
            written[wire] = items[0] if len(items) == 1 else items
        else:
            written[wire] = write_wrapped(given, member)
    return written


def number_item(item: Any, position: int) -> dict[str, Any]:
    return {**item, "tag": position} if isinstance(item, dict) else {"tag": position, "content": item}


def write_wire_scalar(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def write_response(call: Call) -> dict[str, Any]:
    if call.operation in WRAPPED:
        name, content = read_xml(DATE.sub(call.at.strftime("%Y-%m-%dT%H:%M:%S.000Z").encode(), call.answer))
        return {name: {**content, "requestId": call.request_id}}
    shape = call.model.output_shape
    members = write_answer(call.parsed, shape, call.at) if shape is not None else {}
    if call.operation == "CreateKeyPair":
        members["keyMaterial"] = REMOVED
    if not members or set(members) == {"return"}:
        return {"requestId": call.request_id, "_return": True}
    if "return" in members:
        members["_return"] = members.pop("return")
    return {"requestId": call.request_id, **members}


def write_answer(value: Any, shape: Shape, at: datetime) -> Any:
    if isinstance(shape, StructureShape):
        return {
            member.serialization.get("name", lower_first(name)): write_answer(value[name], member, at)
            for name, member in shape.members.items()
            if name in value
        }
    if isinstance(shape, ListShape):
        items = [write_answer(item, shape.member, at) for item in value]
        return {"items": items} if items else {}
    if isinstance(value, datetime):
        return int(at.timestamp() * 1000)
    return value
