/**
 * Makes src/aws/resources/resources.bin, the resource table, from the API models and what AWS publishes of its resources,
 * and from it readings.bin, which says how calls are read back and undone: `npm run resources`. disagreements.tsv lists where
 * the sources say otherwise. The same sources give the same bytes. scripts/resources/ has the parts; corrections.json and readings.json, beside the tables, what they get wrong.
 *
 * The files are laid out as the model table: see scripts/lib/pack-blocks.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackedModel } from "../src/aws/model/types.ts";
import type { OperationMeaning, ResourceType, ServiceResources } from "../src/aws/resources/types.ts";
import { packBlocks } from "./lib/pack-blocks.ts";
import { root } from "./lib/python.ts";
import { readModels } from "./models.ts";
import {
  applyCorrections,
  type Correction,
  correctArns,
  correctScope,
  correctWithin,
} from "./resources/correct.ts";
import type { ReadingRow } from "./resources/correct-readings.ts";
import { describeOperation, findContainers, findDeed, findType } from "./resources/describe-operation.ts";
import { describeReadings } from "./resources/describe-readings.ts";
import { findTexts } from "./resources/find-texts.ts";
import { type FoundTypes, findScope, findTypes } from "./resources/find-types.ts";
import type { ServiceFacts } from "./resources/list-candidates.ts";
import { describeCfn } from "./resources/list-cfn-types.ts";
import { listDisagreements, printDisagreements } from "./resources/list-disagreements.ts";
import { nameByShape } from "./resources/name-by-shape.ts";
import { nameByWord } from "./resources/name-by-word.ts";
import { findOtherNames, nameOwn } from "./resources/name-own.ts";
import { nameSettings } from "./resources/name-settings.ts";
import { TypeNamer } from "./resources/name-types.ts";
import { listNames, readSources } from "./resources/read-sources.ts";
import { type Cfn, readCfn } from "./resources/sources.ts";
import { fold } from "./resources/words.ts";

interface Prepared {
  readonly model: PackedModel;
  readonly found: FoundTypes;
  readonly ownNames: ReadonlySet<string>;
  readonly actions: ServiceFacts["actions"];
  readonly arnServices: readonly string[];
}

function prepare(model: PackedModel, cfn: Cfn, owners: ReadonlyMap<string, ReadonlySet<string>>): Prepared {
  const { names, templates, actions, cfnTypes } = readSources(model, cfn);
  const prefixes = names.map((name) => name.toLowerCase());
  const isForeign = (arn: string) => {
    const service = arn.split(":")[2] ?? "";
    const owner = owners.get(service);
    return owner !== undefined && !owner.has(model.service) && !prefixes.includes(service);
  };
  const arns = [
    ...templates.map(({ arn }) => arn).filter((arn) => !isForeign(arn)),
    ...cfnTypes.flatMap(({ arn }) => arn ?? []),
  ];
  const arnServices = new Set([...prefixes.slice(0, 2), ...arns.map((arn) => arn.split(":")[2] ?? "")]);
  return {
    model,
    found: findTypes(model, templates, cfnTypes, isForeign),
    ownNames: new Set(names.map(fold)),
    actions,
    arnServices: [...arnServices].filter((name) => /^[a-z0-9-]+$/.test(name)),
  };
}

/** By a type of CloudFormation, the table's name for it: `iam:role` of AWS::IAM::Role. */
function nameAll(all: readonly Prepared[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { model, found } of all) {
    for (const [noun, { cfn, words }] of found.types) {
      if (!cfn) continue;
      const isNearer = noun === cfn.noun && fold(model.service) === cfn.service;
      if (!names.has(cfn.name) || isNearer) names.set(cfn.name, `${model.service}:${words.join("-")}`);
    }
  }
  return names;
}

