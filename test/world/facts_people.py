"""Facts about identities, keys, secrets, parameters and pools."""

from __future__ import annotations

from urllib.parse import unquote

from facts import Facts, pick, read_tags
import json


def read_document(document: object) -> object:
    return json.loads(unquote(document)) if isinstance(document, str) else document


def read_people(facts: Facts) -> None:
    iam = facts.aws("iam")
    for role in iam.list_roles()["Roles"]:
        if role["Path"].startswith("/aws-service-role/"):
            continue
        name = role["RoleName"]
        facts.add("role", name, [role["RoleId"]], trust=read_document(role["AssumeRolePolicyDocument"]),
                  Path=role["Path"], Description=role.get("Description"),
                  attached=[item["PolicyArn"] for item in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]],
                  inline={item: read_document(iam.get_role_policy(RoleName=name, PolicyName=item)["PolicyDocument"])
                          for item in iam.list_role_policies(RoleName=name)["PolicyNames"]},
                  tags=read_tags(iam.list_role_tags(RoleName=name)["Tags"]))
    for policy in iam.list_policies(Scope="Local")["Policies"]:
        version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        facts.add("policy", policy["PolicyName"], [policy["PolicyId"]], document=read_document(version["Document"]),
                  **pick(policy, "DefaultVersionId", "AttachmentCount", "Path"))
    for profile in iam.list_instance_profiles()["InstanceProfiles"]:
        facts.add("instance profile", profile["InstanceProfileName"], [profile["InstanceProfileId"]],
                  roles=[role["RoleName"] for role in profile["Roles"]])
    for group in iam.list_groups()["Groups"]:
        name = group["GroupName"]
        facts.add("group", name, [group["GroupId"]],
                  members=[user["UserName"] for user in iam.get_group(GroupName=name)["Users"]],
                  attached=[item["PolicyArn"] for item in iam.list_attached_group_policies(GroupName=name)["AttachedPolicies"]],
                  inline=iam.list_group_policies(GroupName=name)["PolicyNames"])
    read_users(facts)


def read_users(facts: Facts) -> None:
    iam = facts.aws("iam")
    for user in iam.list_users()["Users"]:
        name = user["UserName"]
        keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
        facts.add("user", name, [user["UserId"]], Path=user["Path"], Arn=user["Arn"],
                  keys=[key["Status"] for key in keys],
                  inline=iam.list_user_policies(UserName=name)["PolicyNames"],
                  tags=read_tags(iam.list_user_tags(UserName=name)["Tags"]), login=has_login(iam, name))


def has_login(iam, name: str) -> bool:
    try:
        iam.get_login_profile(UserName=name)
    except iam.exceptions.NoSuchEntityException:
        return False
    return True


def read_keys(facts: Facts) -> None:
    kms = facts.aws("kms")
    for item in kms.list_keys()["Keys"]:
        key = kms.describe_key(KeyId=item["KeyId"])["KeyMetadata"]
        if key["KeyManager"] != "CUSTOMER":
            continue
        grants = kms.list_grants(KeyId=key["KeyId"])["Grants"]
        pending = key["KeyState"] == "PendingDeletion"
        facts.add("key", key["Description"], [key["KeyId"]], **pick(key, "KeyState", "KeyUsage", "KeySpec", "Enabled"),
                  policy=json.loads(kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]),
                  rotated=None if pending else kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"],
                  grants=[pick(grant, "Name", "GranteePrincipal", "Operations") for grant in grants],
                  tags=read_tags(kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]))
    for alias in kms.list_aliases()["Aliases"]:
        if not alias["AliasName"].startswith("alias/aws/"):
            facts.add("alias", alias["AliasName"], [], target=alias.get("TargetKeyId"))


def read_secrets(facts: Facts) -> None:
    secrets, ssm = facts.aws("secretsmanager"), facts.aws("ssm")
    for secret in secrets.list_secrets()["SecretList"]:
        told = secrets.describe_secret(SecretId=secret["ARN"])
        facts.add("secret", secret["Name"], [secret["ARN"]], Description=told.get("Description"),
                  KmsKeyId=told.get("KmsKeyId"), tags=read_tags(told.get("Tags")),
                  versions=len(told.get("VersionIdsToStages", {})))
    for parameter in ssm.describe_parameters()["Parameters"]:
        tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=parameter["Name"])["TagList"]
        facts.add("parameter", parameter["Name"], [], **pick(parameter, "Type", "Version", "Tier", "KeyId"),
                  tags=read_tags(tags))


def read_pools(facts: Facts) -> None:
    cognito = facts.aws("cognito-idp")
    for pool in cognito.list_user_pools(MaxResults=60)["UserPools"]:
        told = cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
        facts.add("user pool", pool["Name"], [pool["Id"]], password=told["Policies"]["PasswordPolicy"],
                  **pick(told, "AutoVerifiedAttributes", "UsernameAttributes", "Domain"))
        for item in cognito.list_user_pool_clients(UserPoolId=pool["Id"], MaxResults=60)["UserPoolClients"]:
            client = cognito.describe_user_pool_client(UserPoolId=pool["Id"], ClientId=item["ClientId"])["UserPoolClient"]
            facts.add("pool client", client["ClientName"], [client["ClientId"]], UserPoolId=client["UserPoolId"],
                      **pick(client, "CallbackURLs", "ExplicitAuthFlows", "AllowedOAuthFlows", "AllowedOAuthScopes"))
        for group in cognito.list_groups(UserPoolId=pool["Id"])["Groups"]:
            facts.add("pool group", f"{pool['Name']} {group['GroupName']}", [],
                      **pick(group, "Description", "Precedence", "UserPoolId"))
