/** The parameters of a template: what the log hides or does not tell. */
import type { CfnValueKind } from "../../aws/cloudformation/kinds.ts";
import { Intrinsic } from "./values.ts";

/** A value that whoever uses the template has to give. */
export interface Parameter {
  readonly name: string;
  readonly type: "String" | "Number" | "CommaDelimitedList";
  readonly description: string;
  readonly isHidden: boolean;
}

/** A path as placeholders have it, whatever the places in lists. */
export function plainPath(path: string): string {
  return path.replace(/\[\d*\]/g, "[]").toLowerCase();
}

/** A parameter for a member of a resource, and the reference to it. */
export function addParameter(
  { take, parameters }: { readonly take: (wanted: string) => string; readonly parameters: Parameter[] },
  logicalId: string,
  member: string,
  isSecret: boolean,
  type: Parameter["type"] = "String",
): Intrinsic {
  const words = member.match(/[A-Za-z0-9]+/g) ?? [];
  const last = words.slice(-2).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = take(`${logicalId}${last.join("")}`);
  const why = isSecret ? "which the log hides" : "which the log does not tell";
  parameters.push({ name, type, description: `${member} of ${logicalId}, ${why}`, isHidden: isSecret });
  return new Intrinsic("Ref", name);
}

/** What kind of parameter can give a property; undefined where none can. */
export function findParameter(kind: CfnValueKind): Parameter["type"] | undefined {
  if (kind.is === "text") return "String";
  if (kind.is === "number" || kind.is === "whole") return "Number";
  if (kind.is === "either") return kind.kinds.some(({ is }) => is === "text") ? "String" : undefined;
  return kind.is === "list" && kind.of.is === "text" ? "CommaDelimitedList" : undefined;
}
