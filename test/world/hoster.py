"""A hoster: old balancers, many domains, stacks of stacks, mail, and machines that are changed by hand, in two regions."""

from __future__ import annotations

from typing import Iterator

from hoster_back import (
    build_databases, build_deliveries, build_functions, build_stacks, build_stores, build_streams, build_tasks,
)
from hoster_fronts import build_balancers, build_domains, build_gates, build_mail, build_roots
from hoster_machines import (
    REGIONS, build_classic, build_mirrors, build_network, build_rules, build_scaling, build_shared, build_spot,
)
from world import ACCOUNT, World, allow, expect_failure, trust


def build_hoster(world: World) -> None:
    build_roles(world)
    build_network(world)
    world.at_once(build_people(world), build_keys(world), build_classic(world), build_roots(world), build_mail(world))
    world.at_once(build_functions(world), build_gates(world), build_rules(world), build_tasks(world), build_stores(world))
    world.at_once(build_stacks(world), build_domains(world), build_shared(world), build_spot(world), build_databases(world))
    world.at_once(build_streams(world), build_mirrors(world), build_balancers(world), build_scaling(world), build_deliveries(world))


def build_roles(world: World) -> None:
    iam = world.aws("iam")
    for name in ("main", "ci", "all"):
        iam.create_role(RoleName=name, Path="/" if name == "main" else f"/{name}/", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
        iam.create_instance_profile(InstanceProfileName=name, Tags=[{"Key": "of", "Value": name}])
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    iam.remove_role_from_instance_profile(InstanceProfileName="all", RoleName="all")
    world.later()
    iam.add_role_to_instance_profile(InstanceProfileName="all", RoleName="main")
    iam.tag_instance_profile(InstanceProfileName="ci", Tags=[{"Key": "more", "Value": "1"}])
    iam.untag_instance_profile(InstanceProfileName="main", TagKeys=["of"])
    world.made["role"] = f"arn:aws:iam::{ACCOUNT}:role/main"


def build_people(world: World) -> Iterator[None]:
    """Devices, certificates and keys whose ids only the answers tell; policies that go back to an older version."""
    iam = world.aws("iam")
    policy = iam.create_policy(PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))["Policy"]["Arn"]
    yield
    for text in ("sqs:*", "sns:*"):
        world.later()
        iam.create_policy_version(PolicyArn=policy, PolicyDocument=allow([text], "*"), SetAsDefault=True)
        yield
    world.later()
    iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
    iam.delete_policy_version(PolicyArn=policy, VersionId="v3")
    iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    yield
    for name in ("ann", "bob", "ci"):
        iam.create_user(UserName=name, Path=f"/{name}/")
        iam.attach_user_policy(UserName=name, PolicyArn=policy)
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        yield
        iam.enable_mfa_device(UserName=name, SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
        iam.upload_ssh_public_key(UserName=name, SSHPublicKeyBody=f"ssh-rsa AAAA{name}")
        keys = [iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"] for _ in range(2)]
        yield
        iam.update_access_key(UserName=name, AccessKeyId=keys[0], Status="Inactive")
        iam.delete_access_key(UserName=name, AccessKeyId=keys[1])
        iam.create_login_profile(UserName=name, Password="Very-Secret-1")
    iam.deactivate_mfa_device(UserName="bob", SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/bob")
    iam.delete_virtual_mfa_device(SerialNumber=f"arn:aws:iam::{ACCOUNT}:mfa/bob")
    iam.detach_user_policy(UserName="bob", PolicyArn=policy)
    iam.delete_login_profile(UserName="bob")
    yield
    iam.tag_user(UserName="ci", Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    world.later()
    iam.untag_user(UserName="ci", TagKeys=["b"])
    iam.untag_policy(PolicyArn=policy, TagKeys=["a"])
    for name in ("main", "old"):
        iam.upload_server_certificate(ServerCertificateName=name, CertificateBody="a", PrivateKey="b")
        iam.create_saml_provider(Name=name, SAMLMetadataDocument="x" * 1100)
    iam.delete_server_certificate(ServerCertificateName="old")
    yield
    iam.delete_saml_provider(SAMLProviderArn=f"arn:aws:iam::{ACCOUNT}:saml-provider/old")
    iam.create_open_id_connect_provider(Url="https://ci.example.com", ThumbprintList=["a" * 40], ClientIDList=["1"])
    oidc = f"arn:aws:iam::{ACCOUNT}:oidc-provider/ci.example.com"
    iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=oidc, Tags=[{"Key": "a", "Value": "1"}])
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=oidc, ThumbprintList=["b" * 40])
    iam.create_group(GroupName="all")
    for name in ("ann", "ci"):
        iam.add_user_to_group(GroupName="all", UserName=name)
        yield
    iam.put_group_policy(GroupName="all", PolicyName="all", PolicyDocument=allow(["s3:Get*"], "*"))
    iam.attach_group_policy(GroupName="all", PolicyArn=policy)
    world.later()
    iam.delete_group_policy(GroupName="all", PolicyName="all")
    iam.detach_group_policy(GroupName="all", PolicyArn=policy)
    expect_failure(iam.create_user, UserName="ann")


def build_keys(world: World) -> Iterator[None]:
    """Secrets and parameters of the same names in two regions."""
    for region in REGIONS:
        secrets, params, kms = world.aws("secretsmanager", region), world.aws("ssm", region), world.aws("kms", region)
        key = kms.create_key(Description=f"main {region}")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/main", TargetKeyId=key)
        yield
        for name in ("db", "api", "old"):
            made = secrets.create_secret(Name=name, SecretString="x", KmsKeyId="alias/main", Tags=[{"Key": "of", "Value": name}])["ARN"]
            params.put_parameter(Name=f"/{name}/1", Type="SecureString", Value="x", KeyId=key)
            yield
            secrets.put_resource_policy(SecretId=made if name == "db" else name, ResourcePolicy=allow(["secretsmanager:*"], "*"))
        secrets.delete_resource_policy(SecretId="api")
        secrets.untag_resource(SecretId="api", TagKeys=["of"])
        secrets.delete_secret(SecretId=made, ForceDeleteWithoutRecovery=True)
        yield
        world.later()
        secrets.create_secret(Name="old", SecretString="y", Description="again")
        params.put_parameter(Name="/db/1", Type="String", Value="y", Overwrite=True)
        params.label_parameter_version(Name="/db/1", Labels=["live", "old"])
        world.later()
        params.unlabel_parameter_version(Name="/db/1", ParameterVersion=2, Labels=["old"])
        params.delete_parameters(Names=["/old/1", "/api/1"])
        yield
        params.put_parameter(Name="/api/1", Type="String", Value="2", Description="again")
        params.add_tags_to_resource(ResourceType="Parameter", ResourceId="/db/1", Tags=[{"Key": "a", "Value": "1"}])
    world.aws("secretsmanager").replicate_secret_to_regions(SecretId="db", AddReplicaRegions=[{"Region": "eu-west-1"}])
