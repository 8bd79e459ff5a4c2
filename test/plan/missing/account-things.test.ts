// What an account has one of, whatever calls name it: an organization, a role of a service.
import { expect, test } from "bun:test";
import { type Call, showPrerequisites } from "./plan-calls.ts";

test("the one organization of an account is made where no call of the log makes it, and never twice", async () => {
  const unit = {
    service: "organizations",
    operation: "CreateOrganizationalUnit",
    parameters: { parentId: "r-abcd", name: "a" },
  };
  const create = {
    service: "organizations",
    operation: "CreateOrganization",
    parameters: { featureSet: "ALL" },
  };
  expect(
    (await showPrerequisites([unit])).filter((step) => step.startsWith("+CreateOrganization(")),
  ).toHaveLength(1);
  expect((await showPrerequisites([create, unit])).filter((step) => step.startsWith("+"))).toEqual([]);
});

test("an organization that is ended is needed again by what comes after", async () => {
  const unit = {
    service: "organizations",
    operation: "CreateOrganizationalUnit",
    parameters: { parentId: "r-abcd", name: "a" },
  };
  const shown = await showPrerequisites([
    { service: "organizations", operation: "CreateOrganization", parameters: { featureSet: "ALL" } },
    { service: "organizations", operation: "DeleteOrganization" },
    unit,
  ]);
  expect(shown.filter((step) => step.startsWith("+CreateOrganization("))).toHaveLength(1);
});

test("a service's own role is made for what removes it, as its name or the answer says", async () => {
  const remove = (roleName: string, deletionTaskId: string): Call => ({
    service: "iam",
    operation: "DeleteServiceLinkedRole",
    parameters: { roleName },
    answer: { deletionTaskId },
  });
  const task = "task/aws-service-role/lex.amazonaws.com/AWSServiceRoleForLexBots_x/1";
  expect(
    await showPrerequisites([
      remove("AWSServiceRoleForLexBots_x", task),
      remove("AWSServiceRoleForRDS", "t"),
    ]),
  ).toEqual([
    "+CreateServiceLinkedRole(lex.amazonaws.com, x)",
    "+CreateServiceLinkedRole(rds.amazonaws.com)",
    "DeleteServiceLinkedRole(AWSServiceRoleForLexBots_x)",
    "DeleteServiceLinkedRole(AWSServiceRoleForRDS)",
  ]);
});

test.each([
  ["macie2", "EnableMacie", "CreateAllowList", { name: "ours" }, "DisableMacie", {}],
  ["securityhub", "EnableSecurityHub", "CreateInsight", { name: "i" }, "DisableSecurityHub", {}],
  ["inspector2", "Enable", "CreateFilter", { name: "f" }, "Disable", { resourceTypes: ["EC2"] }],
] as const)(
  "%s is switched on where nothing of the log does, and never twice",
  async (service, on, use, parameters, off, what) => {
    const made = async (...calls: readonly Call[]) =>
      (await showPrerequisites(calls)).filter((step) => step.startsWith(`+${on}(`));
    const used = { service, operation: use, parameters };
    expect(await made(used, used)).toHaveLength(1);
    expect(await made({ service, operation: off, parameters: what })).toHaveLength(1);
    expect(await made({ service, operation: on, parameters: what }, used)).toEqual([]);
  },
);

test("lists of prefixes that are AWS's own are never made, an account's are", async () => {
  const allow = (prefixListId: string): Call => ({
    service: "ec2",
    operation: "AuthorizeSecurityGroupEgress",
    parameters: {
      groupId: "sg-0123456789abcdef0",
      ipPermissions: { items: [{ ipProtocol: "tcp", prefixListIds: { items: [{ prefixListId }] } }] },
    },
  });
  const made = async (id: string) =>
    (await showPrerequisites([allow(id)])).filter((step) => step.startsWith("+CreateManagedPrefixList"));
  expect(await made("pl-63a5400a")).toEqual([]);
  expect(await made("pl-0123456789abcdef0")).toHaveLength(1);
});
