/** EC2's launch templates: what a machine is started with that the call does not say. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-templates.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import type { DoGeneric } from "../around.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";

const TEMPLATE = { service: "ec2", type: "launch-template" } as const;

function findTemplate(context: Context, { LaunchTemplateId: id, LaunchTemplateName: name }: Structure) {
  const text = typeof id === "string" && id !== "" ? id : name;
  return typeof text === "string"
    ? context.store.find(placeOf(context, TEMPLATE.type), TEMPLATE, [text])
    : undefined;
}

function isNumbered({ chain }: Thing, version: unknown): boolean {
  return version !== undefined && chain.at(-1) === String(version);
}

function readNumber({ chain }: Thing): number {
  return Number(chain.at(-1));
}

/** The version of a template that a call asks for: a number, or the word for the last one or for the one that is preset. */
function findVersion({ store }: Context, template: Thing, asked: string): Thing | undefined {
  const all = store.listInner(template).filter(({ type }) => type === "launch-template-version");
  if (asked === "$Latest") return all.toSorted((one, other) => readNumber(one) - readNumber(other)).at(-1);
  if (asked !== "" && asked !== "$Default") return all.find((one) => isNumbered(one, asked));
  const preset = template.members["DefaultVersion"] ?? template.members["DefaultVersionNumber"];
  return (
    all.find((one) => isNumbered(one, preset)) ??
    all.find(({ members }) => members["DefaultVersion"] === true) ??
    all[0]
  );
}

function refuseName(name: string): Done {
  const message = `The specified launch template, with template name ${name}, does not exist.`;
  return { error: { code: "InvalidLaunchTemplateName.NotFoundException", message, status: 400 } };
}

/** Starts machines with what a template says, and the call does not. */
export async function withTemplate(context: Context, doIt: DoGeneric): Promise<Done> {
  const { input } = context;
  const asked = input["LaunchTemplate"];
  if (!isStructure(asked)) return doIt();
  const template = findTemplate(context, asked);
  if (!template) {
    const name = readText(asked, "LaunchTemplateName");
    return name === "" ? doIt() : refuseName(name);
  }
  const version = readText(asked, "Version");
  const found = findVersion(context, template, version);
  const data = found?.members["LaunchTemplateData"];
  if (!isStructure(data)) {
    const message = `Could not find launch template version ${version}`;
    return { error: { code: "InvalidLaunchTemplateId.VersionNotFound", message, status: 400 } };
  }
  const members = context.operation.input?.members ?? {};
  const taken = Object.entries(data).filter(([name]) => members[name] !== undefined);
  const own = listStructures(input["TagSpecifications"]);
  const tagged = listStructures(data["TagSpecifications"]).filter(
    ({ ResourceType: type }) => !own.some(({ ResourceType }) => ResourceType === type),
  );
  const Tags = [
    { Key: "aws:ec2launchtemplate:id", Value: template.names.id ?? "" },
    { Key: "aws:ec2launchtemplate:version", Value: found?.chain.at(-1) ?? "" },
  ];
  const TagSpecifications = [...own, ...tagged, { ResourceType: "instance", Tags }];
  return doIt(merge(Object.fromEntries(taken), input, { TagSpecifications }));
}

/** Says a template by its name where it was asked for by that, and is not there. */
export async function withTemplateFault({ input }: Context, doIt: DoGeneric): Promise<Done> {
  const done = doIt();
  if (!("error" in done) || done.error.code !== "InvalidLaunchTemplateId.NotFound") return done;
  const name = readText(input, "LaunchTemplateName");
  if (name !== "") return refuseName(name);
  if (listTexts(input["LaunchTemplateNames"]).length === 0) return done;
  const message = "At least one of the launch templates specified in the request does not exist.";
  return { error: { code: "InvalidLaunchTemplateName.NotFoundException", message, status: 400 } };
}

/** What the version says that a new one is made from. */
function readSource(context: Context): Structure | undefined {
  const { input } = context;
  const template = findTemplate(context, input);
  const source = readText(input, "SourceVersion");
  const data =
    template && source !== "" && findVersion(context, template, source)?.members["LaunchTemplateData"];
  return isStructure(data) ? data : undefined;
}

/** Makes a version from what is said and what its source says besides, and tells it. */
export async function makeTemplateVersion(context: Context, doIt: DoGeneric): Promise<Done> {
  const source = readSource(context);
  const own = context.input["LaunchTemplateData"];
  const LaunchTemplateData = merge(source ?? {}, isStructure(own) ? own : {});
  const done = await withTemplateFault(context, () =>
    source ? doIt(merge(context.input, { LaunchTemplateData })) : doIt(),
  );
  if ("error" in done || done.output["LaunchTemplateVersion"] !== undefined) return done;
  const { ask, caller, input } = context;
  const { LaunchTemplateId, LaunchTemplateName } = input;
  const asked = merge({ LaunchTemplateId, LaunchTemplateName, Versions: ["$Latest"] });
  const told = await ask({
    service: "ec2",
    operation: "DescribeLaunchTemplateVersions",
    input: asked,
    caller,
  });
  const [LaunchTemplateVersion] =
    "error" in told ? [] : listStructures(told.output["LaunchTemplateVersions"]);
  return { output: merge(done.output, { LaunchTemplateVersion }) };
}
