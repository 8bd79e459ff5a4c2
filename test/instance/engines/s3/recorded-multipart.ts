/** Scenarios of uploads in parts, whose answers were recorded on AWS. */
import { CHECKSUMS } from "../../../../src/aws/formats/checksums.ts";
import type { Given, Shown } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { type BucketClient, LARGE, list, makeBucket, sendPart, upload } from "./support.ts";

const sum = (algorithm: string, body: string | Uint8Array) =>
  CHECKSUMS[algorithm.toLowerCase()]?.(Buffer.from(body)) ?? "";

/** Sends parts with a checksum each. */
async function sendParts(
  bucket: BucketClient,
  of: { readonly Key: string; readonly UploadId: string },
  algorithm: string,
  bodies: readonly (string | Uint8Array)[],
  told: (at: number, shown: Shown) => void,
): Promise<{ [name: string]: Given }[]> {
  const parts: { [name: string]: Given }[] = [];
  for (const [at, body] of bodies.entries()) {
    const name = `Checksum${algorithm}`;
    const value = sum(algorithm, body);
    const shown = await sendPart(bucket, of.Key, of.UploadId, at + 1, body, { [name]: value });
    told(at, shown);
    parts.push({ PartNumber: at + 1, ETag: String(shown["ETag"]), [name]: value });
  }
  return parts;
}

const checksums =
  (algorithm: string, ChecksumType: string, wrongPart: number): Scenario =>
  async ({ client, answer }) => {
    const bucket = await makeBucket(client, {}, "bucket");
    const Key = "test-multipart-checksum";
    const begun = await bucket.call("CreateMultipartUpload", {
      ...{ Key, ChecksumAlgorithm: algorithm, ChecksumType },
    });
    answer("create-mpu-checksum", begun);
    const of = { Key, UploadId: String(begun["UploadId"]) };
    const bodies = [LARGE, LARGE, "a".repeat(10)];
    const Parts = await sendParts(bucket, of, algorithm, bodies, (at, shown) =>
      answer(`upload-part-${at}`, shown),
    );
    answer("list-parts", named(await bucket.call("ListParts", of)));
    const end = (parts: readonly Given[]) =>
      bucket.call("CompleteMultipartUpload", { ...of, MultipartUpload: { Parts: parts } });
    const name = `Checksum${algorithm}`;
    const wrong = Parts.map((part, at) =>
      at + 1 === wrongPart ? { ...part, [name]: sum(algorithm, "x") } : part,
    );
    answer("complete-multipart-wrong-parts-checksum", await end(wrong));
    if (ChecksumType === "COMPOSITE") {
      const bare = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      answer("complete-multipart-no-checksum", await end(bare as never));
    }
    answer("complete-multipart-checksum", await end(Parts));
    answer("get-object-with-checksum", { ...(await bucket.get(Key)), Body: "" });
    answer("head-object-with-checksum", await bucket.call("HeadObject", { Key, ChecksumMode: "ENABLED" }));
    const attributes = (of: string) =>
      bucket.call("GetObjectAttributes", { Key: of, ObjectAttributes: ["Checksum", "ETag", "ObjectParts"] });
    answer("get-object-attrs", await attributes(Key));
    answer("copy-obj-checksum", await bucket.call("CopyObject", { Key: "to", CopySource: `bucket/${Key}` }));
    answer("get-copy-object-attrs", await attributes("to"));
    answer("get-object-part-checksum", await bucket.get(Key, { PartNumber: 3 }));
  };

/** Whoever has everything is named otherwise there. */
function named(shown: Shown): object {
  return { ...shown, Initiator: { DisplayName: "display-name", ID: "i-d" }, Owner: { ID: "i-d" } };
}

const begins =
  (ChecksumAlgorithm: string, ChecksumType: string | undefined, label: string, Key: string): Scenario =>
  async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer(
      label,
      await bucket.call("CreateMultipartUpload", {
        ...{ Key, ChecksumAlgorithm, ...(ChecksumType !== undefined && { ChecksumType }) },
      }),
    );
  };

const compatible = (type: string, algorithm: string, isTaken: boolean) =>
  begins(
    algorithm,
    type,
    isTaken ? "create-mpu-checksum" : "create-mpu-checksum-exc",
    "test-multipart-checksum-compat",
  );

const partChecksum =
  (algorithm: string): Scenario =>
  async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const { UploadId } = await bucket.call("CreateMultipartUpload", {
      Key: "k",
      ChecksumAlgorithm: algorithm,
    });
    const put = (value: string) =>
      sendPart(bucket, "k", String(UploadId), 1, "abc", { [`Checksum${algorithm}`]: value });
    answer("put-wrong-checksum-no-b64", await put("test"));
    answer("put-wrong-checksum-value", await put(sum(algorithm, "other")));
  };

