/** The thing that a call made, and what its service tells of it. */
import { compileFill, fillMember, parseCallPath } from "../../../../aws/resources/fill-input.ts";
import { parsePath, readTexts } from "../../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { scopeOf } from "../../../behaviour/context.ts";
import type { Thing } from "../../../thing.ts";
import { callAsClient } from "./call-as-client.ts";
import type { ResourceKind } from "./kind.ts";
import { KnownMembers } from "./known-members.ts";
import type { ResourceContext } from "./resource-world.ts";

/** What a call was asked and answered. */
export interface MakingAnswer {
  readonly operation: string;
  readonly input: Structure;
  readonly output: Structure;
}

/** The thing that a call made; undefined where the call brought two together, or where it is not found. */
export function findMadeThing(
  { store, caller }: ResourceContext,
  kind: ResourceKind,
  { operation, input, output }: MakingAnswer,
): Thing | undefined {
  const { resources, type, service } = kind;
  const meaning = resources.operations[operation];
  if (type === undefined || !meaning) return undefined;
  const place = {
    account: caller.account,
    region: scopeOf(resources, type) === "region" ? caller.region : "",
  };
  const read = (side: "input" | "output", part: "own" | "container") =>
    meaning[side]
      .filter(
        (one) => one.part === part && (part === "container" || one.type === undefined || one.type === type),
      )
      .flatMap(({ path }) => readTexts(parsePath(path), side === "input" ? input : output));
  const texts = [...read("output", "own"), ...read("input", "own")];
  const containers = read("input", "container");
  const at = { service, type };
  const within = containers.length > 0 ? store.find(place, at, texts, containers) : undefined;
  return within ?? store.find(place, at, texts);
}

/** The structures that stand at a path of an answer, or of an input. */
export function listAt(output: Structure, path: string): Structure[] {
  let found: Value[] = [output];
  for (const step of parsePath(path))
    found = found.flatMap((one): Value[] => {
      if (step === "[]") return Array.isArray(one) ? [...(one as readonly Value[])] : [];
      if (!isStructure(one)) return [];
      if (step === "{}") return Object.values(one).flatMap((inner) => inner ?? []);
      return [one[step] ?? null];
    });
  return found.filter(isStructure);
}

/** At most so many reads are asked. */
const MOST_READS = 4;

/** What reads tell of what a call made. */
export async function readMade(
  context: ResourceContext,
  kind: ResourceKind,
  call: MakingAnswer,
  names: ReadonlySet<string>,
): Promise<KnownMembers> {
  const known = new KnownMembers();
  for (const reading of (kind.readings.readings[call.operation] ?? []).slice(0, MOST_READS)) {
    const read = kind.model.operations[reading.operation];
    if (!read) continue;
    const input: Record<string, Value> = makeStructure();
    for (const member of compileFill(read, reading.fill, parseCallPath)) {
      const filled = fillMember(read, member, call);
      if (filled) input[member.member] = filled.value;
    }
    if ((read.input?.required ?? []).some((name) => input[name] === undefined)) continue;
    const done = await callAsClient(context, { service: kind.service, operation: read.name, input });
    if ("error" in done) continue;
    const all = listAt(done.output, reading.at ?? "");
    const isOurs = (one: Structure) =>
      Object.values(one).some((value) => typeof value === "string" && names.has(value));
    const own = all.length > 1 ? all.find(isOurs) : all[0];
    if (own) known.addAll(own);
  }
  return known;
}
