// Which calls make a thing, so that it is not made up.
import { expect, test } from "bun:test";
import { type Call, makePrerequisites, showPrerequisites } from "./plan-calls.ts";

test("a snapshot that EBS starts is made by that, wherever it stands in its second", async () => {
  const snapshotId = "snap-0aaaaaaaaaaaaaaaa";
  const start: Call = {
    service: "ebs",
    operation: "StartSnapshot",
    parameters: { volumeSize: 1 },
    answer: { snapshotId },
  };
  const complete: Call = {
    service: "ebs",
    operation: "CompleteSnapshot",
    parameters: { snapshotId, changedBlocksCount: 0 },
  };
  for (const calls of [
    [start, complete],
    [complete, start],
  ])
    expect(
      await makePrerequisites(
        calls.map((call) => ({ ...call, second: 0 })),
        "snapshot",
      ),
    ).toEqual([]);
});

test("a session of Glue is made by its creation, and the first version of a policy of IoT by the policy's", async () => {
  const glue = (operation: string, parameters: object): Call => ({ service: "glue", operation, parameters });
  const iot = (operation: string, parameters: object, answer?: object): Call => ({
    service: "iot",
    operation,
    parameters,
    answer,
  });
  const shown = await showPrerequisites([
    glue("CreateSession", {
      id: "all",
      role: "arn:aws:iam::444455556666:role/r",
      command: { name: "glueetl" },
    }),
    glue("StopSession", { id: "all" }),
    iot("CreatePolicy", { policyName: "default", policyDocument: "{}" }, { policyVersionId: "1" }),
    iot("DeletePolicyVersion", { policyName: "default", policyVersionId: "1" }),
  ]);
  expect(shown.filter((step) => step.startsWith("+"))).toEqual([]);
});
