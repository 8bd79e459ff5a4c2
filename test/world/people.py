"""The company's identities: users, groups, roles, policies, keys, secrets, parameters, pools."""

from __future__ import annotations

import json

from world import ACCOUNT, World, allow, expect_failure, trust

SERVICES = {
    "web": "ec2.amazonaws.com", "task": "ecs-tasks.amazonaws.com", "function": "lambda.amazonaws.com",
    "flow": "states.amazonaws.com", "events": "events.amazonaws.com", "firehose": "firehose.amazonaws.com",
    "glue": "glue.amazonaws.com", "flowlogs": "vpc-flow-logs.amazonaws.com",
}


def build_people(world: World) -> None:
    build_roles(world)
    world.shuffled(lambda: build_users(world), lambda: build_keys(world), lambda: build_pools(world))
    build_secrets(world)


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    policy = iam.create_policy(
        PolicyName=world.name("base"), Description="what all roles may do",
        PolicyDocument=allow(["logs:PutLogEvents"], "*"), Tags=[{"Key": "Name", "Value": world.name("base")}],
    )["Policy"]["Arn"]
    for kind, service in SERVICES.items():
        role = world.name(kind)
        iam.create_role(
            RoleName=role, AssumeRolePolicyDocument=trust(service), Description=f"{kind} role",
            Tags=[{"Key": "kind", "Value": kind}],
        )
        iam.attach_role_policy(RoleName=role, PolicyArn=policy)
    iam.attach_role_policy(RoleName=world.name("web"), PolicyArn="arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")
    iam.put_role_policy(
        RoleName=world.name("function"), PolicyName="tables",
        PolicyDocument=allow(["dynamodb:*"], f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{world.company}-*"),
    )
    iam.detach_role_policy(RoleName=world.name("glue"), PolicyArn=policy)
    iam.create_policy_version(
        PolicyArn=policy, PolicyDocument=allow(["logs:PutLogEvents", "logs:CreateLogStream"], "*"), SetAsDefault=True
    )
    iam.update_assume_role_policy(RoleName=world.name("events"), PolicyDocument=trust("scheduler.amazonaws.com"))
    profile = world.name("web-profile")
    iam.create_instance_profile(InstanceProfileName=profile)
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=world.name("web"))
    iam.get_role(RoleName=world.name("web"))
    expect_failure(iam.create_role, RoleName=world.name("web"), AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
    expect_failure(iam.delete_role, RoleName=world.name("nobody"))


def build_users(world: World) -> None:
    iam = world.aws("iam")
    names = ["ada", "brian", "chen", "dora", "emil"][: world.count(3, 5)]
    for group in ("engineers", "auditors"):
        iam.create_group(GroupName=world.name(group))
    iam.attach_group_policy(GroupName=world.name("auditors"), PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    iam.put_group_policy(
        GroupName=world.name("engineers"), PolicyName="inline", PolicyDocument=allow(["ec2:Describe*"], "*")
    )
    for name in names:
        user = world.name(name)
        iam.create_user(UserName=user, Path="/staff/", Tags=[{"Key": "person", "Value": name}])
        iam.add_user_to_group(GroupName=world.name(world.random.choice(["engineers", "auditors"])), UserName=user)
    keys = [iam.create_access_key(UserName=world.name(names[0]))["AccessKey"]["AccessKeyId"] for _ in range(2)]
    iam.update_access_key(UserName=world.name(names[0]), AccessKeyId=keys[0], Status="Inactive")
    iam.create_login_profile(UserName=world.name(names[0]), Password="Correct-horse-7!", PasswordResetRequired=True)
    third = iam.create_access_key(UserName=world.name(names[1]))["AccessKey"]["AccessKeyId"]
    iam.delete_access_key(UserName=world.name(names[1]), AccessKeyId=third)
    iam.put_user_policy(UserName=world.name(names[1]), PolicyName="own", PolicyDocument=allow(["s3:List*"], "*"))
    leaver = world.name("leaver")
    for path in ("/old/", "/new/"):
        iam.create_user(UserName=leaver, Path=path)
        if path == "/old/":
            world.later()
            iam.delete_user(UserName=leaver)


def build_keys(world: World) -> None:
    kms = world.aws("kms")
    keys = []
    for kind in ("data", "logs", "old"):
        key = kms.create_key(
            Description=f"{world.company} {kind}", Tags=[{"TagKey": "Name", "TagValue": world.name(kind)}]
        )["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=f"alias/{world.name(kind)}", TargetKeyId=key)
        keys.append(key)
    world.made["key"] = keys[0]
    kms.enable_key_rotation(KeyId=keys[0])
    policy = {"Version": "2012-10-17", "Statement": [{
        "Sid": "root", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*", "Resource": "*"}]}
    kms.put_key_policy(KeyId=keys[1], PolicyName="default", Policy=json.dumps(policy))
    kms.create_grant(
        KeyId=keys[0], GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:role/{world.name('web')}",
        Operations=["Encrypt", "Decrypt"], Name="web",
    )
    kms.update_alias(AliasName=f"alias/{world.name('logs')}", TargetKeyId=keys[2])
    kms.delete_alias(AliasName=f"alias/{world.name('old')}")
    kms.schedule_key_deletion(KeyId=keys[2], PendingWindowInDays=7)


def build_secrets(world: World) -> None:
    secrets, ssm = world.aws("secretsmanager"), world.aws("ssm")
    for word in world.words[: world.count(2, 4)]:
        arn = secrets.create_secret(
            Name=f"{world.company}/{word}/password", SecretString="s3cret", Description=f"{word} password",
            KmsKeyId=world.made["key"], Tags=[{"Key": "word", "Value": word}],
        )["ARN"]
        secrets.put_secret_value(SecretId=arn, SecretString="s3cret-2")
        world.made["secret"] = arn
    secrets.create_secret(Name=f"{world.company}/doomed", SecretString="x")
    secrets.delete_secret(SecretId=f"{world.company}/doomed", ForceDeleteWithoutRecovery=True)
    secrets.update_secret(SecretId=world.made["secret"], Description="rotated by hand")
    for word in world.words[: world.count(3, 5)]:
        kind = world.random.choice(["String", "SecureString", "StringList"])
        ssm.put_parameter(
            Name=f"/{world.company}/{word}/url", Value="https://example.com", Type=kind,
            Tags=[{"Key": "word", "Value": word}],
        )
    ssm.put_parameter(Name=f"/{world.company}/{world.words[0]}/url", Value="https://example.org", Overwrite=True)
    ssm.delete_parameter(Name=f"/{world.company}/{world.words[1]}/url")
    world.later()
    ssm.put_parameter(Name=f"/{world.company}/{world.words[1]}/url", Value="https://example.net", Type="String")
    ssm.add_tags_to_resource(
        ResourceType="Parameter", ResourceId=f"/{world.company}/{world.words[2]}/url",
        Tags=[{"Key": "owner", "Value": "ada"}],
    )
    expect_failure(ssm.put_parameter, Name=f"/{world.company}/{world.words[2]}/url", Value="x", Type="String")


def build_pools(world: World) -> None:
    cognito = world.aws("cognito-idp")
    pool = cognito.create_user_pool(
        PoolName=world.name("customers"), AutoVerifiedAttributes=["email"], UsernameAttributes=["email"],
        Policies={"PasswordPolicy": {"MinimumLength": 10, "RequireUppercase": True, "RequireLowercase": True,
                                     "RequireNumbers": True, "RequireSymbols": False}},
    )["UserPool"]["Id"]
    for kind in ("web", "app"):
        cognito.create_user_pool_client(
            UserPoolId=pool, ClientName=world.name(kind), ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"],
            CallbackURLs=[f"https://{kind}.example.com/back"], AllowedOAuthFlows=["code"],
            AllowedOAuthScopes=["openid"], SupportedIdentityProviders=["COGNITO"],
        )
    cognito.create_group(UserPoolId=pool, GroupName="members", Description="paying customers", Precedence=5)
    cognito.create_user_pool_domain(Domain=world.name("login"), UserPoolId=pool)
    world.made["pool"] = pool
