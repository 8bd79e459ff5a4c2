/** What stays as it is because it is AWS's own word: the tables of this folder, made ready for use. */
import * as v from "valibot";
import { compileTemplate } from "../aws/resources/arns.ts";
import { Known } from "../base/known.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Pattern, Text } from "../base/row-types.ts";
import documentRows from "./documents.json" with { type: "json" };
import formRows from "./forms.json" with { type: "json" };
import made from "./words.json" with { type: "json" };

const Where = {
  /** A pattern of the names of members, in small letters. */
  members: v.optional(Text),
  /** Services by botocore's names: in their calls. */
  services: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  /** Services by their words in ARNs: in the last part of these. */
  arns: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  reason: Text,
};

/**
 * A row of forms.json. `texts`: a text that this regular expression takes stays as a whole. `form`: of a text like this one,
 * only what stands at `${}` is replaced. `words`: single words of a
 * text stay. `domain`: hosts in it are AWS's.
 * `labels`: what stands in AWS's hosts by itself.
 */
export const KeptFormRow = v.union([
  v.strictObject({ texts: Pattern, ...Where }),
  v.strictObject({ form: Text, ...Where }),
  v.strictObject({ words: Text, ...Where }),
  v.strictObject({ domain: Text, reason: Text }),
  v.strictObject({ labels: Text, reason: Text }),
]);

/** A row of documents.json: the words of a language in which JSON is written; what stands there besides is its author's. */
export const DocumentRow = v.strictObject({
  document: Text,
  keys: Text,
  /** The values that are words of the language, too, by their keys. */
  values: v.optional(v.record(v.string(), v.array(v.string()))),
  reason: Text,
});

/** A text with places: what stands between them stays. */
export interface Template {
  readonly literals: readonly string[];
  readonly expression: RegExp;
}

/** Templates by the character that they begin with; "" for those that begin with a place. */
export type Templates = ReadonlyMap<string, readonly Template[]>;

/** The texts that stay, and the forms of those that stay in part. */
export interface KeptForms {
  /** undefined where there are none. */
  readonly texts: RegExp | undefined;
  readonly templates: Templates;
  /** Words of a language in which the text is written; undefined for a text that is in none. */
  readonly words: ReadonlySet<string> | undefined;
}

type Row = v.InferOutput<typeof KeptFormRow>;
const rows = formRows as readonly Row[];

/** Makes a template of `table/${}/index/${}`. */
function makeTemplate(form: string): Template {
  return {
    literals: form.replaceAll("}:${", ":").split(/\$\{[^}{]{0,80}\}/),
    expression: compileTemplate(form),
  };
}

function groupTemplates(forms: readonly string[]): Templates {
  const prescribed = ({ literals }: Template) => literals.join("").length;
  const sorted = forms.map(makeTemplate).sort((a, b) => prescribed(b) - prescribed(a));
  return Map.groupBy(sorted, ({ literals: [first = ""] }) => first.charAt(0));
}

function compile(chosen: readonly Row[]): KeptForms {
  const texts = chosen.flatMap((row) => ("texts" in row ? [`(?:${row.texts})`] : []));
  const words = chosen.flatMap((row) => ("words" in row ? row.words.split(" ") : []));
  return {
    words: words.length === 0 ? undefined : new Set(words),
    texts: texts.length === 0 ? undefined : new RegExp(texts.join("|")),
    templates: groupTemplates(chosen.flatMap((row) => ("form" in row ? [row.form] : []))),
  };
}

function isLimited(row: Row): row is Extract<Row, { texts: string } | { form: string } | { words: string }> {
  if ("domain" in row || "labels" in row) return false;
  return row.members !== undefined || row.services !== undefined || row.arns !== undefined;
}

/** The forms that stay wherever they stand. */
export const GENERAL_FORMS: KeptForms = compile(rows.filter((row) => !isLimited(row)));

const limited = new Known<KeptForms | undefined>(10_000);

function choose(
  place: string,
  isChosen: (row: Extract<Row, { members?: unknown }>) => boolean,
): KeptForms | undefined {
  return limited.take(place, () => {
    const fitting = rows.filter((row) => isLimited(row) && isChosen(row));
    return fitting.length === 0 ? undefined : compile(fitting);
  });
}

