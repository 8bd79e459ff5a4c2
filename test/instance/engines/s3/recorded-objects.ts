/** Scenarios of objects, whose answers were recorded on AWS. */
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { ATTRIBUTES, putAndGet } from "./recorded-objects-help.ts";
import { list, makeBucket, upload, useBucket } from "./support.ts";

export const OBJECT_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "put and get object with utf8 key": putAndGet("Ā0Ä", "abc123"),
  "put and get object with hash prefix": putAndGet("#key-with-hash-prefix", "test 123"),
  "get object no such bucket": async ({ client, answer }) => {
    answer("expected_error", await useBucket(client, "none").get("k"));
  },
  "delete bucket no such bucket": async ({ client, answer }) => {
    answer("expected_error", await useBucket(client, "does-not-exist-localstack-test").call("DeleteBucket"));
  },
  "get object attributes": {
    without: {
      "object-attrs-multiparts-2-parts": "which bytes these were",
      "object-attrs-multiparts-2-parts-checksum": "which bytes these were",
    },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const all = ["StorageClass", "ETag", "ObjectSize", "ObjectParts"];
      await bucket.put("data.txt", "69\n420\n");
      answer(
        "object-attrs",
        await bucket.call("GetObjectAttributes", ATTRIBUTES("data.txt", ...all, "Checksum")),
      );
      await upload(bucket, "one", ["upload-part-1".repeat(5)]);
      answer(
        "object-attrs-multiparts-1-part",
        await bucket.call("GetObjectAttributes", ATTRIBUTES("one", ...all)),
      );
    },
  },
  "invalid range error": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "x".repeat(8));
    answer("exc", await bucket.get("k", { Range: "bytes=1024-4096" }));
  },
  "put object tagging empty list": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "k";
    const tags = () => bucket.call("GetObjectTagging", { Key });
    await bucket.put(Key, "x");
    answer("created-object-tags", await tags());
    const TagSet = [
      { Key: "tag1", Value: "tag1" },
      { Key: "tag2", Value: "" },
    ];
    await bucket.call("PutObjectTagging", { Key, Tagging: { TagSet } });
    answer("updated-object-tags", await tags());
    await bucket.call("PutObjectTagging", { Key, Tagging: { TagSet: [] } });
    answer("deleted-object-tags", await tags());
  },
  "s3 copy metadata replace": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const head = (Key: string) => bucket.call("HeadObject", { Key });
    answer(
      "put_object",
      await bucket.put("k", '{"key": "value"}', {
        ...{ ContentType: "application/json", ContentLanguage: "en-US", Metadata: { key: "value" } },
      }),
    );
    answer("head_object", await head("k"));
    answer(
      "copy_object",
      await bucket.call("CopyObject", {
        ...{ Key: "to", CopySource: "bucket/k", MetadataDirective: "REPLACE" },
        ...{ Metadata: { "another-key": "value" }, ContentType: "image/jpg" },
      }),
    );
    answer("head_object_copy", await head("to"));
  },
  "range header body length": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", randomBytes(2048));
    answer("get-object", { ...(await bucket.get("k", { Range: "bytes=0-1023" })), Body: "" });
    answer("get-object-2", { ...(await bucket.get("k", { Range: "bytes=1024-2047" })), Body: "" });
  },
  "delete object tagging": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "something");
    answer("get-obj", await bucket.get("k"));
    await bucket.call("DeleteObjectTagging", { Key: "k" });
    answer("get-obj-after-tag-deletion", await bucket.get("k"));
  },
  "delete non existing keys in non existing bucket": async ({ client, answer }) => {
    answer(
      "error-non-existent-bucket",
      await useBucket(client, "none").call("DeleteObjects", { Delete: { Objects: [{ Key: "k" }] } }),
    );
  },
  "s3 uppercase key names": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("camelCaseKey", "something");
    answer("response", await bucket.get("camelCaseKey"));
    answer("wrong-case-key", await bucket.get("camelcasekey"));
  },
  "s3 upload download gzip": {
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const body = gzipSync(Buffer.from("1234567890 test content"));
      await bucket.put("k", body, { ContentEncoding: "gzip" });
      answer("get-object", await bucket.get("k"));
    },
    without: { "put-object": "the bytes that gzip made", "get-object": "the bytes that gzip made" },
  },
  "upload big file": {
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const [a, b] = ["a", "b"].map((text) => Buffer.alloc(10_000_000, text));
      answer("put_object_key1", await bucket.put("1", a ?? ""));
      answer("put_object_key2", await bucket.put("2", b ?? ""));
    },
    without: {
      put_object_key1: "which bytes these were",
      put_object_key2: "which bytes these were",
      head_object_key1: "which bytes these were",
      head_object_key2: "which bytes these were",
    },
  },
  "etag on get object call": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "Lorem ipsum dolor sit amet, ... ".repeat(30));
    answer("get_object", await bucket.get("k"));
    answer("get_object_range", await bucket.get("k", { Range: "bytes=0-16" }));
  },
  "s3 batch delete objects": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Objects = ["a", "b", "c", "d", "e"].map((Key) => ({ Key }));
    for (const { Key } of Objects) await bucket.put(Key, "x");
    answer("batch-delete", await bucket.call("DeleteObjects", { Delete: { Objects } }));
    answer("list-remaining-objects", await list(bucket, {}, "ListObjects"));
  },
  "s3 copy md5": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k", "something");
    answer("copy-obj", await bucket.call("CopyObject", { Key: "to", CopySource: "bucket/k" }));
  },
  "delete non existing keys quiet": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer(
      "deleted-resp",
      await bucket.call("DeleteObjects", { Delete: { Objects: [{ Key: "a" }, { Key: "b" }], Quiet: true } }),
    );
  },
  "s3 get object headers": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("en-gb.wav", "x", {});
    const { ETag } = await bucket.get("en-gb.wav");
    const get = async (more: { [name: string]: string }) => {
      const shown = await bucket.get("en-gb.wav", more);
      return shown.Error ?? shown.ResponseMetadata.HTTPStatusCode;
    };
    const bare = String(ETag).replaceAll('"', "");
    answer("if_none_match_err_1", await get({ IfNoneMatch: String(ETag) }));
    answer("if_none_match_err_2", await get({ IfNoneMatch: bare }));
    answer("if_none_match_1", await get({ IfNoneMatch: "etag" }));
    answer("if_match_1", await get({ IfMatch: String(ETag) }));
    answer("if_match_2", await get({ IfMatch: bare }));
    answer("if_match_err_1", await get({ IfMatch: "etag" }));
  },
  "get object with version unversioned bucket": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-object", await bucket.put("k", "test-version"));
    answer("get-obj-with-version", await bucket.get("k", { VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD" }));
    answer("get-obj-with-null-version", await bucket.get("k", { VersionId: "null" }));
  },
  "delete object": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-object", await bucket.put("k", "test-delete"));
    answer("delete-object", await bucket.call("DeleteObject", { Key: "k" }));
    answer("delete-nonexistent-object", await bucket.call("DeleteObject", { Key: "k" }));
    answer(
      "delete-nonexistent-object-versionid",
      await bucket.call("DeleteObject", { Key: "k", VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD" }),
    );
  },
  "delete objects": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-object", await bucket.put("test-delete", "test-delete"));
    const remove = (Objects: { Key: string; VersionId?: string }[]) =>
      bucket.call("DeleteObjects", { Delete: { Objects } });
    answer(
      "delete-object-wrong-version-id",
      await remove([{ Key: "test-delete", VersionId: "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD" }]),
    );
    const Objects = ["a-wrong-key", "c-wrong-key", "test-delete"].map((Key) => ({ Key }));
    answer("delete-objects", await remove(Objects));
  },
};