/** The types that each type stands in: by what removes it, else by what changes or reads it. */
function findWithin(facts: ServiceFacts): Map<string, readonly string[]> {
  const within = new Map<string, readonly string[]>();
  for (const deeds of [["delete"], ["detach"], ["update"], ["read"]]) {
    for (const operation of Object.values(facts.model.operations)) {
      const type = findType(facts, operation.name);
      if (type === undefined || within.has(type) || !deeds.includes(findDeed(facts, operation))) continue;
      const containers = findContainers(facts, operation, type);
      if (containers !== undefined) within.set(type, containers);
    }
  }
  return within;
}

/** Puts the words of types into kebab case, and takes out containers that some operation does not ask for. */
function finish(
  facts: ServiceFacts,
  arnServices: readonly string[],
  corrections: readonly Correction[],
): ServiceResources {
  const { model, found, within } = facts;
  const kebab = (noun: string | undefined) =>
    noun === undefined ? undefined : (found.types.get(noun)?.words.join("-") ?? noun);
  const operations: Record<string, OperationMeaning> = {};
  for (const operation of Object.values(model.operations)) {
    const meaning = describeOperation(facts, operation);
    const rename = (members: OperationMeaning["input"]) =>
      members.map((member) => {
        const type = kebab(member.type);
        return type === undefined ? member : { ...member, type };
      });
    const type = kebab(meaning.type);
    operations[operation.name] = {
      ...meaning,
      ...(type === undefined ? {} : { type }),
      input: rename(meaning.input),
      output: rename(meaning.output),
    };
  }
  const described = nameSettings(model, applyCorrections(model.service, operations, corrections));
  const otherNames = findOtherNames(described);
  const corrected = nameByShape(model, nameOwn(model, nameByWord(model, described), otherNames));
  const types: Record<string, ResourceType> = {};
  for (const [noun, type] of found.types) {
    const containers = within.get(noun) ?? [];
    const name = type.words.join("-");
    const isEverywhere =
      containers.length > 0 &&
      standsEverywhere(
        corrected,
        name,
        containers.map((one) => kebab(one) ?? one),
      );
    const called = [...found.types.values()].find(({ words }) => otherNames.get(words.join("-")) === name);
    const arns = type.arns.length === 0 && called ? called.arns : type.arns;
    types[name] = {
      scope: correctScope(model.service, name, findScope({ arns }, found.scope), corrections),
      arns: correctArns(model.service, name, arns, corrections),
      ...(isEverywhere ? { within: containers.map((one) => kebab(one) ?? one) } : {}),
      ...(type.cfn ? { cfn: type.cfn.name } : {}),
    };
  }
  const { signingName, endpointPrefix } = model.metadata;
  return {
    service: model.service,
    signingName: signingName ?? endpointPrefix,
    // An ARN that a row puts right may have a region, where none was found that has.
    scope: Object.values(types).some(({ scope }) => scope === "region") ? "region" : found.scope,
    arnServices,
    texts: findTexts(model),
    types,
    operations: corrected,
  };
}

/** Whether every operation that names a thing of a type names its containers too: where an id is enough, it is enough. */
function standsEverywhere(
  operations: Readonly<Record<string, OperationMeaning>>,
  type: string,
  containers: readonly string[],
): boolean {
  return Object.values(operations).every(({ input }) => {
    const names = input.some(
      ({ type: named, part, kind }) => named === type && (part === "own" ? kind !== "arn" : kind === "id"),
    );
    const held = input.filter(({ part }) => part === "container").map((member) => member.type);
    return !names || containers.every((container) => held.includes(container));
  });
}

/** The resources of every service, by botocore's names. */
export async function describeServices(
  models: readonly PackedModel[],
  corrections: readonly Correction[],
): Promise<ServiceResources[]> {
  const cfn = await readCfn();
  const owners = new Map<string, Set<string>>();
  for (const model of models)
    for (const name of listNames(model)) owners.set(name, (owners.get(name) ?? new Set()).add(model.service));
  const prepared = models.map((model) => prepare(model, cfn, owners));
  const names = nameAll(prepared);
  const folded = new Map([...names].map(([name, type]) => [fold(name), type]));
  const nameAbroad = (service: string, noun: string) => folded.get(`aws${service}${noun}`);
  return prepared.map(({ model, found, ownNames, actions, arnServices }) => {
    const namer = new TypeNamer(
      found,
      cfn,
      (cfnName) => names.get(cfnName),
      nameAbroad,
      ownNames,
      model.service,
    );
    const facts: ServiceFacts = { model, found, namer, actions, within: new Map() };
    const typeNames = new Map([...found.types].map(([noun, { words }]) => [noun, words.join("-")]));
    const within = correctWithin(model.service, findWithin(facts), typeNames, corrections);
    return finish({ ...facts, within }, arnServices, corrections);
  });
}

