"""What the laboratory keeps: tables in namespaces in buckets, vectors, recipes, copies, catalogues, and pages that show them."""

from __future__ import annotations

import json
from typing import Iterator

from world import ACCOUNT, World


def build_tables(world: World) -> Iterator[None]:
    tables = world.aws("s3tables")
    for name in ("main", "ci"):
        bucket = tables.create_table_bucket(name=world.name(name))["arn"]
        yield
        for space in ("raw", "old"):
            tables.create_namespace(tableBucketARN=bucket, namespace=[space])
            for table in ("events", "users"):
                made = tables.create_table(tableBucketARN=bucket, namespace=space, name=table, format="ICEBERG")
                yield
        tables.rename_table(tableBucketARN=bucket, namespace="old", name="users", newName="people", versionToken=made["versionToken"])
        tables.delete_table(tableBucketARN=bucket, namespace="old", name="events")
        yield
        world.later()
        tables.create_table(tableBucketARN=bucket, namespace="old", name="events", format="ICEBERG")
        tables.rename_table(tableBucketARN=bucket, namespace="raw", name="users", newNamespaceName="old")
        tables.create_namespace(tableBucketARN=bucket, namespace=["tmp"])
        tables.delete_namespace(tableBucketARN=bucket, namespace="tmp")
    flat = world.aws("sdb")
    for name in ("all", "one", "old"):
        flat.create_domain(DomainName=name)
        flat.put_attributes(DomainName=name, ItemName="a", Attributes=[{"Name": "n", "Value": name}])
        yield
    flat.delete_domain(DomainName="old")


