/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
import { isStructure, makeStructure, type Structure } from "../../../../aws/values.ts";
import { readInner, readItems } from "../bucket.ts";
import { invalidArgument, invalidRequest, malformedXml, type S3Refusal } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

const INDEX = "IndexDocument";
const REDIRECT = "RedirectAllRequestsTo";
const MOST_RULES = 50;
const DIGITS = /^\d{1,9}$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects */
const REDIRECTIONS: ReadonlySet<number> = new Set([301, 302, 303, 304, 305, 307, 308]);
const isError = (code: number) => code >= 400 && code < 600;

function refuseProtocol(to: Structure): S3Refusal | undefined {
  const { Protocol: protocol } = to;
  return protocol === undefined || protocol === "http" || protocol === "https"
    ? undefined
    : invalidRequest(
        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
      );
}

/** What is wrong with a status that a rule names; undefined where nothing is. */
function refuseStatus(text: unknown, isRight: (status: number) => boolean, words: readonly [string, string]) {
  if (text === undefined) return undefined;
  if (!DIGITS.test(String(text))) return malformedXml();
  const [kind, valid] = words;
  return isRight(Number(text))
    ? undefined
    : invalidRequest(`The provided HTTP ${kind} code (${text}) is not valid. Valid codes are ${valid}.`);
}

function refuseRule(rule: Structure): S3Refusal | undefined {
  const { Condition: condition, Redirect: redirect } = rule;
  if (!isStructure(redirect) || Object.keys(redirect).length === 0) return malformedXml();
  if (isStructure(condition) && Object.keys(condition).length === 0)
    return invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  if (redirect["ReplaceKeyPrefixWith"] !== undefined && redirect["ReplaceKeyWith"] !== undefined)
    return invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  const { HttpErrorCodeReturnedEquals: error } = isStructure(condition) ? condition : makeStructure();
  return (
    refuseProtocol(redirect) ??
    refuseStatus(redirect["HttpRedirectCode"], (code) => REDIRECTIONS.has(code), [
      "redirect",
      "3XX except 300",
    ]) ??
    refuseStatus(error, isError, ["error", "4XX or 5XX"])
  );
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
  const rules = readItems(website, "RoutingRules");
  if (rules.length > MOST_RULES)
    return invalidRequest(
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is limited to ${MOST_RULES}.`,
    );
  for (const rule of rules) {
    const refused = refuseRule(rule);
    if (refused) return refused;
  }
  return {};
};
