/** S3's operations about buckets and what is set on them. What buckets hold is in objects.ts. */
import type { ServiceEngine } from "../engine.ts";
import * as access from "./bucket-access.ts";
import { createBucket, deleteBucket, getLocation, headBucket, listBuckets } from "./buckets.ts";
import { settings } from "./settings.ts";

export const s3: ServiceEngine = {
  ...settings,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteBucketTagging: access.deleteBucketTagging,
  GetBucketAcl: access.getBucketAcl,
  GetBucketLocation: getLocation,
  GetBucketPolicyStatus: access.getPolicyStatus,
  GetBucketTagging: access.getBucketTagging,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
  PutBucketAcl: access.putBucketAcl,
  PutBucketTagging: access.putBucketTagging,
};
