/** How objects are encrypted, as far as answers tell it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import { accessDenied, invalidArgument, invalidRequest, refuse, type S3Refusal } from "./errors.ts";
import type { StoredObject } from "./stored.ts";

type Encryption = StoredObject["encryption"];

const KMS = /^aws:kms/;
const AES = "AES256";
const HEADER = "x-amz-server-side-encryption";
const KEY_BYTES = 32;
/** How many hex digits a tag has. */
const TAG_LENGTH = 32;

/** The id of the key that an account has of S3's own. */
function nameOwnKey({ account, region }: Bucket): string {
  const digits = Bun.CryptoHasher.hash("md5", `${account} ${region} aws/s3`, "hex");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What a key is named by: its id, that of one in several regions, or another name of it. */
const KEY_NAME =
  /^(?:alias\/.*|mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/s;

/** The ARN of a key that may be named by its id. What names no key that KMS could have is told as it was given. */
function nameKey(bucket: Bucket, key: unknown): string {
  const id = typeof key === "string" && key !== "" ? key : nameOwnKey(bucket);
  if (!KEY_NAME.test(id)) return id;
  const path = id.startsWith("alias/") ? id : `key/${id}`;
  return `arn:aws:kms:${bucket.region}:${bucket.account}:${path}`;
}

function describe(
  bucket: Bucket,
  algorithm: string,
  key: unknown,
  hasBucketKey: boolean,
  context: unknown,
): Encryption {
  if (!KMS.test(algorithm)) return { ServerSideEncryption: algorithm };
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: nameKey(bucket, key),
    ...(hasBucketKey && { BucketKeyEnabled: true }),
    ...(typeof context === "string" && { SSEKMSEncryptionContext: context }),
  };
}

/** What is wrong with the key that a customer gives; undefined where nothing is. `prefix`: of the members' names. */
function refuseCustomerKey(input: Structure, prefix: string): S3Refusal | undefined {
  const [algorithm, key, digest] = ["Algorithm", "Key", "KeyMD5"].map(
    (name) => input[`${prefix}SSECustomer${name}`],
  );
  const refuseKey = (message: string) => invalidArgument(message, HEADER, "null");
  const begin = "Requests specifying Server Side Encryption with Customer provided keys must provide";
  if (key === undefined) return refuseKey(`${begin} an appropriate secret key.`);
  if (algorithm === undefined) return refuseKey(`${begin} a valid encryption algorithm.`);
  if (algorithm !== AES)
    return refuse(
      "InvalidEncryptionAlgorithmError",
      "The Encryption request you specified is not valid. Supported value: AES256.",
      400,
      { ArgumentName: HEADER, ArgumentValue: String(algorithm) },
    );
  const bytes = Buffer.from(String(key), "base64");
  if (bytes.length !== KEY_BYTES) return refuseKey("The secret key was invalid for the specified algorithm.");
  if (digest === undefined) return refuseKey(`${begin} the client calculated MD5 of the secret key.`);
  if (typeof digest === "string" && Bun.CryptoHasher.hash("md5", bytes, "base64") !== digest)
    return refuseKey("The calculated MD5 hash of the key did not match the hash that was provided.");
  return undefined;
}

/** Nothing is encrypted with a key of S3's or of KMS's and with a customer's. */
function refuseBoth({ ServerSideEncryption: asked }: Structure): S3Refusal | undefined {
  if (typeof asked !== "string") return undefined;
  const message =
    "Server Side Encryption with Customer provided key is incompatible with the encryption method specified";
  return invalidArgument(message, HEADER, asked);
}

function readCustomerKey(input: Structure): Encryption {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: digest } = input;
  const told = typeof digest === "string" ? digest : undefined;
  return {
    SSECustomerAlgorithm: String(algorithm),
    SSECustomerKeyMD5:
      told ?? Bun.CryptoHasher.hash("md5", Buffer.from(String(key ?? ""), "base64"), "base64"),
  };
}

