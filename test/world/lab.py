"""A laboratory: teams that share short names train, label, move and measure, each in containers of their own."""

from __future__ import annotations

import json
from typing import Iterator

from lab_data import build_catalogue, build_copies, build_pages, build_recipes, build_tables, build_vectors
from lab_models import build_agents, build_models, build_speech, build_trials
from lab_things import build_bots, build_chains, build_cores, build_devices, build_flows, build_lattice, build_studies
from world import ACCOUNT, World, allow, expect_failure, trust

FAR = "eu-west-1"
TEAMS = ("all", "main", "111")


def build_lab(world: World) -> None:
    iam = world.aws("iam")
    iam.create_role(RoleName="all", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
    iam.put_role_policy(RoleName="all", PolicyName="all", PolicyDocument=allow(["s3:*"], "*"))
    world.made["role"] = f"arn:aws:iam::{ACCOUNT}:role/all"
    for region, name in (("us-east-1", "lab-1"), (FAR, "lab-2")):
        place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        world.aws("s3", region).create_bucket(Bucket=world.name(name), **place)
    world.at_once(build_queues(world), build_works(world), build_mesh(world), build_models(world), build_tables(world))
    world.at_once(build_trials(world), build_vectors(world), build_recipes(world), build_metrics(world), build_agents(world))
    world.at_once(build_sites(world), build_copies(world), build_faults(world), build_speech(world), build_catalogue(world))
    world.at_once(build_groups(world), build_pages(world), build_devices(world), build_cores(world), build_bots(world))
    world.at_once(build_lattice(world), build_studies(world), build_chains(world), build_flows(world))


def build_queues(world: World) -> Iterator[None]:
    """The same environments and queues stand in two regions; definitions have revisions, some of which go."""
    world.made["definitions"] = {}
    for region in ("us-east-1", FAR):
        batch = world.aws("batch", region)
        for team in TEAMS:
            made = batch.create_compute_environment(computeEnvironmentName=team, type="UNMANAGED", state="ENABLED",
                                                    serviceRole=world.made["role"])["computeEnvironmentArn"]
            yield
            batch.create_job_queue(jobQueueName=team, state="ENABLED", priority=1,
                                   computeEnvironmentOrder=[{"order": 1, "computeEnvironment": made if team == "all" else team}])
            yield
            for memory in (128, 256, 512):
                revision = batch.register_job_definition(
                    jobDefinitionName=team, type="container", tags={"team": team},
                    containerProperties={"image": f"{team}:{memory}", "vcpus": 1, "memory": memory})
                yield
            batch.deregister_job_definition(jobDefinition=f"{team}:1" if team == "main" else revision["jobDefinitionArn"])
        share = batch.create_scheduling_policy(name="1", fairsharePolicy={"computeReservation": 10, "shareDecaySeconds": 60})["arn"]
        yield
        batch.update_scheduling_policy(arn=share, fairsharePolicy={"computeReservation": 20, "shareDecaySeconds": 90})
        batch.update_job_queue(jobQueue="111", state="DISABLED", priority=5)
        batch.delete_job_queue(jobQueue="111")
        batch.update_compute_environment(computeEnvironment="111", state="DISABLED")
        batch.delete_compute_environment(computeEnvironment="111")
        world.later()
        batch.create_compute_environment(computeEnvironmentName="111", type="UNMANAGED", state="DISABLED", serviceRole=world.made["role"])
        yield
        batch.create_job_queue(jobQueueName="111", state="DISABLED", priority=9,
                               computeEnvironmentOrder=[{"order": 1, "computeEnvironment": "111"}])
        doomed = batch.create_scheduling_policy(name="2")["arn"]
        batch.delete_scheduling_policy(arn=doomed)


def build_works(world: World) -> Iterator[None]:
    """Workflows of the same names in several domains; types go out of use and come back."""
    swf = world.aws("swf")
    for domain in TEAMS:
        swf.register_domain(name=domain, workflowExecutionRetentionPeriodInDays="7", description=domain)
        yield
        for name, version in (("main", "1"), ("main", "2"), ("1", "1")):
            swf.register_activity_type(domain=domain, name=name, version=version, description=f"{domain} {version}")
            swf.register_workflow_type(
                domain=domain, name=name, version=version, defaultChildPolicy="TERMINATE", defaultTaskList={"name": "main"},
                defaultExecutionStartToCloseTimeout="300", defaultTaskStartToCloseTimeout="60")
            yield
        for name in ("a", "b", "c"):
            swf.start_workflow_execution(domain=domain, workflowId=name, workflowType={"name": "main", "version": "2"}, input="x")
            yield
        swf.signal_workflow_execution(domain=domain, workflowId="a", signalName="go", input="x")
        swf.terminate_workflow_execution(domain=domain, workflowId="b", reason="x")
        world.later()
        swf.start_workflow_execution(domain=domain, workflowId="b", workflowType={"name": "main", "version": "1"})
        yield
        swf.deprecate_activity_type(domain=domain, activityType={"name": "main", "version": "1"})
        swf.deprecate_workflow_type(domain=domain, workflowType={"name": "1", "version": "1"})
        world.later()
        swf.undeprecate_activity_type(domain=domain, activityType={"name": "main", "version": "1"})
    swf.deprecate_domain(name="111")
    expect_failure(swf.register_domain, name="all", workflowExecutionRetentionPeriodInDays="7")


def build_mesh(world: World) -> Iterator[None]:
    mesh = world.aws("appmesh")
    for name in ("default", "ci"):
        mesh.create_mesh(meshName=name, spec={"egressFilter": {"type": "ALLOW_ALL"}}, tags=[{"key": "of", "value": name}])
        yield
        for node in ("web", "api", "api-2"):
            mesh.create_virtual_node(meshName=name, virtualNodeName=node, spec={
                "listeners": [{"portMapping": {"port": 80, "protocol": "http"}}],
                "serviceDiscovery": {"dns": {"hostname": f"{node}.{name}"}}})
            yield
        mesh.create_virtual_router(meshName=name, virtualRouterName="api", spec={"listeners": [{"portMapping": {"port": 80, "protocol": "http"}}]})
        for route, node in (("all", "api"), ("next", "api-2")):
            mesh.create_route(meshName=name, virtualRouterName="api", routeName=route, spec={"priority": 1, "httpRoute": {
                "match": {"prefix": "/"}, "action": {"weightedTargets": [{"virtualNode": node, "weight": 1}]}}})
            yield
        mesh.delete_route(meshName=name, virtualRouterName="api", routeName="next")
        mesh.delete_virtual_node(meshName=name, virtualNodeName="api-2")
        mesh.create_virtual_node(meshName=name, virtualNodeName="api-2", spec={
            "listeners": [{"portMapping": {"port": 81, "protocol": "http2"}}], "serviceDiscovery": {"dns": {"hostname": "again"}}})
        yield
        mesh.update_mesh(meshName=name, spec={"egressFilter": {"type": "DROP_ALL"}})
    mesh.delete_route(meshName="ci", virtualRouterName="api", routeName="all")
    mesh.delete_virtual_router(meshName="ci", virtualRouterName="api")


def build_metrics(world: World) -> Iterator[None]:
    """Two workspaces of one name, each with namespaces of the same names."""
    amp = world.aws("amp")
    made = []
    for number in range(3):
        made.append(amp.create_workspace(alias="main", tags={"number": str(number)})["workspaceId"])
        yield
        for name in ("all", "main"):
            amp.create_rule_groups_namespace(workspaceId=made[-1], name=name, data=f"groups: [{number}]".encode())
            yield
    amp.put_rule_groups_namespace(workspaceId=made[0], name="all", data=b"groups: [9]")
    amp.delete_rule_groups_namespace(workspaceId=made[1], name="main")
    yield
    amp.create_rule_groups_namespace(workspaceId=made[1], name="main", data=b"again")
    amp.update_workspace_alias(workspaceId=made[1], alias="2")
    amp.delete_workspace(workspaceId=made[2])
    logs = world.aws("logs")
    logs.create_log_group(logGroupName="amp")
    amp.create_logging_configuration(workspaceId=made[0], logGroupArn=f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:amp:*")


def build_sites(world: World) -> Iterator[None]:
    """Things without a name, told by their descriptions, in networks that the answers alone tell apart."""
    net = world.aws("networkmanager")
    for name in ("all", "1"):
        network = net.create_global_network(Description=name, Tags=[{"Key": "Name", "Value": name}])["GlobalNetwork"]["GlobalNetworkId"]
        yield
        sites = [net.create_site(GlobalNetworkId=network, Description=f"{name} {it}")["Site"]["SiteId"] for it in ("a", "b")]
        yield
        for site, label in zip(sites, ("a", "b")):
            link = net.create_link(GlobalNetworkId=network, SiteId=site, Description=f"{name} link {label}",
                                   Bandwidth={"UploadSpeed": 10, "DownloadSpeed": 20})["Link"]["LinkId"]
            yield
            device = net.create_device(GlobalNetworkId=network, SiteId=site, Description=f"{name} device {label}", Type="x")["Device"]["DeviceId"]
            yield
        net.delete_link(GlobalNetworkId=network, LinkId=link)
        net.delete_device(GlobalNetworkId=network, DeviceId=device)
        net.delete_site(GlobalNetworkId=network, SiteId=sites[1])
        core = net.create_core_network(GlobalNetworkId=network, Description=name)["CoreNetwork"]["CoreNetworkId"]
        yield
    net.delete_core_network(CoreNetworkId=core)
    net.tag_resource(ResourceArn=f"arn:aws:networkmanager::{ACCOUNT}:global-network/{network}", Tags=[{"Key": "more", "Value": "1"}])


def build_faults(world: World) -> Iterator[None]:
    fis = world.aws("fis")
    templates = []
    for name in ("stop", "stop", "wait"):
        templates.append(fis.create_experiment_template(
            clientToken=f"{name}-{len(templates)}", description=name, roleArn=world.made["role"], stopConditions=[{"source": "none"}],
            actions={"1": {"actionId": "aws:fis:wait", "parameters": {"duration": f"PT{len(templates) + 1}M"}}},
            tags={"Name": name})["experimentTemplate"]["id"])
        yield
    experiment = fis.start_experiment(experimentTemplateId=templates[2], clientToken="1")["experiment"]["id"]
    yield
    fis.stop_experiment(id=experiment)
    fis.delete_experiment_template(id=templates[0])
    fis.update_experiment_template(id=templates[1], description="stops")


def select(kind: str) -> str:
    return json.dumps({"ResourceTypeFilters": [kind], "TagFilters": [{"Key": "of", "Values": ["all"]}]})


def build_groups(world: World) -> Iterator[None]:
    groups = world.aws("resource-groups")
    for name in ("all", "ci", "old"):
        groups.create_group(Name=name, ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": select("AWS::AllSupported")},
                            Tags={"of": name})
        yield
    groups.update_group_query(GroupName="ci", ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": select("AWS::S3::Bucket")})
    groups.delete_group(GroupName="old")
    world.later()
    groups.create_group(Name="old", ResourceQuery={"Type": "TAG_FILTERS_1_0", "Query": select("AWS::AllSupported")})
    yield
    groups.tag(Arn=f"arn:aws:resource-groups:us-east-1:{ACCOUNT}:group/all", Tags={"more": "1"})
    groups.update_group(GroupName="all", Description="everything")
