// Ids that no version has: https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
import { expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { makeVersioned } from "./support.ts";

test.each([
  ["of AWS's form", "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD", "NoSuchVersion"],
  ["the one of what has none", "null", "NoSuchVersion"],
  ["long", "x".repeat(1024), "NoSuchVersion"],
  ["too long", "x".repeat(1025), "InvalidArgument"],
  ["with a space", "no version", "InvalidArgument"],
  ["with a path", "../../k", "InvalidArgument"],
  ["with a letter of another alphabet", "ä", "InvalidArgument"],
])("an id that no version has: %s", async (_, VersionId, code) => {
  const bucket = await makeVersioned(new TestClient());
  await bucket.put("k", "x");
  const got = await bucket.get("k", { VersionId });
  expect(got.Error?.Code).toBe(code);
  if (code !== "InvalidArgument") return;
  expect(got.Error?.Message).toBe("Invalid version id specified");
  expect(got.ResponseMetadata.HTTPStatusCode).toBe(400);
});
