// What a share is about, told one by one.
import { expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

test("a share tells each principal and each resource, as calls add them and take them away", async () => {
  const call = makeCaller();
  const subnet = "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1";
  const { resourceShare } = await call("ram.CreateResourceShare", {
    ...{ name: "nets", principals: ["123456789012"], resourceArns: [subnet] },
  });
  const { resourceShareArn } = resourceShare;
  const list = async (associationType: string, more = {}) =>
    (
      await call("ram.GetResourceShareAssociations", { associationType, ...more })
    ).resourceShareAssociations.map((one: { associatedEntity: string }) => one.associatedEntity);
  await call("ram.AssociateResourceShare", { resourceShareArn, principals: ["123456789013"] });
  expect(await list("PRINCIPAL")).toEqual(["123456789012", "123456789013"]);
  expect(await list("PRINCIPAL", { principal: "123456789013" })).toEqual(["123456789013"]);
  await call("ram.DisassociateResourceShare", { resourceShareArn, principals: ["123456789012"] });
  expect(await list("PRINCIPAL", { resourceShareArns: [resourceShareArn] })).toEqual(["123456789013"]);
  expect(await list("RESOURCE")).toEqual([subnet]);
  const { resources } = await call("ram.ListResources", { resourceOwner: "SELF" });
  expect(resources).toEqual([expect.objectContaining({ arn: subnet, resourceShareArn })]);
  const { principals } = await call("ram.ListPrincipals", { resourceOwner: "SELF" });
  expect(principals).toEqual([expect.objectContaining({ id: "123456789013", external: true })]);
});
