/** The sections of hand-written pages that are made from the sources, between two comments. */

import pins from "../../src/emulator/pins.json" with { type: "json" };
import { PROFILES, TARGET_NAMES } from "../../src/emulator/profiles.ts";
import inspectionSchema from "../../src/inspect/inspection.schema.json" with { type: "json" };
import resultSchema from "../../src/report/result.schema.json" with { type: "json" };

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

function renderType({ type, enum: values, const: only, anyOf, items }: SchemaNode): string {
  if (values) return values.map((value) => `\`${value}\``).join(", ");
  if (only !== undefined) return `\`${only}\``;
  if (anyOf) return anyOf.map(renderType).join(" or ");
  return items ? `list of ${items.type}` : (type ?? "");
}

/** The members of a schema, each with its path: `errors[].code`. */
function* walkSchema(node: SchemaNode, path: string): Generator<readonly [path: string, node: SchemaNode]> {
  for (const [name, inner] of Object.entries(node.properties ?? {})) {
    const at = path === "" ? name : `${path}.${name}`;
    yield [at, inner];
    yield* walkSchema(inner, at);
    if (inner.items) yield* walkSchema(inner.items, `${at}[]`);
    if (typeof inner.additionalProperties === "object")
      yield* walkSchema(inner.additionalProperties, `${at}.*`);
  }
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function renderMembers(schema: unknown): string {
  // A member that nothing is said of is a count whose parent says all: skipped_by_reason.
  const told = [...walkSchema(schema as SchemaNode, "")].filter(([, node]) => node.description !== undefined);
  const rows = told.map(([path, node]) => [`\`${path}\``, renderType(node), node.description ?? ""]);
  return renderTable(["member", "type", "what it is"], rows);
}

/** How a request says which account it is for, in words. */
const ACCOUNTS = {
  header: "a header",
  "access-key": "an access key of 12 digits",
  none: "no way: one account",
} as const;

function renderTargets(): string {
  const rows = TARGET_NAMES.flatMap((name) => {
    const profile = PROFILES.find((row) => row.name === name);
    if (!profile) return [];
    const pinned = pins
      .filter(({ target }) => target === name)
      .map((pin) => `${pin.service} ${pin.operation}`);
    return [
      [
        `\`${name}\``,
        profile.health ? `\`${profile.health.path}\`` : "never: it is what is left",
        ACCOUNTS[profile.accounts.by],
        profile.pin_tag === undefined ? "" : `\`${profile.pin_tag}\`: ${pinned.join(", ")}`,
      ],
    ];
  });
  return renderTable(
    ["`--target`", "recognised by", "chooses an account by", "ids that can be pinned, by a tag"],
    rows,
  );
}

const SECTIONS: Readonly<Record<string, () => string>> = {
  "the result's schema": () => renderMembers(resultSchema),
  "the inspection's schema": () => renderMembers(inspectionSchema),
  "the table of targets": renderTargets,
};

const SECTION = /(<!-- made by npm run docs from (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** A page with its sections made anew. Throws where a section names something that there is none of. */
export function fillSections(page: string): string {
  return page.replace(SECTION, (_, open: string, name: string, close: string) => {
    const render = SECTIONS[name];
    if (!render) throw new Error(`no section is made from ${name}`);
    return `${open}\n${render()}\n\n${close}`;
  });
}
