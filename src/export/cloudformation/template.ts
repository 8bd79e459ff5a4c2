/** What stands as templates of CloudFormation: one for each account and region. */

import { readProperties } from "../../aws/cloudformation/kinds.ts";
import { isAbout, listRows } from "../../aws/cloudformation/rows.ts";
import { findHomes, groupByPlace } from "../homes.ts";
import { nameThing, type StandingThing } from "../standing.ts";
import { tellBrought } from "./brought.ts";
import { cutCircles, leadsTo, listLinks } from "./cycles.ts";
import { completeRequired, fill } from "./fill.ts";
import { type CfnItem, gather, type LeftOut } from "./gather.ts";
import { Lacking } from "./lacking.ts";
import { LogicalIds } from "./logical-ids.ts";
import type { Parameter } from "./parameters.ts";
import { CfnReferences, findValue } from "./references.ts";
import type { CfnResource, TemplateFilling } from "./resource.ts";
import {
  Intrinsic,
  listIntrinsics,
  listNamed,
  NamedText,
  type TemplateObject,
  type TemplateValue,
} from "./values.ts";

/** A template, for one account and region. */
export interface CfnTemplate {
  readonly account: string;
  readonly region: string;
  readonly body: TemplateObject;
  readonly resources: number;
  readonly parameters: readonly Parameter[];
  /** What the template lacks of what stands, as it says itself. */
  readonly leftOut: readonly LeftOut[];
}

function listLeftOut(leftOut: readonly LeftOut[]): TemplateValue[] {
  const seen = new Set<string>();
  return leftOut.flatMap(({ standing, member, why }) => {
    const line = { What: nameThing(standing), ...(member !== undefined && { Member: member }), Why: why };
    const text = JSON.stringify(line);
    if (seen.has(text)) return [];
    seen.add(text);
    return [line];
  });
}

/** Drops what lacks something that its type demands, and what then names it names by production's names. */
function dropIncomplete(all: CfnResource[], filling: TemplateFilling): CfnResource[] {
  const kept: CfnResource[] = [];
  for (const one of all) {
    const { properties, missing } = completeRequired(one, filling);
    one.properties = properties;
    if (missing === undefined) kept.push(one);
    else
      filling.leftOut.push({
        standing: one.standing,
        why: `${one.cfn.name} demands ${missing}, which is not known`,
      });
  }
  return kept;
}

/** Lets what is made within another thing name that, where its own members do not. */
function nameOuters(all: readonly CfnResource[], references: CfnReferences): void {
  const byId = new Map(all.map((one) => [one.logicalId, one]));
  for (const one of all) {
    const outer = one.outerId === undefined ? undefined : byId.get(one.outerId);
    if (!outer) continue;
    const { list } = readProperties(one.cfn.properties);
    const row = listRows("type").find((each) => isAbout(each, one.standing) && each.cfn === one.cfn.name);
    for (const [name, path] of Object.entries(row?.members ?? {})) {
      const named = path === "$outer" ? references.nameWhole(outer) : undefined;
      if (named) one.properties = { ...one.properties, [name]: named };
    }
    // The property that is called as what Ref gives of the outer one, and says that.
    const [ref = ""] = outer.cfn.ref;
    const own = one.properties[ref];
    const text = own instanceof NamedText ? own.text : own;
    if (text !== undefined && ref !== one.cfn.ref[0] && text === findValue(outer, ref)) {
      const whole = references.nameWhole(outer);
      if (whole) one.properties = { ...one.properties, [ref]: whole };
    }
    const asking = list.filter(
      ({ names, kind }) => kind.is === "text" && names.some(({ type }) => type === outer.cfn.name),
    );
    if (asking.some(({ name }) => name in one.properties)) continue;
    const [property] = [...asking].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
    const named = property && references.nameOuter(property.names, outer);
    if (property && named) one.properties = { ...one.properties, [property.name]: named };
  }
}

