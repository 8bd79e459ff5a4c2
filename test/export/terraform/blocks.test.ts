// What stands as import blocks, and the table of the ids by which Terraform imports.
import { expect, test } from "bun:test";
import { loadResources } from "../../../src/aws/resources/table.ts";
import type { StandingThing } from "../../../src/export/standing.ts";
import { writeBlocks } from "../../../src/export/terraform/blocks.ts";
import rows from "../../../src/export/terraform/imports.json" with { type: "json" };
import type { ImportRow } from "../../../src/export/terraform/rows.ts";
import { commentHcl, quoteHcl, writeHcl } from "../../../src/export/terraform/write-hcl.ts";
import { stand, standGroup } from "../standing.ts";

const HOMES = new Map([["111122223333", "eu-west-1"]]);
/** What the instance has as things, and the resource table as parts of others: a permission, and what joins subnets to tables and lists. */
const OF_THE_INSTANCE = new Set([
  "lambda:policy-statement",
  "ec2:route-table-association",
  "ec2:network-acl-association",
]);

test("every row is of a type of the resource table, and of operations that its service has", async () => {
  const all = rows as readonly ImportRow[];
  expect(new Set(all.map(({ type }) => type)).size).toBeGreaterThan(300);
  for (const { type, operations = [] } of all) {
    const [service = "", noun = ""] = type.split(":");
    const { operations: known } = await loadResources(service);
    for (const operation of operations) expect(Object.keys(known)).toContain(operation);
    if (OF_THE_INSTANCE.has(type)) continue;
    const bare = noun.replace(/ attachment$/, "");
    expect(
      Object.values(known).some((one) => one.type === bare),
      type,
    ).toBe(true);
  }
});

test("every row of the provider's names tells what a stub has, or why there is none", () => {
  for (const row of rows as readonly ImportRow[])
    expect([row.terraform, row.blocks !== undefined, row.arguments !== undefined]).toEqual([
      row.terraform,
      row.blocks !== undefined,
      row.blocks === undefined,
    ]);
});

test("a thing has an import block and a stub that changes nothing", () => {
  const { text, imported, stubs } = writeBlocks(
    [standGroup("sg-0a1b2c3d", "web", { VpcId: "vpc-1" })],
    HOMES,
  );
  expect([imported, stubs]).toEqual([1, 1]);
  expect(text).toContain(`provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}

import {
  to = aws_security_group.web
  id = "sg-0a1b2c3d"
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-1"
  lifecycle {
    ignore_changes = all
  }
}
`);
});

test("ids of several parts, what joins things that somebody made, and what has no row", () => {
  const rule = stand({
    service: "events",
    type: "rule",
    operation: "PutRule",
    chain: ["nightly"],
    members: { Name: "nightly", ScheduleExpression: "rate(1 day)" },
  });
  const table = stand({
    service: "ec2",
    type: "route-table",
    operation: "CreateRouteTable",
    chain: ["rtb-1"],
    id: "rtb-1",
    members: { VpcId: "vpc-1" },
  });
  const subnet = stand({
    ...{ service: "ec2", type: "subnet", operation: "CreateSubnet" },
    ...{ chain: ["subnet-1"], id: "subnet-1", members: { VpcId: "vpc-1", CidrBlock: "10.0.0.0/24" } },
  });
  const joins = [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }, { Main: true }].map((members, place) =>
    stand({
      ...{ service: "ec2", type: "route-table-association", operation: "", isBrought: true },
      ...{ chain: [`rtbassoc-${place}`], id: `rtbassoc-${place}` },
      members: { RouteTableId: "rtb-1", ...members },
    }),
  );
  const grant = stand({
    service: "sesv2",
    type: "contact",
    operation: "CreateContact",
    chain: ["list", "a\n@b"],
  });
  const { text, imported, unknown } = writeBlocks([rule, table, subnet, ...joins, grant], HOMES);
  expect([imported, unknown]).toEqual([4, 1]);
  expect(text).toContain('id = "default/nightly"');
  expect(text).toContain('id = "subnet-1/rtb-1"');
  expect(text.match(/to = aws_route_table_association/g)).toHaveLength(1);
  expect(text).toContain("#   sesv2 contact list/a @b\n");
});

