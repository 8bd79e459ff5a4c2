// Which call makes a thing, and which one only needs it.
import { expect, test } from "bun:test";
import type { Call } from "../../dialect/support.ts";
import { order } from "./wait-chains.ts";

test("a directory is registered once the answer that gave out its id is there", async () => {
  const id = "d-54778c3531";
  const register: Call = {
    second: 0,
    source: "workspaces",
    name: "RegisterWorkspaceDirectory",
    request: { directoryId: id },
  };
  const make: Call = {
    second: 0,
    source: "ds",
    name: "CreateMicrosoftAD",
    request: { name: "a.example.com", vpcSettings: { vpcId: "vpc-1", subnetIds: [] } },
    response: { directoryId: id },
  };
  const use: Call = {
    second: 0,
    source: "workspaces",
    name: "CreateWorkspaces",
    request: { workspaces: [{ directoryId: id, userName: "a", bundleId: "wsb-1" }] },
  };
  const steps = await order([use, register, make]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["CreateMicrosoftAD#2", []],
    ["RegisterWorkspaceDirectory#1", [0]],
    ["CreateWorkspaces#0", [1]],
  ]);
});

test("a word and a number are nothing that an answer gave out", async () => {
  const make: Call = {
    second: 0,
    source: "rds",
    name: "CreateDBParameterGroup",
    request: { dBParameterGroupName: "labs", dBParameterGroupFamily: "postgres15", description: "a" },
  };
  const copy: Call = {
    second: 0,
    source: "rds",
    name: "CopyDBParameterGroup",
    request: { sourceDBParameterGroupIdentifier: "labs", targetDBParameterGroupIdentifier: "labs-2" },
    response: { dBParameterGroupName: "labs-2", dBParameterGroupFamily: "postgres15" },
  };
  const steps = await order([copy, make]);
  expect(steps.map(({ id }) => id)).toEqual(["CreateDBParameterGroup#1", "CopyDBParameterGroup#0"]);
});

test("a domain of SWF's is registered before what is registered in it", async () => {
  const type: Call = {
    second: 0,
    source: "swf",
    name: "RegisterWorkflowType",
    request: { domain: "a", name: "grade", version: "1" },
  };
  const domain: Call = { second: 0, source: "swf", name: "RegisterDomain", request: { name: "a" } };
  const steps = await order([type, domain]);
  expect(steps.map(({ id }) => id)).toEqual(["RegisterDomain#1", "RegisterWorkflowType#0"]);
});

test("an answer that names what it made twice has made it all the same", async () => {
  const id = "fs-e12463aa";
  const backup: Call = { second: 0, source: "fsx", name: "CreateBackup", request: { fileSystemId: id } };
  const make: Call = {
    second: 0,
    source: "fsx",
    name: "CreateFileSystem",
    request: { fileSystemType: "LUSTRE", subnetIds: [] },
    response: {
      fileSystem: { fileSystemId: id, resourceARN: `arn:aws:fsx:eu-west-1:111122223333:file-system/${id}` },
    },
  };
  const steps = await order([backup, make]);
  expect(steps.map(({ id }) => id)).toEqual(["CreateFileSystem#1", "CreateBackup#0"]);
});

test("a network's range is nothing that an answer gave out", async () => {
  const vpc: Call = {
    second: 0,
    source: "ec2",
    name: "CreateVpc",
    request: { cidrBlock: "10.90.0.0/16" },
    response: { vpc: { vpcId: "vpc-bce93022f26d54b10" } },
  };
  const peering: Call = {
    second: 0,
    source: "ec2",
    name: "CreateVpcPeeringConnection",
    request: { vpcId: "vpc-0123456789abcdef0", peerVpcId: "vpc-bce93022f26d54b10" },
    response: {
      vpcPeeringConnection: {
        vpcPeeringConnectionId: "pcx-d1e209ab49e6f94e5",
        requesterVpcInfo: { cidrBlock: "10.90.0.0/16" },
      },
    },
  };
  const steps = await order([peering, vpc]);
  expect(steps.map(({ id }) => id)).toEqual(["CreateVpc#1", "CreateVpcPeeringConnection#0"]);
});

test("of what two answers of a second mention, neither call is the maker", async () => {
  const group = { vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-0a0a0a0a0a0a0a0a0", status: "active" }] };
  const make: Call = {
    second: 0,
    source: "rds",
    name: "CreateDBInstance",
    request: { dBInstanceIdentifier: "all", dBInstanceClass: "db.t3.micro", engine: "mysql" },
    response: { dBInstanceIdentifier: "all", ...group },
  };
  const copy: Call = {
    second: 0,
    source: "rds",
    name: "CreateDBInstanceReadReplica",
    request: { dBInstanceIdentifier: "copy", sourceDBInstanceIdentifier: "all" },
    response: { dBInstanceIdentifier: "copy", ...group },
  };
  const steps = await order([copy, make]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["CreateDBInstance#1", []],
    ["CreateDBInstanceReadReplica#0", [0]],
  ]);
});

test("what a thing is made with was there, though a change of it answers with that, too", async () => {
  const reference = { referenceArn: "arn:aws:omics:us-east-2:123456789012:referenceStore/1/reference/2" };
  const make: Call = {
    second: 0,
    source: "omics",
    name: "CreateVariantStore",
    request: { name: "cohort", reference },
    response: { id: "f02cee737443", name: "cohort", reference, status: "CREATING" },
  };
  const change: Call = {
    second: 0,
    source: "omics",
    name: "UpdateVariantStore",
    request: { name: "cohort", description: "all" },
    response: { id: "f02cee737443", name: "cohort", reference, status: "ACTIVE" },
  };
  for (const calls of [
    [make, change],
    [change, make],
  ]) {
    const steps = await order(calls);
    expect(steps.map(({ id }) => id.split("#")[0])).toEqual(["CreateVariantStore", "UpdateVariantStore"]);
  }
});
