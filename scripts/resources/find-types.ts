/** Finds the resource types of a service: the nouns that its operations make and remove, with what AWS publishes of them. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Scope } from "../../src/aws/resources/types.ts";
import type { Cfn, CfnType } from "./sources.ts";
import { fold, type NamedOperation, parseMember, parseOperation, singular, splitWords } from "./words.ts";

export interface FoundType {
  /** The folded noun: `dbinstance`. */
  readonly noun: string;
  readonly words: readonly string[];
  readonly arns: readonly string[];
  readonly cfn: CfnType | undefined;
  /** The ends of what its ARNs' and CloudFormation's own identifiers are called, without Name and Id: `family`. */
  readonly identifiers: ReadonlySet<string>;
}

/** The types of a service by folded noun; a noun that is another's by another name leads to that. */
export interface FoundTypes {
  readonly types: ReadonlyMap<string, FoundType>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Where names are unique unless a type's own ARN says otherwise. */
  readonly scope: Scope;
}

interface Noun {
  readonly words: readonly string[];
  readonly deeds: Set<NamedOperation["deed"]>;
}

/** Whether the words of one noun end with those of another. */
function endsWithWords(words: readonly string[], tail: readonly string[]): boolean {
  return tail.length < words.length && words.slice(-tail.length).join("") === tail.join("");
}

/** Nouns that operations make or put by verbs that say so: what starts or reboots such a thing makes no other. */
const madeNouns = new WeakMap<PackedModel, ReadonlySet<string>>();

function isMadeOtherwise(model: PackedModel, noun: string): boolean {
  const known = madeNouns.get(model);
  if (known) return known.has(noun);
  const named = Object.keys(model.operations).map(parseOperation);
  const made = new Set(
    named.flatMap(({ deed, noun: words }) => (deed === "create" || deed === "put" ? [words.join("")] : [])),
  );
  madeNouns.set(model, made);
  return made.has(noun);
}

/** Whether a read of things of a noun asks for one by this member. */
function isAskedBy({ operations, shapes }: PackedModel, noun: string, member: string): boolean {
  return Object.values(operations).some((operation) => {
    const { deed, noun: words } = parseOperation(operation.name);
    const required = operation.input && shapes[operation.input.shape]?.required;
    return deed === "read" && words.join("") === noun && (required?.includes(member) ?? false);
  });
}

/**
 * Whether an operation's answer identifies a new thing of the operation's noun, which the request does not name:
 * StartQueryExecution answers with a QueryExecutionId, StartBuild with build.id, StartTopicsDetectionJob with a JobId.
 */
export function mintsNoun(model: PackedModel, operation: PackedOperation | undefined, noun: string): boolean {
  if (isMadeOtherwise(model, noun)) return false;
  const output = operation?.output && model.shapes[operation.output.shape];
  if (!output || noun === "") return false;
  const input = operation.input && model.shapes[operation.input.shape]?.members;
  const asked = new Set(Object.keys(input ?? {}).map(fold));
  const names = (member: string, isInside: boolean) => {
    const { base, kind } = parseMember(member);
    return (
      (kind === "id" || kind === "arn") &&
      !asked.has(fold(member)) &&
      (base === noun ||
        (isInside && base === "") ||
        (!isInside && base !== "" && noun.endsWith(base) && isAskedBy(model, noun, member)))
    );
  };
  return Object.entries(output.members ?? {}).some(([name, { shape }]) => {
    const inner = model.shapes[shape];
    if (inner?.type === "string") return names(name, false);
    const isNoun = parseMember(name).base === noun;
    return Object.keys(inner?.members ?? {}).some((member) => names(member, isNoun));
  });
}

function collectNouns(model: PackedModel): Map<string, Noun> {
  const nouns = new Map<string, Noun>();
  for (const name of Object.keys(model.operations)) {
    const { deed: spoken, noun } = parseOperation(name);
    const deed =
      spoken === "act" && mintsNoun(model, model.operations[name], noun.join("")) ? "create" : spoken;
    if (noun.length === 0 || !["create", "put", "delete", "update"].includes(deed)) continue;
    const key = noun.join("");
    const known = nouns.get(key) ?? { words: noun, deeds: new Set() };
    known.deeds.add(deed);
    nouns.set(key, known);
  }
  // What is only updated is a setting, unless something makes or removes it, or a read tells of it.
  for (const [key, { deeds }] of nouns) if (deeds.size === 1 && deeds.has("update")) nouns.delete(key);
  return nouns;
}

/** The noun of the structure that an operation answers with, where that is one of the nouns. */
function findAnswered(
  model: PackedModel,
  verbed: string,
  nouns: ReadonlyMap<string, Noun>,
): string | undefined {
  for (const [name, operation] of Object.entries(model.operations)) {
    const { deed, noun } = parseOperation(name);
    if ((deed !== "create" && deed !== "put") || noun.join("") !== verbed || !operation.output) continue;
    const members = model.shapes[operation.output.shape]?.members ?? {};
    const answered = Object.keys(members).map((member) =>
      splitWords(member)
        .map((word, index, all) => (index === all.length - 1 ? singular(word) : word))
        .join(""),
    );
    const found = answered.find((member) => nouns.get(member)?.deeds.has("delete"));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nouns that are made under one name and removed under another: an alarm by PutMetricAlarm and DeleteAlarms. */
function findAliases(model: PackedModel, nouns: ReadonlyMap<string, Noun>): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const [key, { words, deeds }] of nouns) {
    if (deeds.has("delete")) continue;
    const tails = [...nouns]
      .filter(
        ([, other]) =>
          other.deeds.has("delete") && !other.deeds.has("create") && endsWithWords(words, other.words),
      )
      .map(([other]) => other)
      .sort((a, b) => b.length - a.length);
    const target = findAnswered(model, key, nouns) ?? tails[0];
    if (target !== undefined && target !== key) aliases.set(key, target);
  }
  return aliases;
}

