// Things that stand in several regions under one name: all but the first are copies.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showStep } from "./plan-calls.ts";

const ID = "mrk-0123456789abcdef0123456789abcdef";
const arn = (region: string, id = ID) => `arn:aws:kms:${region}:111122223333:key/${id}`;
const tag = (region: string, id = ID): Call => ({
  service: "kms",
  operation: "TagResource",
  region,
  parameters: { keyId: arn(region, id), tags: [] },
});
const topic = (region: string): Call => ({
  service: "sns",
  operation: "CreateTopic",
  region,
  parameters: { name: "t", attributes: { KmsMasterKeyId: arn(region) } },
});

async function listMade(calls: readonly Call[]): Promise<unknown[]> {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.flatMap(({ creation, operation, region, input, output }) =>
    creation ? [{ made: operation.name, region, input, output }] : [],
  );
}

const first = {
  made: "CreateKey",
  region: "eu-west-1",
  input: { MultiRegion: true },
  output: { KeyMetadata: { KeyId: ID, Arn: arn("eu-west-1") } },
};
const copy = {
  made: "ReplicateKey",
  region: "eu-west-1",
  input: { KeyId: ID, ReplicaRegion: "us-east-1" },
  output: { ReplicaKeyMetadata: { KeyId: ID, Arn: arn("us-east-1") } },
};

test("the key of the second region is a replica of the first, wherever it is named", async () => {
  expect(await listMade([tag("eu-west-1"), tag("us-east-1")])).toEqual([first, copy]);
  expect(await listMade([topic("eu-west-1"), tag("us-east-1"), topic("us-east-1")])).toEqual([first, copy]);
  expect(await listMade([tag("eu-west-1")])).toEqual([first]);
});

test("what the log makes is not made again", async () => {
  const create: Call = {
    service: "kms",
    operation: "CreateKey",
    parameters: { multiRegion: true },
    answer: { keyMetadata: { keyId: ID, arn: arn("eu-west-1") } },
  };
  const replicate: Call = {
    service: "kms",
    operation: "ReplicateKey",
    parameters: { keyId: ID, replicaRegion: "us-east-1" },
    answer: { replicaKeyMetadata: { keyId: ID, arn: arn("us-east-1") } },
  };
  expect(await listMade([create, tag("eu-west-1"), tag("us-east-1")])).toEqual([copy]);
  expect(await listMade([create, replicate, tag("us-east-1")])).toEqual([]);
});

test("a key of one region is in that region", async () => {
  const id = "11111111-2222-3333-4444-555555555555";
  const made = await listMade([tag("eu-west-1", id), tag("us-east-1", id)]);
  expect(made).toMatchObject([{ made: "CreateKey", region: "eu-west-1" }]);
});

test("an object that is copied onto itself was there before", async () => {
  const copy = (source: string): Call => ({
    service: "s3",
    operation: "CopyObject",
    parameters: { bucketName: "films", key: "k", "x-amz-copy-source": source },
  });
  const put: Call = { service: "s3", operation: "PutObject", parameters: { bucketName: "films", key: "k" } };
  const showMade = async (...calls: readonly Call[]) =>
    (await addPrerequisites(await planCalls(calls))).flatMap((step) => (step.creation ? showStep(step) : []));
  expect(await showMade(copy("films/k"))).toEqual(["+CreateBucket(films)", "+PutObject(films, k)"]);
  expect(await showMade(put, copy("films/k"))).toEqual(["+CreateBucket(films)"]);
  expect(await showMade(copy("films/other"))).toEqual(["+CreateBucket(films)", "+PutObject(films, other)"]);
});

test("what a deletion leaves behind was not there before", async () => {
  const remove: Call = {
    service: "rds",
    operation: "DeleteDBInstance",
    parameters: { dBInstanceIdentifier: "shop", finalDBSnapshotIdentifier: "shop-last" },
  };
  const made = (await addPrerequisites(await planCalls([remove]))).flatMap(({ creation, operation }) =>
    creation ? [operation.name] : [],
  );
  expect(made).toEqual(["CreateDBInstance"]);
});
