// Things without names of their own.
import { expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("entries of a list are told apart by their numbers, and each goes by itself", async () => {
  const call = makeCaller();
  const { NetworkAcl } = await call("ec2.CreateNetworkAcl", { VpcId: (await makeNetwork(call)).VpcId });
  const { NetworkAclId } = NetworkAcl;
  const rule = { NetworkAclId, Protocol: "6", RuleAction: "allow", CidrBlock: "10.0.0.0/8" };
  for (const [RuleNumber, Egress] of [
    [100, false],
    [100, true],
    [110, false],
  ] as const)
    await call("ec2.CreateNetworkAclEntry", { ...rule, RuleNumber, Egress });
  const read = async () =>
    (await call("ec2.DescribeNetworkAcls", { NetworkAclIds: [NetworkAclId] })).NetworkAcls[0].Entries.flatMap(
      (one: { RuleNumber: number; Egress: boolean }) =>
        // The two that deny the rest are there from the start.
        one.RuleNumber === 32767 ? [] : [[one.RuleNumber, one.Egress]],
    );
  expect(await read()).toEqual([
    [100, false],
    [100, true],
    [110, false],
  ]);
  await call("ec2.DeleteNetworkAclEntry", { NetworkAclId, RuleNumber: 100, Egress: false });
  expect(await read()).toEqual([
    [100, true],
    [110, false],
  ]);
});

test("a route goes by its destination", async () => {
  const call = makeCaller();
  const { RouteTable } = await call("ec2.CreateRouteTable", { VpcId: (await makeNetwork(call)).VpcId });
  const { RouteTableId } = RouteTable;
  for (const DestinationCidrBlock of ["10.0.0.0/8", "0.0.0.0/0"])
    await call("ec2.CreateRoute", { RouteTableId, DestinationCidrBlock, GatewayId: "igw-1" });
  await call("ec2.DeleteRoute", { RouteTableId, DestinationCidrBlock: "10.0.0.0/8" });
  expect(
    (await call("ec2.DescribeRouteTables", { RouteTableIds: [RouteTableId] })).RouteTables[0].Routes,
  ).toEqual([
    expect.objectContaining({ DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" }),
    expect.objectContaining({ DestinationCidrBlock: "0.0.0.0/0" }),
  ]);
});

test("what one of a few words tells apart, as the last part of its path, is one thing a word", async () => {
  const call = makeCaller();
  const { id: restApiId } = await call("apigateway.CreateRestApi", { name: "a" });
  for (const [responseType, statusCode] of [
    ["DEFAULT_4XX", "418"],
    ["DEFAULT_5XX", "503"],
  ])
    await call("apigateway.PutGatewayResponse", { restApiId, responseType, statusCode });
  const read = async (responseType: string) =>
    (await call("apigateway.GetGatewayResponse", { restApiId, responseType })).statusCode;
  expect([await read("DEFAULT_4XX"), await read("DEFAULT_5XX")]).toEqual(["418", "503"]);
  await call("apigateway.DeleteGatewayResponse", { restApiId, responseType: "DEFAULT_5XX" });
  expect((await call("apigateway.GetGatewayResponses", { restApiId })).items).toMatchObject([
    { responseType: "DEFAULT_4XX" },
  ]);
});
