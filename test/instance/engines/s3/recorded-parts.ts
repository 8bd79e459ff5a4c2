import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { begins, checksums, compatible, partChecksum, sendParts, sum } from "./recorded-multipart-help.ts";
import { makeBucket } from "./support.ts";

export const PART_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
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
  "s3 checksum no algorithm": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (more: { [name: string]: string }) => bucket.put("k", "test data..", more);
    answer("put-wrong-checksum", await put({ ChecksumSHA256: "TEST" }));
    const ChecksumSHA256 = sum("sha256", "test data..");
    answer("put-2-checksums", await put({ ChecksumSHA256, ChecksumCRC32: sum("crc32", "test data..") }));
    answer("put-right-checksum", await put({ ChecksumSHA256 }));
    answer("head-obj", await bucket.call("HeadObject", { Key: "k", ChecksumMode: "ENABLED" }));
  },
};
