"""The company's functions, and the REST API in front of them."""

from __future__ import annotations

import io
import zipfile

from world import ACCOUNT, World, expect_failure


def make_zip(text: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr(zipfile.ZipInfo("index.py"), text)
    return body.getvalue()


def build_functions(world: World) -> None:
    lambda_ = world.aws("lambda")
    world.aws("s3").put_object(Bucket=world.made["buckets"][0], Key="code.zip", Body=make_zip("x = 1"))
    names = [world.name("fn", word) for word in world.words[: world.count(2, 4)]]
    for number, name in enumerate(names):
        code = {"ZipFile": make_zip(name)} if number else {"S3Bucket": world.made["buckets"][0], "S3Key": "code.zip"}
        lambda_.create_function(
            FunctionName=name, Runtime=world.random.choice(["python3.12", "nodejs20.x"]), Handler="index.handler",
            Role=f"arn:aws:iam::{ACCOUNT}:role/{world.name('function')}", Code=code, Timeout=world.count(3, 60),
            MemorySize=256, Environment={"Variables": {"STAGE": "live"}}, Tags={"Name": name},
        )
    world.made["functions"] = names
    first, second = names[:2]
    lambda_.update_function_configuration(FunctionName=first, Timeout=61, Description="slower")
    lambda_.update_function_code(FunctionName=second, ZipFile=make_zip("y = 2"))
    lambda_.publish_version(FunctionName=first)
    lambda_.create_alias(FunctionName=first, Name="live", FunctionVersion="1", Description="what customers see")
    lambda_.add_permission(
        FunctionName=second, StatementId="events", Action="lambda:InvokeFunction", Principal="events.amazonaws.com",
        SourceArn=f"arn:aws:events:us-east-1:{ACCOUNT}:rule/{world.name('nightly')}",
    )
    lambda_.add_permission(
        FunctionName=first, StatementId="doomed", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"
    )
    lambda_.remove_permission(FunctionName=first, StatementId="doomed")
    word = world.words[0]
    mapping = lambda_.create_event_source_mapping(
        FunctionName=second, EventSourceArn=f"arn:aws:sqs:us-east-1:{ACCOUNT}:{world.name(word)}", BatchSize=5
    )["UUID"]
    lambda_.update_event_source_mapping(UUID=mapping, FunctionName=second, BatchSize=7)
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{second}"
    lambda_.tag_resource(Resource=arn, Tags={"late": "yes"})
    lambda_.put_function_concurrency(FunctionName=second, ReservedConcurrentExecutions=4)
    doomed = world.name("fn", "doomed")
    for _ in range(2):
        lambda_.create_function(
            FunctionName=doomed, Runtime="python3.12", Handler="index.handler",
            Role=f"arn:aws:iam::{ACCOUNT}:role/{world.name('function')}", Code={"ZipFile": make_zip("z")},
        )
        lambda_.delete_function(FunctionName=arn.replace(second, doomed))
    expect_failure(lambda_.delete_function, FunctionName=doomed)
    world.aws("events").put_targets(Rule=world.name("nightly"), Targets=[{"Id": "fn", "Arn": arn}])
    lambda_.add_permission(
        FunctionName=second, StatementId="bucket", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com",
        SourceArn=f"arn:aws:s3:::{world.made['buckets'][1]}", SourceAccount=ACCOUNT,
    )
    world.aws("s3").put_bucket_notification_configuration(
        Bucket=world.made["buckets"][1], NotificationConfiguration={"LambdaFunctionConfigurations": [
            {"Id": "new", "LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}]},
    )
    build_api(world, arn)


def build_api(world: World, function: str) -> None:
    api = world.aws("apigateway")
    rest = api.create_rest_api(name=world.name("api"), description="orders from outside",
                               endpointConfiguration={"types": ["REGIONAL"]})["id"]
    root = api.get_resources(restApiId=rest)["items"][0]["id"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"
    for part in world.words[: world.count(2, 3)]:
        resource = api.create_resource(restApiId=rest, parentId=root, pathPart=part)["id"]
        for method in ("GET", "POST"):
            api.put_method(restApiId=rest, resourceId=resource, httpMethod=method, authorizationType="NONE",
                           apiKeyRequired=method == "POST")
            api.put_integration(restApiId=rest, resourceId=resource, httpMethod=method, type="AWS_PROXY",
                                integrationHttpMethod="POST", uri=uri)
            api.put_method_response(restApiId=rest, resourceId=resource, httpMethod=method, statusCode="200")
    deployment = api.create_deployment(restApiId=rest, description="first")["id"]
    api.create_stage(restApiId=rest, stageName="live", deploymentId=deployment, variables={"colour": "blue"})
    api.update_stage(restApiId=rest, stageName="live", patchOperations=[
        {"op": "replace", "path": "/variables/colour", "value": "green"}])
    key = api.create_api_key(name=world.name("partner"), enabled=True)["id"]
    plan = api.create_usage_plan(name=world.name("plan"), apiStages=[{"apiId": rest, "stage": "live"}],
                                 throttle={"rateLimit": 10.0, "burstLimit": 20})["id"]
    api.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    world.made["api"] = rest
