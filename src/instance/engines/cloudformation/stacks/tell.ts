/** Reads of stacks: what happened, what they have, what templates say. */
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { merge, readText } from "../../engine.ts";
import { fault } from "../template/faults.ts";
import { listDeclared } from "../template/parameters.ts";
import type { StackTemplate } from "../template/read-template.ts";
import { listExports, listImporters } from "./exports.ts";
import { demandTemplate, findCapability, readTemplateText } from "./read-request.ts";
import {
  demandStack,
  findStack,
  listEvents,
  listStacks,
  nameStack,
  readState,
  type StackResource,
  tellStackId,
} from "./stack.ts";

function withoutNothing(values: Readonly<Record<string, Structure[string]>>): Structure {
  return merge(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
}

/** Whether a read is about a stack that a log brought. */
export function isUnknown(context: Context): boolean {
  const stack = findStack(context, readText(context.input, "StackName"));
  return (
    stack !== undefined && readState(context, stack) === undefined && listEvents(context, stack).length === 0
  );
}

/** DescribeStackEvents: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export function describeStackEvents(context: Context): Done {
  const stack = demandStack(context, readText(context.input, "StackName"));
  const all = listEvents(context, stack);
  const events = all.map(({ logicalId, physicalId, type, status, why, properties, at, token }, place) =>
    withoutNothing({
      StackId: tellStackId(stack),
      EventId: `${logicalId}-${status}-${String(all.length - place).padStart(6, "0")}`,
      StackName: nameStack(stack),
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Timestamp: new Date(at),
      ResourceStatus: status,
      ResourceStatusReason: why,
      ResourceProperties: properties,
      ClientRequestToken: token,
    }),
  );
  return { output: merge({ StackEvents: events }) };
}

function tellResource(stack: Thing, one: StackResource): Structure {
  return withoutNothing({
    StackName: nameStack(stack),
    StackId: tellStackId(stack),
    LogicalResourceId: one.id,
    PhysicalResourceId: one.physicalId,
    ResourceType: one.type,
    ResourceStatus: one.status,
    ResourceStatusReason: one.why,
  });
}

/** DescribeStackResource: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(context: Context): Done {
  const stack = demandStack(context, readText(context.input, "StackName"));
  const id = readText(context.input, "LogicalResourceId");
  const one = readState(context, stack)?.resources.find((each) => each.id === id);
  if (!one) throw fault(`Resource ${id} does not exist for stack ${nameStack(stack)}`);
  const detail = merge(tellResource(stack, one), { LastUpdatedTimestamp: new Date(one.at) });
  return { output: merge({ StackResourceDetail: detail }) };
}

/** DescribeStackResources: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export function describeStackResources(context: Context): Done {
  const { input } = context;
  const [physical, id] = [readText(input, "PhysicalResourceId"), readText(input, "LogicalResourceId")];
  const name = readText(input, "StackName");
  const stacks = name !== "" ? [demandStack(context, name)] : listStacks(context);
  const owner = stacks.find(
    (stack) =>
      physical === "" || readState(context, stack)?.resources.some((one) => one.physicalId === physical),
  );
  if (!owner || (name === "" && physical === "")) throw fault(`Stack for ${physical} does not exist`);
  const all = readState(context, owner)?.resources.filter((one) => id === "" || one.id === id) ?? [];
  const told = all.map((one) => merge(tellResource(owner, one), { Timestamp: new Date(one.at) }));
  return { output: merge({ StackResources: told }) };
}

/** ListStackResources: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(context: Context): Done {
  const stack = demandStack(context, readText(context.input, "StackName"));
  const all = (readState(context, stack)?.resources ?? []).map((one) => {
    const { StackName: _, StackId: __, ...told } = tellResource(stack, one);
    return merge(told, { LastUpdatedTimestamp: new Date(one.at) });
  });
  return { output: merge({ StackResourceSummaries: all }) };
}

/** GetTemplate: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(context: Context): Done {
  const stack = demandStack(context, readText(context.input, "StackName"));
  const { template = "" } = readState(context, stack) ?? {};
  return { output: merge({ TemplateBody: template, StagesAvailable: ["Original", "Processed"] }) };
}

function tellParameters(template: StackTemplate): Structure[] {
  return listDeclared(template).map(({ name, type, default: preset, isHidden, description, rules }) => {
    const { AllowedValues: allowed } = rules;
    return withoutNothing({
      ParameterKey: name,
      DefaultValue: preset,
      ParameterType: type,
      NoEcho: isHidden,
      Description: description,
      ParameterConstraints: merge(Array.isArray(allowed) ? { AllowedValues: allowed.map(String) } : {}),
    });
  });
}

function tellCapabilities(template: StackTemplate): Structure {
  const needed = findCapability(template);
  if (!needed) return merge({});
  const reason = `The following resource(s) require capabilities: [${[...new Set(needed.ids.map((id) => template.resources.get(id)?.type ?? ""))].join(", ")}]`;
  return merge({ Capabilities: [needed.name], CapabilitiesReason: reason });
}

/** GetTemplateSummary: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export async function getTemplateSummary(context: Context): Promise<Done> {
  const { input } = context;
  const name = readText(input, "StackName");
  const stack = name === "" ? undefined : demandStack(context, name);
  const text = await readTemplateText(context, input);
  const known = stack && readState(context, stack)?.template;
  const template = await demandTemplate(
    context,
    text === undefined && known !== undefined ? merge({ TemplateBody: known }) : input,
  );
  const types = [...new Set([...template.resources.values()].map(({ type }) => type))];
  const output = withoutNothing({
    Parameters: tellParameters(template),
    Description: template.description,
    ResourceTypes: types,
    Version: "2010-09-09",
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    DeclaredTransforms: template.transforms,
  });
  return { output: merge(output, tellCapabilities(template)) };
}

/** ValidateTemplate: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export async function validateTemplate(context: Context): Promise<Done> {
  const template = await demandTemplate(context, context.input);
  const { checkNames } = await import("../template/graph.ts");
  checkNames(template);
  const parameters = tellParameters(template).map(({ ParameterKey, DefaultValue, NoEcho, Description }) =>
    withoutNothing({ ParameterKey, DefaultValue, NoEcho, Description }),
  );
  const output = withoutNothing({
    Parameters: parameters,
    Description: template.description,
    DeclaredTransforms: template.transforms,
  });
  return { output: merge(output, tellCapabilities(template)) };
}

/** ListExports: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export function tellExports(context: Context): Done {
  const all = [...listExports(context).values()].map(({ name, value, stackId }) =>
    merge({ ExportingStackId: stackId, Name: name, Value: value }),
  );
  return { output: merge({ Exports: all }) };
}

/** ListImports: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export function tellImports(context: Context): Done {
  const name = readText(context.input, "ExportName");
  const importers = listImporters(context, name);
  if (importers.length === 0) throw fault(`Export '${name}' is not imported by any stack.`);
  return { output: merge({ Imports: importers }) };
}
