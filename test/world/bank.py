"""A bank: many teams work at the same moment on its accounts, keys, ledgers, guards and pipelines."""

from __future__ import annotations

import json
from typing import Iterator

from bank_guards import build_archive, build_backups, build_firewall, build_rules, build_windows
from bank_ledger import build_databases, build_events, build_flows, build_pipelines, build_secrets, build_transfer
from bank_network import build_links, build_network, build_records
from world import ACCOUNT, World, allow, expect_failure, trust

FAR = "eu-central-1"


def build_bank(world: World) -> None:
    build_roles(world)
    world.at_once(build_tree(world), build_keys(world), build_network(world), build_people(world))
    world.at_once(build_databases(world), build_secrets(world), build_links(world), build_pipelines(world), build_archive(world))
    world.at_once(build_flows(world), build_records(world), build_transfer(world), build_backups(world))
    world.at_once(build_events(world), build_firewall(world), build_rules(world), build_windows(world))
    world.later()
    world.at_once(reorganise(world), turn_keys(world))


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name, service in (("ops", "states"), ("ship", "codepipeline"), ("audit", "config"), ("move", "transfer"), ("call", "events"),
                          ("log", "vpc-flow-logs"), ("save", "backup")):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(f"{service}.amazonaws.com"),
                        Tags=[{"Key": "team", "Value": name}])
    iam.create_policy(PolicyName="limit", Path="/risk/", PolicyDocument=allow(["s3:Get*"], "*"))
    for name in ("ops", "ship"):
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/risk/limit")
    iam.create_saml_provider(Name="corp", SAMLMetadataDocument="<EntityDescriptor>" + "x" * 1000 + "</EntityDescriptor>")
    iam.create_account_alias(AccountAlias=world.name("bank"))
    iam.update_account_password_policy(MinimumPasswordLength=14, RequireSymbols=True)
    world.later()
    iam.update_assume_role_policy(RoleName="ops", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/ship"}, "Action": "sts:AssumeRole"}]}))
    iam.update_role(RoleName="ship", Description="ships", MaxSessionDuration=7200)
    iam.untag_role(RoleName="move", TagKeys=["team"])


def build_tree(world: World) -> Iterator[None]:
    tree = world.aws("organizations")
    tree.create_organization(FeatureSet="ALL")
    root = tree.list_roots()["Roots"][0]["Id"]
    units, accounts = {}, {}
    yield
    for name in ("retail", "cards", "risk"):
        units[name] = tree.create_organizational_unit(ParentId=root, Name=name, Tags=[{"Key": "unit", "Value": name}])[
            "OrganizationalUnit"]["Id"]
        yield
        for stage in ("prod", "test"):
            inner = tree.create_organizational_unit(ParentId=units[name], Name=stage)["OrganizationalUnit"]["Id"]
            status = tree.create_account(AccountName=f"{name}-{stage}", Email=f"{name}-{stage}@example.com")["CreateAccountStatus"]
            accounts[f"{name}-{stage}"] = status["AccountId"]
            tree.move_account(AccountId=status["AccountId"], SourceParentId=root, DestinationParentId=inner)
            units[f"{name}-{stage}"] = inner
            yield
    tree.enable_policy_type(RootId=root, PolicyType="TAG_POLICY")
    policies = {}
    for name, kind in (("deny-all", "SERVICE_CONTROL_POLICY"), ("regions", "SERVICE_CONTROL_POLICY"), ("tags", "TAG_POLICY")):
        content = allow(["ec2:*"], "*") if kind != "TAG_POLICY" else json.dumps({"tags": {"team": {"tag_key": {"@@assign": "team"}}}})
        policies[name] = tree.create_policy(Name=name, Description=name, Type=kind, Content=content)["Policy"]["PolicySummary"]["Id"]
        yield
    for name, target in (("deny-all", units["risk"]), ("regions", accounts["cards-prod"]), ("regions", root), ("tags", units["cards"])):
        tree.attach_policy(PolicyId=policies[name], TargetId=target)
        yield
    tree.enable_aws_service_access(ServicePrincipal="config.amazonaws.com")
    tree.enable_aws_service_access(ServicePrincipal="backup.amazonaws.com")
    tree.register_delegated_administrator(AccountId=accounts["risk-prod"], ServicePrincipal="guardduty.amazonaws.com")
    tree.tag_resource(ResourceId=accounts["retail-prod"], Tags=[{"Key": "env", "Value": "prod"}])
    yield
    world.later()
    tree.detach_policy(PolicyId=policies["regions"], TargetId=root)
    tree.update_policy(PolicyId=policies["deny-all"], Name="deny-most", Content=allow(["s3:*"], "*"))
    tree.disable_aws_service_access(ServicePrincipal="backup.amazonaws.com")
    world.made |= {"units": units, "accounts": accounts, "policies": policies}


def build_keys(world: World) -> Iterator[None]:
    kms, far = world.aws("kms"), world.aws("kms", FAR)
    keys = {}
    for name in ("ledger", "cards", "logs", "old"):
        policy = json.dumps({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/ops"}, "Action": "kms:*", "Resource": "*"}]})
        made = kms.create_key(Description=name, Policy=policy, MultiRegion=name in ("ledger", "cards"),
                              Tags=[{"TagKey": "of", "TagValue": name}])["KeyMetadata"]
        keys[name] = made["KeyId"]
        kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=made["Arn"])
        yield
    for name in ("ledger", "cards"):
        kms.replicate_key(KeyId=keys[name], ReplicaRegion=FAR, Description=f"{name} there")
        far.create_alias(AliasName=f"alias/{name}-far", TargetKeyId=keys[name])
        kms.enable_key_rotation(KeyId=keys[name])
        yield
    grants = []
    for role in ("ops", "ship", "move"):
        grants.append(kms.create_grant(KeyId=keys["ledger"], GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:role/{role}", Name=role,
                                       Operations=["Decrypt"], RetiringPrincipal=f"arn:aws:iam::{ACCOUNT}:role/ops")["GrantId"])
        yield
    kms.revoke_grant(KeyId=f"arn:aws:kms:us-east-1:{ACCOUNT}:key/{keys['ledger']}", GrantId=grants[2])
    kms.retire_grant(KeyId=keys["ledger"], GrantId=grants[1])
    sign = kms.create_key(KeyUsage="SIGN_VERIFY", KeySpec="RSA_2048", Description="sign")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/sign", TargetKeyId=sign)
    kms.disable_key(KeyId=keys["old"])
    yield
    kms.tag_resource(KeyId=keys["cards"], Tags=[{"TagKey": "pci", "TagValue": "true"}])
    kms.update_key_description(KeyId=sign, Description="signs")
    world.made["keys"] = keys
    expect_failure(kms.create_alias, AliasName="alias/sign", TargetKeyId=sign)


def build_people(world: World) -> Iterator[None]:
    sso, people = world.aws("sso-admin"), world.aws("identitystore")
    instance = sso.list_instances()["Instances"][0]
    store = instance["IdentityStoreId"]
    users, groups = {}, {}
    for name in ("ann", "bob", "eve"):
        users[name] = people.create_user(IdentityStoreId=store, UserName=name, DisplayName=name.title(),
                                         Name={"GivenName": name, "FamilyName": "X"})["UserId"]
        yield
    for name in ("tellers", "risk"):
        groups[name] = people.create_group(IdentityStoreId=store, DisplayName=name, Description=name)["GroupId"]
        for user in users.values():
            member = people.create_group_membership(IdentityStoreId=store, GroupId=groups[name], MemberId={"UserId": user})["MembershipId"]
            yield
    people.delete_group_membership(IdentityStoreId=store, MembershipId=member)
    people.delete_user(IdentityStoreId=store, UserId=users["eve"])
    sets = {}
    for name in ("read", "write", "break-glass"):
        sets[name] = sso.create_permission_set(InstanceArn=instance["InstanceArn"], Name=name, Description=name, SessionDuration="PT1H")[
            "PermissionSet"]["PermissionSetArn"]
        sso.attach_managed_policy_to_permission_set(InstanceArn=instance["InstanceArn"], PermissionSetArn=sets[name],
                                                    ManagedPolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
        sso.put_inline_policy_to_permission_set(InstanceArn=instance["InstanceArn"], PermissionSetArn=sets[name],
                                                InlinePolicy=allow(["kms:*"], "*"))
        yield
        for principal, kind in ((groups["risk"], "GROUP"), (users["ann"], "USER")):
            sso.create_account_assignment(InstanceArn=instance["InstanceArn"], TargetId=ACCOUNT, TargetType="AWS_ACCOUNT",
                                          PermissionSetArn=sets[name], PrincipalType=kind, PrincipalId=principal)
            yield
    sso.delete_account_assignment(InstanceArn=instance["InstanceArn"], TargetId=ACCOUNT, TargetType="AWS_ACCOUNT",
                                  PermissionSetArn=sets["break-glass"], PrincipalType="USER", PrincipalId=users["ann"])
    sso.delete_inline_policy_from_permission_set(InstanceArn=instance["InstanceArn"], PermissionSetArn=sets["read"])
    world.later()
    sso.update_permission_set(InstanceArn=instance["InstanceArn"], PermissionSetArn=sets["write"], Description="changed")


def reorganise(world: World) -> Iterator[None]:
    tree = world.aws("organizations")
    units, accounts = world.made["units"], world.made["accounts"]
    tree.update_organizational_unit(OrganizationalUnitId=units["cards"], Name="payments")
    yield
    tree.move_account(AccountId=accounts["risk-test"], SourceParentId=units["risk-test"], DestinationParentId=units["retail-test"])
    world.later()
    tree.delete_organizational_unit(OrganizationalUnitId=units["risk-test"])
    yield
    tree.detach_policy(PolicyId=world.made["policies"]["tags"], TargetId=units["cards"])
    tree.delete_policy(PolicyId=world.made["policies"]["tags"])
    world.later()
    tree.create_policy(Name="tags", Description="again", Type="SERVICE_CONTROL_POLICY", Content=allow(["s3:*"], "*"))


def turn_keys(world: World) -> Iterator[None]:
    kms, keys = world.aws("kms"), world.made["keys"]
    kms.update_alias(AliasName="alias/logs", TargetKeyId=keys["cards"])
    kms.delete_alias(AliasName="alias/old")
    yield
    kms.schedule_key_deletion(KeyId=keys["old"], PendingWindowInDays=7)
    world.later()
    kms.cancel_key_deletion(KeyId=keys["old"])
    yield
    world.later()
    kms.enable_key(KeyId=keys["old"])
    kms.create_alias(AliasName="alias/old", TargetKeyId=keys["logs"])
