/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
import { nameOwner } from "../access/who.ts";
import { readBucketGrants } from "../acl.ts";
import { refuseListed } from "../blocked.ts";
import { readItems } from "../bucket.ts";
import { malformedXml } from "../errors.ts";
import { OWNED } from "../object-ownership.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at whose the objects of a bucket are to be. */
export const prepareOwnership: Prepare = (context, bucket) => {
  const [rule, ...others] = readItems(context.input, "OwnershipControls", "Rules");
  if (!rule || others.length > 0) return malformedXml();
  if (rule["ObjectOwnership"] !== OWNED) return {};
  const owner = nameOwner(context, bucket.account);
  const isListed = readBucketGrants(context, bucket).some(({ Grantee }) => Grantee["ID"] !== owner);
  return isListed ? refuseListed() : {};
};