const hasCustomerKey = (input: Structure, prefix = "") =>
  input[`${prefix}SSECustomerAlgorithm`] !== undefined || input[`${prefix}SSECustomerKey`] !== undefined;

/** How what a call puts is encrypted, or what is wrong with what it says of it. */
export function readEncryption({ input, told }: Context, bucket: Bucket): Encryption | S3Refusal {
  if (hasCustomerKey(input)) {
    const refused = told ? undefined : (refuseBoth(input) ?? refuseCustomerKey(input, ""));
    return refused ?? readCustomerKey(input);
  }
  const { ServerSideEncryption: asked, SSEKMSKeyId, BucketKeyEnabled, SSEKMSEncryptionContext } = input;
  if (SSEKMSKeyId !== undefined && !KMS.test(String(asked)) && !told)
    return invalidArgument(
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      HEADER,
      typeof asked === "string" ? asked : "null",
    );
  if (typeof asked === "string") {
    return describe(bucket, asked, SSEKMSKeyId, BucketKeyEnabled === true, SSEKMSEncryptionContext);
  }
  const [rule] = readItems(bucket.setting("bucket-encryption"), "ServerSideEncryptionConfiguration", "Rules");
  const usual = readInner(rule, "ApplyServerSideEncryptionByDefault", "SSEAlgorithm");
  if (typeof usual !== "string") return { ServerSideEncryption: AES };
  const key = readInner(rule, "ApplyServerSideEncryptionByDefault", "KMSMasterKeyID");
  return describe(bucket, usual, key, readInner(rule, "BucketKeyEnabled") === true, undefined);
}

/** Whether the tag of what is encrypted so is its MD5: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export function hasOpenTag({ encryption }: Pick<StoredObject, "encryption">): boolean {
  const { ServerSideEncryption: algorithm, SSECustomerAlgorithm } = encryption;
  return SSECustomerAlgorithm === undefined && !(typeof algorithm === "string" && KMS.test(algorithm));
}

/** The tag of a content by how it is encrypted: its MD5, or one that nobody can work out. */
export function makeTag(
  { mint }: Pick<Context, "mint">,
  encrypted: Pick<StoredObject, "encryption">,
  sum: () => string,
): string {
  return hasOpenTag(encrypted) ? sum() : mint(TAG_LENGTH);
}

/** Why an object cannot be read without the customer's key, or with another one; undefined where it can. */
export function refuseWithoutKey(
  { input, told }: Context,
  { encryption }: Pick<StoredObject, "encryption">,
  prefix = "",
): S3Refusal | undefined {
  if (told) return undefined;
  const digest = encryption["SSECustomerKeyMD5"];
  if (!hasCustomerKey(input, prefix))
    return digest === undefined
      ? undefined
      : invalidRequest(
          "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
        );
  const refused = refuseCustomerKey(input, prefix);
  if (refused) return refused;
  if (digest === undefined)
    return invalidRequest("The encryption parameters are not applicable to this object.");
  const given = Buffer.from(String(input[`${prefix}SSECustomerKey`]), "base64");
  if (Bun.CryptoHasher.hash("md5", given, "base64") === digest) return undefined;
  return accessDenied(
    "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
  );
}

/** Why a part's key is not that of its upload; undefined where it is. */
export function refuseOtherKey(
  { input, told }: Context,
  { encryption }: Pick<StoredObject, "encryption">,
): S3Refusal | undefined {
  if (told) return undefined;
  const digest = encryption["SSECustomerKeyMD5"];
  if (hasCustomerKey(input) !== (digest !== undefined))
    return invalidRequest(
      "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
    );
  if (digest === undefined) return undefined;
  const refused = refuseCustomerKey(input, "");
  if (refused) return refused;
  const given = Bun.CryptoHasher.hash(
    "md5",
    Buffer.from(String(input["SSECustomerKey"]), "base64"),
    "base64",
  );
  return given === digest
    ? undefined
    : invalidRequest("The provided encryption parameters did not match the ones used originally.");
}