def build_vectors(world: World) -> Iterator[None]:
    vectors = world.aws("s3vectors")
    for name in ("main", "test", "old"):
        bucket = vectors.create_vector_bucket(vectorBucketName=world.name(name))
        yield
        for number, index in enumerate(("docs", "images")):
            by = {"vectorBucketName": world.name(name)} if number else {
                "vectorBucketArn": f"arn:aws:s3vectors:us-east-1:{ACCOUNT}:bucket/{world.name(name)}"}
            vectors.create_index(**by, indexName=index, dataType="float32", dimension=number + 2, distanceMetric="cosine")
            yield
        vectors.put_vector_bucket_policy(vectorBucketName=world.name(name), policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
    assert bucket
    for index in ("docs", "images"):
        vectors.delete_index(vectorBucketName=world.name("old"), indexName=index)
    vectors.delete_vector_bucket_policy(vectorBucketName=world.name("old"))
    vectors.delete_vector_bucket(vectorBucketName=world.name("old"))
    yield
    vectors.delete_index(indexArn=f"arn:aws:s3vectors:us-east-1:{ACCOUNT}:bucket/{world.name('test')}/index/docs")
    vectors.create_index(vectorBucketName=world.name("test"), indexName="docs", dataType="float32", dimension=9, distanceMetric="euclidean")


def build_recipes(world: World) -> Iterator[None]:
    brew, bucket = world.aws("databrew"), world.name("lab-1")
    step = {"Action": {"Operation": "UPPER_CASE", "Parameters": {"sourceColumn": "a"}}}
    for name in ("main", "old"):
        brew.create_dataset(Name=name, Format="CSV", Input={"S3InputDefinition": {"Bucket": bucket, "Key": f"{name}.csv"}})
        yield
        brew.create_recipe(Name=name, Steps=[step], Description="first")
        brew.publish_recipe(Name=name, Description="first out")
        yield
        world.later()
        brew.update_recipe(Name=name, Steps=[step, step], Description="second")
        world.later()
        brew.publish_recipe(Name=name, Description="second out")
        yield
        brew.create_ruleset(Name=name, TargetArn=f"arn:aws:databrew:us-east-1:{ACCOUNT}:dataset/{name}",
                            Rules=[{"Name": "r", "CheckExpression": ":col1 > :val1", "SubstitutionMap": {":col1": "`a`", ":val1": "1"}}])
        brew.create_recipe_job(Name=name, DatasetName=name, RoleArn=world.made["role"], RecipeReference={"Name": name, "RecipeVersion": "1.0"},
                               Outputs=[{"Location": {"Bucket": bucket, "Key": "out"}}])
        brew.create_profile_job(Name=f"{name}-profile", DatasetName=name, RoleArn=world.made["role"], OutputLocation={"Bucket": bucket, "Key": "p"})
        yield
    brew.delete_recipe_version(Name="main", RecipeVersion="1.0")
    brew.update_recipe_job(Name="main", RoleArn=world.made["role"], Outputs=[{"Location": {"Bucket": bucket, "Key": "2"}}])
    brew.delete_job(Name="old-profile")
    brew.delete_ruleset(Name="old")
    brew.update_dataset(Name="main", Input={"S3InputDefinition": {"Bucket": bucket, "Key": "new.csv"}}, Format="JSON")
    yield


def build_copies(world: World) -> Iterator[None]:
    """Tasks between places, known by what the answers said alone."""
    sync = world.aws("datasync")
    places = {}
    for name in ("lab-1", "lab-2"):
        places[name] = sync.create_location_s3(S3BucketArn=f"arn:aws:s3:::{world.name(name)}", Subdirectory="/in",
                                               S3Config={"BucketAccessRoleArn": world.made["role"]})["LocationArn"]
        yield
    places["share"] = sync.create_location_smb(ServerHostname="files.example.com", Subdirectory="/x", User="copy", Password="secret",
                                               AgentArns=[f"arn:aws:datasync:us-east-1:{ACCOUNT}:agent/agent-0123456789abcdef0"])["LocationArn"]
    yield
    tasks = {}
    for name, source, target in (("all", "share", "lab-1"), ("1", "lab-1", "lab-2"), ("back", "lab-2", "lab-1")):
        tasks[name] = sync.create_task(Name=name, SourceLocationArn=places[source], DestinationLocationArn=places[target])["TaskArn"]
        yield
    run = sync.start_task_execution(TaskArn=tasks["all"])["TaskExecutionArn"]
    sync.cancel_task_execution(TaskExecutionArn=run)
    sync.update_task(TaskArn=tasks["1"], Name="one")
    sync.delete_task(TaskArn=tasks["back"])
    world.later()
    sync.create_task(Name="1", SourceLocationArn=places["lab-2"], DestinationLocationArn=places["lab-1"])
    yield
    pipes = world.aws("datapipeline")
    for name, token in (("main", "a"), ("main", "b"), ("old", "c")):
        made = pipes.create_pipeline(name=name, uniqueId=token, description=token)["pipelineId"]
        yield
        pipes.put_pipeline_definition(pipelineId=made, pipelineObjects=[
            {"id": "Default", "name": "Default", "fields": [{"key": "workerGroup", "stringValue": f"{name} {token}"}]}])
    pipes.delete_pipeline(pipelineId=made)


def build_catalogue(world: World) -> Iterator[None]:
    """Registries whose schemas have versions; workflows with what starts them; portfolios of products."""
    glue, shop = world.aws("glue"), world.aws("servicecatalog")
    for registry in ("main", "ci"):
        glue.create_registry(RegistryName=registry)
        yield
        for schema in ("user", "order"):
            glue.create_schema(RegistryId={"RegistryName": registry}, SchemaName=schema, DataFormat="AVRO", Compatibility="NONE",
                               SchemaDefinition=define(f"{registry}{schema}", 1))
            yield
            world.later()
            version = glue.register_schema_version(SchemaId={"RegistryName": registry, "SchemaName": schema},
                                                   SchemaDefinition=define(f"{registry}{schema}", 2))["SchemaVersionId"]
            glue.put_schema_version_metadata(SchemaVersionId=version, MetadataKeyValue={"MetadataKey": "by", "MetadataValue": "ci"})
            yield
    glue.delete_schema(SchemaId={"SchemaArn": f"arn:aws:glue:us-east-1:{ACCOUNT}:schema/ci/order"})
    for flow in ("day", "night"):
        glue.create_workflow(Name=flow, Description=flow, DefaultRunProperties={"a": flow})
        glue.create_job(Name=flow, Role=world.made["role"], Command={"Name": "glueetl", "ScriptLocation": f"s3://x/{flow}"})
        glue.create_trigger(Name=flow, WorkflowName=flow, Type="SCHEDULED", Schedule="cron(0 1 * * ? *)", Actions=[{"JobName": flow}])
        yield
    glue.start_trigger(Name="day")
    glue.delete_trigger(Name="night")
    glue.delete_workflow(Name="night")
    world.later()
    glue.create_workflow(Name="night", Description="again")
    yield
    portfolios = {}
    for name in ("all", "all", "1"):
        portfolios[len(portfolios)] = shop.create_portfolio(DisplayName=name, ProviderName="it", Description=f"{name} {len(portfolios)}",
                                                            IdempotencyToken=f"t{len(portfolios)}")["PortfolioDetail"]["Id"]
        yield
    product = shop.create_product(Name="box", Owner="it", ProductType="CLOUD_FORMATION_TEMPLATE", IdempotencyToken="p",
                                  ProvisioningArtifactParameters={"Info": {"LoadTemplateFromURL": "https://s3/t"}, "Type": "CLOUD_FORMATION_TEMPLATE"})
    assert product
    shop.create_portfolio_share(PortfolioId=portfolios[0], AccountId="111122223333")
    shop.create_portfolio_share(PortfolioId=portfolios[1], AccountId="111122224444")
    yield
    shop.delete_portfolio_share(PortfolioId=portfolios[1], AccountId="111122224444")
    shop.delete_portfolio(Id=portfolios[1])


def define(name: str, version: int) -> str:
    fields = [{"name": f"f{number}", "type": "string"} for number in range(version)]
    return json.dumps({"type": "record", "name": name, "fields": fields})


def build_pages(world: World) -> Iterator[None]:
    sight = world.aws("quicksight")
    for name in ("all", "read", "old"):
        sight.create_group(AwsAccountId=ACCOUNT, Namespace="default", GroupName=name, Description=name)
        yield
    for name in ("ann", "bob"):
        sight.register_user(AwsAccountId=ACCOUNT, Namespace="default", IdentityType="QUICKSIGHT", Email=f"{name}@example.com",
                            UserName=name, UserRole="READER")
        yield
        for group in ("all", "read"):
            sight.create_group_membership(AwsAccountId=ACCOUNT, Namespace="default", GroupName=group, MemberName=name)
    sight.delete_group(AwsAccountId=ACCOUNT, Namespace="default", GroupName="old")
    sight.update_group(AwsAccountId=ACCOUNT, Namespace="default", GroupName="all", Description="everybody")
    for number in ("1", "2"):
        sight.create_data_source(AwsAccountId=ACCOUNT, DataSourceId=number, Name="main", Type="ATHENA",
                                 DataSourceParameters={"AthenaParameters": {"WorkGroup": "primary"}})
        yield
    sight.update_data_source(AwsAccountId=ACCOUNT, DataSourceId="2", Name="second")
    run = world.aws("emr-serverless")
    apps = {}
    for name in ("main", "main", "old"):
        apps[len(apps)] = run.create_application(name=name, releaseLabel="emr-6.6.0", type="SPARK", clientToken=f"t{len(apps)}",
                                                 tags={"n": str(len(apps))})["applicationId"]
        yield
    run.start_application(applicationId=apps[0])
    run.stop_application(applicationId=apps[2])
    run.delete_application(applicationId=apps[2])
    world.later()
    run.stop_application(applicationId=apps[0])
