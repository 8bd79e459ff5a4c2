/** The resources that CloudFormation has where the API has members of a thing: a network's further ranges. */
import { readProperties } from "../../aws/cloudformation/kinds.ts";
import { listRows } from "../../aws/cloudformation/rows.ts";
import { loadCfnType } from "../../aws/cloudformation/table.ts";
import type { JsonObject, JsonValue } from "../../base/values.ts";
import { findMember, spreadPath } from "../paths.ts";
import type { StandingThing } from "../standing.ts";
import { makeConversion } from "./conversion.ts";
import { fillProperties } from "./convert.ts";
import type { CfnItem } from "./gather.ts";
import type { CfnResource, TemplateFilling } from "./resource.ts";

/** The resources that CloudFormation makes of members. */
export async function makeParts(
  item: CfnItem,
  owner: CfnResource,
  filling: TemplateFilling,
): Promise<CfnResource[]> {
  const parts: CfnResource[] = [];
  for (const row of listRows("part")) {
    if (row.cfn !== item.cfn.name) continue;
    const cfn = await loadCfnType(row.makes);
    for (const found of cfn ? spreadPath(item.members, row.each) : []) {
      if (!cfn || (row.when !== undefined && findMember(found, row.when) === undefined)) continue;
      if (row.unlike !== undefined && found[row.unlike] === item.members[row.unlike]) continue;
      const given = Object.entries(row.members ?? {}).map(([name, path]) => [
        name,
        path === "$ref" ? referTo(owner) : (found[path] ?? (path === "" ? (found as JsonValue) : null)),
      ]);
      const own: JsonObject = { ...found, ...Object.fromEntries(given) };
      const logicalId = filling.take(`${owner.logicalId}${row.makes.split("::").at(-1)}`);
      const standing: StandingThing = {
        ...owner.standing,
        tags: {},
        id: undefined,
        arn: undefined,
        url: undefined,
      };
      const part: CfnResource = { logicalId, cfn, standing, properties: {}, outerId: undefined };
      const to = makeConversion(part, logicalId, filling);
      const { list } = readProperties(cfn.properties);
      part.properties = fillProperties(own, { list, without: new Set() }, "", to);
      parts.push(part);
    }
  }
  return parts;
}

/** What the owner's reference is in production: it is found again as that. */
function referTo({ standing, cfn, properties }: CfnResource): string {
  const [ref = ""] = cfn.ref;
  const told = properties[ref];
  if (typeof told === "string") return told;
  return (
    (/arn$/i.test(ref) ? standing.arn : /url$/i.test(ref) ? standing.url : standing.id) ??
    standing.arn ??
    standing.chain.at(-1) ??
    ""
  );
}
