// Names from logs are whatever somebody wrote: in a template they are texts, and nothing else.
import { expect, test } from "bun:test";
import { writeTemplates } from "../../../src/export/cloudformation/template.ts";
import { writeJson, writeYaml } from "../../../src/export/cloudformation/write-yaml.ts";
import { stand } from "../standing.ts";
import { checkTemplate, type ReadTemplate } from "./check-template.ts";

const HOSTILE = [
  `\${AWS::Region} %{x}`,
  'a"b\\c\n- d: !Ref x\r\t\u0000\u0085\u2028\ud800',
  "<script>alert(1)</script>",
  "yes",
  "0x1f",
  "__proto__",
  "{{x}}",
  "# no",
  "",
];

test("hostile names stay texts in YAML and JSON, and logical ids are letters and digits", async () => {
  const things = HOSTILE.map((name) =>
    stand({
      service: "dynamodb",
      type: "table",
      operation: "CreateTable",
      chain: [name],
      tags: { Name: name, [name || "x"]: name },
      members: { TableName: name, KeySchema: [{ AttributeName: name, KeyType: "HASH" }] },
    }),
  );
  const [template] = await writeTemplates(things);
  const json = JSON.parse(writeJson(template?.body ?? {})) as ReadTemplate;
  expect(await checkTemplate(json)).toEqual([]);
  const yaml = Bun.YAML.parse(writeYaml(template?.body ?? {})) as ReadTemplate;
  // Half a letter is none.
  expect(JSON.stringify(yaml)).toBe(JSON.stringify(json).replaceAll("\\ud800", "\ufffd"));
  const names = Object.values(json.Resources).map(
    ({ Properties }) => (Properties?.["Tags"] as [{ Value: string }] | undefined)?.[0].Value ?? "",
  );
  expect(names.sort()).toEqual(
    HOSTILE.filter((name) => name !== "")
      .concat("")
      .sort(),
  );
});
