/** Scenarios of lists, whose answers were recorded on AWS. */
import type { Given, Shown } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { list, makeBucket } from "./support.ts";

export const LIST_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "list objects next marker": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    for (const key of ["a", "b", "c"]) await bucket.put(`test_${key}`, "test-marker");
    const body = { ETag: '"0d9fa06a66933b40f615f530e59edd6b"', Size: 11 };
    const like = (shown: Shown) => ({
      ...shown,
      Contents: (shown["Contents"] as object[]).map((one) => ({ ...one, ...body })),
    });
    const page = async (label: string, more: { [name: string]: Given } = {}) =>
      answer(`list-objects-${label}`, like(await list(bucket, more, "ListObjects")));
    await page("all");
    await page("max-1", { MaxKeys: 1, Delimiter: "/" });
    await page("rest", { MaxKeys: 1, Marker: "test_a" });
    await page("marker-empty", { MaxKeys: 1, Marker: "" });
  },
  "list objects v2 continuation token safe chars": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const keys = [
      ...["test@key/", "test key/", "test key//", "test%123/", "test%123", "test%percent", "file%2Fname"],
      ...["a/%F0%9F%98%80/", "date=2026-01-01/", "date=2026-02-01/", "date=2026-03-01/", "date=2026-05-01/"],
    ];
    for (const key of keys) await bucket.put(key);
    const hide = (shown: Shown) => ({
      ...shown,
      ...(shown["NextContinuationToken"] !== undefined && {
        NextContinuationToken: "next-continuation-token",
      }),
      ...(shown["ContinuationToken"] !== undefined && { ContinuationToken: "continuation-token" }),
    });
    const first = await list(bucket, { MaxKeys: 5 });
    answer("list-objects-v2-max-5", hide(first));
    const next = (shown: Shown) => String(shown["NextContinuationToken"]);
    answer("list-objects-v2-rest", hide(await list(bucket, { ContinuationToken: next(first) })));
    const StartAfter = "date=2026-02-01/";
    const raw = (more: { [name: string]: Given }) => bucket.call("ListObjectsV2", { MaxKeys: 2, ...more });
    answer("list-objects-start-after", hide(await raw({ StartAfter })));
    answer("list-objects-start-after-url-type", hide(await raw({ StartAfter, EncodingType: "url" })));
    // boto3 asks for encoded keys by itself, and does not decode where the list begins.
    const encoded = await list(bucket, { StartAfter: "date%3D2026-02-01/", MaxKeys: 2 });
    answer("list-objects-start-after-encoded", hide({ ...encoded, StartAfter: "date%3D2026-02-01/" }));
    const begun = await list(bucket, { MaxKeys: 3 });
    for (const label of ["list-objects-start-after-token", "list-objects-continuation-token-2"])
      answer(label, hide(await list(bucket, { MaxKeys: 2, ContinuationToken: next(begun) })));
  },
  "list buckets with max buckets": async ({ client, answer }) => {
    for (const name of ["bucket-1", "bucket-2"]) await makeBucket(client, {}, name);
    answer("list-objects-with-max-buckets", await client.call("s3", "ListBuckets", { MaxBuckets: 1 }));
  },
  "list buckets with continuation token": async ({ client, answer }) => {
    for (const name of ["bucket-1", "bucket-2", "bucket-3"]) await makeBucket(client, {}, name);
    const { ContinuationToken } = await client.call("s3", "ListBuckets", { MaxBuckets: 1 });
    answer(
      "list-objects-with-continuation",
      await client.call("s3", "ListBuckets", { MaxBuckets: 1, ContinuationToken: String(ContinuationToken) }),
    );
  },
  "list buckets by prefix with case sensitivity": async ({ client, answer }) => {
    await makeBucket(client, {}, "bucket-one");
    const all = (Prefix: string) => client.call("s3", "ListBuckets", { Prefix });
    answer("list-objects-by-prefix-empty", await all("BUCKET-ONE"));
    answer("list-objects-by-prefix-not-empty", await all("bucket-one"));
  },
  "list buckets by bucket region": async ({ client, answer }) => {
    await makeBucket(client, {}, "bucket-one");
    const all = (BucketRegion: string) =>
      client.call("s3", "ListBuckets", { Prefix: "bucket-one", BucketRegion });
    answer("list-objects-by-bucket-region-empty", await all("eu-central-1"));
    answer("list-objects-by-bucket-region-not-empty", await all("us-east-1"));
  },
  "delete objects encoding": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("a%2Fb", "percent encoding");
    await bucket.put("a/%F0%9F%98%80", "percent encoded emoji");
    answer("list-objects-before-delete", await list(bucket));
    const Objects = ["a%2Fb", "a/%F0%9F%98%80"].map((Key) => ({ Key }));
    answer("deleted-resp", await bucket.call("DeleteObjects", { Delete: { Objects } }));
    answer("list-objects", await list(bucket));
  },
  "url_encoded_key[False]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("test%40key", "other-encoded-content-key");
    await bucket.put("test%40key/", "encoded-data");
    await bucket.put("test@key/", "plain-data");
    const tags = [
      "03dc4443b5f395b54d011fdb7d9e0ae1",
      "51a6065890415b4b299dec1aa33d712c",
      "b792145c4a8e8d9ac95d3c2f9f0ac42d",
    ];
    const listed = await list(bucket);
    const Contents = (listed["Contents"] as object[]).map((one, at) => ({
      ...one,
      ETag: `"${tags[at]}"`,
      Size: [24, 12, 16][at],
    }));
    answer("list-object-encoded-char", { ...listed, Contents });
  },
  "object_with_slashes_in_key[False]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (key: string, body: string) => bucket.put(key, body);
    await put("/foo", "foobar");
    await put("bar", "barfoo");
    await put("/bar/foo/", "test");
    answer("list-objects-slashes", await list(bucket));
  },
  "copy object special character": async ({ client, answer }) => {
    const bucket = await makeBucket(client, {}, "source");
    const to = await makeBucket(client, {}, "target");
    const keys = ["file%2Fname", "test@key/", "test key/", "test key//", "a/%F0%9F%98%80/", "test+key"];
    for (const key of keys) {
      answer(`put-object-src-special-char-${key}`, await bucket.put(key, "test"));
      const CopySource = `source/${key.split("/").map(encodeURIComponent).join("/")}`;
      answer(`copy-object-special-char-${key}`, await to.call("CopyObject", { Key: key, CopySource }));
    }
    answer("list-object-copy-dest-special-char", await list(to));
  },
  "s3 copy object wrong format": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer(
      "copy-object-wrong-copy-source",
      await bucket.call("CopyObject", { Key: "to", CopySource: "wrongformat" }),
    );
  },
};