/** The forms that stay in members of a name of a service; undefined where there are none. */
export function findForms(service: string, memberName: string): KeptForms | undefined {
  const member = memberName.toLowerCase();
  return choose(`${service} ${member}`, ({ services, members, arns }) => {
    const isOfService = services ? services.includes(service) : arns === undefined;
    return isOfService && (members === undefined || matchesPattern(members, member));
  });
}

/** The forms that stay in the last part of ARNs of a service, by its word in them. */
export function findArnForms(word: string): KeptForms | undefined {
  return choose(`arn ${word}`, ({ arns }) => arns?.includes(word) ?? false);
}

/** Domains of AWS's hosts besides those of its partitions. */
export const OTHER_DOMAINS: readonly string[] = rows.flatMap((row) => ("domain" in row ? [row.domain] : []));

/** Labels of AWS's hosts that are neither a service nor a name. */
export const HOST_LABELS: ReadonlySet<string> = new Set(
  rows.flatMap((row) => ("labels" in row ? row.labels.split(" ") : [])),
);

/** What services are called in hosts, ARNs and actions. */
export const SERVICES: ReadonlySet<string> = new Set(made.services);

/** The beginnings of ids that AWS mints, the longest first. */
export const ID_PREFIXES: readonly string[] = [...made.ids].sort((a, b) => b.length - a.length);

const words: ReadonlySet<string> = new Set(made.words.split(" "));

const names = new Known<boolean>(20_000);

/** Whether a name is made of AWS's words: `PutObject`, `GetBucket*`, `SourceArn`. */
export function isNameOfAws(name: string): boolean {
  return names.take(name, isMadeOfWords);
}

function isMadeOfWords(name: string): boolean {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^A-Za-z]+/g) ?? [];
  return parts.every((part, place) => {
    if (!/[A-Za-z]/.test(part)) return /^[-*?._0-9]{1,5}$/.test(part);
    const isBeginning = /^[*?]/.test(parts[place + 1] ?? "");
    return words.has(part) || (isBeginning && words.values().some((word) => word.startsWith(part)));
  });
}

const arns = new Map<string, Templates>();

/** The forms of the last part of ARNs of a service. */
export function findArnTemplates(service: string): Templates {
  return arns.getOrInsertComputed(service, () => {
    const known: Readonly<Record<string, readonly string[]>> = made.arns;
    return groupTemplates(Object.hasOwn(known, service) ? (known[service] ?? []) : []);
  });
}

const documents = documentRows as readonly v.InferOutput<typeof DocumentRow>[];
const documentKeys: ReadonlySet<string> = new Set(documents.flatMap(({ keys }) => keys.split(" ")));
const documentValues = new Map<string, Set<string>>();
for (const { values = {} } of documents)
  for (const [key, texts] of Object.entries(values))
    documentValues.set(key, new Set([...(documentValues.get(key) ?? []), ...texts]));

/** Whether a key of a JSON text is a word of its language. */
export function isDocumentKey(key: string): boolean {
  return documentKeys.has(key);
}

/** Whether a value of a JSON text is. */
export function isDocumentValue(key: string, text: string): boolean {
  return documentValues.get(key)?.has(text) ?? false;
}

/**
 * A key of AWS's (`aws:SourceArn`, `s3:prefix`) or an action (`s3:Get*`); of `aws:ResourceTag/team`, what stands behind the slash
 * is replaced, and so is all of any other text.
 */
export function renewKey(text: string, renew: (text: string) => string): string {
  const [, service = "", name = "", tag = ""] =
    /^([a-z0-9-]{1,40}):([A-Za-z0-9*?._-]{1,80})(\/.*)?$/s.exec(text) ?? [];
  const isOfAws = (service === "aws" || SERVICES.has(service)) && (name === "*" || isNameOfAws(name));
  return isOfAws ? `${service}:${name}${renew(tag)}` : renew(text);
}

/** Whether a name is one that CloudFormation's properties may have. */
export function isCfnProperty(name: string): boolean {
  return /^[A-Z][A-Za-z0-9]{1,80}$/.test(name) && isNameOfAws(name);
}

const labels: ReadonlySet<string> = new Set(made.labels.map((name) => name.toLowerCase()));

/** Whether a member or a structure of this name holds what users write about things, which names none: tags. */
export function isLabel(name: string): boolean {
  return labels.has(name.toLowerCase());
}
