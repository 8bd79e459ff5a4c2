/** Scenarios of versions, of conditions and of locks, whose answers were recorded on AWS. */
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { list, makeBucket, makeVersioned, useBucket } from "./support.ts";

const DAY_MS = 86_400_000;
const CONDITION = { Key: "test-precondition" };

/** A bucket in which there are locks. */
const LOCKABLE = { ObjectLockEnabledForBucket: true };

const tagDirective: Scenario = async ({ client, answer }) => {
  const bucket = await makeVersioned(client);
  const tags = (Key: string, more = {}) => bucket.call("GetObjectTagging", { Key, ...more });
  const first = await bucket.put("k", "test", { Tagging: "key1=value1" });
  answer("put-object", first);
  const VersionId = String(first["VersionId"]);
  answer("put-object-v2", await bucket.put("k", "test-v2", { Tagging: "key1=value1-v2" }));
  answer("get-object-tag", await tags("k"));
  answer("get-object-tag-v1", await tags("k", { VersionId }));
  const source = `${bucket.Bucket}/k`;
  const copy = (Key: string, Tagging: string, CopySource = source) =>
    bucket.call("CopyObject", { Key, CopySource, Tagging });
  answer("copy-object", await copy("1", "key2=value2"));
  answer("get-copy-object-tag", await tags("1"));
  answer("copy-object-tag-empty", await copy("2", ""));
  answer("get-copy-object-tag-empty", await tags("2"));
  answer("copy-object-v1", await copy("3", "key2=value2", `${source}?versionId=${VersionId}`));
  answer("get-copy-object-tag-v1", await tags("3"));
  answer("copy-object-tag-empty-v1", await copy("4", "", `${source}?versionId=${VersionId}`));
  answer("get-copy-object-tag-empty-v1", await tags("4"));
};

const preconditions: Scenario = async ({ client, answer }) => {
  const bucket = await makeBucket(client);
  const { ETag } = await bucket.put("k", "data");
  client.now += 5000;
  const head = (more: { readonly [name: string]: string | Date }) =>
    bucket.call("HeadObject", { Key: "k", ...more });
  const { LastModified } = await head({});
  const at = LastModified as Date;
  const [before, now] = [new Date(at.getTime() - DAY_MS), new Date(client.now)];
  const future = new Date(client.now + DAY_MS);
  answer("precondition-if-match", await head({ IfMatch: '"none"' }));
  answer("precondition-if-unmodified-since", await head({ IfUnmodifiedSince: before }));
  answer("precondition-if-none-match", await head({ IfNoneMatch: String(ETag) }));
  answer("copy-precondition-if-modified-since", await head({ IfModifiedSince: now }));
  answer("obj-ignore-future-modified-since", await head({ IfModifiedSince: future }));
  answer("etag-missing-quotes", await head({ IfNoneMatch: String(ETag).replaceAll('"', "") }));
  answer("precondition-if-unmodified-since-is-object", await head({ IfUnmodifiedSince: at }));
  answer("precondition-if-modified-since-is-object", await head({ IfModifiedSince: at }));
  answer("obj-success", await head({ IfMatch: String(ETag), IfNoneMatch: "none" }));
};

