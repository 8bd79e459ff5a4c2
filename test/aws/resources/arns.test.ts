// ARNs are taken apart by AWS's own templates; texts are found at the table's paths.
import { expect, test } from "bun:test";
import { loadIndex } from "../../../src/aws/model/table.ts";
import { ArnTemplates, compileTemplate, splitArn } from "../../../src/aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../src/aws/resources/read-texts.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { attackExpression } from "../../support/attack-expression.ts";

async function readArn(text: string, ...services: string[]) {
  const templates = new ArnTemplates();
  for (const service of services) templates.add(await loadResources(service));
  const arn = splitArn(text);
  const meaning = arn && templates.read(arn);
  return meaning && [meaning.owner, meaning.type, ...meaning.chain];
}

test.each([
  ["arn:aws:iam::123456789012:role/app/writer", "iam", ["iam", "role", "writer"]],
  ["arn:aws:s3:::logs", "s3", ["s3", "bucket", "logs"]],
  ["arn:aws:s3:::logs/a/b.txt", "s3", ["s3", "object", "logs", "a/b.txt"]],
  ["arn:aws:dynamodb:eu-west-1:123456789012:table/orders", "dynamodb", ["dynamodb", "table", "orders"]],
  [
    "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-date",
    "dynamodb",
    ["dynamodb", "index", "orders", "by-date"],
  ],
  ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/x:*", "logs", ["logs", "log-group", "/aws/x"]],
  ["arn:aws:ecs:eu-west-1:123456789012:service/web/api", "ecs", ["ecs", "service", "web", "api"]],
])("%s", async (text, service, expected) => {
  expect(await readArn(text, service)).toEqual(expected);
});

test("in which order services came to be known makes no difference", async () => {
  const services = ["s3", "s3control", "docdb", "neptune", "rds", "sesv2", "ses"];
  const tell = async (order: readonly string[]) => {
    const templates = new ArnTemplates();
    for (const service of order) templates.add(await loadResources(service));
    const texts = ["arn:aws:s3:::logs", "arn:aws:rds:eu-west-1:123456789012:cluster:orders"];
    const read = texts.map((text) => [...templates.list(splitArn(text) ?? expect.unreachable())]);
    return [read, ["s3", "rds", "ses"].map((word) => templates.findOwners(word))];
  };
  const first = await tell(services);
  expect(first[1]).toEqual([
    ["s3", "s3control"],
    ["rds", "docdb", "neptune"],
    ["ses", "sesv2"],
  ]);
  expect(await tell([...services].reverse())).toEqual(first);
});

test("what is no ARN, or of no known type, is not taken apart", async () => {
  expect(splitArn("arn:aws:iam")).toBeUndefined();
  expect(splitArn("arn:aws:iam::123456789012:")).toBeUndefined();
  expect(splitArn("web")).toBeUndefined();
  expect(await readArn("arn:aws:iam::123456789012:unheard/of", "iam")).toBeUndefined();
});

test("no template takes more than linear time", async () => {
  const { services } = await loadIndex();
  const forms = new Map<string, RegExp>();
  for (const { service } of services) {
    for (const { arns } of Object.values((await loadResources(service)).types)) {
      for (const arn of arns) {
        const expression = compileTemplate(splitArn(arn)?.resource ?? "");
        // Words are all alike; what is between them and the places decides.
        forms.set(expression.source.replace(/[A-Za-z]+/g, "a"), expression);
      }
    }
  }
  expect(forms.size).toBeGreaterThan(50);
  const slow = [...forms.values()].filter((expression) => attackExpression(expression, 100_000));
  expect(slow).toEqual([]);
}, 300_000);

test("texts stand in members, items, values and keys; a structure at the end is one text", () => {
  const input = {
    Name: "a",
    Empty: "",
    Targets: [{ Arn: "b" }, { Arn: "c" }, {}],
    Requests: { orders: [{ Put: { id: { S: "1" } } }], bills: [] },
    Item: { b: { S: "2" }, a: { N: "1" } },
  };
  const read = (path: string) => readTexts(parsePath(path), input);
  expect(read("Name")).toEqual(["a"]);
  expect(read("Empty")).toEqual([]);
  expect(read("Targets[].Arn")).toEqual(["b", "c"]);
  expect(read("Requests{key}")).toEqual(["orders", "bills"]);
  expect(read("Requests{}[].Put")).toEqual(['{"id":{"S":"1"}}']);
  expect(read("Item")).toEqual(read("Item"));
  expect(readTexts(["Item"], { Item: { a: { N: "1" }, b: { S: "2" } } })).toEqual(read("Item"));
  expect(read("Name.Below")).toEqual([]);
});
