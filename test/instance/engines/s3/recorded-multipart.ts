import type { Given, Shown } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import {
  CUSTOMER,
  customer,
  DIGESTS,
  expectTag,
  named,
  noText,
  OTHER_CUSTOMER,
  sendParts,
  sum,
} from "./recorded-multipart-help.ts";
import { LARGE, makeBucket, sendPart, upload } from "./support.ts";

export const MULTIPART_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "multipart copy object etag": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("multipart-upload", await upload(bucket, "test.file", ["test content 123"]));
    const CopySource = "bucket/test.file";
    answer("copy-object", await bucket.call("CopyObject", { Key: "copied", CopySource }));
    answer(
      "copy-object-in-place",
      await bucket.call("CopyObject", { Key: "test.file", CopySource, MetadataDirective: "REPLACE" }),
    );
    answer("head-obj", await bucket.call("HeadObject", { Key: "test.file", ChecksumMode: "ENABLED" }));
  },
  "multipart overwrite key": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-object", await bucket.put("test.file", "test content 123"));
    answer("multipart-upload", await upload(bucket, "test.file", ["test content 123"]));
  },
  "get object part": {
    without: { "multipart-upload": "which bytes these were" },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const done = await upload(bucket, "test.file", [Buffer.alloc(5_242_896, "x"), "test content 123"]);
      // The first part is another one than on AWS.
      const like = (shown: Shown) => ({ ...shown, ETag: '"2848839dc84e13fa00a0944e760e233b-2"' });
      expectTag(done);
      const PartNumber = 2;
      answer("head-object-part", like(await bucket.call("HeadObject", { Key: "test.file", PartNumber })));
      answer("get-object-part", like(await bucket.call("GetObject", { Key: "test.file", PartNumber })));
      answer("get-object-part-with-checksum", like(await bucket.get("test.file", { PartNumber })));
      answer("part-doesnt-exist", await bucket.get("test.file", { PartNumber: 10 }));
      answer("part-with-range", await bucket.get("test.file", { PartNumber, Range: "bytes=0-1" }));
      await bucket.put("plain", "test-123");
      answer("part-no-multipart", await bucket.get("plain", { PartNumber }));
      answer("get-obj-no-multipart", await bucket.get("plain", { PartNumber: 1 }));
    },
  },
  "complete multipart parts order": {
    without: {
      "complete-multipart-ordered": "which bytes these were",
      "complete-multipart-with-step-2": "which bytes these were",
    },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const Key = "test-order-parts";
      const { UploadId } = await bucket.call("CreateMultipartUpload", { Key });
      const of = { Key, UploadId: String(UploadId) };
      answer("upload-part-negative-part-number", await sendPart(bucket, Key, of.UploadId, -1, "a"));
      const Parts: { PartNumber: number; ETag: string }[] = [];
      for (const PartNumber of [1, 2, 3]) {
        const { ETag } = await sendPart(bucket, Key, of.UploadId, PartNumber, LARGE);
        Parts.push({ PartNumber, ETag: String(ETag) });
      }
      answer(
        "complete-multipart-unordered",
        await bucket.call("CompleteMultipartUpload", {
          ...of,
          MultipartUpload: { Parts: Parts.toReversed() },
        }),
      );
    },
  },
  "multipart complete multipart too small": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const { UploadId } = await bucket.call("CreateMultipartUpload", { Key: "k" });
    const of = { Key: "k", UploadId: String(UploadId) };
    const Parts: { PartNumber: number; ETag: string }[] = [];
    for (const PartNumber of [1, 2]) {
      const sent = await sendPart(bucket, "k", of.UploadId, PartNumber, "data");
      answer(`upload-part${PartNumber}`, sent);
      Parts.push({ PartNumber, ETag: String(sent["ETag"]) });
    }
    const end = (MultipartUpload: Given) =>
      bucket.call("CompleteMultipartUpload", { ...of, MultipartUpload });
    answer("complete-exc-no-parts", await bucket.call("CompleteMultipartUpload", of));
    answer("complete-exc-too-small", await end({ Parts }));
  },
  "multipart with unicode character location": {
    without: { "complete-multipart": "which address the bucket has" },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      answer("create-multipart", await bucket.call("CreateMultipartUpload", { Key: "test-unicode_—_file" }));
    },
  },
  "list parts via object attrs pagination": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "test-object-attrs-pagination";
    const { UploadId } = await bucket.call("CreateMultipartUpload", { Key, ChecksumAlgorithm: "SHA256" });
    const of = { Key, UploadId: String(UploadId) };
    const Parts = await sendParts(bucket, of, "SHA256", [LARGE, LARGE], () => {});
    answer("list-parts", named(await bucket.call("ListParts", of)));
    answer(
      "complete-mpu",
      await bucket.call("CompleteMultipartUpload", { ...of, MultipartUpload: { Parts } }),
    );
    const attributes = (more = {}) =>
      bucket.call("GetObjectAttributes", { Key, ObjectAttributes: ["ObjectParts"], ...more });
    answer("get-object-attrs-all", await attributes());
    answer("get-object-attrs-1", await attributes());
    answer("get-object-attrs-next", await attributes({ MaxParts: 1, PartNumberMarker: 1 }));
    answer("get-object-attrs-wrong-part", await attributes({ MaxParts: 1, PartNumberMarker: 10 }));
  },
  "multipart upload sse c": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "test-sse-c-multipart";
    const begun = await bucket.call("CreateMultipartUpload", { Key, ...CUSTOMER });
    answer("create-mpu-sse-c", begun);
    const of = { Key, UploadId: String(begun["UploadId"]) };
    const Parts: { PartNumber: number; ETag: string }[] = [];
    // Tags of what a customer's key encrypts are of no bytes that anybody knows.
    const tags = [
      '"cf96b8ba9d9e9e6349399eb3fc08a3f7"',
      '"baa1d9ab47364489d4954efe66a37864"',
      '"6e7021813aee13e435eeaff924b9160c"',
    ];
    for (const PartNumber of [1, 2, 3]) {
      const sent = await sendPart(bucket, Key, of.UploadId, PartNumber, LARGE, {
        ...CUSTOMER,
        ChecksumCRC32: sum("crc32", LARGE),
      });
      answer(`upload-part-${PartNumber - 1}`, { ...sent, ETag: tags[PartNumber - 1] });
      Parts.push({ PartNumber, ETag: String(sent["ETag"]) });
    }
    const listed = await bucket.call("ListParts", of);
    const parts = (listed["Parts"] as object[]).map((part, at) => ({ ...part, ETag: tags[at] }));
    answer("list-parts", { ...named(listed), Parts: parts });
    const like = (shown: Shown) => ({ ...shown, ETag: '"2d296eb6540ecd21430c385336c5dc9c-3"' });
    answer(
      "complete-multipart-checksum",
      like(await bucket.call("CompleteMultipartUpload", { ...of, MultipartUpload: { Parts } })),
    );
    answer("get-obj-no-sse-c-param", await bucket.get(Key));
    answer("get-obj-sse-c", { ...like(await bucket.get(Key, CUSTOMER)), Body: "" });
  },
  "multipart upload sse c validation": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "test-sse-c-multipart";
    const plain = await bucket.call("CreateMultipartUpload", { Key });
    answer("create-mpu-no-sse-c", plain);
    const send = (begun: Shown, more: { readonly [name: string]: Given }) =>
      sendPart(bucket, Key, String(begun["UploadId"]), 1, "a", more);
    answer("mpu-no-sse-c-upload-part-with-sse-c", await send(plain, CUSTOMER));
    const secret = await bucket.call("CreateMultipartUpload", { Key, ...CUSTOMER });
    answer("create-mpu-sse-c", secret);
    answer("mpu-sse-c-upload-part-no-sse-c", await send(secret, {}));
    answer("mpu-sse-c-upload-part-wrong-sse-c", await send(secret, customer("2".repeat(32))));
  },
  "sse c with versioning": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
    const other = OTHER_CUSTOMER;
    const tags = ['"5e8209fe441f4c01aa50431ca1dbbc59"', '"715fb6e9472d58a780ca13f8b0ac891e"'];
    const like = (shown: Shown, at: number) => ({ ...shown, ETag: tags[at], SSECustomerKeyMD5: DIGESTS[at] });
    const first = await bucket.put("k", "version1", CUSTOMER);
    answer("put-obj-sse-c-version-1", like(first, 0));
    const second = await bucket.put("k", "version2", other);
    answer("put-obj-sse-c-version-2", like(second, 1));
    const of = (shown: Shown) => ({ VersionId: String(shown["VersionId"]) });
    answer("get-obj-sse-c-last-version", like(await bucket.get("k", other), 1));
    answer("get-obj-sse-c-version-2", like(await bucket.get("k", { ...other, ...of(second) }), 1));
    answer("get-obj-sse-c-last-version-wrong-key", await bucket.get("k", CUSTOMER));
    answer("get-obj-sse-c-version-1", like(await bucket.get("k", { ...CUSTOMER, ...of(first) }), 0));
  },
  "list multiparts next marker": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const uploads = (more: { [name: string]: Given } = {}) => bucket.call("ListMultipartUploads", more);
    answer("list-multiparts-empty", await uploads());
    const ids: string[] = [];
    const keys = [
      "test-multipart-3",
      "test-multipart-2",
      "test-multipart",
      "test-multipart",
      "test-multipart",
    ];
    for (const Key of keys)
      ids.push(String((await bucket.call("CreateMultipartUpload", { Key }))["UploadId"]));
    answer("upload-ids-order", { UploadIds: ids.map((UploadId) => ({ UploadId })) });
    const person = (shown: Shown) => ({
      ...shown,
      Uploads: (shown["Uploads"] as object[] | undefined)?.map((one) => ({
        ...one,
        Initiator: { DisplayName: "display-name", ID: "owner-id" },
        Owner: { ID: "owner-id" },
      })),
    });
    const [, second, third, fourth, fifth] = ids;
    const [KeyMarker, last] = ["test-multipart", "test-multipart-3"];
    const page = async (label: string, more: { [name: string]: Given }) =>
      answer(`list-multiparts-${label}`, person(await uploads({ MaxUploads: 1, ...more })));
    answer("list-multiparts-all", person(await uploads()));
    await page("max-1", {});
    await page("next-key-only", { KeyMarker });
    await page("next-key-last", { KeyMarker: last });
    await page("next-upload-only", { UploadIdMarker: third ?? "" });
    await page("both-markers", { KeyMarker, UploadIdMarker: third ?? "" });
    await page("both-markers-2", { KeyMarker, UploadIdMarker: fifth ?? "" });
    await page("get-last-upload-no-truncate", {
      KeyMarker: "test-multipart-2",
      UploadIdMarker: second ?? "",
    });
    await page("wrong-id-for-key", { KeyMarker, UploadIdMarker: second ?? "" });
    await page("next-key-empty", { KeyMarker: "", UploadIdMarker: fourth ?? "" });
  },
  "list_ops_encoding_type_validation[list_multipart_uploads]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const ask = (EncodingType: string) => bucket.call("ListMultipartUploads", { EncodingType });
    answer("list_multipart_uploads-error-wrong-value", await ask("value"));
    const empty = await ask("");
    answer("list_multipart_uploads-error-empty-value", noText(empty));
  },
};