function scopeOf(arns: readonly string[]): Scope | undefined {
  const [arn] = arns;
  if (arn === undefined) return undefined;
  const [, , , region = "", account = ""] = arn.split(":");
  if (region !== "") return "region";
  return account === "" ? "partition" : "account";
}

/** Where a type's names are unique, by its ARN. */
export function findScope({ arns }: Pick<FoundType, "arns">, fallback: Scope): Scope {
  return scopeOf(arns) ?? fallback;
}

/**
 * The type that a published name means: the noun itself, also where the name is of many, says that it is a resource, or
 * begins with the service; else the one noun that ends in it.
 */
function matchNoun(nouns: ReadonlyMap<string, unknown>, name: string, service: string): string | undefined {
  const folded = fold(name);
  const bare = folded.replace(/resource$/, "");
  const own = fold(service);
  const forms = [folded, bare, singular(folded), ...(bare.startsWith(own) ? [bare.slice(own.length)] : [])];
  const exact = forms.find((form) => nouns.has(form));
  if (exact !== undefined) return exact;
  const ending = [...nouns.keys()].filter((noun) => folded.length > 3 && noun.endsWith(folded));
  return ending.length === 1 ? ending[0] : undefined;
}

/** Too general to tell a type by. */
const GENERAL = new Set([
  "",
  "resource",
  "identifier",
  "token",
  "path",
  "account",
  "region",
  "partition",
  "number",
]);

function listIdentifiers(arns: readonly string[], cfn: CfnType | undefined): Set<string> {
  const found = new Set<string>();
  for (const arn of arns) {
    const [last] = [...arn.matchAll(/\$\{([^}]+)\}/g)].slice(-1);
    const words = splitWords(last?.[1] ?? "");
    for (const at of words.keys()) found.add(parseMember(words.slice(at).join("-")).base);
    found.add(parseMember(last?.[1] ?? "").base);
  }
  const [only, ...others] = cfn?.primary ?? [];
  if (only !== undefined && others.length === 0) found.add(parseMember(only).base);
  return found.difference(GENERAL);
}

export function findTypes(
  model: PackedModel,
  templates: readonly { readonly name: string; readonly arn: string }[],
  cfnTypes: readonly CfnType[],
  /** Whether an ARN is of another service: the reference lists those too that an action merely uses. */
  isForeign: (arn: string) => boolean,
): FoundTypes {
  const nouns = collectNouns(model);
  const aliases = findAliases(model, nouns);
  for (const alias of aliases.keys()) nouns.delete(alias);
  const arns = new Map<string, string[]>();
  const words = new Map([...nouns].map(([key, noun]) => [key, noun.words]));
  const cfn = new Map<string, CfnType>();
  for (const type of cfnTypes) {
    const noun = matchNoun(nouns, type.noun, model.service);
    if (noun !== undefined && (!cfn.has(noun) || noun === type.noun)) cfn.set(noun, type);
  }
  const skeleton = (arn: string) =>
    arn
      .replace(/\$\{[^}]*\}/g, "*")
      .split(":")
      .slice(2)
      .join(":");
  for (const { name, arn } of templates) {
    // CloudFormation's name for the same ARN is nearer to the operations' nouns than the policy's: db is a DBInstance.
    if (isForeign(arn)) continue;
    const same = cfnTypes.find((type) => type.arn !== undefined && skeleton(type.arn) === skeleton(arn));
    const noun =
      (same && matchNoun(nouns, same.noun, model.service)) ??
      matchNoun(nouns, name, model.service) ??
      fold(name);
    arns.set(noun, [...(arns.get(noun) ?? []), arn]);
    if (!words.has(noun)) words.set(noun, splitWords(name.replace(/-/g, " ")));
  }
  for (const [noun, { arn }] of cfn) if (arn !== undefined && !arns.has(noun)) arns.set(noun, [arn]);
  const scopes = [...arns.values()].map(scopeOf);
  const regional = scopes.filter((scope) => scope === "region").length;
  const describe = (noun: string, all: readonly string[]): FoundType => {
    const own = arns.get(noun) ?? [];
    const type = cfn.get(noun);
    return { noun, words: all, arns: own, cfn: type, identifiers: listIdentifiers(own, type) };
  };
  return {
    types: new Map([...words].map(([noun, all]) => [noun, describe(noun, all)])),
    aliases,
    scope: scopes.length > 0 && regional === 0 ? "account" : "region",
  };
}

/** CloudFormation's types of a service, by what it calls the service. */
export function findCfnTypes(cfn: Cfn, names: readonly string[]): CfnType[] {
  const folded = new Set(names.map(fold));
  return cfn.types.filter(({ service }) => folded.has(service));
}
