"""What stands behind the web shop: its graph, pipelines, mail, words and events."""

from __future__ import annotations

import json
from typing import Any

from world import ACCOUNT, World, expect_failure, role_arn, trust

OTHER_REGION = "eu-central-1"


def build_graph(world: World) -> None:
    graph = world.aws("appsync")
    for name in ("ci", "all"):
        api = graph.create_graphql_api(name=name, authenticationType="API_KEY")["graphqlApi"]["apiId"]
        graph.create_api_key(apiId=api, description="default")
        graph.tag_resource(resourceArn=f"arn:aws:appsync:us-east-1:{ACCOUNT}:apis/{api}", tags={"for": name})
        world.later()
        graph.update_graphql_api(apiId=api, name=f"{name}-2", authenticationType="AWS_IAM")
    doomed = graph.create_graphql_api(name="local", authenticationType="API_KEY")["graphqlApi"]["apiId"]
    graph.delete_graphql_api(apiId=doomed)


def build_pipelines(world: World) -> None:
    code, pipes, builds, deploys = (world.aws(it) for it in ("codecommit", "codepipeline", "codebuild", "codedeploy"))
    iam = world.aws("iam")
    iam.create_role(RoleName="build", AssumeRolePolicyDocument=trust("codebuild.amazonaws.com"))
    iam.create_role(RoleName="pipe", AssumeRolePolicyDocument=trust("codepipeline.amazonaws.com"))
    for name in ("ci", "all", "local"):
        code.create_repository(repositoryName=name, repositoryDescription=name)
        builds.create_project(
            name=name, source={"type": "CODECOMMIT", "location": f"https://git/{name}"}, artifacts={"type": "NO_ARTIFACTS"},
            environment={"type": "LINUX_CONTAINER", "image": "busybox", "computeType": "BUILD_GENERAL1_SMALL"},
            serviceRole=role_arn("build"),
        )
        pipes.create_pipeline(pipeline=pipeline(name, name))
        deploys.create_application(applicationName=name, computePlatform="ECS")
        deploys.create_deployment_group(applicationName=name, deploymentGroupName="default", serviceRoleArn=role_arn("pipe"))
    world.later()
    pipes.update_pipeline(pipeline=pipeline("all", "ci"))
    pipes.delete_pipeline(name="local")
    code.delete_repository(repositoryName="local")
    builds.delete_project(name="local")
    pipes.tag_resource(resourceArn=f"arn:aws:codepipeline:us-east-1:{ACCOUNT}:ci", tags=[{"key": "a", "value": "b"}])


def pipeline(name: str, repository: str) -> dict[str, Any]:
    source = {"name": "Source", "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
              "configuration": {"RepositoryName": repository, "BranchName": "main"}, "outputArtifacts": [{"name": "s"}]}
    build = {"name": "Build", "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
             "configuration": {"ProjectName": name}, "inputArtifacts": [{"name": "s"}]}
    return {"name": name, "roleArn": role_arn("pipe"), "artifactStore": {"type": "S3", "location": "artifacts"},
            "stages": [{"name": "Source", "actions": [source]}, {"name": "Build", "actions": [build]}]}


def build_mail(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        mail = world.aws("sesv2", region)
        for name in ("all", "ci", "local"):
            mail.create_email_identity(EmailIdentity=f"{name}@example.com")
            mail.create_configuration_set(ConfigurationSetName=name)
        mail.create_contact_list(ContactListName="all", Description="customers")
        for contact in ("a@example.com", "b@example.com"):
            mail.create_contact(ContactListName="all", EmailAddress=contact)
        mail.delete_contact(ContactListName="all", EmailAddress="b@example.com")
        mail.delete_email_identity(EmailIdentity="local@example.com")
        mail.delete_configuration_set(ConfigurationSetName="local")


def build_words(world: World) -> None:
    for region in ("us-east-1", OTHER_REGION):
        ssm, secrets = world.aws("ssm", region), world.aws("secretsmanager", region)
        for name in ("ci", "all", "local"):
            ssm.put_parameter(Name=name, Value=name, Type="String", Description="first")
            secrets.create_secret(Name=name, SecretString="s3cr3t", Description="first")
        world.later()
        ssm.put_parameter(Name="ci", Value="2", Type="String", Overwrite=True, Description="second")
        secrets.update_secret(SecretId="ci", Description="second")
        ssm.delete_parameter(Name="local")
        secrets.delete_secret(SecretId="local", ForceDeleteWithoutRecovery=True)
        ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId="ci", Tags=[{"Key": "a", "Value": "b"}])
    expect_failure(ssm.delete_parameter, Name="none")


def build_events(world: World) -> None:
    sqs, sns, table, schedules = (world.aws(it) for it in ("sqs", "sns", "dynamodb", "scheduler"))
    for name in ("ci", "all", "local"):
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        topic = sns.create_topic(Name=name)["TopicArn"]
        subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}")
        table.create_table(TableName=f"{name}-x", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                           AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        for key in ("1", "2", "3"):
            table.put_item(TableName=f"{name}-x", Item={"id": {"S": key}})
        table.delete_item(TableName=f"{name}-x", Key={"id": {"S": "2"}})
        schedules.create_schedule_group(Name=name)
        schedules.create_schedule(Name="default", GroupName=name, ScheduleExpression="rate(1 hour)",
                                  FlexibleTimeWindow={"Mode": "OFF"},
                                  Target={"Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}", "RoleArn": role_arn("ci")})
    sns.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
    sns.delete_topic(TopicArn=topic)
    sqs.delete_queue(QueueUrl=url)
    table.delete_table(TableName="local-x")
    world.later()
    sqs.create_queue(QueueName="local", Attributes={"DelaySeconds": "5"})
    schedules.delete_schedule(Name="default", GroupName="all")
    sqs.set_queue_attributes(QueueUrl=url.replace("local", "ci"), Attributes={"Policy": json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage",
                                               "Resource": f"arn:aws:sqs:us-east-1:{ACCOUNT}:ci"}]})})
