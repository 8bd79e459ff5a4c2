// What the resource table recognises: all that lists of members did, which stood in the recipes before.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { nameStep } from "../../../src/plan/missing/log-facts.ts";
import { RECIPES, type Recipe } from "../../../src/plan/missing/recipes.ts";
import { findNamedRecipe } from "../../../src/plan/missing/table-members.ts";
import { makeStep } from "../make-step.ts";

/** Members as service:operations:members. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  role: ["iam:!CreateServiceLinkedRole:RoleName", "glue:*:Role", "ssm:*:IamRole|ServiceRole"],
  user: ["iam:*:UserName"],
  group: ["iam:*:GroupName"],
  "instance-profile": ["iam:*:InstanceProfileName"],
  "access-key": ["iam:CreateAccessKey|UpdateAccessKey|DeleteAccessKey:AccessKeyId"],
  bucket: [
    "s3:*:Bucket|TargetBucket",
    "cloudtrail:*:S3BucketName",
    "config:*:s3BucketName",
    "lambda|ec2|redshift|glue|athena:*:S3Bucket|BucketName",
  ],
  queue: ["sqs:*:QueueName"],
  topic: ["sns:CreateTopic:Name"],
  table: ["dynamodb:*:TableName|SourceTableName|RequestItems"],
  "log-group": ["logs:*:logGroupName", "ec2:CreateFlowLogs:LogGroupName"],
  function: ["lambda:*:FunctionName", "events|scheduler:*:FunctionName"],
  "ecs-cluster": ["ecs:*:cluster|clusterName"],
  "classic-load-balancer": ["elb:*:LoadBalancerName|LoadBalancerNames"],
  "db-subnet-group": ["rds:*:DBSubnetGroupName"],
  trail: [
    "cloudtrail:CreateTrail|UpdateTrail|DeleteTrail|StartLogging|StopLogging|GetTrail|GetTrailStatus:Name",
    "cloudtrail:*:TrailName",
  ],
  "event-bus": ["events:*:EventBusName", "events:CreateEventBus|UpdateEventBus|DeleteEventBus:Name"],
  "event-rule": [
    "events:PutRule|DeleteRule|EnableRule|DisableRule:Name",
    "events:PutTargets|RemoveTargets:Rule",
  ],
  repository: ["ecr:*:repositoryName"],
  "user-pool": ["cognito-idp:*:UserPoolId", "cognito-idp:CreateUserPool:Id"],
  "rest-api": ["apigateway:*:restApiId", "apigateway:CreateRestApi|ImportRestApi:id"],
  "state-machine": ["stepfunctions:CreateStateMachine:name"],
};

interface Leaf {
  readonly path: string;
  readonly member: string;
}

/** The texts that an input or output can hold, and the keys of its maps. */
function* listLeaves(
  shape: Shape | undefined,
  path = "",
  member = "",
  above: readonly Shape[] = [],
): Generator<Leaf> {
  if (!shape || above.includes(shape)) return;
  const open = [...above, shape];
  if (shape.type === "structure")
    for (const [name, inner] of Object.entries(shape.members ?? {}))
      yield* listLeaves(inner, path === "" ? name : `${path}.${name}`, name, open);
  else if (shape.type === "list") yield* listLeaves(shape.member, `${path}[]`, member, open);
  else if (shape.type === "map") {
    yield { path: `${path}{key}`, member };
    yield* listLeaves(shape.value, `${path}{}`, member, open);
  } else if (shape.type === "string" && !shape.enum) yield { path, member };
}

function isListed(rows: readonly string[], service: string, operation: string, member: string): boolean {
  return rows.some((row) => {
    const [services = "", operations = "", members = ""] = row.split(":");
    return (
      matchesPattern(services, service) &&
      matchesPattern(operations, operation) &&
      matchesPattern(members, member)
    );
  });
}

async function listMissed(
  service: string,
  recipes: readonly (readonly [Recipe, readonly string[]])[],
): Promise<string[]> {
  const own = recipes.filter(([, rows]) =>
    rows.some((row) => matchesPattern(row.split(":")[0] ?? "", service)),
  );
  if (own.length === 0) return [];
  const { operations } = await loadResources(service);
  const model = await loadModel(service);
  return Object.entries(operations).flatMap(([name, meaning]) => {
    // What only reads is not replayed.
    if (meaning.deed === "read" || meaning.deed === "list") return [];
    return (["input", "output"] as const).flatMap((side) => {
      const named = new Map(meaning[side].map((member) => [member.path, findNamedRecipe(member, service)]));
      const arns = new Set(meaning[side].filter(({ kind }) => kind === "arn").map(({ path }) => path));
      return [...listLeaves(model.operations[name]?.[side])].flatMap(({ path, member }) =>
        own
          .filter(([, rows]) => isListed(rows, service, name, member))
          // An ARN says itself what it names.
          .filter(([recipe]) => !arns.has(path) && named.get(path) !== recipe)
          .filter(([{ members = [] }]) => !isListed(members, service, name, member))
          .map(([{ type }]) => `${type} ${service}:${name} ${path}`),
      );
    });
  });
}

test("no member of any operation is recognised no longer", async () => {
  const recipes = RECIPES.flatMap((recipe) => {
    const rows = LISTED[recipe.type];
    return rows ? [[recipe, rows] as const] : [];
  });
  expect(recipes.length).toBe(Object.keys(LISTED).length);
  const missed: string[] = [];
  for (const { service } of (await loadIndex()).services)
    missed.push(...(await listMissed(service, recipes)));
  expect(missed).toEqual([]);
}, 300_000);

test("a recipe's type is the one of the operation that it makes such things with", async () => {
  // A version may come about by a change of what has versions, which tables.test.ts checks.
  const told = RECIPES.filter(({ named, counted, within }) => named && (!counted || within));
  for (const { named, service, operation, counted, within } of told)
    expect([named, ...(counted ? (within ?? []) : [])]).toContain(
      (await loadResources(service)).operations[operation]?.type,
    );
});

test.each([
  ["iam", "AttachRolePolicy", { roleName: "web" }, ["role web"]],
  ["iam", "UpdateUser", { userName: "ann", newUserName: "eve" }, ["user ann"]],
  [
    "logs",
    "CreateLogStream",
    { logGroupName: "/web", logStreamName: "a" },
    ["log-stream /web/a", "log-group /web"],
  ],
  ["dynamodb", "BatchWriteItem", { requestItems: { Music: [] } }, ["table Music"]],
  ["apigateway", "CreateResource", { restApiId: "a1b2c3d4e5", pathPart: "x" }, ["rest-api a1b2c3d4e5"]],
  ["s3", "PutObject", { bucketName: "pictures", key: "a" }, ["object pictures/a", "bucket pictures"]],
] as const)("%s %s names its things", async (service, operation, parameters, names) => {
  const { used } = nameStep(await makeStep(service, operation, parameters));
  expect([...new Set(used.map(({ recipe, name }) => `${recipe.type} ${name}`))]).toEqual([...names]);
});
