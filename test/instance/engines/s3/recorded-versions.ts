/** Scenarios of versions, whose answers were recorded on AWS. */
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { DAY_MS, tagDirective } from "./recorded-versions-help.ts";
import { list, makeBucket, makeVersioned } from "./support.ts";

export const VERSION_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "s3_copy_tagging_directive_versioned[None]": tagDirective,
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
};
