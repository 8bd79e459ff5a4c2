/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
import { readInner, readItems } from "../bucket.ts";
import { invalidArgument, malformedXml } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

const KEYLESS = "AES256";

/** Looks at how a bucket encrypts what says nothing of it. */
export const prepareEncryption: Prepare = ({ input }) => {
  const rules = readItems(input, "ServerSideEncryptionConfiguration", "Rules");
  const [rule] = rules;
  if (!rule || rules.length > 1) return malformedXml();
  const usual = rule["ApplyServerSideEncryptionByDefault"];
  if (usual === undefined) return rule["BucketKeyEnabled"] === undefined ? malformedXml() : {};
  if (readInner(usual, "SSEAlgorithm") === KEYLESS && readInner(usual, "KMSMasterKeyID") !== undefined)
    return invalidArgument(
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      "ApplyServerSideEncryptionByDefault",
    );
  const whole = { BucketKeyEnabled: false, ...rule };
  return { input: { ...input, ServerSideEncryptionConfiguration: { Rules: [whole] } } };
};
