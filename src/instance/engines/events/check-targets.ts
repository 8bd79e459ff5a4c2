/** What EventBridge refuses of targets. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import { BUS, findRule, invalid, readCallBus, TARGET } from "./buses.ts";
import { checkChangedRule, TOO_MANY } from "./check-rules.ts";
import { isJsonPath } from "./json-path.ts";
import { isPredefined, listPlaceholders } from "./target-input.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_TARGETS = 5;

/** Services that EventBridge reaches by a role alone. */
const BY_ROLE: ReadonlySet<string> = new Set(
  "batch codebuild codepipeline ecs firehose glue inspector kinesis redshift sagemaker ssm ssm-incidents states".split(
    " ",
  ),
);

/** Parameters that targets of some services have, and of no other. */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["EcsParameters", ["ecs"]],
  ["KinesisParameters", ["kinesis"]],
  ["BatchParameters", ["batch"]],
  ["HttpParameters", ["events", "execute-api"]],
  ["RedshiftDataParameters", ["redshift", "redshift-serverless"]],
  ["RunCommandParameters", ["ssm"]],
  ["SageMakerPipelineParameters", ["sagemaker"]],
  ["AppSyncParameters", ["appsync"]],
]);

/** Parameters that targets of a service must have. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ["ecs", "EcsParameters"],
  ["batch", "BatchParameters"],
]);

const INPUTS = ["Input", "InputPath", "InputTransformer"];
const WHOLE_EVENT = "aws.events.event.json";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkTransformer(id: string, transformer: Structure): ServiceError | undefined {
  const { InputPathsMap } = transformer;
  const paths = isStructure(InputPathsMap) ? InputPathsMap : {};
  if (Object.values(paths).some((path) => typeof path !== "string" || !isJsonPath(path)))
    return invalid(`InputPath for target ${id} is invalid.`);
  const template = readText(transformer, "InputTemplate");
  const names = listPlaceholders(template);
  const unknown = names.find((name) => !isPredefined(name) && paths[name] === undefined);
  if (unknown !== undefined)
    return invalid(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
  if (names.includes(WHOLE_EVENT) && !template.trimStart().startsWith("{"))
    return invalid(
      `InputTemplate for target ${id} contains placeholder ${WHOLE_EVENT} valid only for JSON template.`,
    );
  return undefined;
}

function checkInput(id: string, target: Structure): ServiceError | undefined {
  if (INPUTS.filter((member) => target[member] !== undefined).length > 1)
    return invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  const { Input, InputPath, InputTransformer } = target;
  if (typeof Input === "string" && !isJson(Input))
    return invalid(`JSON syntax error in input for target ${id}.`);
  if (typeof InputPath === "string" && !isJsonPath(InputPath))
    return invalid(`InputPath for target ${id} is invalid.`);
  return isStructure(InputTransformer) ? checkTransformer(id, InputTransformer) : undefined;
}

function checkParameters(id: string, service: string, target: Structure): ServiceError | undefined {
  for (const [member, services] of PARAMETERS)
    if (target[member] !== undefined && !services.includes(service))
      return invalid(`Parameter(s) ${member} not supported for target: ${id}.`);
  const needed = NEEDED.get(service);
  return needed !== undefined && target[needed] === undefined
    ? invalid(`Parameter(s) ${needed} must be specified for target: ${id}.`)
    : undefined;
}

/** What is wrong with the queue for what cannot be delivered. */
export function checkDeadLetters(config: Value | undefined): ServiceError | undefined {
  const arn = isStructure(config) ? readText(config, "Arn") : "";
  const service = splitArn(arn)?.service;
  if (service === undefined) return undefined;
  if (service !== "sqs") return invalid(`${service} is not supported as a dead letter resource.`);
  return arn.endsWith(".fifo") ? invalid("SQS FIFO is not supported by Dead Letter Queues.") : undefined;
}

function checkTarget(target: Structure): ServiceError | undefined {
  const [id, arn] = [readText(target, "Id"), readText(target, "Arn")];
  const address = splitArn(arn);
  if (!address)
    return invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const { service, resource } = address;
  if (service === "sqs" && arn.endsWith(".fifo") && target["SqsParameters"] === undefined)
    return invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  const byRole = BY_ROLE.has(service) || (service === "events" && !resource.startsWith(`${BUS}/`));
  if (byRole && resource !== "::" && readText(target, "RoleArn") === "")
    return invalid(`RoleArn is required for target ${arn}.`);
  return (
    checkParameters(id, service, target) ??
    checkInput(id, target) ??
    checkDeadLetters(target["DeadLetterConfig"])
  );
}

/** What is wrong with targets that are put to a rule. */
export function checkPutTargets(context: Context): ServiceError | undefined {
  const { input, store } = context;
  const given = Array.isArray(input["Targets"]) ? (input["Targets"] as readonly Value[]) : [];
  const targets = given.filter((target) => isStructure(target));
  const ids = new Set<string>();
  for (const target of targets) {
    const refused = checkTarget(target);
    if (refused) return refused;
    const id = readText(target, "Id");
    if (ids.has(id))
      return invalid(
        `Parameter targets is not valid. Reason: More than one target with Id '${id}' is provided.`,
      );
    ids.add(id);
  }
  const refused = checkChangedRule(context, "Rule");
  if (refused) return refused;
  const rule = findRule(context, readCallBus(context), readText(input, "Rule"));
  for (const { type, chain } of rule ? store.listInner(rule) : [])
    if (type === TARGET) ids.add(chain.at(-1) ?? "");
  return ids.size > MOST_TARGETS ? TOO_MANY : undefined;
}
