/** A company's things as a topology, as many as are asked for: the same for the same number. */
import type { Relation, RelationKind, Resource, Topology } from "../../../src/topology/topology.ts";

const REGIONS = ["eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-2"];
const TEAMS = ["orchard", "ledger", "harbour", "lantern", "meadow"];
const WORDS = ["orders", "invoices", "customers", "stock", "parcels", "prices", "reports", "images", "mails"];

/** One thing, with what a test says of it. */
export function makeResource(more: Partial<Resource> & Pick<Resource, "key" | "service" | "type">): Resource {
  const label = more.label ?? more.key;
  return {
    account: "123456789012",
    region: "eu-west-1",
    label,
    name: label,
    createdAt: "2026-01-05T09:00:00.000Z",
    tags: {},
    configuration: {},
    origin: "made",
    placeholders: [],
    events: [],
    ...more,
  };
}

/** About `count` things in two accounts and some regions, with networks, functions and all that these need. */
export function makeWorld(count: number): Topology {
  const resources: Resource[] = [];
  const relations: Relation[] = [];
  const add = (
    service: string,
    type: string,
    label: string,
    place: { account: string; region: string },
    more: Partial<Resource> = {},
  ): string => {
    const key = `arn:aws:${service}:${place.region}:${place.account}:${type}/${label}`;
    resources.push(
      makeResource({
        key,
        arn: key,
        service,
        type,
        label,
        ...place,
        tags: { team: label.split("-")[0] ?? "" },
        ...more,
      }),
    );
    return key;
  };
  const relate = (from: string, to: string, kind: RelationKind, member = "Arn"): void => {
    relations.push({ from, to, kind, member });
  };

  for (let number = 0; resources.length < count; number++) {
    const account = number % 7 === 6 ? "210987654321" : "123456789012";
    const place = {
      account,
      region: REGIONS[number % 3 === 2 ? 1 + (number % 3) : number % 2] ?? "eu-west-1",
    };
    const once = { account, region: "" };
    const team = TEAMS[number % TEAMS.length] ?? "";
    const name = `${team}-${WORDS[number % WORDS.length]}${number < 45 ? "" : `-${Math.floor(number / 45)}`}`;
    if (number % 9 === 0) addNetwork(name, place);
    const role = add("iam", "role", `${name}-role`, once);
    const work = add("lambda", "function", `${name}-worker`, place);
    const group = add("logs", "log-group", `/aws/lambda/${name}-worker`, place);
    const queue = add(
      "sqs",
      "queue",
      `${name}-queue`,
      place,
      number % 5 === 0 ? { origin: "beforehand" } : {},
    );
    const table = add("dynamodb", "table", name, place, number % 8 === 0 ? { placeholders: ["Schema"] } : {});
    relate(work, role, "assumes", "Role");
    relate(work, group, "uses", "LoggingConfig.LogGroup");
    relate(queue, work, "triggers", "EventSourceArn");
    relate(work, table, "uses", "Environment.Variables{}");
    for (let stream = 0; stream < number % 4; stream++)
      relate(add("logs", "log-stream", `2026/01/0${stream + 1}/[$LATEST]${number}`, place), group, "within");
    if (number % 4 === 0)
      relate(add("sns", "topic", `${name}-events`, place), queue, "triggers", "Subscription");
    if (number % 6 === 0) {
      const key = add("kms", "key", `${team}-key-${number}`, place);
      relate(table, key, "encrypts-with", "SSEDescription.KMSMasterKeyArn");
      relate(queue, key, "encrypts-with", "KmsMasterKeyId");
    }
    if (number % 3 === 0) add("s3", "bucket", `${name}-files`, place);
  }
  return { resources, relations };

  function addNetwork(name: string, place: { account: string; region: string }): void {
    const network = add("ec2", "vpc", `${name}-net`, place);
    const groups = ["web", "data"].map((use) =>
      add("ec2", "security-group", `${name}-${use}`, place, { network }),
    );
    const gateway = add("ec2", "internet-gateway", `${name}-gateway`, place, { network });
    const routes = add("ec2", "route-table", `${name}-routes`, place, { network });
    relate(routes, gateway, "routes-to", "Routes[].GatewayId");
    const balancer = add("elbv2", "load-balancer", `${name}-front`, place, { network });
    const targets = add("elbv2", "target-group", `${name}-targets`, place, { network });
    relate(balancer, targets, "routes-to", "DefaultActions[].TargetGroupArn");
    for (const zone of ["a", "b"]) {
      const subnet = add("ec2", "subnet", `${name}-${zone}`, place, { network });
      relate(routes, subnet, "attached-to", "Associations[].SubnetId");
      for (let machine = 0; machine < 3; machine++) {
        const instance = add("ec2", "instance", `${name}-${zone}${machine}`, place, { network, subnet });
        relate(instance, groups[machine === 2 ? 1 : 0] ?? "", "uses", "SecurityGroups[].GroupId");
        relate(targets, instance, "routes-to", "Targets[].Id");
      }
      const database = add("rds", "db-instance", `${name}-db-${zone}`, place, { network, subnet });
      relate(database, groups[1] ?? "", "uses", "VpcSecurityGroups[].VpcSecurityGroupId");
    }
  }
}
