// Texts that may mean anything elsewhere: numbers, names with a version's number, and a new account's number.
import { expect, test } from "bun:test";
import { Identities } from "../../src/identities/identities.ts";
import { makeSteps } from "../dialect/support.ts";
import { answer } from "./answer.ts";

test("the number of a new account stands for another everywhere; where the log makes calls in it, in its own service only", async () => {
  const calls = await makeSteps([
    {
      second: 0,
      source: "organizations",
      name: "CreateAccount",
      request: { accountName: "a", email: "a@example.com" },
      response: { createAccountStatus: { accountId: "444455556666" } },
    },
    {
      second: 1,
      source: "organizations",
      name: "MoveAccount",
      request: { accountId: "444455556666", sourceParentId: "r-1234", destinationParentId: "ou-1" },
    },
    {
      second: 2,
      source: "s3",
      name: "PutBucketPolicy",
      request: { bucketName: "b", bucketPolicy: { Principal: "444455556666" } },
    },
    {
      second: 3,
      source: "ec2",
      name: "CreateVpcPeeringConnection",
      request: { peerOwnerId: "444455556666" },
    },
  ]);
  const [create, move, policy, peering] = calls;
  if (!create || !move || !policy || !peering) throw new RangeError();
  const told = answer(JSON.stringify({ CreateAccountStatus: { AccountId: "777788889999" } }));
  const unused = new Identities();
  unused.read(create, told);
  expect(unused.rewrite(move)["AccountId"]).toBe("777788889999");
  expect(unused.rewrite(policy)["Policy"]).toContain("777788889999");
  expect(unused.rewrite(peering)["PeerOwnerId"]).toBe("777788889999");
  const identities = new Identities((text) => text, [], new Set(["444455556666"]));
  identities.read(create, told);
  expect(identities.rewrite(move)["AccountId"]).toBe("777788889999");
  expect(identities.rewrite(policy)["Policy"]).toContain("444455556666");
  expect(identities.rewrite(peering)["PeerOwnerId"]).toBe("444455556666");
  const elsewhere = new Identities((text) => text.replace("444455556666", "000000000000"));
  elsewhere.read(create, told);
  expect(elsewhere.pairs).toEqual([]);
});

test("a name with the number of a version stands for another in its own service, and never inside a text", async () => {
  const calls = await makeSteps([
    {
      second: 0,
      source: "ecs",
      name: "RegisterTaskDefinition",
      request: { family: "web" },
      response: {
        taskDefinition: { taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7" },
      },
    },
    {
      second: 1,
      source: "ecs",
      name: "UpdateService",
      request: { service: "web", taskDefinition: "web:7" },
    },
    {
      second: 2,
      source: "ecs",
      name: "RegisterTaskDefinition",
      request: { family: "web", containerDefinitions: [{ name: "a", image: "registry.example/web:7" }] },
    },
  ]);
  const [register, update, image] = calls;
  if (!register || !update || !image) throw new RangeError();
  const identities = new Identities();
  identities.read(
    register,
    answer(
      JSON.stringify({
        taskDefinition: { taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1" },
      }),
    ),
  );
  expect(identities.rewrite(update)["taskDefinition"]).toBe("web:1");
  expect(identities.rewrite(image)["containerDefinitions"]).toMatchObject([
    { image: "registry.example/web:7" },
  ]);
});
