/** Which operation names say that they only read: used where a record does not say so itself. */

/**
 * Verbs that begin the names of reading operations, checked against every operation of botocore's models. A verb that
 * some operation uses for a change is missing on purpose (Test, Verify, Detect, Assume, Export, Start, Retrieve): a read
 * that is sent does no harm, a write that is left out does.
 */
const READ_VERBS: readonly (readonly [verb: string, reason: string])[] = [
  [
    "Get",
    "the AWS convention for reading one thing; Get…Token operations mint credentials but change no resource",
  ],
  ["List", "the AWS convention for reading many"],
  ["Describe", "the AWS convention for reading many, in older services"],
  ["Head", "S3's HeadObject and HeadBucket: GET without a body"],
  ["BatchGet", "many Gets in one call"],
  ["BatchDescribe", "many Describes in one call"],
  ["BatchCheck", "ECR's BatchCheckLayerAvailability"],
  ["BatchIs", "Verified Permissions' BatchIsAuthorized"],
  ["TransactGet", "DynamoDB's TransactGetItems"],
  ["AdminGet", "Cognito's Gets on behalf of an administrator"],
  ["AdminList", "Cognito's Lists on behalf of an administrator"],
  ["Lookup", "CloudTrail's LookupEvents and two like it"],
  ["Search", "all of them give what is found"],
  ["Query", "DynamoDB, Kendra, Timestream and others: gives rows"],
  ["Scan", "DynamoDB's Scan, Service Catalog's and Inspector's lists"],
  ["Select", "S3's SelectObjectContent, Config's and SimpleDB's SELECT, which cannot change rows"],
  ["Filter", "CloudWatch Logs' FilterLogEvents"],
  ["Count", "SWF's counts"],
  ["Is", "IsAuthorized, IsMemberInGroups, IsVpcPeered: a question"],
  [
    "Discover",
    "Cloud Map's DiscoverInstances, ECS's DiscoverPollEndpoint, Kinesis Analytics' DiscoverInputSchema",
  ],
  ["Check", "availability and access checks; License Manager's CheckInLicense is a change"],
  ["Validate", "checks a template or a policy that is not stored"],
  ["Preview", "says what would happen"],
  ["Estimate", "CloudFormation's EstimateTemplateCost"],
  ["Simulate", "IAM's policy simulator"],
  ["View", "Route 53 Domains' ViewBilling"],
];

/** Names that begin with a reading verb and change something all the same. */
export const WRITES_LIKE_READS: readonly string[] = ["CheckInLicense"];

/** A regular expression for the names that begin with a reading verb, as a whole word (`ListenX` does not). */
export const READ_NAME_PATTERN = `^(?:${READ_VERBS.map(([verb]) => verb).join("|")})(?:[^a-z]|$)`;

const READ_NAME = new RegExp(READ_NAME_PATTERN);

/** Whether an operation's name says that it only reads. */
export function hasReadVerb(eventName: string): boolean {
  return READ_NAME.test(eventName) && !WRITES_LIKE_READS.includes(eventName);
}
