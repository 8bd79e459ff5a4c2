// Secrets inside documents and texts that a call hands over, by how such texts say what they hold.
import { expect, test } from "bun:test";
import { loadOperation } from "../../../src/aws/model/table.ts";
import { findSecretsIn } from "../../../src/aws/secrets/find-secrets-in.ts";
import { maskValue } from "../../../src/aws/secrets/mask.ts";
import { findSecretMembers } from "../../../src/aws/secrets/secret-members.ts";
import { SecretTexts } from "../../../src/aws/secrets/secret-texts.ts";
import type { Structure } from "../../../src/aws/values.ts";

const SECRET = "hunter2-Zq9";

async function show(service: string, name: string, input: Structure): Promise<string> {
  const { input: shape } = await loadOperation(service, name);
  const secrets = new SecretTexts();
  return JSON.stringify(secrets.hideIn(maskValue(service, shape, input, secrets)));
}

const showTemplate = (TemplateBody: string) =>
  show("cloudformation", "CreateStack", { StackName: "visible", TemplateBody });
test.each([
  ["a map of variables", { Environment: { Variables: { DATABASE: SECRET } } }],
  ["a list of variables", { ContainerDefinitions: [{ Environment: [{ Name: "X", Value: SECRET }] }] }],
  ["a parameter's default", { Parameters: { Pw: { NoEcho: true, Default: SECRET } } }],
  ["a pair", { Tags: [{ Key: "db_password", Value: SECRET }] }],
  ["a document in a document", { Body: JSON.stringify({ Body: { password: SECRET } }) }],
  ["a text in a list", { UserData: { "Fn::Join": ["", ["#!/bin/sh\n", `export TOKEN=${SECRET}\n`]] } }],
])("a template in JSON: %s", async (_, document) => {
  const shown = await showTemplate(
    JSON.stringify({ Resources: { R: { Properties: document } }, ...document }),
  );
  expect(shown).toContain("visible");
  expect(shown).toContain("(hidden)");
  expect(shown).not.toContain(SECRET);
});

test.each([
  ["a member", `MasterUserPassword: ${SECRET}`],
  ["in quotes", `MasterUserPassword: "${SECRET}"`],
  ["lines below", `MasterUserPassword: |\n  ${SECRET}\nOther: x`],
  ["lines below, after an empty one", `MasterUserPassword: >-\n\n    ${SECRET}\nOther: x`],
  ["a map of variables", `Environment:\n  Variables:\n    DATABASE: ${SECRET}`],
  ["a list of variables", `Environment:\n  - Name: X\n    Value: ${SECRET}`],
  ["a list of variables, not indented", `Environment:\n- Name: X\n  Value: ${SECRET}\nImage: x`],
  ["variables of a build", `env:\n  variables:\n    DATABASE: ${SECRET}`],
  ["a pair", `Tags:\n  - Key: db_password\n    Value: ${SECRET}`],
  ["a secret list", `Passwords:\n  - ${SECRET}\n`],
  ["a parameter's default", `Parameters:\n  Pw:\n    NoEcho: true\n    Default: ${SECRET}`],
  ["with Windows' ends of lines", `Environment:\r\n  Variables:\r\n    X: ${SECRET}\r\n`],
  ["behind an item of an item", `A:\n  - - Environment:\n        Variables:\n          X: ${SECRET}`],
])("a template in YAML: %s", async (_, document) => {
  for (const indent of ["", "  ", "      "]) {
    const lines = document.split("\n").map((line) => `${indent}${line}`);
    const shown = await showTemplate(["Resources:", ...lines, "# visible", ""].join("\n"));
    expect(shown).toContain("(hidden)");
    expect(shown).not.toContain(SECRET);
    expect(shown).toContain("# visible");
  }
});

test("of a YAML document, what stands beside a secret is shown", async () => {
  const document =
    "A:\n  Password: |\n    hunter2-Zq9\n  Engine: mysql\n  Variables: 3\nB:\n  - Key: name\n    Value: red\n";
  const shown = await showTemplate(document);
  expect(shown).not.toContain(SECRET);
  for (const text of ["Engine: mysql", "Variables: 3", "Key: name", "Value: red"])
    expect(shown).toContain(text);
});

test.each([
  `mysql --password=${SECRET} db`,
  `mysql --password ${SECRET} db`,
  `echo '{"password": "${SECRET}"}'`,
  `echo "{\\"password\\": \\"${SECRET}\\"}"`,
  `psql postgres://admin:${SECRET}@db/x`,
  `curl -H "Authorization: Bearer ${SECRET}"`,
  `export AWS_SECRET_ACCESS_KEY='${SECRET}'`,
  `<settings><server><password>${SECRET}</password></server></settings>`,
  `<user name="a" password="${SECRET}"/>`,
])("a script: %s", async (command) => {
  const shown = await showTemplate(`${command}\necho visible`);
  expect(shown).toContain("echo visible");
  expect(shown).not.toContain(SECRET);
});

test("the type in an ARN says no more than what it is", () => {
  const members = findSecretMembers("secretsmanager");
  const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/mail-AbCdEf";
  expect(findSecretsIn(arn, members)).toEqual([]);
  expect(findSecretsIn(`{"secret": "${arn}"}`, members)).toEqual([arn]);
  expect(findSecretsIn(`${arn}?password=hunter22`, members)).toEqual(["hunter22"]);
  expect(findSecretsIn("barn:secret:hunter22", members)).toEqual(["hunter22"]);
});

test("a quoted secret ends at its own quote", async () => {
  const shown = await showTemplate('run --token "a\\"b;c d" --name visible');
  expect(shown).not.toContain("c d");
  expect(shown).toContain("--name visible");
});

test("a text that encodes another with a secret in it is hidden as a whole", async () => {
  const encode = (text: string) => Buffer.from(text).toString("base64");
  const broker = encode(`<broker><password>${SECRET}</password></broker>`);
  const shown = await show("mq", "UpdateConfiguration", { ConfigurationId: "c", Data: broker });
  expect(shown).toBe('{"ConfigurationId":"c","Data":"(hidden)"}');
  const harmless = encode("<broker><name>visible</name></broker>");
  expect(await show("mq", "UpdateConfiguration", { ConfigurationId: "c", Data: harmless })).toContain(
    harmless,
  );
});

test("the worst of documents, of any length, take little time", () => {
  const members = findSecretMembers("cloudformation");
  const deeper = Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}password: |\n`).join("");
  const lines = [
    "password: |\n",
    "- password: |\n  - x\n",
    "- ",
    "password:\n - x\n",
    'password="\\',
    "password='",
  ];
  for (const text of [deeper, ...lines.map((line) => line.repeat(200_000))]) {
    const before = process.cpuUsage();
    findSecretsIn(text, members);
    const { user } = process.cpuUsage(before);
    expect([text.slice(0, 20), user < 1_000_000]).toEqual([text.slice(0, 20), true]);
  }
});
