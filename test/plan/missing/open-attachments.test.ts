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
    pair: { opens: attach, closes: detach, fill: [], isSure: false },
    opener: makeRecordedStep(attach, input, 0),
    closeInput: input,
    names: new Map([
      ["role", new Set([role])],
      ["policy", new Set([policy])],
    ]),
  };
}

test("of thousands, those that share the rarest text are looked at, in the order of attaching", () => {
  const open = new OpenAttachments();
  const all = Array.from({ length: 5_000 }, (_, place) => makeAttachment(`role-${place % 1_000}`, "policy"));
  for (const attachment of all) open.add(attachment);
  const names = [
    { type: "policy", keys: new Set(["policy"]) },
    { type: "role", keys: new Set(["role-7"]) },
  ];
  expect(open.findByCommon(names)).toEqual(all.filter((_, place) => place % 1_000 === 7));
  expect(open.findByCommon([{ type: "group", keys: new Set(["role-7"]) }])).toEqual([]);
  const [first] = all.slice(7);
  if (first) open.delete(first);
  expect(open.findByCommon(names).length).toBe(4);
});
