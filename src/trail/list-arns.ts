/** The ARNs that a record names beside its parameters: of what the call touched, and of the role that made it. */
import { isObject } from "../base/values.ts";
import type { CloudTrailRecord } from "./schema.ts";

function* listResources({ resources }: CloudTrailRecord): Generator<unknown> {
  if (!Array.isArray(resources)) return;
  // Athena prints struct members in lower case.
  for (const resource of resources) if (isObject(resource)) yield resource["ARN"] ?? resource["arn"];
}

function findIssuer({ userIdentity }: CloudTrailRecord): unknown {
  const context = isObject(userIdentity)
    ? (userIdentity["sessionContext"] ?? userIdentity["sessioncontext"])
    : undefined;
  const issuer = isObject(context) ? (context["sessionIssuer"] ?? context["sessionissuer"]) : undefined;
  return isObject(issuer) ? issuer["arn"] : undefined;
}

/**
 * Each of them, as recorded.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function listArns(record: CloudTrailRecord): readonly string[] {
  return [...listResources(record), findIssuer(record)].filter(
    (arn): arn is string => typeof arn === "string" && arn.startsWith("arn:"),
  );
}
