/** The parameters of a template: what the log hides or does not tell. */
import type { CfnValueKind } from "../../aws/cloudformation/kinds.ts";
import type { StandingThing } from "../standing.ts";
import { readRules } from "./rules.ts";
import { Intrinsic, type TemplateObject } from "./values.ts";

/** A value that whoever uses the template has to give. */
export interface Parameter {
  readonly name: string;
  readonly type: "String" | "Number" | "CommaDelimitedList";
  readonly description: string;
  /** What the API takes there. */
  readonly rules: TemplateObject;
  readonly isHidden: boolean;
}

/** What a parameter is for. */
export interface ParameterUse {
  readonly logicalId: string;
  readonly standing: StandingThing;
  /** The API's member that it is, as a path, and what people read of it. */
  readonly from: string;
  readonly member: string;
  /** Whether the log hides it. */
  readonly isSecret: boolean;
  readonly type: Parameter["type"];
}

/** A path as placeholders have it, whatever the places in lists. */
export function plainPath(path: string): string {
  return path.replace(/\[\d*\]/g, "[]").toLowerCase();
}

/** A parameter for a member of a resource, and the reference to it. */
export function addParameter(
  { take, parameters }: { readonly take: (wanted: string) => string; readonly parameters: Parameter[] },
  { logicalId, standing, from, member, isSecret, type }: ParameterUse,
): Intrinsic {
  const words = member.match(/[A-Za-z0-9]+/g) ?? [];
  const last = words.slice(-2).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = take(`${logicalId}${last.join("")}`);
  const why = isSecret ? "which the log hides" : "which the log does not tell";
  parameters.push({
    name,
    type,
    description: `${member} of ${logicalId}, ${why}`,
    rules: readRules(standing, from, type),
    isHidden: isSecret,
  });
  return new Intrinsic("Ref", name);
}

/** What kind of parameter can give a property; undefined where none can. */
export function findParameter(kind: CfnValueKind): Parameter["type"] | undefined {
  if (kind.is === "text") return "String";
  if (kind.is === "number" || kind.is === "whole") return "Number";
  if (kind.is === "either") return kind.kinds.some(({ is }) => is === "text") ? "String" : undefined;
  return kind.is === "list" && kind.of.is === "text" ? "CommaDelimitedList" : undefined;
}