export const MULTIPART_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "complete_multipart_parts_checksum_composite[CRC32C]": checksums("CRC32C", "COMPOSITE", 2),
  "complete_multipart_parts_checksum_composite[SHA1]": checksums("SHA1", "COMPOSITE", 3),
  "complete_multipart_parts_checksum_composite[SHA256]": checksums("SHA256", "COMPOSITE", 3),
  "complete_multipart_parts_checksum_full_object[CRC32C]": checksums("CRC32C", "FULL_OBJECT", 1),
  "multipart_checksum_type_compatibility[COMPOSITE-CRC32C]": compatible("COMPOSITE", "CRC32C", true),
  "multipart_checksum_type_compatibility[COMPOSITE-SHA1]": compatible("COMPOSITE", "SHA1", true),
  "multipart_checksum_type_compatibility[COMPOSITE-SHA256]": compatible("COMPOSITE", "SHA256", true),
  "multipart_checksum_type_compatibility[COMPOSITE-CRC64NVME]": compatible("COMPOSITE", "CRC64NVME", false),
  "multipart_checksum_type_compatibility[FULL_OBJECT-CRC32]": compatible("FULL_OBJECT", "CRC32", true),
  "multipart_checksum_type_compatibility[FULL_OBJECT-SHA1]": compatible("FULL_OBJECT", "SHA1", false),
  "multipart_checksum_type_compatibility[FULL_OBJECT-SHA256]": compatible("FULL_OBJECT", "SHA256", false),
  "multipart_checksum_type_compatibility[FULL_OBJECT-CRC64NVME]": compatible(
    "FULL_OBJECT",
    "CRC64NVME",
    true,
  ),
  "multipart_checksum_type_default_for_checksum[CRC32C]": begins(
    "CRC32C",
    undefined,
    "create-mpu-default-checksum-type",
    "test-multipart-checksum-default",
  ),
  "multipart_upload_part_checksum_exception[CRC32C]": partChecksum("CRC32C"),
  "multipart_upload_part_checksum_exception[CRC64NVME]": partChecksum("CRC64NVME"),
  "complete multipart parts checksum full object default": {
    without: {
      "upload-part": "which bytes these were",
      "complete-multipart-checksum": "which bytes these were",
      "get-object-with-checksum": "which bytes these were",
      "head-object-with-checksum": "which bytes these were",
      "get-object-attrs": "which bytes these were",
    },
    run: begins("CRC64NVME", undefined, "create-mpu-checksum-crc64", "test-multipart-checksum"),
  },
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
  "get_object_part_checksum[FULL_OBJECT]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "test-multipart-checksum";
    const begun = await bucket.call("CreateMultipartUpload", {
      ...{ Key, ChecksumAlgorithm: "CRC32C", ChecksumType: "FULL_OBJECT" },
    });
    answer("create-mpu-checksum", begun);
    const of = { Key, UploadId: String(begun["UploadId"]) };
    const Parts = await sendParts(bucket, of, "CRC32C", ["test content 123"], (_, shown) =>
      answer("upload-part", shown),
    );
    answer(
      "complete-multipart-checksum",
      await bucket.call("CompleteMultipartUpload", { ...of, MultipartUpload: { Parts } }),
    );
    answer(
      "head-object-part",
      await bucket.call("HeadObject", { Key, PartNumber: 1, ChecksumMode: "ENABLED" }),
    );
    answer("get-object-part", await bucket.get(Key, { PartNumber: 1 }));
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
  "s3 checksum no algorithm": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (more: { [name: string]: string }) => bucket.put("k", "test data..", more);
    answer("put-wrong-checksum", await put({ ChecksumSHA256: "TEST" }));
    const ChecksumSHA256 = sum("sha256", "test data..");
    answer("put-2-checksums", await put({ ChecksumSHA256, ChecksumCRC32: sum("crc32", "test data..") }));
    answer("put-right-checksum", await put({ ChecksumSHA256 }));
    answer("head-obj", await bucket.call("HeadObject", { Key: "k", ChecksumMode: "ENABLED" }));
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

/** boto3 shows no text as none. */
function noText(shown: Shown): object {
  return { ...shown, Error: { ...shown.Error, ArgumentValue: null } };
}

function customer(key: string): { readonly [name: string]: string } {
  const bytes = Buffer.from(key);
  return {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: bytes.toString("base64"),
    SSECustomerKeyMD5: sum("md5", bytes),
  };
}

const CUSTOMER = customer("1234567890abcdef1234567890abcdef");
const OTHER_CUSTOMER = customer("abcdef1234567890abcdef1234567890");
const DIGESTS = ["JMwgiexXqwuPqIPjYFmIZQ==", "KoitZ78ZSAQHz4+gxDpJqQ=="];

function expectTag(shown: Shown): void {
  if (!String(shown["ETag"]).endsWith('-2"')) throw new Error("an upload of two parts has another tag");
}
void list;
