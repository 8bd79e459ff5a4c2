/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
import { isStructure, type Structure } from "../../../../aws/values.ts";
import { readInner, readItems } from "../bucket.ts";
import { invalidArgument, invalidRequest, malformedXml, type S3Refusal } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

const INDEX = "IndexDocument";
const REDIRECT = "RedirectAllRequestsTo";

function refuseProtocol(to: Structure): S3Refusal | undefined {
  const { Protocol: protocol } = to;
  return protocol === undefined || protocol === "http" || protocol === "https"
    ? undefined
    : invalidRequest(
        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
      );
}

function refuseRule(rule: Structure): S3Refusal | undefined {
  const { Condition: condition, Redirect: redirect } = rule;
  if (!isStructure(redirect)) return malformedXml();
  if (isStructure(condition) && Object.keys(condition).length === 0)
    return invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  if (redirect["ReplaceKeyPrefixWith"] !== undefined && redirect["ReplaceKeyWith"] !== undefined)
    return invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  return refuseProtocol(redirect);
}

/** Looks at how a bucket answers as a website. */
export const prepareWebsite: Prepare = ({ input }) => {
  const website = (input["WebsiteConfiguration"] ?? {}) as Structure;
  const redirect = website[REDIRECT];
  if (redirect !== undefined) {
    if (Object.keys(website).length > 1)
      return invalidArgument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        REDIRECT,
        "not null",
      );
    return (isStructure(redirect) ? refuseProtocol(redirect) : malformedXml()) ?? {};
  }
  if (website[INDEX] === undefined)
    return invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      INDEX,
      "null",
    );
  const suffix = readInner(website, INDEX, "Suffix");
  if (typeof suffix !== "string" || suffix === "" || suffix.includes("/"))
    return invalidArgument("The IndexDocument Suffix is not well formed", INDEX, String(suffix ?? ""));
  if (Array.isArray(website["RoutingRules"]) && website["RoutingRules"].length === 0) return malformedXml();
  for (const rule of readItems(website, "RoutingRules")) {
    const refused = refuseRule(rule);
    if (refused) return refused;
  }
  return {};
};
