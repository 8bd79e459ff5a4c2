/**
 * Writes src/anonymize/words.json: the words that are AWS's own wherever they stand, by which an anonymized log keeps its
 * meaning. From the tables of this project, and the actions and condition keys of AWS's authorization reference.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listMembers } from "../src/aws/model/shape.ts";
import { loadIndex, loadModel } from "../src/aws/model/table.ts";
import type { ServiceModel, Shape } from "../src/aws/model/types.ts";
import { loadResources } from "../src/aws/resources/table.ts";
import sources from "../src/dialect/sources.json" with { type: "json" };
import idForms from "../src/instance/behaviour/names/id-forms.json" with { type: "json" };
import recipes from "../src/plan/missing/recipes.json" with { type: "json" };
import { root } from "./lib/python.ts";

const WORDS_FILE = new URL("../src/anonymize/words.json", import.meta.url);
const IAM_DATA = join(root, "node_modules", "@cloud-copilot", "iam-data", "data");

/** The words that AWS's names are made of: `GetBucketACL` is Get, Bucket and ACL. */
export function splitWords(name: string): readonly string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
}

function sort(words: Iterable<string>): string[] {
  return [...new Set(words)].sort();
}

/** Reads the names that a folder of the authorization reference has, and the services that have them. */
function readReference(folder: string, member: "name" | "key"): { services: string[]; names: string[] } {
  const files = readdirSync(join(IAM_DATA, folder)).filter((file) => file.endsWith(".json"));
  const names = files.flatMap((file) => {
    const rows = JSON.parse(readFileSync(join(IAM_DATA, folder, file), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    return Object.values(rows).map((row) => row[member] ?? "");
  });
  return { services: files.map((file) => file.replace(/\.json$/, "")), names };
}

/** What a model's pattern says that ids begin with: `fs` of `fs-[0-9a-f]{8,40}`. */
const PREFIX = /(?:^|[\^(|:/])([a-z][a-z0-9]{0,12}(?:-[a-z0-9]{1,12}){0,3})-(?=\[|\\w|\(\[|\(\?:\[)/g;

/** The patterns of all texts of an API. */
function listPatterns({ operations }: ServiceModel): string[] {
  const seen = new Set<unknown>();
  const patterns: string[] = [];
  const walk = (shape: Shape | undefined): void => {
    if (!shape || seen.has(shape)) return;
    seen.add(shape);
    if (shape.pattern) patterns.push(shape.pattern);
    for (const [, member] of listMembers(shape)) walk(member);
    walk(shape.member);
    walk(shape.key);
    walk(shape.value);
  };
  for (const { input, output } of Object.values(operations)) {
    walk(input);
    walk(output);
  }
  return patterns;
}

/** The beginnings of the ids that AWS mints: `vpc` of `vpc-{hex:17}`. */
function listIdPrefixes(patterns: readonly string[]): string[] {
  const texts = JSON.stringify(idForms).matchAll(/"([a-z][a-z0-9-]*)-\{(?:hex|lower|upper|uuid)[^"]*"/g);
  const made = recipes.flatMap((row) => ("prefix" in row && row.prefix ? [row.prefix] : []));
  const modelled = patterns.flatMap((one) => [...one.matchAll(PREFIX)].map(([, prefix = ""]) => prefix));
  return sort([...[...texts].map(([, prefix = ""]) => prefix), ...made, ...modelled]);
}

/** What the file holds. */
export async function makeWords(): Promise<object> {
  const { services } = await loadIndex();
  const arns: Record<string, string[]> = {};
  const names: string[] = [];
  const labels: string[] = [];
  const patterns: string[] = [];
  const called: string[] = sources.map(({ source }) => source);
  for (const { service, endpointPrefix, signingName } of services) {
    const { types, arnServices, texts } = await loadResources(service);
    labels.push(...texts.labels, ...texts.labelStructures);
    const model = await loadModel(service);
    names.push(...Object.keys(model.operations));
    patterns.push(...listPatterns(model));
    called.push(service, endpointPrefix, signingName, ...arnServices);
    for (const { arns: templates, cfn } of Object.values(types)) {
      names.push(...(cfn?.split("::") ?? []));
      for (const template of templates) {
        const [, , owner = "", , , ...resource] = template.split(":");
        const list = arns[owner] ?? [];
        arns[owner] = list;
        list.push(resource.join(":").replaceAll(/\{[^}]*\}/g, "{}"));
      }
    }
  }
  const actions = readReference("actions", "name");
  const keys = readReference("conditionKeys", "key");
  const keyNames = keys.names.map((key) => key.replace(/^[^:]*:/, "").replace(/\/.*|\$\{.*/, ""));
  const isPlain = (name: string) => /^[a-z][a-z0-9.-]*$/.test(name);
  return {
    services: sort([...called, ...actions.services].flatMap((name) => name.split("/")).filter(isPlain)),
    words: sort([...names, ...actions.names, ...keyNames].flatMap(splitWords)).join(" "),
    ids: listIdPrefixes(patterns),
    labels: sort(labels),
    arns: Object.fromEntries(
      Object.keys(arns)
        .sort()
        .map((owner) => [owner, sort(arns[owner] ?? []).filter((one) => /[a-z]/i.test(one))]),
    ),
  };
}

if (import.meta.main) await Bun.write(WORDS_FILE, `${JSON.stringify(await makeWords())}\n`);
