/**
 * What stands after a log compared with what its templates make, with what the templates say themselves that they lack counted apart, and
 * what follows from a resource that is not made.
 */

import type { LeftOut } from "../../../src/export/cloudformation/gather.ts";
import { writeTemplates } from "../../../src/export/cloudformation/template.ts";
import { readStanding } from "../../../src/export/read-standing.ts";
import type { StandingThing } from "../../../src/export/standing.ts";
import type { Instance } from "../../../src/instance/instance.ts";
import { parseExportOptions } from "../../../src/options/export-options.ts";
import { parseStandingLog } from "../../../src/options/unsent-replay.ts";
import { standUpLog } from "../../../src/run/stand-up.ts";
import {
  type ChangedResource,
  diffTopologies,
  type TopologyDifference,
} from "../../../src/topology/diff/diff.ts";
import type { MemberDifference } from "../../../src/topology/diff/members.ts";
import { readTopology } from "../../../src/topology/read.ts";
import type { Resource, Topology } from "../../../src/topology/topology.ts";
import { type Deployed, type DeployTrouble, deployTemplates } from "./deploy.ts";

const QUIET = {
  remarks: { info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
};

/** How what templates make compares with what they were written from. */
export interface DeployedComparison {
  readonly same: number;
  /** Of both, and otherwise. */
  readonly different: readonly ChangedResource[];
  /** What stands after the log and was not made. */
  readonly missing: readonly Resource[];
  /** What was made and does not stand after the log. */
  readonly added: readonly Resource[];
  /** Of these, what the templates say that they cannot express: whole, or all of the members that differ. */
  readonly notExpressed: readonly Resource[];
  /** Of these, what the two services chose by themselves, and nobody asked for. */
  readonly chosen: readonly Resource[];
  readonly failed: readonly DeployTrouble[];
  readonly partly: readonly DeployTrouble[];
}

function isBeside(one: StandingThing, resource: Resource): boolean {
  return (
    one.service === resource.service && one.account === resource.account && one.region === resource.region
  );
}

/** Whether a thing that stood is a resource of the topology. */
function isResource(one: StandingThing, resource: Resource): boolean {
  if (!isBeside(one, resource) || one.type !== resource.type) return false;
  return one.arn === undefined ? one.chain.at(-1) === resource.name : one.arn === resource.arn;
}

function plain(path: string): string {
  return path.replace(/\[[^[\]]*\]/g, "").toLowerCase();
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

function namesLacking(value: unknown, { id, arn, url }: StandingThing): boolean {
  const text = JSON.stringify(value) ?? "";
  return [id, arn, url].some((name) => name !== undefined && text.includes(name));
}

function isNumber(value: unknown): boolean {
  return /^v?\d{1,9}$/.test(String(value));
}

/** Whether a difference is that a version has a lower number, or that its number is not there. */
function isLower(path: string, type: string, a: unknown, b: unknown): boolean {
  const [own = "", number, ...deeper] = path.split(".");
  if (own === type) return b === undefined && isNumber(number) && deeper.length === 0;
  return number === undefined && isNumber(a) && (b === undefined || isNumber(b));
}

/** Whether a member that differs is one that a template says it lacks. */
function isMemberLeftOut(
  { path, a, b }: MemberDifference,
  resource: Resource,
  leftOut: readonly LeftOut[],
): boolean {
  const at = plain(path);
  return leftOut.some(({ standing, member, lacks }) => {
    if (lacks) return isResource(standing, resource) && namesLacking(a, lacks.standing);
    if (isResource(standing, resource)) {
      if (member === undefined) return true;
      const left = plain(member);
      return isWithin(at, left) || isWithin(left, at);
    }
    // A part of it, which is told with it.
    const { type, chain } = standing;
    const isPart =
      isBeside(standing, resource) &&
      [resource.name, resource.id].some((one) => one !== undefined && chain.includes(one));
    // Without the older ones, versions have lower numbers.
    if (isPart && isNumber(chain.at(-1)) && isLower(at, type, a, b)) return true;
    if (!isPart || !isWithin(at, type)) return false;
    const inner = plain(`${type}.${chain.at(-1)}`);
    return isWithin(at, inner) || isWithin(inner, at) || path.startsWith(`${type}[`);
  });
}

/** Whether both services told a member by themselves. */
function isChosen({ path, a, b }: MemberDifference, { a: one, b: other }: ChangedResource): boolean {
  const at = path.replace(/\[[^[\]]*\]/g, "[]");
  const isOf = ({ answered = [], origin }: Resource) =>
    origin === "brought" ||
    answered.some((told) => at === told || at.startsWith(`${told}.`) || at.startsWith(`${told}[`));
  return (a === undefined || isOf(one)) && (b === undefined || isOf(other));
}

/** Sorts a difference by what it comes from. */
export function sortDeployed(
  { same, changed, onlyA, onlyB }: TopologyDifference,
  leftOut: readonly LeftOut[],
  { failed, partly }: Pick<Deployed, "failed" | "partly">,
): DeployedComparison {
  // What could not be made since it names what no template makes is told as well.
  const lost = new Set(failed.map(({ id }) => id));
  const isLeftOut = (one: Resource) =>
    leftOut.some(
      ({ standing, member, lacks }) =>
        isResource(standing, one) && (lacks ? lost.has(lacks.by) : member === undefined),
    );
  const different: ChangedResource[] = [];
  const [notExpressed, chosen]: [Resource[], Resource[]] = [onlyA.filter(isLeftOut), []];
  for (const one of changed) {
    const members = one.members.filter((member) => !isMemberLeftOut(member, one.a, leftOut));
    const left = members.filter((member) => !isChosen(member, one));
    if (members.length === 0) notExpressed.push(one.a);
    else if (left.length === 0) chosen.push(one.a);
    else different.push({ ...one, members: left });
  }
  return {
    same,
    different,
    missing: onlyA.filter((one) => !isLeftOut(one)),
    added: onlyB,
    notExpressed,
    chosen,
    failed,
    partly,
  };
}

/** What of a topology templates say that they have no resource for, and the rest: where an older version is not there, the newest is compared. */
function splitLeftOut(
  stood: Topology,
  leftOut: readonly LeftOut[],
): readonly [left: readonly Resource[], others: Topology] {
  const left = stood.resources.filter(
    (one) =>
      one.service !== "cloudformation" &&
      leftOut.some(
        ({ standing, member, lacks }) => member === undefined && !lacks && isResource(standing, one),
      ),
  );
  const keys = new Set(left.map(({ key }) => key));
  const relations = stood.relations.filter(({ from, to }) => !keys.has(from) && !keys.has(to));
  return [left, { ...stood, relations, resources: stood.resources.filter(({ key }) => !keys.has(key)) }];
}

/** Writes what stands in an instance as templates, deploys these, and compares what they make with what stood. */
async function compareStanding(from: Pick<Instance, "store">, stood: Topology) {
  const templates = await writeTemplates(await readStanding(from));
  const deployed = await deployTemplates(templates);
  const leftOut = templates.flatMap((template) => template.leftOut);
  const [left, others] = splitLeftOut(stood, leftOut);
  const difference = await diffTopologies(
    others,
    await readTopology(deployed.instance),
    ({ service }) => service !== "cloudformation",
  );
  const sorted = sortDeployed(difference, leftOut, deployed);
  return { templates, difference, ...sorted, notExpressed: [...left, ...sorted.notExpressed] };
}

/** Compares what the templates of an instance make with what stands there. */
export async function compareInstance(instance: Instance) {
  return compareStanding(instance, await readTopology(instance));
}

/** Compares what the templates of a log's end make with what stands after the whole log. */
export async function compareLog(path: string) {
  const input = [path];
  const end = await standUpLog(parseExportOptions({ input, as: ["cloudformation"] }, {}, 0).replay, QUIET);
  const whole = await standUpLog(parseStandingLog({ input }, 0), QUIET);
  return compareStanding(end.instance, whole.topology);
}

/** What of a comparison is told where it is less than it should be. */
export function tellComparison({
  same,
  different,
  missing,
  added,
  notExpressed,
  chosen,
  failed,
}: DeployedComparison): string {
  return [
    `${same} the same, ${different.length} different, ${missing.length} missing, ${added.length} more; apart from these,`,
    `${notExpressed.length} that the templates say they lack, ${chosen.length} that services chose by themselves`,
    ...failed.map(({ type, id, why }) => `${type} ${id}: ${why}`),
    ...missing.map(({ key }) => `- ${key}`),
    ...different.flatMap(({ a, members }) => members.map(({ path }) => `~ ${a.key} ${path}`)),
  ].join("\n");
}
