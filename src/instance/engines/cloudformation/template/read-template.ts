/** Reads a template: its sections, and what is wrong with them as CloudFormation says it. */
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { fault } from "./faults.ts";
import { readYaml } from "./read-yaml.ts";

/** A resource as the template has it. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  readonly metadata: JsonValue | undefined;
}

/** A template. */
export interface StackTemplate {
  readonly text: string;
  readonly description: string | undefined;
  readonly metadata: JsonValue | undefined;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: JsonObject;
  readonly rules: JsonObject;
  readonly transforms: readonly string[];
}

const SECTIONS: ReadonlySet<string> = new Set([
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Hooks",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
]);

const ATTRIBUTES: ReadonlySet<string> = new Set([
  "Condition",
  "CreationPolicy",
  "DeletionPolicy",
  "DependsOn",
  "Description",
  "Metadata",
  "Properties",
  "Type",
  "UpdatePolicy",
  "UpdateReplacePolicy",
]);

/** What a template may ask of a transform and is done here. */
const TRANSFORMS: ReadonlySet<string> = new Set(["AWS::LanguageExtensions"]);

/** The longest that a template may be. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const LONGEST_TEMPLATE = 1_048_576;

function parse(text: string): JsonValue {
  if (!/^\s*\{/.test(text)) return readYaml(text);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (jsonFault) {
    try {
      return readYaml(text);
    } catch {
      const at = /\(line (\d+) column (\d+)\)/.exec(String(jsonFault));
      const place = at ? ` (line ${at[1]}, column ${at[2]})` : "";
      throw fault(`Template format error: JSON not well-formed.${place}`);
    }
  }
}

function readSection(body: JsonObject, name: string): JsonObject {
  const section = Object.hasOwn(body, name) ? body[name] : undefined;
  if (section === undefined || section === null) return {};
  if (!isObject(section)) throw fault(`Template format error: ${name} must be an object.`);
  return section as JsonObject;
}

function readPolicy(given: JsonValue | undefined, at: string): string {
  if (given === undefined) return "Delete";
  const isKnown =
    typeof given === "string" && /^(?:Delete|Retain|RetainExceptOnCreate|Snapshot)$/.test(given);
  if (!isKnown)
    throw fault(`Template format error: Unrecognized ${at} ${JSON.stringify(given)} for resource.`);
  return given;
}

function readResource(id: string, given: JsonValue | undefined): TemplateResource {
  const at = `[/Resources/${id}]`;
  if (!/^[A-Za-z0-9]+$/.test(id))
    throw fault(`Template format error: Resource name ${id} is non alphanumeric.`);
  if (!isObject(given)) throw fault(`Template format error: ${at} resource definition is malformed`);
  const one = given as JsonObject;
  const { Type: type, Condition: condition, DependsOn: depends = [], Properties: properties } = one;
  if (typeof type !== "string")
    throw fault(`Template format error: ${at} Every Resources object must contain a Type member.`);
  const unknown = Object.keys(one).find((name) => !ATTRIBUTES.has(name));
  if (unknown !== undefined) throw fault(`Invalid template resource property '${unknown}'`);
  if (condition !== undefined && typeof condition !== "string")
    throw fault(`Template format error: Every Condition member must be a string.`);
  const dependsOn = Array.isArray(depends) ? depends : [depends];
  if (!dependsOn.every((name) => typeof name === "string"))
    throw fault(`Template format error: DependsOn in resource ${id} must be a string or a list of strings.`);
  if (properties !== undefined && properties !== null && !isObject(properties))
    throw fault(`Template format error: ${at}/Properties must be an object.`);
  return {
    type,
    properties: isObject(properties) ? (properties as JsonObject) : {},
    condition,
    dependsOn: dependsOn as string[],
    deletionPolicy: readPolicy(one["DeletionPolicy"], "DeletionPolicy"),
    updateReplacePolicy: readPolicy(one["UpdateReplacePolicy"], "UpdateReplacePolicy"),
    metadata: one["Metadata"],
  };
}

function readTransforms(given: JsonValue | undefined): string[] {
  const all = given === undefined ? [] : Array.isArray(given) ? given : [given];
  return all.map((one) => {
    const name = isObject(one) ? (one as JsonObject)["Name"] : one;
    if (typeof name !== "string" || !TRANSFORMS.has(name))
      throw fault(`No transform named ${typeof name === "string" ? name : JSON.stringify(name)} found.`);
    return name;
  });
}

/** The template that a text is. Throws a Refusal where it is none. */
export function readTemplate(text: string): StackTemplate {
  const body = parse(text);
  if (!isObject(body)) throw fault("Template format error: unsupported structure.");
  const sections = body as JsonObject;
  const unknown = Object.keys(sections).filter((name) => !SECTIONS.has(name));
  if (unknown.length > 0) throw fault(`Invalid template property or properties [${unknown.join(", ")}]`);
  const { AWSTemplateFormatVersion: version = "2010-09-09", Description: description } = sections;
  if (version !== "2010-09-09")
    throw fault("Template format error: unsupported value for AWSTemplateFormatVersion.");
  if (description !== undefined && description !== null && typeof description !== "string")
    throw fault("Template format error: Description must be a string.");
  const resources = readSection(sections, "Resources");
  if (Object.keys(resources).length === 0)
    throw fault("Template format error: At least one Resources member must be defined.");
  return {
    text,
    description: description ?? undefined,
    metadata: sections["Metadata"],
    parameters: readSection(sections, "Parameters"),
    mappings: readSection(sections, "Mappings"),
    conditions: readSection(sections, "Conditions"),
    resources: new Map(Object.entries(resources).map(([id, one]) => [id, readResource(id, one)])),
    outputs: readSection(sections, "Outputs"),
    rules: readSection(sections, "Rules"),
    transforms: readTransforms(sections["Transform"]),
  };
}
