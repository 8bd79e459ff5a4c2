/** Scenarios of locks, whose answers were recorded on AWS. */
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { DAY_MS, LOCKABLE } from "./recorded-versions-help.ts";
import { makeBucket, useBucket } from "./support.ts";

export const LOCK_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
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
