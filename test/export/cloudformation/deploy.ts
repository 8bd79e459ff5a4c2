/** Deploys templates that an export wrote into an instance of their own, as a client would. */
import { writeText } from "../../../src/aws/model/fit-text.ts";
import { makeShape } from "../../../src/aws/model/make-shape.ts";
import { isStructure, type Structure } from "../../../src/aws/values.ts";
import type { Parameter } from "../../../src/export/cloudformation/parameters.ts";
import type { CfnTemplate } from "../../../src/export/cloudformation/template.ts";
import { listIntrinsics, listNamed, type TemplateObject } from "../../../src/export/cloudformation/values.ts";
import { writeJson } from "../../../src/export/cloudformation/write-yaml.ts";
import { drawDigits, Instance } from "../../../src/instance/instance.ts";

/** A resource of a template that could not be made, or not whole. */
export interface DeployTrouble {
  /** Its logical id and type, and CloudFormation's words. */
  readonly id: string;
  readonly type: string;
  readonly why: string;
}

/** What deploying came to. */
export interface Deployed {
  readonly instance: Instance;
  /** What had to be left out so that the others could be made; none: each template was deployed whole. */
  readonly failed: readonly DeployTrouble[];
  /** What was made, but for properties for which no call is known. */
  readonly partly: readonly DeployTrouble[];
}

/** What a parameter is given: what the log hides may be anything that its rules allow. */
function give({ type, rules }: Parameter): string {
  const { AllowedValues: choices, AllowedPattern: pattern, MinLength: min, MaxLength: max } = rules;
  if (type === "Number") return String(rules["MinValue"] ?? 1);
  const shape = makeShape({
    name: "Given",
    type: "string",
    ...(Array.isArray(choices) && { enum: choices as readonly string[] }),
    ...(typeof pattern === "string" && { pattern }),
    ...(typeof min === "number" && { min }),
    ...(typeof max === "number" && { max }),
  });
  return writeText(shape, ["placeholder", "placeholder@example.com", "Placeholder-1"]) ?? "placeholder";
}

const STACK = "exported";

interface ToldEvent extends Structure {
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
}

/** A template's resources without one, and without what needs it. */
function leaveOut(resources: TemplateObject, id: string): TemplateObject {
  const out = new Set([id]);
  for (let before = 0; before < out.size; ) {
    before = out.size;
    for (const [name, resource] of Object.entries(resources)) {
      const { DependsOn: after } = resource as { readonly DependsOn?: readonly string[] };
      const needed = [...listIntrinsics(resource)].flatMap(listNamed).concat(after ?? []);
      if (needed.some((one) => out.has(one))) out.add(name);
    }
  }
  return Object.fromEntries(Object.entries(resources).filter(([name]) => !out.has(name)));
}

/** Deploys templates one after the other into a new instance, until something fails. */
async function tryTemplates(
  templates: readonly CfnTemplate[],
  left: ReadonlyMap<CfnTemplate, TemplateObject>,
): Promise<Deployed & { readonly template: CfnTemplate | undefined }> {
  const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
  const partly: DeployTrouble[] = [];
  for (const template of templates) {
    const { account, region, body, parameters } = template;
    const ask = async (operation: string, input: Structure): Promise<Structure> => {
      const done = await instance.ask({
        ...{ service: "cloudformation", operation, input },
        caller: { account, region },
      });
      if ("error" in done) throw new Error(`${operation}: ${done.error.message}`);
      return done.output;
    };
    const Resources = left.get(template) ?? {};
    if (Object.keys(Resources).length === 0) continue;
    await ask("CreateStack", {
      StackName: STACK,
      TemplateBody: writeJson({ ...body, Resources }),
      Capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
      Parameters: parameters.map((one) => ({ ParameterKey: one.name, ParameterValue: give(one) })),
    });
    const told = await ask("DescribeStackEvents", { StackName: STACK });
    const events = (told["StackEvents"] as unknown[]).filter(isStructure) as ToldEvent[];
    const trouble = ({ LogicalResourceId, ResourceType, ResourceStatusReason = "" }: ToldEvent) => ({
      id: LogicalResourceId,
      type: ResourceType,
      why: ResourceStatusReason,
    });
    const fault = events.find(
      ({ ResourceStatus, LogicalResourceId }) =>
        ResourceStatus === "CREATE_FAILED" && LogicalResourceId !== STACK,
    );
    if (fault) return { instance, failed: [trouble(fault)], partly, template };
    const made = events.filter(
      ({ ResourceStatus, ResourceStatusReason }) =>
        ResourceStatus === "CREATE_COMPLETE" && ResourceStatusReason,
    );
    partly.push(...made.map(trouble));
  }
  return { instance, failed: [], partly, template: undefined };
}

/** Deploys templates into a new instance; of one that fails, all that does not need what failed. */
export async function deployTemplates(templates: readonly CfnTemplate[]): Promise<Deployed> {
  const left = new Map(templates.map((one) => [one, one.body["Resources"] as TemplateObject]));
  const failed: DeployTrouble[] = [];
  for (;;) {
    const { template, failed: found, ...deployed } = await tryTemplates(templates, left);
    const [trouble] = found;
    if (!template || !trouble) return { ...deployed, failed };
    failed.push(trouble);
    left.set(template, leaveOut(left.get(template) ?? {}, trouble.id));
  }
}
