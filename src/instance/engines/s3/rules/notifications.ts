/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
import { splitArn } from "../../../../aws/resources/arns.ts";
import { isStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { type Bucket, readItems } from "../bucket.ts";
import { invalidArgument, malformedXml, refuse, type S3Refusal } from "../errors.ts";
import type { Prepare } from "../prepared.ts";
import { nameRules } from "./lifecycle.ts";

/**
 * Where notifications go: by the member that lists them, what that is told as, its kind, what is said of one that keeps an order,
 * and the argument of what is not there. That topics keep none AWS's documentation tells, not in which words they are refused: those
 * are made like the queues'.
 */
const TARGETS = [
  {
    list: "TopicConfigurations",
    arn: "TopicArn",
    argument: "Topic",
    kind: { service: "sns", type: "topic" },
    ordered: "FIFO SNS topics are not supported.",
    absent: (arn: string) => [arn, "The destination topic does not exist"] as const,
  },
  {
    list: "QueueConfigurations",
    arn: "QueueArn",
    argument: "Queue",
    kind: { service: "sqs", type: "queue" },
    ordered: "FIFO SQS queues are not supported.",
    absent: (arn: string) => [arn, "The destination queue does not exist"] as const,
  },
  {
    list: "LambdaFunctionConfigurations",
    arn: "LambdaFunctionArn",
    argument: "CloudFunction",
    kind: { service: "lambda", type: "function" },
    ordered: undefined,
    absent: (arn: string) => [`${arn}, null`, `Not authorized to invoke function [${arn}]`] as const,
  },
] as const;

type Target = (typeof TARGETS)[number];

/** How the names of queues and topics end that keep an order. */
const ORDERED = ".fifo";

/** How the names of rules are told, by how they are meant. */
const RULES: ReadonlyMap<string, string> = new Map([
  ["prefix", "Prefix"],
  ["suffix", "Suffix"],
]);

function readFilter(configuration: Structure): Structure | S3Refusal {
  const { Filter: filter } = configuration;
  const key = isStructure(filter) ? filter["Key"] : undefined;
  if (!isStructure(key)) return configuration;
  const named: Structure[] = [];
  for (const { Name, Value: value } of readItems(key, "FilterRules")) {
    if (typeof Name !== "string" || typeof value !== "string") return malformedXml();
    const name = RULES.get(Name.toLowerCase());
    if (name === undefined)
      return invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", Name);
    if (named.some((other) => other["Name"] === name))
      return invalidArgument(
        `Cannot specify more than one ${name.toLowerCase()} rule in a filter.`,
        "filter",
      );
    named.push({ Name: name, Value: value });
  }
  if (Array.isArray(key["FilterRules"]) && key["FilterRules"].length === 0) return malformedXml();
  return { ...configuration, Filter: { Key: { FilterRules: named } } };
}

function refuseTarget(
  { input, told }: Context,
  bucket: Bucket,
  { arn, argument, kind, ordered }: Target,
  configuration: Structure,
): S3Refusal | undefined {
  if (told) return undefined;
  const text = String(configuration[arn] ?? "");
  const parts = splitArn(text);
  if (!parts || parts.service !== kind.service)
    return invalidArgument("The ARN could not be parsed", argument, text);
  if (ordered !== undefined && text.endsWith(ORDERED)) return invalidArgument(ordered, argument, text);
  if (input["SkipDestinationValidation"] === true || !parts.region || parts.region === bucket.region)
    return undefined;
  return invalidArgument(
    "The notification destination service region is not valid for the bucket location constraint",
    argument,
    text,
  );
}

/** Refuses targets that are not there, all at once. */
function refuseAbsent({ store, input, told }: Context, targets: Structure): S3Refusal | undefined {
  if (told || input["SkipDestinationValidation"] === true) return undefined;
  const absentees: Record<string, string> = {};
  let count = 0;
  for (const { list, arn, kind, absent } of TARGETS)
    for (const configuration of readItems(targets, list)) {
      const text = String(configuration[arn] ?? "");
      const { account = "", region = "" } = splitArn(text) ?? {};
      if (store.find({ account, region }, kind, [text])) continue;
      const [name, value] = absent(text);
      count++;
      absentees[`ArgumentName${count}`] = name;
      absentees[`ArgumentValue${count}`] = value;
    }
  const message = "Unable to validate the following destination configurations";
  return count > 0 ? refuse("InvalidArgument", message, 400, absentees) : undefined;
}

/** Looks at whom a bucket tells of what happens to its objects. */
export const prepareNotifications: Prepare = (context, bucket) => {
  const { input } = context;
  const asked = (input["NotificationConfiguration"] ?? {}) as Structure;
  const all: Record<string, Value | undefined> = { ...asked };
  for (const target of TARGETS) {
    const named: Structure[] = [];
    for (const one of nameRules(context, readItems(asked, target.list), "Id")) {
      const refused = refuseTarget(context, bucket, target, one);
      if (refused) return refused;
      const configuration = readFilter(one);
      if ("error" in configuration) return configuration as unknown as S3Refusal;
      named.push(configuration);
    }
    if (named.length > 0) all[target.list] = named;
  }
  const configuration = all as Structure;
  return (
    refuseAbsent(context, configuration) ?? { input: { ...input, NotificationConfiguration: configuration } }
  );
};
