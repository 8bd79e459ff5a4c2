// Identifiers that recorded answers lack, told by the calls that name them.
import { expect, test } from "bun:test";
import { completeAnswers } from "../../../src/plan/missing/complete-answers.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const create = (second: number, key = "k"): Call => ({
  service: "s3",
  operation: "CreateMultipartUpload",
  parameters: { bucketName: "b", key },
  answer: { "x-amz-server-side-encryption": "AES256" },
  second,
});
const upload = (second: number, uploadId: string, key = "k"): Call => ({
  service: "s3",
  operation: "UploadPart",
  parameters: { bucketName: "b", key, uploadId, partNumber: "1" },
  second,
});

async function listIds(calls: readonly Call[], member = "UploadId") {
  const steps = completeAnswers(await planCalls(calls));
  return steps
    .filter(({ operation }) => operation.name.startsWith("Create"))
    .map(({ output }) => output[member]);
}

test("an upload is the one that its parts name, of that bucket and key, and before the next", async () => {
  expect(await listIds([create(1), upload(2, "a"), upload(3, "a"), create(4), upload(5, "b")])).toEqual([
    "a",
    "b",
  ]);
  expect(await listIds([create(1, "x"), create(1, "y"), upload(2, "a", "y"), upload(2, "b", "x")])).toEqual([
    "b",
    "a",
  ]);
  // In one second, as the file has them.
  expect(await listIds([upload(1, "a"), create(1)])).toEqual(["a"]);
  expect(await listIds([create(1), upload(2, "a", "other")])).toEqual([undefined]);
});

test("uploads of one key at the same time are told apart, and from one that is older than the log", async () => {
  const parts = [upload(3, "a"), upload(4, "b"), upload(5, "a")];
  expect(await listIds([create(1), create(2), ...parts])).toEqual(["a", "b"]);
  expect(await listIds([upload(0, "old"), create(1), upload(2, "old"), upload(3, "new")])).toEqual(["new"]);
});

test("an answer that has it stays as it is", async () => {
  expect(await listIds([{ ...create(1), answer: { uploadId: "own" } }, upload(2, "a")])).toEqual(["own"]);
});

const api = (id: string, answer: object = {}): Call => ({
  service: "apigateway",
  operation: "CreateRestApi",
  parameters: { createRestApiInput: { name: "n" } },
  answer: { id, ...answer },
});
const resource = (restApiId: string, parentId: string, id: string): Call => ({
  service: "apigateway",
  operation: "CreateResource",
  parameters: { restApiId, parentId, createResourceInput: { pathPart: "p" } },
  answer: { id, parentId },
});

test("the root of an API is the resource that no call made", async () => {
  const calls = [api("api1"), api("api2"), resource("api1", "root1", "r1"), resource("api1", "r1", "r2")];
  expect((await listIds([...calls, resource("api2", "root2", "r3")], "rootResourceId")).slice(0, 2)).toEqual([
    "root1",
    "root2",
  ]);
  expect(
    (
      await listIds(
        [api("api1"), resource("api1", "r2", "r1"), resource("api1", "r1", "r2")],
        "rootResourceId",
      )
    )[0],
  ).toBe(undefined);
});

const organizations = (operation: string, parameters: object, second: number, answer: object = {}): Call => ({
  service: "organizations",
  operation,
  parameters,
  answer,
  second,
});
const account = (second: number) =>
  organizations("CreateAccount", { email: "****", accountName: "****" }, second, {
    createAccountStatus: { id: `car-${second}`, state: "IN_PROGRESS" },
  });

test("an account is the one that is named from then on, and none that called before it was made", async () => {
  const move = (second: number, accountId: string) =>
    organizations("MoveAccount", { accountId, sourceParentId: "r-ab12" }, second);
  const attach = (second: number, targetId: string) =>
    organizations("AttachPolicy", { policyId: "p-12345678", targetId }, second);
  const list = async (calls: readonly Call[]) =>
    (await listIds(calls, "CreateAccountStatus")).map((one) => (one as { AccountId?: string }).AccountId);
  expect(await list([account(1), attach(2, "ou-ab12-12345678"), move(3, "555566667777")])).toEqual([
    "555566667777",
  ]);
  expect(await list([move(0, "444455556666"), account(1), account(2), move(3, "444455556666")])).toEqual([
    undefined,
    undefined,
  ]);
  expect(await list([account(1), attach(2, "111122223333"), attach(3, "555566667777")])).toEqual([
    "555566667777",
  ]);
  const own: Call = { service: "sns", operation: "ListTopics", second: 4, account: "555566667777" };
  expect(await list([account(1), move(2, "555566667777"), own])).toEqual(["555566667777"]);
  expect(await list([{ ...own, second: 0 }, account(1), move(2, "555566667777")])).toEqual([undefined]);
});
