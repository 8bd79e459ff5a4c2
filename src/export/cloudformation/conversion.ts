/** What converts the members of one thing. */
import { isMasked } from "../../aws/secrets/secret-texts.ts";
import type { JsonValue } from "../../base/values.ts";
import type { StandingThing } from "../standing.ts";
import type { Conversion } from "./convert.ts";
import { addParameter, plainPath } from "./parameters.ts";
import type { CfnResource, TemplateFilling } from "./resource.ts";

/** Whether a member says no more than what the thing is called. */
export function isName(
  value: JsonValue | undefined,
  { id, arn, url, chain, account }: StandingThing,
): boolean {
  return typeof value === "string" && [id, arn, url, account, ...chain].includes(value);
}

/** What converts members of a thing, with parameters for what the log hides. */
export function makeConversion(
  { standing, cfn }: Pick<CfnResource, "standing" | "cfn">,
  logicalId: string,
  filling: TemplateFilling,
): Conversion {
  const placeholders = new Set(standing.placeholders.map(plainPath));
  return {
    structures: cfn.structures,
    isHidden: (value, path) =>
      (typeof value === "string" && isMasked(value)) ||
      // What a log hides of a call, its answer or what came after may tell: the thing's name.
      (placeholders.has(plainPath(path)) && !isName(value, standing)),
    fillHidden: (path, type) =>
      addParameter(filling, { logicalId, standing, from: path, member: path, isSecret: true, type }),
    onLeft: (member, why) => void filling.leftOut.push({ standing, member, why }),
  };
}
