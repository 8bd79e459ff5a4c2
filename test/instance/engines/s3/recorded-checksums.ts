import type { PartialScenario, Scenario } from "../support/recorded.ts";
import {
  checksum,
  copyChecksum,
  copyDefault,
  getChecksum,
  special,
  storageClass,
  tagDirective,
} from "./recorded-objects-help.ts";
import { makeBucket } from "./support.ts";

export const CHECKSUM_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "put_get_object_special_character[file%2Fname]": special("file%2Fname"),
  "put_get_object_special_character[test%123]": special("test%123"),
  "put_get_object_special_character[test%123/]": special("test%123/"),
  "put_get_object_special_character[a/%F0%9F%98%80/]": special("a/%F0%9F%98%80/"),
  "put_object_checksum[CRC32]": checksum("CRC32"),
  "put_object_checksum[CRC32C]": checksum("CRC32C"),
  "put_object_checksum[SHA1]": checksum("SHA1"),
  "put_object_checksum[CRC64NVME]": checksum("CRC64NVME"),
  "s3_get_object_checksum[SHA256]": getChecksum("SHA256"),
  "s3_get_object_checksum[CRC32]": getChecksum("CRC32"),
  "s3_get_object_checksum[None]": getChecksum("CRC32"),
  "s3_copy_object_with_checksum[CRC32C]": copyChecksum("CRC32C"),
  "s3_copy_object_with_checksum[CRC64NVME]": copyChecksum("CRC64NVME"),
  "s3_copy_object_with_default_checksum[CRC32]": copyDefault("CRC32"),
  "s3_copy_object_with_default_checksum[CRC64NVME]": copyDefault("CRC64NVME"),
  "put_object_storage_class[DEEP_ARCHIVE-False]": storageClass("DEEP_ARCHIVE"),
  "put_object_storage_class[REDUCED_REDUNDANCY-True]": storageClass("REDUCED_REDUNDANCY"),
  "s3_copy_tagging_directive[COPY]": tagDirective({ TaggingDirective: "COPY" }),
  "s3_copy_tagging_directive[None]": tagDirective({}),
  "s3 invalid content md5": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const body = "something";
    const wrong = ["__invalid__", "000", "not base64 encoded checksum", "MTIz", "dGVzdC1zdHJpbmc="];
    const other = Buffer.from("09891eb590524e35fc73372cddc5d596", "hex").toString("base64");
    const right = "Q3uTDbhLgHnC3YBKcZNrXw==";
    const { UploadId } = await bucket.call("CreateMultipartUpload", { Key: "k" });
    const part = { Key: "k", UploadId: String(UploadId), PartNumber: 1, Body: Buffer.from(body) };
    for (const [at, ContentMD5] of wrong.entries()) {
      answer(`md5-error-${at}`, await bucket.put("k", body, { ContentMD5 }));
      answer(`upload-part-md5-error-${at}`, await bucket.call("UploadPart", { ...part, ContentMD5 }));
    }
    answer("md5-error-bad-digest", await bucket.put("k", body, { ContentMD5: other }));
    answer("upload-part-md5-bad-digest", await bucket.call("UploadPart", { ...part, ContentMD5: other }));
    answer("success-put-object-md5", await bucket.put("k", body, { ContentMD5: right }));
    answer(
      "success-upload-part-md5",
      await bucket.call("UploadPart", { ...part, ContentMD5: right, ChecksumCRC32: "Cdox+w==" }),
    );
  },
  "put object storage class outposts": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-object-outposts", await bucket.put("k", "x", { StorageClass: "OUTPOSTS" }));
    answer(
      "create-multipart-outposts-exc",
      await bucket.call("CreateMultipartUpload", { Key: "k", StorageClass: "OUTPOSTS" }),
    );
  },
};
