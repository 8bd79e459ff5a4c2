/**
 * Lists where the sources of the resource table disagree with what the table says in the end, which the API models, a rule or
 * a correction decided. Whoever adds a rule or takes a newer source sees in the list what that changes.
 */
import type { Deed, OperationMeaning, ServiceResources } from "../../src/aws/resources/types.ts";
import type { Sources } from "./read-sources.ts";

/** level: reads or writes. works on: which types of things. identifier: what names a thing. arn: its form. */
export const KINDS = ["level", "works on", "identifier", "arn"] as const;

export interface Disagreement {
  readonly service: string;
  readonly kind: (typeof KINDS)[number];
  /** An operation, or a type. */
  readonly about: string;
  readonly table: string;
  readonly source: string;
}

const READS: ReadonlySet<Deed> = new Set(["read", "list"]);
const TAGS: ReadonlySet<Deed> = new Set(["tag", "untag"]);

/** What the deed would be called as an access level, as far as the two can be compared. */
function doAgree(deed: Deed, level: string): boolean {
  if (level === "Tagging") return TAGS.has(deed);
  return READS.has(deed) === (level === "Read" || level === "List");
}

function listTypes({ type, input, output }: OperationMeaning): Set<string> {
  const all = [type, ...[...input, ...output].map((member) => member.type)];
  return new Set(all.filter((one) => one !== undefined));
}

/** An ARN without what its variables are called. */
function skeleton(arn: string): string {
  return arn
    .replace(/\$\{[^}]*\}/g, "*")
    .split(":")
    .slice(2)
    .join(":");
}

function* compareOperations(
  { model, actions, templates }: Sources,
  { operations, types }: ServiceResources,
): Generator<Omit<Disagreement, "service">> {
  const typeOf = new Map<string, string>();
  for (const [type, { arns }] of Object.entries(types)) for (const arn of arns) typeOf.set(arn, type);
  const byName = Map.groupBy(templates, ({ name }) => name);
  for (const name of Object.keys(model.operations)) {
    const meaning = operations[name];
    const action = actions[name.toLowerCase()];
    if (!meaning || !action) continue;
    if (!doAgree(meaning.deed, action.accessLevel))
      yield { kind: "level", about: name, table: meaning.deed, source: action.accessLevel };
    const said = action.resourceTypes
      .filter(({ required }) => required)
      .flatMap((one) => (byName.get(one.name) ?? []).flatMap(({ arn }) => typeOf.get(arn) ?? []));
    const known = listTypes(meaning);
    if (said.length > 0 && !TAGS.has(meaning.deed) && !said.some((type) => known.has(type)))
      yield {
        kind: "works on",
        about: name,
        table: [...known].filter((type) => !type.includes(":")).join(", "),
        source: [...new Set(said)].join(", "),
      };
  }
}

function* compareTypes(
  { model, templates, cfnTypes }: Sources,
  { operations, types }: ServiceResources,
): Generator<Omit<Disagreement, "service">> {
  const forms = new Set(templates.map(({ arn }) => skeleton(arn)));
  for (const [type, { cfn: cfnName }] of Object.entries(types)) {
    const cfn = cfnTypes.find(({ name }) => name === cfnName);
    if (!cfn) continue;
    if (cfn.arn !== undefined && forms.size > 0 && !forms.has(skeleton(cfn.arn)))
      yield { kind: "arn", about: type, table: types[type]?.arns.join(", ") ?? "", source: cfn.arn };
    const removal = Object.entries(operations).find(
      ([, meaning]) => meaning.deed === "delete" && meaning.type === type,
    );
    if (!removal || cfn.primary.length === 0) continue;
    const [name, { input }] = removal;
    const { input: ref } = model.operations[name] ?? {};
    const required = (ref && model.shapes[ref.shape]?.required) ?? [];
    const naming = input.filter(({ path, part }) => part !== "reference" && required.includes(path));
    if (naming.length > 0 && naming.length !== cfn.primary.length)
      yield {
        kind: "identifier",
        about: type,
        table: naming.map(({ path }) => path).join(", "),
        source: cfn.primary.join(", "),
      };
  }
}

/** Where the sources disagree with what the table says of one service. */
export function listDisagreements(sources: Sources, resources: ServiceResources): Disagreement[] {
  const { service } = resources;
  return [...compareOperations(sources, resources), ...compareTypes(sources, resources)].map((one) => ({
    service,
    ...one,
  }));
}

/** The list as a text, a disagreement a line. */
export function printDisagreements(all: readonly Disagreement[]): string {
  const lines = all.map(
    ({ service, kind, about, table, source }) => `${service}\t${kind}\t${about}\t${table || "-"}\t${source}`,
  );
  return `service\tkind\tabout\tthe table says\tthe source says\n${lines.join("\n")}\n`;
}
