// What a member names only together with another one, or inside of a text, is made like all else.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../../src/aws/model/table.ts";
import { getRecipe, loadRecipes } from "../../../src/plan/missing/catalogue.ts";
import rows from "../../../src/plan/missing/in-texts.json" with { type: "json" };
import { InTextRow } from "../../../src/plan/missing/in-texts.ts";
import { type Call, showPrerequisites } from "./plan-calls.ts";

const call = (service: string, operation: string, parameters: object): Call => ({
  service,
  operation,
  parameters,
});
const tag = (resourceType: string, resourceId: string) =>
  call("ssm", "RemoveTagsFromResource", { resourceType, resourceId, tagKeys: ["team"] });
const scale = (serviceNamespace: string, resourceId: string) =>
  call("application-autoscaling", "RegisterScalableTarget", { serviceNamespace, resourceId });

const look = (resourceType: string, resourceId: string) =>
  call("config", "BatchGetResourceConfig", { resourceKeys: [{ resourceType, resourceId }] });

test.each([
  [
    look("AWS::IAM::Role", "deploy"),
    [
      '+CreateRole(deploy, /, {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]})',
    ],
  ],
  // Config's own way to call these is by their ids, which tell no name.
  [look("AWS::IAM::Role", "AROAEXAMPLE0123456789"), []],
  [look("AWS::RDS::DBInstance", "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"), []],
  [look("AWS::RDS::DBCluster", "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ"), []],
  [tag("Parameter", "/shop/url"), ["+PutParameter(/shop/url, cloudmock placeholder, String)"]],
  [tag("ManagedInstance", "mi-0123456789abcdef0"), []],
  [scale("ecs", "service/shop/web"), ["+CreateCluster(shop)", "+CreateService(web, shop)"]],
  [scale("rds", "service/shop/web"), []],
  [
    call("route53", "ChangeTagsForResource", {
      resourceType: "hostedzone",
      resourceId: "Z00000000000000000AB",
      removeTagKeys: ["team"],
    }),
    ["+CreateHostedZone(cloudmock.example., cloudmock-Z00000000000000000AB)"],
  ],
])("%j", async (one, made) => {
  expect((await showPrerequisites([one])).filter((text) => text.startsWith("+"))).toEqual([...made]);
});

test("the queue to which another one passes its messages on, by the document that says so", async () => {
  const dead = "arn:aws:sqs:eu-west-1:111122223333:jobs-dead";
  const one = call("sqs", "SetQueueAttributes", {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs",
    attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 3 }) },
  });
  expect((await showPrerequisites([one])).filter((text) => text.startsWith("+"))).toEqual([
    "+CreateQueue(jobs)",
    "+CreateQueue(jobs-dead)",
  ]);
});

test("what the log has made of it is not made again", async () => {
  const service = { service: { serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/shop/web" } };
  const calls = [
    call("ecs", "CreateCluster", { clusterName: "shop" }),
    { ...call("ecs", "CreateService", { cluster: "shop", serviceName: "web" }), answer: service },
    scale("ecs", "service/shop/web"),
  ];
  expect((await showPrerequisites(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
});

test("every row is of operations, members and types that there are", async () => {
  for (const row of v.parse(v.array(InTextRow), rows)) {
    const { operations } = await loadModel(row.service);
    const members = Object.values(operations).flatMap(({ input }) => Object.keys(input?.members ?? {}));
    const paths = [row.member, ...Object.keys(row.only ?? {}), ...Object.values(row.within ?? {})];
    for (const path of paths) expect(members).toContain(path.replace(/[.[].*/, ""));
    await loadRecipes(row.service);
    expect(getRecipe(row.type)).toBeDefined();
  }
});
