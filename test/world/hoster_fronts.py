"""What the hoster's customers see: gateways, domains, balancers, certificates and mail."""

from __future__ import annotations

from typing import Iterator

from world import World


def build_gates(world: World) -> Iterator[None]:
    """APIs of one name, whose parts only the answers name; keys and plans joined, parted and joined again."""
    gates = world.aws("apigateway")
    made = []
    for number, name in enumerate(("main", "main", "old")):
        api = gates.create_rest_api(name=name, description=f"{name} {number}")["id"]
        root = gates.get_resources(restApiId=api)["items"][0]["id"]
        yield
        for part in ("users", "orders"):
            resource = gates.create_resource(restApiId=api, parentId=root, pathPart=part)["id"]
            inner = gates.create_resource(restApiId=api, parentId=resource, pathPart="{id}")["id"]
            for one, verb in ((resource, "POST"), (inner, "GET"), (inner, "DELETE")):
                gates.put_method(restApiId=api, resourceId=one, httpMethod=verb, authorizationType="NONE")
                gates.put_integration(restApiId=api, resourceId=one, httpMethod=verb, type="MOCK", requestTemplates={"application/json": "{}"})
            yield
        gates.delete_integration(restApiId=api, resourceId=inner, httpMethod="DELETE")
        gates.delete_method(restApiId=api, resourceId=inner, httpMethod="DELETE")
        gates.create_deployment(restApiId=api, stageName="prod")
        gates.update_rest_api(restApiId=api, patchOperations=[{"op": "replace", "path": "/description", "value": f"changed {number}"}])
        made.append(api)
        yield
    plans, keys = [], []
    for name in ("free", "gold"):
        plans.append(gates.create_usage_plan(name=name, apiStages=[{"apiId": made[0], "stage": "prod"}])["id"])
        keys.append(gates.create_api_key(name=name, enabled=True)["id"])
        yield
    for plan in plans:
        for key in keys:
            gates.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    gates.delete_usage_plan_key(usagePlanId=plans[1], keyId=keys[0])
    gates.update_usage_plan(usagePlanId=plans[0], patchOperations=[{"op": "replace", "path": "/name", "value": "trial"}])
    yield
    gates.create_domain_name(domainName="api.example.com", certificateName="x")
    gates.create_base_path_mapping(domainName="api.example.com", basePath="v1", restApiId=made[0], stage="prod")
    gates.create_base_path_mapping(domainName="api.example.com", basePath="v2", restApiId=made[1], stage="prod")
    yield
    gates.create_base_path_mapping(domainName="api.example.com", basePath="v3", restApiId=made[2])
    gates.delete_base_path_mapping(domainName="api.example.com", basePath="v3")
    gates.delete_rest_api(restApiId=made[2])
    gates.delete_api_key(apiKey=keys[1])


def build_domains(world: World) -> Iterator[None]:
    names, newer = world.aws("route53"), world.aws("apigatewayv2")
    for name in ("one.example", "two.example", "one.example"):
        zone = names.create_hosted_zone(Name=name, CallerReference=f"{name} {len(world.made)}")["HostedZone"]["Id"]
        world.made[f"zone {len(world.made)}"] = zone
        yield
        names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
            {"Action": "CREATE", "ResourceRecordSet": {"Name": f"{it}.{name}", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}}
            for it in ("www", "api", "old")]})
        yield
        world.later()
        names.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
            {"Action": "DELETE", "ResourceRecordSet": {"Name": f"old.{name}", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}},
            {"Action": "UPSERT", "ResourceRecordSet": {"Name": f"www.{name}", "Type": "A", "TTL": 90, "ResourceRecords": [{"Value": "192.0.2.2"}]}}]})
    checks = [names.create_health_check(CallerReference=it, HealthCheckConfig={
        "Type": "HTTP", "FullyQualifiedDomainName": f"{it}.example", "Port": 80})["HealthCheck"]["Id"] for it in ("a", "b")]
    yield
    names.change_tags_for_resource(ResourceType="healthcheck", ResourceId=checks[0], AddTags=[{"Key": "Name", "Value": "a"}])
    names.delete_health_check(HealthCheckId=checks[1])
    name_servers = [names.create_reusable_delegation_set(CallerReference=it)["DelegationSet"]["Id"] for it in ("a", "b")]
    names.delete_reusable_delegation_set(Id=name_servers[1])
    yield
    apis = []
    for kind in ("HTTP", "HTTP", "WEBSOCKET"):
        extra = {"RouteSelectionExpression": "$request.body.a"} if kind == "WEBSOCKET" else {}
        api = newer.create_api(Name="main", ProtocolType=kind, Description=str(len(apis)), **extra)["ApiId"]
        apis.append(api)
        yield
        joined = newer.create_integration(ApiId=api, IntegrationType="HTTP_PROXY" if kind == "HTTP" else "MOCK", IntegrationMethod="GET",
                                          IntegrationUri="https://x.example", PayloadFormatVersion="1.0")["IntegrationId"]
        for key in ("$default", "$connect" if kind == "WEBSOCKET" else "GET /a"):
            route = newer.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{joined}")["RouteId"]
            yield
        newer.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    newer.create_route_response(ApiId=api, RouteId=route, RouteResponseKey="$default")
    newer.update_integration(ApiId=api, IntegrationId=joined, Description="changed")
    newer.create_domain_name(DomainName="new.example.com", DomainNameConfigurations=[{"CertificateArn": world.made["certificate"]}])
    yield
    maps = [newer.create_api_mapping(ApiId=api, DomainName="new.example.com", Stage="$default", ApiMappingKey=f"v{number}")["ApiMappingId"]
            for number, api in enumerate(apis)]
    newer.delete_api_mapping(ApiMappingId=maps[1], DomainName="new.example.com")
    newer.delete_api(ApiId=apis[1])
    link = newer.create_vpc_link(Name="1", SubnetIds=world.made["us-east-1"]["subnets"], SecurityGroupIds=[world.made["us-east-1"]["group"]])["VpcLinkId"]
    newer.update_vpc_link(VpcLinkId=link, Name="one")


