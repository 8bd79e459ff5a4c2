/** Tells an instance a random answer of production's to each creation of a service, and looks whether its read has it all. */

import { listMembers } from "../../../src/aws/model/shape.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../../src/aws/model/types.ts";
import { parsePath, readTexts } from "../../../src/aws/resources/read-texts.ts";
import { loadReadings } from "../../../src/aws/resources/readings.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import type { ServiceResources } from "../../../src/aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import { settle } from "../../../src/instance/behaviour/makes/states.ts";
import { tellLeaf } from "../../../src/plan/missing/derived/paths.ts";
import { makeDraw } from "../../support/make-value.ts";
import answersOwn from "./answers-own.json" with { type: "json" };
import { findAlike, findAll } from "./found.ts";
import { holdsAll, keepShared } from "./keep-shared.ts";
import { makeValid } from "./make-valid.ts";
import { place } from "./name-input.ts";
import { fillRead, makeWorld } from "./world.ts";

const AT = 1_772_442_000_000;

/** What the answers to some creations can say in one way only, or say of something else: by the operation, the members. */
const OWN = new Map(
  answersOwn.flatMap(({ service, operations, members }) =>
    operations.map((name) => [`${service} ${name}`, new Set(members)] as const),
  ),
);

/** What of an answer the read must tell. */
function withoutOwn(service: string, name: string, kept: Value | undefined): Value | undefined {
  const own = OWN.get(`${service} ${name}`);
  if (!own || !isStructure(kept)) return kept;
  return Object.fromEntries(Object.entries(kept).filter(([member]) => !own.has(member))) as Structure;
}

/** What of an answer's members says the same as a member of the call, by their paths. */
function listAlike(
  { operations }: ServiceResources,
  maker: Operation,
): (readonly [to: string, from: string])[] {
  const { input: given = [], output: told = [] } = operations[maker.name] ?? {};
  const named = told.flatMap(({ part, kind, type, path }): (readonly [string, string])[] => {
    const leaf = tellLeaf(path);
    const same =
      given.find((one) => one.part === "own" && part === "own" && one.kind === kind) ??
      given.find((one) => one.path === leaf && !path.includes("[]")) ??
      // What the thing stands in is called so in the answer, too.
      given.find(
        (one) => one.part === "container" && part === one.part && one.type === type && one.kind === kind,
      );
    return same ? [[path, same.path]] : [];
  });
  // What stands in both is told as it was said.
  const echoed = listMembers(maker.input).flatMap(([name, { type }]): (readonly [string, string])[] =>
    type === "string" && maker.output?.members?.[name]?.type === "string" ? [[name, name]] : [],
  );
  return [...named, ...echoed];
}

/** Production answers with the names that it was given, and calls one thing by one name: of the thing, of what it stands in. */
function nameAlike(
  resources: ServiceResources,
  maker: Operation,
  input: Structure,
  output: Structure,
): Structure {
  const alike = listAlike(resources, maker).reduce((named, [to, from]) => {
    const [text] = readTexts(parsePath(from), input);
    return text === undefined ? named : (place(named, parsePath(to), text) as Structure);
  }, output);
  const first = new Map<string, string>();
  return (resources.operations[maker.name]?.output ?? []).reduce((named, { part, kind, path }) => {
    if (part !== "own") return named;
    const key = `${kind} ${tellLeaf(path)}`;
    const [text] = readTexts(parsePath(path), named);
    const known = first.get(key);
    if (known === undefined && text !== undefined) first.set(key, text);
    return known === undefined || text === undefined
      ? named
      : (place(named, parsePath(path), known) as Structure);
  }, alike);
}

/** What an answer says of the request and not of the thing: its status, its id for who asks the service's people about it. */
function isOfRequest(name: string, { location }: Shape): boolean {
  return location === "statusCode" || /^request_?id$/i.test(name);
}

/** An answer without tags, which are those that the call gave, and without what is said of the request. */
function withoutLabels(value: Value, shape: Shape | undefined, labels: readonly string[]): Value {
  if (Array.isArray(value))
    return (value as readonly Value[]).map((item) => withoutLabels(item, shape?.member, labels));
  if (!isStructure(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const member = shape?.members?.[name];
    const isLeftOut = labels.includes(name) || (member && isOfRequest(name, member));
    return isLeftOut ? [] : [[name, withoutLabels(inner ?? null, member, labels)] as const];
  });
  return Object.assign(makeStructure(), Object.fromEntries(kept)) as Structure;
}

/**
 * Whether what the first read that is answered tells has all that it shares with production's answer, by the operations; of those
 * that answer with something which a read tells.
 */
export async function adoptService(service: string, seed: number): Promise<ReadonlyMap<string, boolean>> {
  const [model, resources, { readings }] = await Promise.all([
    loadModel(service),
    loadResources(service),
    loadReadings(service),
  ]);
  const draw = makeDraw(seed);
  const found = new Map<string, boolean>();
  for (const [name, { deed }] of Object.entries(resources.operations)) {
    const maker = model.operations[name];
    const reads = readings[name] ?? [];
    const input = maker && deed === "create" && reads.length > 0 ? makeValid(draw, maker.input) : undefined;
    const drawn = maker?.output && input && makeValid(draw, maker.output);
    if (!maker?.output || !input || !drawn) continue;
    const bare = withoutLabels(drawn, maker.output, resources.texts.labels) as Structure;
    const output = nameAlike(resources, maker, input, bare);
    const world = makeWorld();
    const done = await world.call(maker, input, { told: { output, at: AT, id: "1" } });
    if ("error" in done) continue;
    const said = { input, output };
    for (const reading of reads) {
      const read = model.operations[reading.operation];
      const asked = read && fillRead(read, reading, said);
      const told = read && asked && (await world.call(read, asked));
      if (!told || "error" in told) continue;
      const [first, ...others] = findAll(read.output, told.output, reading.at ?? "");
      if (!first) continue;
      const [answer] = findAll(maker.output, output, findAlike(maker.output, first[0]));
      // What was still to come has come.
      const shared = answer && keepShared(answer[0], first[0], settle(model, ...answer));
      const kept = withoutOwn(service, name, shared);
      if (kept === undefined) continue;
      const isWhole = [first, ...others].some(([, value]) => holdsAll(value, kept));
      found.set(name, found.get(name) === true || isWhole);
    }
  }
  return found;
}