/** A resource's properties with references in them; what it is called itself is no other's name, unless a service made that up. */
function putReferences(
  { logicalId, cfn, properties }: CfnResource,
  references: CfnReferences,
): TemplateObject {
  const own = Object.entries(properties).map(([name, value]) =>
    cfn.ref.length === 1 &&
    cfn.ref[0] === name &&
    value instanceof NamedText &&
    !references.isOwned(value.text)
      ? [name, value.text]
      : [name, references.put(value, logicalId)],
  );
  return Object.fromEntries(own) as TemplateObject;
}

/** What has to be made before, without being named. */
function listDependencies(all: readonly CfnResource[]): Map<string, string[]> {
  const links = listLinks(all);
  const text = (value: TemplateValue | undefined) =>
    value instanceof Intrinsic ? value.argument : typeof value === "string" ? value : undefined;
  const found = new Map<string, string[]>();
  const depths = new Map(all.map(({ logicalId, standing }) => [logicalId, standing.chain.length]));
  for (const { logicalId, outerId, standing } of all) {
    // What has the same names need not be made before.
    if ((depths.get(outerId ?? "") ?? Infinity) >= standing.chain.length) continue;
    const isNamed = outerId === undefined || !links.has(outerId) || leadsTo(links, logicalId, outerId);
    if (isNamed || leadsTo(links, outerId, logicalId)) continue;
    found.set(logicalId, [outerId]);
    links.get(logicalId)?.add(outerId);
  }
  for (const { cfn, same, on, of } of listRows("depends")) {
    const before = all.filter((one) => one.cfn.name === on);
    for (const one of all) {
      const value = one.cfn.name === cfn ? text(one.properties[same]) : undefined;
      if (value === undefined) continue;
      for (const other of before) {
        if (text(other.properties[of]) !== value || leadsTo(links, other.logicalId, one.logicalId)) continue;
        found.getOrInsertComputed(one.logicalId, () => []).push(other.logicalId);
        links.get(one.logicalId)?.add(other.logicalId);
      }
    }
  }
  return found;
}

function writeParameters(parameters: readonly Parameter[], used: ReadonlySet<string>): TemplateObject {
  return Object.fromEntries(
    parameters
      .filter(({ name }) => used.has(name))
      .map(({ name, type, description, rules, isHidden }) => [
        name,
        { Type: type, ...rules, ...(isHidden && { NoEcho: true }), Description: description },
      ]),
  );
}

/** Ids as AWS makes them up: `vpc-0a1b2c3d`, UUIDs. */
const MINTED = /^(?:[a-z]+(?:-[a-z]+)?-)?[0-9a-f-]{8,}$/;

/** What people call a thing; "" where that is only what AWS calls it, or others. */
function findLabel({ tags, chain, id }: StandingThing, minted: ReadonlySet<string>): string {
  if (tags["Name"]) return tags["Name"];
  const whole = chain.at(-1) ?? id ?? "";
  const name = whole.startsWith("arn:") ? (whole.split(/[:/]/).at(-1) ?? "") : whole;
  return name.includes("=") || MINTED.test(name) || name.split(" ").some((part) => minted.has(part))
    ? ""
    : name;
}

/** The logical ids, by what they are for. What nobody gave a name is called by what it stands in. */
function nameItems(items: readonly CfnItem[], ids: LogicalIds): Map<CfnItem, string> {
  const minted = new Set(
    items.flatMap(({ standing: { id, chain } }) => (id !== undefined && chain.includes(id) ? [id] : [])),
  );
  const labels = new Map(items.map((item) => [item, findLabel(item.standing, minted)]));
  return new Map(
    items.map((item) => {
      const label = labels.get(item) || (item.outer && labels.get(item.outer)) || "";
      return [item, ids.give(item.cfn.name, label, item.standing.id)];
    }),
  );
}

/** What the resources of a template name and nothing makes there. */
function listLacking(
  kept: readonly CfnResource[],
  leftOut: readonly LeftOut[],
  others: readonly (CfnItem | LeftOut)[],
): LeftOut[] {
  const made = kept.map(({ standing }) => standing);
  const isWhole = (one: CfnItem | LeftOut): one is LeftOut => "why" in one && one.member === undefined;
  const lacking = new Lacking(
    made,
    [...leftOut, ...others].flatMap((one) => (isWhole(one) ? [one.standing] : [])),
    others.flatMap((one) => ("cfn" in one ? [one.standing] : [])),
  );
  return kept.flatMap((one) => lacking.list(one));
}

