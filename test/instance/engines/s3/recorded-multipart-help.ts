/** What is used by scenarios of uploads in parts, whose answers were recorded on AWS. */
import { CHECKSUMS } from "../../../../src/aws/formats/checksums.ts";
import type { Given, Shown } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";
import { type BucketClient, LARGE, makeBucket, sendPart } from "./support.ts";

export const sum = (algorithm: string, body: string | Uint8Array) =>
  CHECKSUMS[algorithm.toLowerCase()]?.(Buffer.from(body)) ?? "";

/** Sends parts with a checksum each. */
export async function sendParts(
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

export const checksums =
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
export function named(shown: Shown): object {
  return { ...shown, Initiator: { DisplayName: "display-name", ID: "i-d" }, Owner: { ID: "i-d" } };
}

export const begins =
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

export const compatible = (type: string, algorithm: string, isTaken: boolean) =>
  begins(
    algorithm,
    type,
    isTaken ? "create-mpu-checksum" : "create-mpu-checksum-exc",
    "test-multipart-checksum-compat",
  );

export const partChecksum =
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

/** boto3 shows no text as none. */
export function noText(shown: Shown): object {
  return { ...shown, Error: { ...shown.Error, ArgumentValue: null } };
}

export function customer(key: string): { readonly [name: string]: string } {
  const bytes = Buffer.from(key);
  return {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: bytes.toString("base64"),
    SSECustomerKeyMD5: sum("md5", bytes),
  };
}

export const CUSTOMER = customer("1234567890abcdef1234567890abcdef");
export const OTHER_CUSTOMER = customer("abcdef1234567890abcdef1234567890");
export const DIGESTS = ["JMwgiexXqwuPqIPjYFmIZQ==", "KoitZ78ZSAQHz4+gxDpJqQ=="];

export function expectTag(shown: Shown): void {
  if (!String(shown["ETag"]).endsWith('-2"')) throw new Error("an upload of two parts has another tag");
}
