// Names of production's that the models would refuse: an older form, or another one than the models know.
import { describe, expect, test } from "bun:test";
import { makeStructure } from "../../src/aws/values.ts";
import { Instance } from "../../src/instance/instance.ts";

const SCOPE = "Credential=111122223333/20260401/us-east-1/organizations/aws4_request";
const HEADERS = {
  "content-type": "application/x-amz-json-1.1",
  authorization: `AWS4-HMAC-SHA256 ${SCOPE}, Signature=0`,
};

function makeMembers(members: object) {
  return Object.assign(makeStructure(), members);
}

/** An instance with a policy of an id that no model takes, and what it answers. */
async function makeOld() {
  const instance = new Instance({ home: {}, now: () => 0, random: (length) => "a".repeat(length) });
  const write = (operation: string, input: object) => ({
    method: "POST",
    headers: { ...HEADERS, "x-amz-target": `AWSOrganizationsV20161128.${operation}`, host: "localhost" },
    body: JSON.stringify(input),
  });
  const arn = "arn:aws:organizations::111122223333:policy/o-abcdefghij/old/old policy";
  const summary = makeMembers({ Id: "old policy", Arn: arn, Name: "old" });
  const output = makeMembers({ Policy: makeMembers({ PolicySummary: summary }) });
  const making = write("CreatePolicy", { Name: "old", Content: "{}", Description: "", Type: "TAG_POLICY" });
  await instance.answerReady({ ...making, url: "http://localhost/" }, { output, at: 0 });
  const ask = async (operation: string, input: object) => {
    const answer = await instance.answer({ ...write(operation, input), path: "/", query: [] });
    return { status: answer.status, text: Buffer.from(answer.body).toString() };
  };
  return { ask, arn };
}

describe("a name that the models refuse", () => {
  test("is taken where something stands under it", async () => {
    const { ask } = await makeOld();
    const { status, text } = await ask("DescribePolicy", { PolicyId: "old policy" });
    expect(status, text).toBe(200);
    expect(text).toContain("old policy");
  });

  test("is refused where nothing does", async () => {
    const { ask } = await makeOld();
    const { status, text } = await ask("DescribePolicy", { PolicyId: "other policy" });
    expect(status).toBe(400);
    expect(text).toContain("failed to satisfy constraint");
  });

  test("is refused where it is the ARN of what is asked for by its id", async () => {
    const { ask, arn } = await makeOld();
    expect((await ask("DescribePolicy", { PolicyId: arn })).status).toBe(400);
  });
});
