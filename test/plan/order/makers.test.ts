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
  const steps = await order([register, make]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["CreateMicrosoftAD#1", []],
    ["RegisterWorkspaceDirectory#0", [0]],
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
