/** Scenarios of conditions, whose answers were recorded on AWS. */
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { CONDITION, preconditions } from "./recorded-versions-help.ts";
import { list, makeBucket, makeVersioned } from "./support.ts";

export const CONDITION_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "s3_get_object_preconditions[head_object]": preconditions,
  "put object if none match": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-obj", await bucket.put("k"));
    answer("put-obj-if-none-match", await bucket.put("k", "", { IfNoneMatch: "*" }));
    answer("del-obj", await bucket.call("DeleteObject", { Key: "k" }));
    answer("put-obj-after-del", await bucket.put("k", "", { IfNoneMatch: "*" }));
  },
  "put object if none match versioned bucket": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const { Key } = CONDITION;
    answer("put-obj", await bucket.put(Key));
    answer("put-obj-if-none-match", await bucket.put(Key, "", { IfNoneMatch: "*" }));
    answer("del-obj", await bucket.call("DeleteObject", CONDITION));
    answer("put-obj-after-del", await bucket.put(Key, "", { IfNoneMatch: "*" }));
    answer("list-object-versions", await list(bucket, {}, "ListObjectVersions"));
  },
  "put object if match validation": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (IfMatch: string) => bucket.put("test-precondition-validation", "", { IfMatch });
    answer("put-obj-if-match-star-value", await put("*"));
    answer("put-obj-if-match-bad-value", await put("abc"));
    answer("put-obj-if-match-bad-value-2", await put("bad-char_/"));
  },
  "put object if match versioned bucket": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const { Key } = CONDITION;
    const first = await bucket.put(Key, "test");
    answer("put-obj", first);
    answer("put-obj-if-none-match-bad-value", await bucket.put(Key, "", { IfMatch: "abcdef" }));
    answer("del-obj", await bucket.call("DeleteObject", CONDITION));
    const { ETag } = first;
    answer("put-obj-after-del-exc", await bucket.put(Key, "", { IfMatch: String(ETag) }));
    const again = await bucket.put(Key, "test-after-del");
    answer("put-obj-after-del", again);
    answer("put-obj-if-match", await bucket.put(Key, "test-if-match", { IfMatch: String(again["ETag"]) }));
    answer("list-object-versions", await list(bucket, {}, "ListObjectVersions"));
  },
  "put object if match and if none match validation": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-obj-both-precondition", await bucket.put("k", "", { IfMatch: "a", IfNoneMatch: "*" }));
  },
  "delete object if match all non express": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k");
    answer(
      "delete-obj-if-match-all",
      await bucket.call("DeleteObject", {
        ...{ Key: "k", IfMatch: "a", IfMatchSize: 1, IfMatchLastModifiedTime: new Date(client.now) },
      }),
    );
  },
  "multipart if none match with delete": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const { Key } = CONDITION;
    answer("put-obj", await bucket.put(Key));
    const begin = () => bucket.call("CreateMultipartUpload", CONDITION);
    const begun = await begin();
    answer("create-multipart", begun);
    const end = async (UploadId: string) => {
      const part = { Key, UploadId, PartNumber: 1, Body: Buffer.from("test") };
      const { ETag } = await bucket.call("UploadPart", part);
      const Parts = [{ PartNumber: 1, ETag: String(ETag) }];
      return bucket.call("CompleteMultipartUpload", {
        ...{ Key, UploadId, IfNoneMatch: "*", MultipartUpload: { Parts } },
      });
    };
    const id = String(begun["UploadId"]);
    answer("complete-multipart-if-none-match", await end(id));
    answer("del-obj", await bucket.call("DeleteObject", CONDITION));
    answer("complete-multipart-after-del", await end(id));
    answer("complete-multipart-after-del-restart", await end(String((await begin())["UploadId"])));
  },
  "multipart if match with put": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const { Key } = CONDITION;
    const first = await bucket.put(Key, "test");
    answer("put-obj", first);
    const begun = await bucket.call("CreateMultipartUpload", CONDITION);
    answer("create-multipart", begun);
    const during = await bucket.put(Key, "test2");
    answer("put-obj-during", during);
    const end = async (UploadId: string, IfMatch: unknown) => {
      const part = { Key, UploadId, PartNumber: 1, Body: Buffer.from("test") };
      const { ETag } = await bucket.call("UploadPart", part);
      const Parts = [{ PartNumber: 1, ETag: String(ETag) }];
      return bucket.call("CompleteMultipartUpload", {
        ...{ Key, UploadId, IfMatch: String(IfMatch), MultipartUpload: { Parts } },
      });
    };
    const id = String(begun["UploadId"]);
    answer("complete-multipart-if-match-put-before", await end(id, first["ETag"]));
    answer("complete-multipart-if-match-put-during", await end(id, during["ETag"]));
    const again = await bucket.call("CreateMultipartUpload", CONDITION);
    answer("create-multipart-again", again);
    answer(
      "complete-multipart-if-match-put-before-restart",
      await end(String(again["UploadId"]), during["ETag"]),
    );
  },
  "copy object if none match": {
    without: { "copy-obj": "which bytes these were" },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      await bucket.put("k", "test-copy");
      const copy = () => bucket.call("CopyObject", { Key: "to", CopySource: "bucket/k", IfNoneMatch: "*" });
      await copy();
      answer("copy-obj-if-none-match-fail", await copy());
    },
  },
  "copy object if match": {
    without: { "copy-obj-if-match": "which bytes these were" },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      await bucket.put("k", "test-copy");
      const { ETag } = await bucket.put("to", "other");
      const copy = (Key: string, IfMatch: string) =>
        bucket.call("CopyObject", { Key, CopySource: "bucket/k", IfMatch });
      answer("copy-obj-if-match", await copy("to", String(ETag)));
      answer("copy-obj-if-match-fail-wrong-etag", await copy("to", "none"));
      answer("copy-obj-if-match-fail-no-object", await copy("non-existent-key", "none"));
    },
  },
  "copy object precondition write validation": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "x");
    const copy = (more: { [name: string]: string }) =>
      bucket.call("CopyObject", { Key: "to", CopySource: "bucket/k", ...more });
    answer("copy-obj-none-match-etag", await copy({ IfNoneMatch: "etag" }));
    answer("copy-obj-if-match-star", await copy({ IfMatch: "*" }));
    answer("copy-obj-both", await copy({ IfMatch: "a", IfNoneMatch: "*" }));
  },
};
