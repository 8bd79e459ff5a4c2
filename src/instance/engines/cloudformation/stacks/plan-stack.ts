/** What a template is to make of a stack: its parameters, its conditions, its resources in order. */
import { findPartition } from "../../../../aws/model/partitions.ts";
import type { JsonValue } from "../../../../base/values.ts";
import { merge } from "../../engine.ts";
import { callAsClient } from "../resources/call-as-client.ts";
import { isCfnType } from "../resources/kind.ts";
import type { MadeResource } from "../resources/made-resource.ts";
import { makeConditions } from "../template/conditions.ts";
import { type EvaluationScope, evaluate } from "../template/evaluate.ts";
import { fault } from "../template/faults.ts";
import { checkNames, listAsked, listNeeds, orderByNeeds } from "../template/graph.ts";
import { type GivenParameters, type ParameterValue, readParameters } from "../template/parameters.ts";
import type { StackTemplate } from "../template/read-template.ts";
import { listExports } from "./exports.ts";
import type { StackContext } from "./stack.ts";

/** What of a stack its template may ask for. */
export interface StackNames {
  readonly name: string;
  readonly arn: string;
  readonly notificationArns: readonly string[];
}

/** A template that is ready to be made. */
export interface StackPlan {
  readonly template: StackTemplate;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** The logical ids of what is made, each after what it needs. */
  readonly order: readonly string[];
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly holds: (name: string) => boolean;
  /** What of a resource's attributes is asked for anywhere. */
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of exports that it took. */
  readonly imports: ReadonlySet<string>;
  /** What a value says, with the resources that were made until then. */
  readonly evaluate: (value: JsonValue, made: ReadonlyMap<string, MadeResource>) => JsonValue | undefined;
}

const ZONES = ["a", "b", "c"];

function readPseudo(
  { caller }: StackContext,
  { name, arn, notificationArns }: StackNames,
): ReadonlyMap<string, JsonValue> {
  const partition = findPartition(caller.region);
  return new Map<string, JsonValue>([
    ["AWS::AccountId", caller.account],
    ["AWS::NotificationARNs", notificationArns],
    ["AWS::Partition", partition.name],
    ["AWS::Region", caller.region],
    ["AWS::StackId", arn],
    ["AWS::StackName", name],
    ["AWS::URLSuffix", partition.dnsSuffix],
  ]);
}

/** What Parameter Store has under a name; undefined where it has nothing. */
async function lookUp(context: StackContext, name: string): Promise<string | undefined> {
  const done = await callAsClient(context, {
    service: "ssm",
    operation: "GetParameter",
    input: merge({ Name: name }),
  });
  if ("error" in done) return undefined;
  const { Parameter: found } = done.output;
  const value = typeof found === "object" && found !== null && "Value" in found ? found.Value : undefined;
  return typeof value === "string" ? value : undefined;
}

async function refuseTypes({ resources }: StackTemplate): Promise<void> {
  const unknown: string[] = [];
  for (const { type } of resources.values()) if (!(await isCfnType(type))) unknown.push(type);
  if (unknown.length > 0)
    throw fault(`Template format error: Unrecognized resource types: [${[...new Set(unknown)].join(", ")}]`);
}

/** Makes a template ready. Throws a Refusal for what CloudFormation refuses before it makes anything. */
export async function planStack(
  context: StackContext,
  names: StackNames,
  template: StackTemplate,
  given: GivenParameters,
  before: ReadonlyMap<string, string> = new Map(),
): Promise<StackPlan> {
  checkNames(template);
  await refuseTypes(template);
  const parameters = await readParameters(template, given, before, (name) => lookUp(context, name));
  const pseudo = readPseudo(context, names);
  const exported = listExports(context);
  const imports = new Set<string>();
  const makeScope = (
    holds: (name: string) => boolean,
    made: ReadonlyMap<string, MadeResource>,
  ): EvaluationScope => ({
    ref: (name) => parameters.get(name)?.value ?? pseudo.get(name) ?? made.get(name)?.physicalId,
    attribute: (id, name) => {
      const value = made.get(id)?.attributes[name];
      if (value !== undefined) return value;
      const { type = "" } = template.resources.get(id) ?? {};
      throw fault(`cloudmock does not know the attribute ${name} of ${id} (${type})`);
    },
    mappings: template.mappings,
    holds,
    exported: (name) => {
      const value = exported.get(name)?.value;
      if (value === undefined) throw fault(`No export named ${name} found.`);
      imports.add(name);
      return value;
    },
    zones: (region) => ZONES.map((zone) => `${region || context.caller.region}${zone}`),
    hasExtensions: template.transforms.length > 0,
  });
  const nothing = new Map<string, MadeResource>();
  const holds = makeConditions(template.conditions, (ask) => makeScope(ask, nothing));
  for (const name of Object.keys(template.conditions)) holds(name);
  const made = new Set(
    [...template.resources].flatMap(([id, { condition }]) =>
      condition === undefined || holds(condition) ? [id] : [],
    ),
  );
  const needs = listNeeds(template, made, holds);
  const asked = new Map<string, Set<string>>();
  const texts: JsonValue[] = [...template.resources.values()].map(({ properties }) => properties);
  for (const { id, attribute } of listAsked([...texts, template.outputs], holds))
    if (attribute !== undefined) asked.getOrInsertComputed(id, () => new Set()).add(attribute);
  return {
    template,
    parameters,
    order: orderByNeeds(needs),
    needs,
    holds,
    asked,
    imports,
    evaluate: (value, standing) => evaluate(value, makeScope(holds, standing)),
  };
}