async function writeTemplate(
  items: readonly CfnItem[],
  place: { readonly account: string; readonly region: string },
  leftOutBefore: readonly LeftOut[],
  others: readonly (CfnItem | LeftOut)[],
): Promise<CfnTemplate> {
  const ids = new LogicalIds();
  const filling: TemplateFilling = {
    take: (wanted) => ids.take(wanted),
    parameters: [],
    leftOut: [...leftOutBefore],
  };
  const idOf = nameItems(items, ids);
  const all: CfnResource[] = [];
  for (const item of items) {
    const made = await fill(item, idOf.get(item) ?? "", filling);
    const [own] = made;
    if (own && item.outer) own.outerId = idOf.get(item.outer);
    all.push(...made);
  }
  nameOuters(all, new CfnReferences(all, place));
  const kept = dropIncomplete(all, filling);
  const references = new CfnReferences(kept, place);
  for (const one of kept) one.properties = putReferences(one, references);
  filling.leftOut.push(...listLacking(kept, filling.leftOut, others));
  const byId = new Map(kept.map((one) => [one.logicalId, one]));
  for (const { from, to } of cutCircles(kept)) {
    const [one, other] = [byId.get(from), byId.get(to)];
    if (one && other)
      filling.leftOut.push({
        standing: one.standing,
        why: `names ${nameThing(other.standing)} as production does: each would need the other`,
      });
  }
  const dependencies = listDependencies(kept);
  const used = new Set(kept.flatMap(({ properties }) => [...listIntrinsics(properties)].flatMap(listNamed)));
  const resources = Object.fromEntries(
    kept.map(({ logicalId, cfn, properties }) => {
      const dependsOn = dependencies.get(logicalId);
      return [
        logicalId,
        {
          Type: cfn.name,
          ...(dependsOn && { DependsOn: dependsOn }),
          ...(Object.keys(properties).length > 0 && { Properties: properties }),
        },
      ];
    }),
  );
  const parameters = writeParameters(filling.parameters, used);
  const lacks = listLeftOut(filling.leftOut);
  const body: TemplateObject = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `What stood in ${place.region} of account ${place.account} at the end of a CloudTrail log, written by cloudmock`,
    ...(lacks.length > 0 && { Metadata: { Cloudmock: { NotExpressed: lacks } } }),
    ...(Object.keys(parameters).length > 0 && { Parameters: parameters }),
    Resources: resources,
  };
  return {
    ...place,
    body,
    resources: kept.length,
    parameters: filling.parameters.filter(({ name }) => used.has(name)),
    leftOut: filling.leftOut,
  };
}

/** The templates of what stands, that with most resources first. */
export async function writeTemplates(standing: readonly StandingThing[]): Promise<CfnTemplate[]> {
  const ordered = tellBrought(standing).sort((one, other) => one.createdAt - other.createdAt);
  const homes = findHomes(ordered);
  const { items, leftOut } = await gather(ordered);
  // What has no resource in a place is told there all the same.
  const places = groupByPlace<CfnItem | LeftOut>([...items, ...leftOut], homes, (one) => one.standing);
  const alone = ordered.flatMap((standing): LeftOut[] =>
    standing.isBrought && standing.id !== undefined ? [{ standing, why: "comes by itself" }] : [],
  );
  const templates: CfnTemplate[] = [];
  for (const { account, region, all } of places) {
    const [some, lacks] = [all.filter((one) => "cfn" in one), all.filter((one) => "why" in one)];
    const others = [...places.flatMap((one) => (one.all === all ? [] : one.all)), ...alone];
    templates.push(await writeTemplate(some, { account, region }, lacks, others));
  }
  return templates.sort((one, other) => other.resources - one.resources);
}
