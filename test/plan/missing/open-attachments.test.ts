// Finding what hangs on a thing takes time by how much hangs on it, not by how much hangs on others.
import { expect, test } from "bun:test";
import { loadOperation } from "../../../src/aws/model/table.ts";
import type { Attachment } from "../../../src/plan/missing/attached.ts";
import { OpenAttachments } from "../../../src/plan/missing/open-attachments.ts";
import { makeRecordedStep } from "../order/recorded-step.ts";

const attach = await loadOperation("iam", "AttachRolePolicy");
const detach = await loadOperation("iam", "DetachRolePolicy");

function makeAttachment(role: string, policy: string): Attachment {
  const input = { RoleName: role, PolicyArn: policy };
  return {
    pair: { service: "iam", opens: attach.name, closes: detach.name, byModel: true },
    opener: makeRecordedStep(attach, input, 0),
    closes: detach,
    closeInput: input,
    names: new Map([
      ["rolename", new Set([role])],
      ["policyarn", new Set([policy])],
    ]),
  };
}

test("of thousands, those that share the rarest text are looked at, in the order of attaching", () => {
  const open = new OpenAttachments();
  const all = Array.from({ length: 5_000 }, (_, place) => makeAttachment(`role-${place % 1_000}`, "policy"));
  for (const attachment of all) open.add(attachment);
  const names = new Map([
    ["policyarn", new Set(["policy"])],
    ["rolename", new Set(["role-7"])],
  ]);
  expect(open.findByCommon(names)).toEqual(all.filter((_, place) => place % 1_000 === 7));
  expect(open.findByCommon(new Map([["groupname", new Set(["role-7"])]]))).toEqual([]);
  const [first] = all.slice(7);
  if (first) open.delete(first);
  expect(open.findByCommon(names).length).toBe(4);
});
