// What an account has one of, by whatever calls name it: an organization, a template of a name, a role of a service.
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

test("a template is made where calls name it by its name, and not where the log makes it", async () => {
  const group = {
    service: "autoscaling",
    operation: "CreateAutoScalingGroup",
    parameters: {
      autoScalingGroupName: "g",
      minSize: 0,
      maxSize: 1,
      launchTemplate: { launchTemplateName: "web", version: "$Latest" },
      availabilityZones: ["eu-west-1a"],
    },
  };
  const make = {
    service: "ec2",
    operation: "CreateLaunchTemplate",
    parameters: {
      CreateLaunchTemplateRequest: {
        LaunchTemplateName: "web",
        LaunchTemplateData: { InstanceType: "t3.micro" },
      },
    },
    answer: {
      CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: "lt-0123456789abcdef0" } },
    },
  };
  const made = async (...calls: Parameters<typeof showPrerequisites>[0]) =>
    (await showPrerequisites(calls)).filter((step) => step.startsWith("+"));
  expect(await made(group)).toEqual(["+CreateLaunchTemplate(web)"]);
  expect(await made(make, group)).toEqual([]);
  const change = { ...group, operation: "UpdateAutoScalingGroup" };
  const templates = (await made(change)).filter((step) => step.startsWith("+CreateLaunchTemplate"));
  expect(templates).toHaveLength(2);
  expect(new Set(templates).size).toBe(2);
});

test("an organization is made for what needs one in another service, too", async () => {
  const share = { service: "ram", operation: "EnableSharingWithAwsOrganization", parameters: {} };
  expect(await showPrerequisites([share])).toEqual([
    "+CreateOrganization(ALL)",
    "EnableSharingWithAwsOrganization()",
  ]);
  const list = { service: "ram", operation: "CreateResourceShare", parameters: { name: "s" } };
  expect((await showPrerequisites([list])).filter((step) => step.startsWith("+"))).toEqual([]);
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
