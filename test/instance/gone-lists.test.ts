// Lists about something that does not stand.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a list about what does not stand is the error that its model has for that", async () => {
  const call = makeCaller();
  const about = {
    "iam.ListAccessKeys": { UserName: "gone" },
    "iam.ListAttachedUserPolicies": { UserName: "gone" },
    "iam.ListUserPolicies": { UserName: "gone" },
    "iam.ListUserTags": { UserName: "gone" },
    "iam.ListGroupsForUser": { UserName: "gone" },
    "iam.ListMFADevices": { UserName: "gone" },
    "iam.ListSSHPublicKeys": { UserName: "gone" },
    "iam.ListAttachedRolePolicies": { RoleName: "gone" },
    "iam.ListRolePolicies": { RoleName: "gone" },
    "iam.ListRoleTags": { RoleName: "gone" },
    "iam.ListInstanceProfilesForRole": { RoleName: "gone" },
    "iam.ListAttachedGroupPolicies": { GroupName: "gone" },
    "iam.ListGroupPolicies": { GroupName: "gone" },
    "iam.ListPolicyVersions": { PolicyArn: "arn:aws:iam::111122223333:policy/gone" },
  };
  for (const [name, input] of Object.entries(about))
    expect([name, await call(name, input)]).toEqual([name, "NoSuchEntity"]);
  for (const name of ["ListAliases", "ListVersionsByFunction", "ListFunctionUrlConfigs"])
    expect(await call(`lambda.${name}`, { FunctionName: "gone" })).toBe("ResourceNotFoundException");
});

test("a list about what stands and has nothing is empty, one about what was deleted an error", async () => {
  const call = makeCaller();
  const [UserName, RoleName] = ["ann", "app"];
  await call("iam.CreateUser", { UserName });
  await call("iam.CreateRole", { RoleName, AssumeRolePolicyDocument: "{}" });
  expect((await call("iam.ListAccessKeys", { UserName })).AccessKeyMetadata).toEqual([]);
  expect((await call("iam.ListAccessKeys")).AccessKeyMetadata).toEqual([]);
  expect((await call("iam.ListMFADevices", { UserName })).MFADevices).toEqual([]);
  expect((await call("iam.ListRoleTags", { RoleName })).Tags).toEqual([]);
  await call("iam.DeleteUser", { UserName });
  await call("iam.DeleteRole", { RoleName });
  expect(await call("iam.ListAccessKeys", { UserName })).toBe("NoSuchEntity");
  expect(await call("iam.ListRoleTags", { RoleName })).toBe("NoSuchEntity");
});

test("a list about what may be there though no call made it is empty", async () => {
  const call = makeCaller();
  const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  expect((await call("iam.ListPolicyVersions", { PolicyArn })).Versions).toEqual([]);
});

test("so is a list that goes by another name, or names what it is about for its error alone", async () => {
  const call = makeCaller();
  const arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/0123456789abcdef";
  expect(await call("elbv2.DescribeListeners", { LoadBalancerArn: arn })).toBe("LoadBalancerNotFound");
  expect(await call("glue.GetTables", { DatabaseName: "gone" })).toBe("EntityNotFoundException");
  expect(await call("apigateway.GetStages", { restApiId: "abcde12345" })).toBe("NotFoundException");
  expect(await call("efs.DescribeMountTargets", { FileSystemId: "fs-0123456789abcdef0" })).toBe(
    "FileSystemNotFound",
  );
  // Only asked by: those of a database that is gone, of which there may be some still.
  expect((await call("rds.DescribeDBSnapshots", { DBInstanceIdentifier: "gone" })).DBSnapshots).toEqual([]);
  await call("glue.CreateDatabase", { DatabaseInput: { Name: "here" } });
  expect((await call("glue.GetTables", { DatabaseName: "here" })).TableList).toEqual([]);
});
