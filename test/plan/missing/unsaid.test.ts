// What calls need and do not name, or name otherwise than by its id.
import { expect, test } from "bun:test";
import { showPrerequisites } from "./plan-calls.ts";

test("the cluster that a call means where it names none is made, unless the log makes it", async () => {
  const task = { service: "ecs", operation: "RunTask", parameters: { taskDefinition: "once:1" } };
  const make = { service: "ecs", operation: "CreateCluster", parameters: {} };
  const made = async (...calls: Parameters<typeof showPrerequisites>[0]) =>
    (await showPrerequisites(calls)).filter((step) => step.startsWith("+CreateCluster"));
  expect(await made(task)).toEqual(["+CreateCluster(default)"]);
  expect(await made({ ...task, parameters: { ...task.parameters, cluster: "c" } })).toEqual([
    "+CreateCluster(c)",
  ]);
  expect(await made(make, task)).toEqual([]);
  const provider = { service: "ecs", operation: "CreateCapacityProvider", parameters: { name: "fleet" } };
  expect(await made(provider)).toEqual([]);
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
