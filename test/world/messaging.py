"""The company's messages: queues, topics, subscriptions, buses, rules, state machines."""

from __future__ import annotations

import json

from world import ACCOUNT, World, expect_failure


def arn(service: str, name: str) -> str:
    return f"arn:aws:{service}:us-east-1:{ACCOUNT}:{name}"


def build_messaging(world: World) -> None:
    build_queues(world)
    build_topics(world)
    build_flows(world)
    build_buses(world)


def build_queues(world: World) -> None:
    sqs = world.aws("sqs")
    queues = {}
    for word in world.words[: world.count(2, 4)]:
        dead = world.name(word, "dead")
        sqs.create_queue(QueueName=dead, Attributes={"MessageRetentionPeriod": "1209600"})
        redrive = {"deadLetterTargetArn": arn("sqs", dead), "maxReceiveCount": world.count(2, 9)}
        queues[word] = sqs.create_queue(
            QueueName=world.name(word),
            Attributes={"VisibilityTimeout": str(world.count(30, 90)), "RedrivePolicy": json.dumps(redrive)},
            tags={"word": word},
        )["QueueUrl"]
        for _ in range(world.count(1, 3)):
            sqs.send_message(QueueUrl=queues[word], MessageBody="a private message")
    world.made["queues"] = queues
    word = world.words[0]
    sqs.set_queue_attributes(QueueUrl=queues[word], Attributes={"DelaySeconds": "3"})
    # moto forgets the policy with any later change, and within one second a log does not tell which was later.
    world.later()
    policy = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": arn("sqs", world.name(word)),
        "Condition": {"ArnEquals": {"aws:SourceArn": arn("sns", world.name("topic", word))}}}]}
    sqs.set_queue_attributes(QueueUrl=queues[word], Attributes={"Policy": json.dumps(policy)})
    sqs.create_queue(
        QueueName=world.name("ledger.fifo"), Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    )
    fresh = world.name("fresh")
    url = sqs.create_queue(QueueName=fresh, Attributes={"VisibilityTimeout": "11"})["QueueUrl"]
    sqs.delete_queue(QueueUrl=url)
    world.later()
    url = sqs.create_queue(QueueName=fresh, Attributes={"VisibilityTimeout": "22"})["QueueUrl"]
    sqs.tag_queue(QueueUrl=url, Tags={"fresh": "true"})
    expect_failure(sqs.delete_queue, QueueUrl=url.replace(fresh, world.name("missing")))


def build_topics(world: World) -> None:
    sns = world.aws("sns")
    for word in world.words[: world.count(2, 3)]:
        topic = sns.create_topic(Name=world.name("topic", word), Tags=[{"Key": "word", "Value": word}])["TopicArn"]
        queue = word if word in world.made["queues"] else world.words[0]
        subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", world.name(queue)),
                                     ReturnSubscriptionArn=True)["SubscriptionArn"]
        sns.set_subscription_attributes(
            SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true"
        )
        world.later()
        sns.publish(TopicArn=topic, Message="private", Subject="news")
        world.made.setdefault("topics", []).append(topic)
    first, last = world.made["topics"][0], world.made["topics"][-1]
    sns.set_topic_attributes(TopicArn=first, AttributeName="DisplayName", AttributeValue=world.company)
    policy = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": first}]}
    sns.set_topic_attributes(TopicArn=first, AttributeName="Policy", AttributeValue=json.dumps(policy))
    doomed = sns.subscribe(TopicArn=last, Protocol="email", Endpoint="ops@example.com", ReturnSubscriptionArn=True)
    sns.unsubscribe(SubscriptionArn=doomed["SubscriptionArn"])
    sns.subscribe(TopicArn=last, Protocol="email", Endpoint="team@example.com", ReturnSubscriptionArn=True)


def build_flows(world: World) -> None:
    states = world.aws("stepfunctions")
    for word in world.words[:2]:
        definition = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}}
        machine = states.create_state_machine(
            name=world.name("flow", word), definition=json.dumps(definition),
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/{world.name('flow')}", tags=[{"key": "word", "value": word}],
        )["stateMachineArn"]
        world.made["machine"] = machine
    states.tag_resource(resourceArn=world.made["machine"], tags=[{"key": "late", "value": "yes"}])


def build_buses(world: World) -> None:
    events = world.aws("events")
    bus = world.name("bus")
    events.create_event_bus(Name=bus)
    targets = [
        {"Id": "queue", "Arn": arn("sqs", world.name(world.words[0]))},
        {"Id": "flow", "Arn": world.made["machine"], "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/{world.name('events')}"},
        {"Id": "topic", "Arn": world.made["topics"][0]},
    ]
    for number in range(1, world.count(2, 4) + 1):
        rule = world.name("rule", str(number))
        events.put_rule(
            Name=rule, EventBusName=bus, State="ENABLED", Description=f"rule {number}",
            EventPattern=json.dumps({"source": [f"{world.company}.{number}"], "detail-type": ["order"]}),
        )
        events.put_targets(Rule=rule, EventBusName=bus, Targets=targets[: world.count(1, 3)])
    events.put_rule(Name=world.name("nightly"), ScheduleExpression="cron(0 3 * * ? *)", State="ENABLED")
    events.put_targets(Rule=world.name("nightly"), Targets=[*targets[:1], {"Id": "gone", "Arn": targets[2]["Arn"]}])
    events.remove_targets(Rule=world.name("nightly"), Ids=["gone"])
    events.disable_rule(Name=world.name("rule", "2"), EventBusName=bus)
    doomed = world.name("rule", "doomed")
    events.put_rule(Name=doomed, ScheduleExpression="rate(5 minutes)")
    events.put_targets(Rule=doomed, Targets=targets[:1])
    events.remove_targets(Rule=doomed, Ids=["queue"])
    events.delete_rule(Name=doomed)
    events.create_archive(ArchiveName=world.name("archive"), EventSourceArn=arn("events", f"event-bus/{bus}"), RetentionDays=30)
