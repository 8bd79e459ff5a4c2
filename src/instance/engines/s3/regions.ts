/** Names of regions, as far as a bucket can be in one. */

/** `eu-west-1`, `us-gov-east-1`: which of them there are changes faster than this program. */
const REGION = /^[a-z]{2}(?:-[a-z]+){1,2}-\d$/;

/** Whether a text is the name of a region. */
export function regionOfPartition(text: string): boolean {
  return REGION.test(text);
}
