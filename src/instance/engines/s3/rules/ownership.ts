/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
import { readItems } from "../bucket.ts";
import { malformedXml } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at whose the objects of a bucket are. */
export const prepareOwnership: Prepare = ({ input }) =>
  readItems(input, "OwnershipControls", "Rules").length === 1 ? {} : malformedXml();
