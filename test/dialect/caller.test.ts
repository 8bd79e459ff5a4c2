// Calls about the caller's own things, which do not say whose they are.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { decodeCall } from "../../src/dialect/call.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeRecord, selectFrom } from "../trail/records.ts";
import { makeEvents } from "./support.ts";

async function readUserName(
  name: string,
  request: object | null,
  response: object | null,
  caller: string | undefined,
): Promise<unknown> {
  const events = await makeEvents([{ second: 0, source: "iam", name, request, response }]);
  const event: TrailEvent | undefined = events[0] && { ...events[0], caller };
  if (!event) return undefined;
  const operation = await loadOperation(event.service, event.operation);
  return decodeCall(event, operation, new Map()).input["UserName"];
}

test("the user is the answer's, else the caller", async () => {
  const answer = { accessKey: { accessKeyId: "AKIAEXAMPLE", userName: "ann" } };
  expect(await readUserName("CreateAccessKey", null, answer, "ben")).toBe("ann");
  expect(await readUserName("CreateAccessKey", null, null, "ben")).toBe("ben");
  expect(await readUserName("UpdateAccessKey", { accessKeyId: "AKIAEXAMPLE" }, null, "ben")).toBe("ben");
  expect(await readUserName("UploadSigningCertificate", {}, null, "ben")).toBe("ben");
});

test("who is named stays, and nobody is named where nobody is known", async () => {
  expect(await readUserName("DeleteAccessKey", { userName: "eve" }, null, "ben")).toBe("eve");
  expect(await readUserName("DeleteAccessKey", {}, null, undefined)).toBeUndefined();
  expect(await readUserName("CreateRole", { roleName: "r" }, null, "ben")).toBeUndefined();
});

test("the caller is an IAM user's name, and no role's session", async () => {
  const identities = [
    { type: "IAMUser", userName: "ann" },
    { type: "iamuser", username: "ann" },
    { type: "AssumedRole", userName: "session" },
    { type: "Root" },
    { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/crew/deck/ben" },
    { type: "IAMUser", arn: "arn:aws:iam::111122223333:root" },
  ];
  const records = identities.map((userIdentity, i) => makeRecord(i, { userIdentity }));
  const { events } = await selectFrom([JSON.stringify({ Records: records })]);
  expect(events.map(({ caller }) => caller)).toEqual([
    "ann",
    undefined,
    undefined,
    undefined,
    "ben",
    undefined,
  ]);
});
