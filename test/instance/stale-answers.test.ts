// What production answered to a change as of before it, and what an answer tells of a thing that something is brought to.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const AT = 1_772_442_000_000;

const tell = (output: object) => ({ told: { output: output as never, at: AT } });

test("users that a list is to get and to lose are not those that the answer still tells", async () => {
  const call = makeCaller();
  for (const UserName of ["a", "b"])
    await call("memorydb.CreateUser", {
      UserName,
      AuthenticationMode: { Type: "iam" },
      AccessString: "on ~* +@all",
    });
  await call("memorydb.CreateACL", { ACLName: "all", UserNames: ["a"] });
  await call(
    "memorydb.UpdateACL",
    { ACLName: "all", UserNamesToAdd: ["b"], UserNamesToRemove: ["a"] },
    tell({
      ACL: {
        Name: "all",
        Status: "modifying",
        UserNames: ["a"],
        PendingChanges: { UserNamesToAdd: ["b"], UserNamesToRemove: ["a"] },
      },
    }),
  );
  const { ACLs } = await call("memorydb.DescribeACLs", { ACLName: "all" });
  expect(ACLs[0].UserNames).toEqual(["b"]);
});

test("a list that the answer tells otherwise than before is as production has it", async () => {
  const call = makeCaller();
  await call("memorydb.CreateACL", { ACLName: "all", UserNames: ["a"] });
  await call(
    "memorydb.UpdateACL",
    { ACLName: "all", UserNamesToAdd: ["b"] },
    tell({ ACL: { Name: "all", UserNames: ["a", "b", "c"] } }),
  );
  const { ACLs } = await call("memorydb.DescribeACLs", { ACLName: "all" });
  expect(ACLs[0].UserNames).toEqual(["a", "b", "c"]);
});

test("a repository has the connection that the answer tells", async () => {
  const call = makeCaller();
  const at = { domain: "d", repository: "r" };
  await call("codeartifact.CreateDomain", { domain: "d" });
  await call("codeartifact.CreateRepository", { ...at, description: "all" });
  const externalConnections = [
    { externalConnectionName: "public:npmjs", packageFormat: "npm", status: "Available" },
  ];
  await call(
    "codeartifact.AssociateExternalConnection",
    { ...at, externalConnection: "public:npmjs" },
    tell({ repository: { name: "r", domainName: "d", externalConnections } }),
  );
  const { repository } = await call("codeartifact.DescribeRepository", at);
  expect(repository).toMatchObject({ description: "all", externalConnections });
});
