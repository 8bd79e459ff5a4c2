/** Parameters as they stand, and their versions. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { isOver, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { tellPolicies } from "./policies.ts";
import { findPublic } from "./public.ts";

export const PARAMETER = { service: "ssm", type: "parameter" } as const;
export const VERSION = { service: "ssm", type: "parameter-version" } as const;
export const SECURE = "SecureString";
export const USUAL_KEY = "alias/aws/ssm";

/** The name of a parameter. */
export function nameOf({ chain }: Thing): string {
  return chain[0] ?? "";
}

/** The versions of a parameter, the oldest first. One that was made without any is its only one. */
export function listVersions({ store }: Context, parameter: Thing): readonly Thing[] {
  const all = store.listInner(parameter).filter(({ type }) => type === VERSION.type);
  return all.length > 0 ? all : [parameter];
}

/** The number of a version. */
export function numberOf({ members }: Thing): number {
  const { Version } = members;
  return typeof Version === "number" ? Version : 1;
}

/** The labels of a version. */
export function listLabels({ members }: Thing): readonly string[] {
  return listTexts(members["Labels"]);
}

/** Ends a parameter with all its versions. */
export function endParameter({ store }: Context, parameter: Thing): void {
  for (const inner of store.listInner(parameter)) store.remove(inner);
  store.remove(parameter);
}

/** The parameter as it is now: one whose policy has ended it is no more. */
export function settle(context: Context, parameter: Thing): Thing | undefined {
  if (!isOver(parameter.members, context.now)) return parameter;
  endParameter(context, parameter);
  return undefined;
}

/** A parameter by its plain name. */
export function findParameter(context: Context, name: string): Thing | undefined {
  const place = placeOf(context, PARAMETER.type);
  // Who says the name of one that stands in no path may put a slash before it.
  const other = name.startsWith("/") ? name.slice(1) : `/${name}`;
  const texts = other.includes("/", 1) ? [name] : [name, other];
  const found = context.store.find(place, PARAMETER, texts);
  return found && settle(context, found);
}

/** How a call names a version of a parameter. */
export interface Selected {
  readonly name: string;
  /** The number or label behind a colon; undefined where there is none. */
  readonly selector: string | undefined;
  /** Whether the name was said in an ARN. */
  readonly isArn: boolean;
}

/** Takes a name, or an ARN, with what is behind it apart. */
export function readSelected(text: string): Selected {
  const arn = splitArn(text);
  const resource = arn?.service === "ssm" ? arn.resource : undefined;
  const whole = resource?.startsWith("parameter/") ? resource.slice("parameter".length) : text.trim();
  const at = whole.indexOf(":");
  const [name, selector] = at < 0 ? [whole, undefined] : [whole.slice(0, at), whole.slice(at + 1)];
  return { name, selector, isArn: resource !== undefined };
}

/** A version of a parameter that was asked for. */
export interface FoundParameter extends Selected {
  readonly parameter: Thing;
  readonly version: Thing;
}

/** What a call asks for; undefined where there is no such parameter, and "version" where there is, but no such version. */
export function findVersion(context: Context, text: string): FoundParameter | "version" | undefined {
  const selected = readSelected(text);
  const parameter = findParameter(context, selected.name) ?? findPublic(context, selected.name);
  if (!parameter) return undefined;
  const versions = listVersions(context, parameter);
  const { selector } = selected;
  const version =
    selector === undefined
      ? versions.at(-1)
      : versions.find((one) => String(numberOf(one)) === selector || listLabels(one).includes(selector));
  return version ? { ...selected, parameter, version } : "version";
}

/** Ends a call because of a version that there is not. */
export function refuseVersion(name: string, version: string | number): never {
  return refuse(
    "ParameterVersionNotFound",
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

/** Ends a call because of a parameter that there is not. `name`: to operations of which nobody reported that AWS says nothing more. */
export function refuseParameter(name = ""): never {
  return refuse("ParameterNotFound", name && `Parameter ${name} not found.`);
}

/** The ARN of a parameter. */
export function tellArn({ names, place, chain }: Thing): string {
  const name = chain[0] ?? "";
  const path = name.startsWith("/") ? name : `/${name}`;
  return (
    names.arn ??
    `arn:${findPartition(place.region).name}:ssm:${place.region}:${place.account}:parameter${path}`
  );
}

/** What is told of a version wherever one is. */
export function tellVersion(parameter: Thing, version: Thing): Structure {
  const { members, createdAt } = version;
  return merge({
    Name: nameOf(parameter),
    Type: readText(members, "Type") || "String",
    Version: numberOf(version),
    LastModifiedDate: new Date(createdAt),
    ARN: tellArn(parameter),
    DataType: readText(members, "DataType") || "text",
  });
}

/** What lists of parameters and histories tell of a version beside its value. */
export function tellDetails(parameter: Thing, version: Thing): Structure {
  const { members, place } = version;
  const key = readText(members, "KeyId") || (members["Type"] === SECURE ? USUAL_KEY : "");
  const details = Object.entries({
    KeyId: key,
    Description: readText(members, "Description"),
    AllowedPattern: readText(members, "AllowedPattern"),
  }).filter(([, text]) => text !== "");
  const user = `arn:${findPartition(place.region).name}:iam::${place.account}:root`;
  const { ARN: _arn = null, ...told } = tellVersion(parameter, version);
  return merge(told, Object.fromEntries(details), {
    LastModifiedUser: readText(members, "LastModifiedUser") || user,
    Tier: readText(members, "Tier") || "Standard",
    Policies: tellPolicies(members),
  });
}