export const VERSION_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "s3_copy_tagging_directive_versioned[None]": tagDirective,
  "s3_get_object_preconditions[head_object]": preconditions,
  "get bucket versioning order": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const all = () => list(bucket, {}, "ListObjectVersions");
    answer("list_object_versions_before", await all());
    answer(
      "put_bucket_versioning",
      await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } }),
    );
    answer("get_bucket_versioning", await bucket.call("GetBucketVersioning"));
    for (const key of ["test", "test", "test2"]) await bucket.put(key, "body");
    answer("list_object_versions", await all());
  },
  "delete keys in versioned bucket": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const Key = "test-key-versioned";
    const versions: string[] = [];
    for (const body of ["something", "something-v2"])
      versions.push(String((await bucket.put(Key, body))["VersionId"]));
    const all = () => list(bucket, {}, "ListObjectVersions");
    const remove = (Objects: { Key: string; VersionId?: string }[]) =>
      bucket.call("DeleteObjects", { Delete: { Objects } });
    answer("list-objects-v2", await list(bucket));
    const removed = await remove([{ Key }]);
    answer("delete-object", removed);
    answer("list-object-version", await all());
    answer("delete-object-version", await remove(versions.map((VersionId) => ({ Key, VersionId }))));
    answer("list-objects-v2-after-delete", await list(bucket));
    answer("list-object-version-after-delete", await all());
    const [{ DeleteMarkerVersionId = "" } = {}] = removed["Deleted"] as { DeleteMarkerVersionId?: string }[];
    answer("delete-object-delete-marker", await remove([{ Key, VersionId: DeleteMarkerVersionId }]));
  },
  "put object acl on delete marker": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const Key = "test-key-versioned";
    answer("put-obj-1", await bucket.put(Key, "something"));
    answer("put-obj-2", await bucket.put(Key, "something-v2"));
    const marker = await bucket.call("DeleteObject", { Key });
    answer("delete-object", marker);
    const VersionId = String(marker["VersionId"]);
    answer("put-acl-delete-marker", await bucket.call("PutObjectAcl", { Key, ACL: "public-read" }));
    answer("get-acl-delete-marker", await bucket.call("GetObjectAcl", { Key }));
    answer(
      "put-acl-delete-marker-version-id",
      await bucket.call("PutObjectAcl", { Key, VersionId, ACL: "public-read" }),
    );
    answer("get-acl-delete-marker-version-id", await bucket.call("GetObjectAcl", { Key, VersionId }));
  },
  "delete versioned bucket with objects": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const { VersionId } = await bucket.put("k", "x");
    const marker = await bucket.call("DeleteObject", { Key: "k" });
    const end = () => bucket.call("DeleteBucket");
    const remove = (id: unknown) => bucket.call("DeleteObject", { Key: "k", VersionId: String(id) });
    answer("delete-with-obj-and-delete-marker", await end());
    answer("delete-obj-by-version", await remove(VersionId));
    answer("delete-with-only-delete-marker", await end());
    answer("delete-marker-by-version", await remove(marker["VersionId"]));
    answer("success-delete-bucket", await end());
  },
  "object version id format": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    answer("put-object", await bucket.put("k"));
  },
  "s3 copy object in place suspended only": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "k";
    const head = () => bucket.call("HeadObject", { Key });
    answer(
      "put_object",
      await bucket.put(Key, '{"key": "value"}', {
        ...{ ContentType: "application/json", Metadata: { key: "value" } },
      }),
    );
    answer("head_object", await head());
    const CopySource = `${bucket.Bucket}/${Key}`;
    answer(
      "copy-in-place-non-versioned",
      await bucket.call("CopyObject", { Key, CopySource, MetadataDirective: "REPLACE" }),
    );
    answer("head-object-copied", await head());
    answer("get-object-copied", await bucket.get(Key));
    await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Suspended" } });
    answer("copy-in-place-versioned-suspended", await bucket.call("CopyObject", { Key, CopySource }));
    answer("head-object-copied-suspended", await head());
    answer("get-object-copied-suspended", await bucket.get(Key));
    answer("copy-in-place-versioned-suspended-twice", await bucket.call("CopyObject", { Key, CopySource }));
  },
  "s3 copy object if source unmodified since versioned": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    await bucket.put("k", "data");
    const head = await bucket.call("HeadObject", { Key: "k" });
    answer("head-object", head);
    const at = head["LastModified"] as Date;
    const copy = (CopySourceIfUnmodifiedSince: Date) =>
      bucket.call("CopyObject", { Key: "to", CopySource: "bucket/k", CopySourceIfUnmodifiedSince });
    answer("copy-if-unmodified-since", await copy(at));
    answer("copy-past-if-unmodified-since", await copy(new Date(at.getTime() - DAY_MS)));
  },
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
  "s3 object retention": async ({ client, answer }) => {
    const bucket = await makeBucket(client, LOCKABLE);
    const Key = "k";
    const first = await bucket.put(Key, "test");
    answer("put-obj-locked-1", first);
    const VersionId = String(first["VersionId"]);
    const Retention = { Mode: "GOVERNANCE", RetainUntilDate: new Date(client.now + DAY_MS) };
    const retain = (more: { [name: string]: unknown }) =>
      bucket.call("PutObjectRetention", { Key, VersionId, Retention, ...more } as never);
    answer("put-object-retention-on-key-1", await retain({}));
    answer("get-object-retention-on-key-1", await bucket.call("GetObjectRetention", { Key }));
    answer("head-object-locked", await bucket.call("HeadObject", { Key }));
    answer("delete-obj-locked", await bucket.call("DeleteObject", { Key, VersionId }));
    const BypassGovernanceRetention = true;
    answer(
      "delete-obj-locked-bypass",
      await bucket.call("DeleteObject", { Key, VersionId, BypassGovernanceRetention }),
    );
    const second = await bucket.put(Key, "test", {
      ObjectLockMode: "GOVERNANCE",
      ObjectLockRetainUntilDate: new Date(client.now + DAY_MS),
    });
    answer("put-obj-locked-2", second);
    const own = { VersionId: String(second["VersionId"]) };
    const sooner = { Mode: "GOVERNANCE", RetainUntilDate: new Date(client.now + 10_000) };
    answer("update-retention-locked-object", await retain({ ...own, Retention: sooner }));
    answer("put-object-empty-retention", await retain({ ...own, Retention: {}, BypassGovernanceRetention }));
    answer("update-retention-object", await retain({ ...own, Retention: sooner }));
  },
  "s3 object retention compliance mode": async ({ client, answer }) => {
    const bucket = await makeBucket(client, LOCKABLE);
    const Key = "k";
    const first = await bucket.put(Key, "test");
    answer("put-obj-locked-1", first);
    const VersionId = String(first["VersionId"]);
    const retain = (Mode: string, ms: number) =>
      bucket.call("PutObjectRetention", {
        ...{ Key, VersionId, Retention: { Mode, RetainUntilDate: new Date(client.now + ms) } },
      });
    const remove = (more = {}) => bucket.call("DeleteObject", { Key, VersionId, ...more });
    answer("add-compliance-retention", await retain("COMPLIANCE", 60_000));
    answer("delete-locked-1", await remove({ BypassGovernanceRetention: true }));
    answer("put-delete-marker", await bucket.call("DeleteObject", { Key }));
    answer("delete-locked-2", await remove());
    answer("update-retention-shortened", await retain("COMPLIANCE", 30_000));
    answer("update-retention-less-restrictive", await retain("GOVERNANCE", 90_000));
    client.now += 61_000;
    answer("delete-obj-after-lock-expiration", await remove());
  },
  "bucket config default retention": async ({ client, answer }) => {
    const bucket = await makeBucket(client, LOCKABLE);
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } };
    answer(
      "put-lock-config",
      await bucket.call("PutObjectLockConfiguration", {
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule },
      }),
    );
    answer("put-object-default", await bucket.put("1", "test-default-lock"));
    answer("head-object-default", await bucket.call("HeadObject", { Key: "1" }));
    const own = {
      ObjectLockMode: "GOVERNANCE",
      ObjectLockRetainUntilDate: new Date(client.now + 2 * DAY_MS),
    };
    answer("put-object-with-lock", await bucket.put("2", "test-put-object-lock", own));
    answer("head-object-with-lock", await bucket.call("HeadObject", { Key: "2" }));
    answer("put-object-with-lock-no-date", await bucket.put("3", "x", { ObjectLockMode: "GOVERNANCE" }));
  },
  "object lock delete markers": async ({ client, answer }) => {
    const bucket = await makeBucket(client, LOCKABLE);
    const Key = "k";
    const own = { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(client.now + DAY_MS) };
    answer("put-object-with-lock", await bucket.put(Key, "test-put-object-lock", own));
    answer("head-object-with-lock", await bucket.call("HeadObject", { Key }));
    const marker = await bucket.call("DeleteObject", { Key });
    answer("put-delete-marker", marker);
    const of = { Key, VersionId: String(marker["VersionId"]) };
    const Retention = { Mode: "GOVERNANCE", RetainUntilDate: new Date(client.now + DAY_MS) };
    answer(
      "put-object-retention-delete-marker",
      await bucket.call("PutObjectRetention", { ...of, Retention }),
    );
    answer("get-object-retention-delete-marker", await bucket.call("GetObjectRetention", of));
    answer("head-object-locked-delete-marker", await bucket.call("HeadObject", of));
  },
  "put object legal hold exc": async ({ client, answer }) => {
    const LegalHold = { Status: "ON" };
    const hold = { Key: "non-existing-key", LegalHold };
    answer(
      "put-object-legal-hold-no-bucket",
      await useBucket(client, "none").call("PutObjectLegalHold", hold),
    );
    const bucket = await makeBucket(client);
    answer("put-object-legal-hold-no-key", await bucket.call("PutObjectLegalHold", hold));
    await bucket.put("k");
    answer(
      "put-object-retention-regular-bucket",
      await bucket.call("PutObjectLegalHold", { Key: "k", LegalHold }),
    );
    answer("get-object-retention-regular-bucket", await bucket.call("GetObjectLegalHold", { Key: "k" }));
    const lockable = await makeBucket(client, LOCKABLE, "lockable");
    await lockable.put("k");
    answer(
      "put-object-retention-empty",
      await lockable.call("PutObjectLegalHold", { Key: "k", LegalHold: {} }),
    );
  },
  "put object with legal hold": async ({ client, answer }) => {
    const bucket = await makeBucket(client, LOCKABLE);
    answer("put-obj", await bucket.put("k", "test", { ObjectLockLegalHoldStatus: "ON" }));
    answer("head-object-with-legal-hold", await bucket.call("HeadObject", { Key: "k" }));
    answer(
      "put-object-legal-hold-off",
      await bucket.call("PutObjectLegalHold", { Key: "k", LegalHold: { Status: "OFF" } }),
    );
  },
};
