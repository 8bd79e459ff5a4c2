/** What is used by scenarios of buckets and of what is set on them, whose answers were recorded on AWS. */
import type { Given, Shown } from "../support/client.ts";
import { ACCOUNT } from "../support/client.ts";
import type { useBucket } from "./support.ts";

export type Fields = { readonly [name: string]: Given };

export const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

export const policyOf = (Bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  });

export const constrain = (LocationConstraint: string) => ({
  CreateBucketConfiguration: { LocationConstraint },
});

export function makePolicy({ Owner }: Shown): Fields {
  const { ID } = Owner as { ID: string };
  return {
    Owner: { ID },
    Grants: [
      { Grantee: { ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" },
      { Grantee: { URI: LOG_DELIVERY, Type: "Group" }, Permission: "WRITE" },
    ],
  };
}

export function encrypt(bucket: ReturnType<typeof useBucket>, rule: Fields, BucketKeyEnabled: boolean) {
  const Rules = [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled }];
  return bucket.call("PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules } });
}

/** The same with another tag, and with the account that the recording has. */
export function hideKey(tag: string) {
  return (shown: Shown): object => ({
    ...shown,
    ETag: `"${tag}"`,
    SSEKMSKeyId: String(shown["SSEKMSKeyId"]).replace(ACCOUNT, "111111111111"),
  });
}