def build_balancers(world: World) -> Iterator[None]:
    balance = world.aws("elbv2")
    made = world.made["us-east-1"]
    for name in ("front", "old"):
        target = balance.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=made["vpc"])["TargetGroups"][0]["TargetGroupArn"]
        front = balance.create_load_balancer(Name=name, Subnets=made["subnets"], SecurityGroups=[made["group"]],
                                             Tags=[{"Key": "of", "Value": name}])["LoadBalancers"][0]["LoadBalancerArn"]
        yield
        for port in (80, 8080):
            listener = balance.create_listener(LoadBalancerArn=front, Protocol="HTTP", Port=port,
                                               DefaultActions=[{"Type": "forward", "TargetGroupArn": target}])["Listeners"][0]["ListenerArn"]
            for number in (1, 2):
                rule = balance.create_rule(ListenerArn=listener, Priority=number, Conditions=[{"Field": "path-pattern", "Values": [f"/{number}"]}],
                                           Actions=[{"Type": "forward", "TargetGroupArn": target}])["Rules"][0]["RuleArn"]
            yield
        balance.delete_rule(RuleArn=rule)
        balance.modify_target_group(TargetGroupArn=target, HealthCheckPath="/ok")
        balance.remove_tags(ResourceArns=[front], TagKeys=["of"])
        balance.set_ip_address_type(LoadBalancerArn=front, IpAddressType="dualstack")
    balance.delete_listener(ListenerArn=listener)
    balance.delete_load_balancer(LoadBalancerArn=front)
    world.later()
    balance.delete_target_group(TargetGroupArn=target)
    yield
    balance.create_target_group(Name="old", Protocol="TCP", Port=25, VpcId=made["vpc"])


def build_roots(world: World) -> Iterator[None]:
    """Authorities that sign, and certificates by the same names."""
    roots, certs = world.aws("acm-pca"), world.aws("acm")
    made = {}
    for name in ("root", "inner", "old"):
        made[name] = roots.create_certificate_authority(
            CertificateAuthorityType="ROOT" if name == "root" else "SUBORDINATE", Tags=[{"Key": "Name", "Value": name}],
            CertificateAuthorityConfiguration={"KeyAlgorithm": "RSA_2048", "SigningAlgorithm": "SHA256WITHRSA", "Subject": {"CommonName": name}},
        )["CertificateAuthorityArn"]
        yield
    roots.tag_certificate_authority(CertificateAuthorityArn=made["root"], Tags=[{"Key": "a", "Value": "1"}])
    roots.untag_certificate_authority(CertificateAuthorityArn=made["inner"], Tags=[{"Key": "Name", "Value": "inner"}])
    roots.delete_certificate_authority(CertificateAuthorityArn=made["old"], PermanentDeletionTimeInDays=7)
    yield
    for name in ("www.example.com", "api.example.com", "www.example.com"):
        cert = certs.request_certificate(DomainName=name, ValidationMethod="DNS", Tags=[{"Key": "n", "Value": str(len(made))}])["CertificateArn"]
        made[cert] = cert
        yield
    world.made["certificate"] = cert
    certs.remove_tags_from_certificate(CertificateArn=cert, Tags=[{"Key": "n"}])
    world.later()
    certs.add_tags_to_certificate(CertificateArn=cert, Tags=[{"Key": "n", "Value": "9"}])
    certs.delete_certificate(CertificateArn=list(made.values())[3])


def build_mail(world: World) -> Iterator[None]:
    mail, newer = world.aws("ses"), world.aws("sesv2")
    for name in ("main", "old"):
        mail.create_receipt_rule_set(RuleSetName=name)
        yield
        for rule in ("all", "spam"):
            mail.create_receipt_rule(RuleSetName=name, Rule={"Name": rule, "Enabled": True, "TlsPolicy": "Optional", "Recipients": [f"{rule}.example"]})
            yield
    mail.set_active_receipt_rule_set(RuleSetName="main")
    mail.update_receipt_rule(RuleSetName="main", Rule={"Name": "spam", "Enabled": False, "TlsPolicy": "Require"})
    mail.clone_receipt_rule_set(RuleSetName="copy", OriginalRuleSetName="main")
    mail.delete_receipt_rule_set(RuleSetName="old")
    yield
    for name in ("hello", "bye"):
        mail.create_template(Template={"TemplateName": name, "SubjectPart": name, "TextPart": "t"})
        mail.create_configuration_set(ConfigurationSet={"Name": name})
        yield
    mail.delete_template(TemplateName="bye")
    mail.verify_email_identity(EmailAddress="a@example.com")
    mail.verify_domain_identity(Domain="example.com")
    mail.delete_identity(Identity="a@example.com")
    newer.create_dedicated_ip_pool(PoolName="1")
    newer.create_dedicated_ip_pool(PoolName="2")
    newer.delete_dedicated_ip_pool(PoolName="2")
    newer.create_contact_list(ContactListName="all", Description="first")
    yield
    newer.create_contact(ContactListName="all", EmailAddress="a@example.com")
    newer.create_contact(ContactListName="all", EmailAddress="b@example.com")
    newer.delete_contact(ContactListName="all", EmailAddress="a@example.com")