test("a permission of an alias, and a route to other than a range of the fourth version, have ids of their own", () => {
  const permission = (name: string) =>
    stand({
      ...{ service: "lambda", type: "policy-statement", operation: "AddPermission", chain: ["work", name] },
      members: { Statement: JSON.stringify({ Sid: "tick", Action: "lambda:InvokeFunction" }) },
    });
  const route = (members: StandingThing["members"]) =>
    stand({
      ...{ service: "ec2", type: "route", operation: "CreateRoute", chain: ["rtb-1", "x"] },
      members: { RouteTableId: "rtb-1", ...members },
    });
  const { text } = writeBlocks(
    [
      ...[permission(":tick"), permission("live:tick")],
      ...[route({ DestinationIpv6CidrBlock: "::/0" }), route({ DestinationPrefixListId: "pl-1" })],
    ],
    HOMES,
  );
  for (const id of ["work/tick", "work:live/tick", "rtb-1_::/0", "rtb-1_pl-1"])
    expect(text).toContain(`id = "${id}"`);
});

test("several regions have providers of their own", () => {
  const group = standGroup("sg-0a1b2c3d", "web", {});
  const { text } = writeBlocks([group, { ...group, region: "us-east-1" }], HOMES);
  expect(text).toContain('alias               = "a111122223333_us_east_1"');
  expect(text.match(/provider = aws\.a111122223333_eu_west_1/g)).toHaveLength(2);
  expect(text).toContain("to       = aws_security_group.web_2");
});

test("what the log hides is in no stub", () => {
  const secret = stand({
    service: "ds",
    type: "directory",
    operation: "CreateDirectory",
    chain: ["d-1"],
    id: "d-1",
    members: { Name: "corp", Password: "(hidden)" },
  });
  expect(writeBlocks([secret], HOMES).text).toContain('password = "hidden" # the log hides it');
  const pair = stand({
    service: "ec2",
    type: "key-pair",
    operation: "ImportKeyPair",
    chain: ["web"],
    members: { KeyName: "web", PublicKeyMaterial: "(399 bytes)" },
  });
  expect(writeBlocks([pair], HOMES).text).toMatch(/public_key = "hidden"/);
});

test("hostile texts are texts", () => {
  expect(quoteHcl(`\${a} %{b} "c" \\ \n\r\t\u0000\u0085\u2028`)).toBe(
    `"$\${a} %%{b} \\"c\\" \\\\ \\n\\r\\t\\u0000\\u0085\\u2028"`,
  );
  expect(quoteHcl(`$\${a} $ % { 😀 \ud800`)).toBe(`"$$\${a} $ % { 😀 \ufffd"`);
  expect(writeHcl({ [`a\${b}`]: ["x", 1, true] })).toBe(`{ "a$\${b}" = ["x", 1, true] }`);
  expect(commentHcl("a\n} b\u2028c")).toBe("# a } b c");
  expect(quoteHcl("a\u202eb")).toBe('"a\\u202eb"');
  expect(commentHcl("a\u202eb")).toBe("# a b");
  const hostile = stand({
    service: "sqs",
    type: "queue",
    operation: "CreateQueue",
    chain: ['"\n}\nresource "x" "y" {}'],
    url: `https://x/\${file("/etc/passwd")}`,
    members: { QueueName: "%{ for x in y }" },
  });
  const { text } = writeBlocks([hostile], HOMES);
  expect(text).toContain(`id = "https://x/$\${file(\\"/etc/passwd\\")}"`);
  expect(text).toContain('name = "%%{ for x in y }"');
  expect(text).toContain("aws_sqs_queue.resource_x_y");
});