const folder = join(root, "src", "aws", "resources");

function readRows<Row>(name: string): Row[] {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Row[];
}

function pack(blocks: readonly { readonly service: string }[], head: object): Uint8Array {
  return packBlocks(
    blocks.map((block) => ({ entry: { service: block.service }, block })),
    head,
  );
}

/** The names of types of which several services make things. */
function listShared(all: readonly ServiceResources[]): string[] {
  const makes = ({ deed }: OperationMeaning) => deed === "create" || deed === "put";
  const made = all.flatMap(({ operations }) => [
    ...new Set(Object.values(operations).flatMap((one) => (makes(one) ? (one.type ?? []) : []))),
  ]);
  const counts = Map.groupBy(made, (type) => type);
  return [...counts].flatMap(([type, makers]) => (makers.length > 1 ? type : [])).sort();
}

/** Which type of which service each of CloudFormation's is, as `dynamodb:table`; of services that share one, whichever is called like it. */
function listCfnTypes(all: readonly ServiceResources[]): Record<string, string> {
  const found = all.flatMap(({ service, types }) =>
    Object.entries(types).flatMap(([type, { cfn }]) => (cfn === undefined ? [] : [{ cfn, service, type }])),
  );
  const byName = Map.groupBy(found, ({ cfn }) => cfn);
  const chosen = [...byName].flatMap(([cfn, [first, ...others]]) => {
    if (!first) return [];
    const named = fold(cfn.split("::")[1] ?? "");
    const { service, type } = [first, ...others].find((one) => fold(one.service) === named) ?? first;
    return [[cfn, `${service}:${type}`] as const];
  });
  return Object.fromEntries(chosen.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The services whose things ARNs with a service's word in them name: `elasticloadbalancing` is elb's and elbv2's. */
function listArnServices(all: readonly ServiceResources[]): Record<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { service, types } of all)
    for (const { arns } of Object.values(types))
      for (const arn of arns)
        found.getOrInsertComputed(arn.split(":")[2] ?? "", () => new Set()).add(service);
  const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([word, services]) => [word, [...services]]));
}

/** What is made, by paths from the project's folder: both tables, and where the sources disagree with the first. */
export async function makeTables(): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const models = readModels();
  const all = await describeServices(models, readRows<Correction>("corrections.json"));
  const rows = readRows<ReadingRow>("readings.json");
  const readings = models.map((model, place) => describeReadings(model, all[place]?.operations ?? {}, rows));
  const cfn = await readCfn();
  const disagreements = models.flatMap((model, place) => {
    const resources = all[place];
    return resources ? listDisagreements(readSources(model, cfn), resources) : [];
  });
  const cfnServices = await describeCfn(
    models,
    all,
    listCfnTypes(all),
    JSON.parse(readFileSync(join(root, "src", "aws", "cloudformation", "rows.json"), "utf8")),
    JSON.parse(readFileSync(join(root, "src", "aws", "cloudformation", "corrections.json"), "utf8")),
  );
  return {
    "src/aws/cloudformation/types.bin": pack(cfnServices, {}),
    "src/aws/resources/resources.bin": pack(all, {
      shared: listShared(all),
      cfn: listCfnTypes(all),
      arns: listArnServices(all),
    }),
    "src/aws/resources/readings.bin": pack(readings, {}),
    "scripts/resources/disagreements.tsv": printDisagreements(disagreements),
  };
}

if (import.meta.main) {
  for (const [path, made] of Object.entries(await makeTables())) {
    writeFileSync(join(root, path), made);
    console.log(`${path}: ${made.length} bytes`);
  }
}
