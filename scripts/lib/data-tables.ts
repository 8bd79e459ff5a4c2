/** The project's data tables: what row each holds, so that the build can check them and the docs can list them. */
import { join } from "node:path";
import * as v from "valibot";
import { SecretRow } from "../../src/aws/secrets/secret-members.ts";
import { CorrectionRow } from "../../src/dialect/corrections.ts";
import { EventNameRow, SourceRow } from "../../src/dialect/lookup.ts";
import { GlobalServiceRow } from "../../src/emulator/main-region.ts";
import { PinRow } from "../../src/emulator/pins.ts";
import { RegionMemberRow } from "../../src/emulator/place-steps.ts";
import { ProfileRow } from "../../src/emulator/profiles.ts";
import { CliNameRow } from "../../src/export/aws-cli/names.ts";
import { MintedRow } from "../../src/identities/minted.ts";
import { ExpressionRow } from "../../src/plan/fill/expression-rows.ts";
import { FormRow } from "../../src/plan/fill/form-rows.ts";
import { KeyRow } from "../../src/plan/fill/placeholder-keys.ts";
import { PlaceholderRow } from "../../src/plan/fill/placeholder-rows.ts";
import { OnlyThingRow } from "../../src/plan/order/only-things.ts";
import { RoomRow } from "../../src/plan/order/rooms.ts";
import { SequenceRow } from "../../src/plan/order/sequences.ts";
import { StandingRow } from "../../src/plan/order/standing.ts";
import { ParentRow } from "../../src/plan/parents.ts";
import { TwinRow } from "../../src/plan/twins.ts";
import { CauseRow } from "../../src/replay/causes.ts";
import { PartialRow } from "../../src/replay/partial.ts";
import { ColumnRow } from "../../src/trail/columns.ts";
import { ReadVerbRow } from "../../src/trail/read-verbs.ts";
import { GivenWholeRow } from "../../src/verify/given-whole.ts";
import { ReaderRow } from "../../src/verify/readers.ts";
import { CorrectionRow as ResourceRow } from "../resources/correct.ts";
import { ReadingRow } from "../resources/correct-readings.ts";
import { ForeignNameRow } from "../resources/name-types.ts";
import { ANONYMIZE_TABLES } from "./anonymize-tables.ts";
import { CHANGE_TABLES } from "./change-tables.ts";
import type { DataTable } from "./data-table.ts";
import { ENGINE_TABLES } from "./engine-tables.ts";
import { EXPORT_TABLES } from "./export-tables.ts";
import { INSTANCE_TABLES } from "./instance-tables.ts";
import { MISSING_TABLES } from "./missing-tables.ts";
import { PROTOCOL_TABLES } from "./protocol-tables.ts";
import { root } from "./python.ts";
import { TOPOLOGY_TABLES } from "./topology-tables.ts";

export const DATA_TABLES: readonly DataTable[] = [
  {
    path: "src/trail/columns.json",
    title: "Columns of tables of events",
    intro:
      "A column holds the member of a record that it is named like, in any case and with or without separators. These are called otherwise.",
    row: ColumnRow,
  },
  {
    path: "src/dialect/sources.json",
    title: "Event sources",
    intro:
      "The API behind an eventSource is found by its service's name, endpoint prefix or signing name. These sources stand for several APIs, or go by another name.",
    row: SourceRow,
  },
  {
    path: "src/dialect/event-names.json",
    title: "Event names",
    intro: "Events that are logged under another name than their operation's.",
    row: EventNameRow,
  },
  {
    path: "src/trail/read-verbs.json",
    title: "Reading verbs",
    intro:
      "Where a record does not say whether its call only reads, the beginning of its operation's name does. A verb that some operation uses for a change is missing on purpose.",
    row: ReadVerbRow,
  },
  {
    path: "src/dialect/corrections.json",
    title: "Corrections",
    intro:
      "What CloudTrail records otherwise than the API names it, and no general rule of the walker undoes. Applied in this order, before decoding.",
    row: CorrectionRow,
  },
  ...PROTOCOL_TABLES,
  {
    path: "src/aws/resources/corrections.json",
    title: "Resources",
    intro:
      "What the generator of the resource table gets wrong: which thing an operation is about (own), what that stands in (container), what else it uses (reference), and whether it has it for itself (exclusive) or beside others (shared); and what things of a type stand in.",
    row: ResourceRow,
  },
  {
    path: "scripts/resources/foreign-names.json",
    title: "Names of other services' resources",
    intro:
      "A member that is called like none of its service's own types may name a thing of another service. What CloudFormation's properties of that name do not agree on is said here, by how the member's name ends, without case and punctuation.",
    row: ForeignNameRow,
  },
  {
    path: "src/aws/resources/readings.json",
    title: "Readings",
    intro:
      "The generator finds by which operations a call is read back, and which one undoes it: the same noun or type, all that they require known after the call. These rows say what it does not find.",
    row: ReadingRow,
  },
  {
    path: "src/plan/order/sequences.json",
    title: "Sequences",
    intro:
      "Operations on one thing that go in this order where they share a second and no identifier tells which was first.",
    row: SequenceRow,
  },
  {
    path: "src/plan/order/standing.json",
    title: "Standing",
    intro:
      "Within one second, what was attached before is taken off before the same is put on again. `single`: so is what a thing has one of at a time, before another is put in its place. `born`: what a thing has attached from the start, as if `opens` had been called.",
    row: StandingRow,
  },
  {
    path: "src/plan/order/rooms.json",
    title: "Rooms",
    intro:
      "Of these things there are so many at most in another one, or of those that say the same there: what takes a place waits for what leaves it, and goes after that where a second holds both and there is no room else.",
    row: RoomRow,
  },
  {
    path: "src/plan/order/only-things.json",
    title: "Only things",
    intro:
      "Things of which an account has one, and which the other calls of a service need without naming them: what begins one goes before these calls, and what ends it after them.",
    row: OnlyThingRow,
  },
  {
    path: "src/plan/parents.json",
    title: "Parents",
    intro:
      "Calls that a service made by itself for a thing of its own. They are left out (made_by_parent) where a call of the parent's service is replayed. Interfaces that RDS makes are replayed: no emulator makes them with the database.",
    row: ParentRow,
  },
  {
    path: "src/plan/twins.json",
    title: "Twins",
    intro:
      "Second records of calls that reach into another region, written there. They are left out (made_by_parent) where the log has the call itself.",
    row: TwinRow,
  },
  {
    path: "src/plan/fill/placeholders.json",
    title: "Placeholders",
    intro:
      "What stands where the log hides or leaves out a member that the API needs and that its model does not mark as secret, required or binary. The first row that fits decides.",
    row: PlaceholderRow,
  },
  {
    path: "src/plan/fill/text-forms.json",
    title: "Forms of texts",
    intro:
      "What form a made text has, by the name of its member or shape and by what stands beside it; those without a name are told by the model's pattern alone. The first row whose text the model's lengths and pattern take decides.",
    row: FormRow,
  },
  {
    path: "src/plan/fill/placeholder-keys.json",
    title: "Placeholder keys",
    intro: "Certificates and keys that services parse. All were made for this project and protect nothing.",
    row: KeyRow,
  },
  {
    path: "src/plan/fill/expressions.json",
    title: "Expressions",
    intro:
      "Languages of expressions that refer to values and names beside them, as far as they tell of what type those are. What an expression refers to and the log lacks is filled in.",
    row: ExpressionRow,
  },
  ...ANONYMIZE_TABLES,
  ...MISSING_TABLES,
  {
    path: "src/identities/minted.json",
    title: "Minted identifiers",
    intro:
      "Where the answers of production and of the emulator differ, the one identifier stands for the other if it is one that a service made up: by its form, or by the member that holds it.",
    row: MintedRow,
  },
  {
    path: "src/export/aws-cli/names.json",
    title: "Names of the AWS CLI",
    intro:
      "The AWS CLI derives the names of commands and options from the models, by a rule of botocore's, but for these. What it removes, or takes in a form of its own, is said otherwise or not at all.",
    row: CliNameRow,
  },
  {
    path: "src/emulator/profiles.json",
    title: "Targets",
    intro: "How an emulator is told by its health answer, and how a request says which account it is for.",
    row: ProfileRow,
  },
  {
    path: "src/emulator/pins.json",
    title: "Pins",
    intro: "Where an emulator takes the id that a thing shall have from a tag of the call that makes it.",
    row: PinRow,
  },
  {
    path: "src/emulator/region-members.json",
    title: "Region members",
    intro:
      "What has to be done about a region besides writing another one, and which keys of maps are regions or accounts.",
    row: RegionMemberRow,
  },
  {
    path: "src/replay/causes.json",
    title: "Causes of failures",
    intro:
      "Why a call failed that had succeeded in production, by the answer's status, code and message. The first row whose conditions all hold decides.",
    row: CauseRow,
  },
  {
    path: "src/replay/partial.json",
    title: "Refused items",
    intro:
      "Members by which an answer that is a success tells of items that were refused. Such a call counts as failed, unless production's answer told of some, too.",
    row: PartialRow,
  },
  {
    path: "src/verify/readers.json",
    title: "Comparisons",
    intro:
      "A verification compares what a call asked for with what is read back, member by member of the same name. These rows say where the name is another one, and which calls are a batch of changes, each of them a thing.",
    row: ReaderRow,
  },
  {
    path: "src/verify/given-whole.json",
    title: "What updates give whole",
    intro:
      "An update adds to what is there. Of these members nothing is left of what was there before, neither in the instance nor in what a verification looks for.",
    row: GivenWholeRow,
  },
  {
    path: "src/emulator/global-services.json",
    title: "Global services",
    intro:
      "A command that is run after a replay gets the region with most of the log's calls. Calls of these services say nothing about where the rest is.",
    row: GlobalServiceRow,
  },
  {
    path: "src/aws/secrets/secrets.json",
    title: "Secrets",
    intro:
      "`--verbose` hides what the API models mark as sensitive, and what these rows name: members and maps' keys by a pattern, ends of paths (`[]` is any item of a list, `{}` any value of a map), or the members of a pair whose name says what its value is.",
    row: SecretRow,
  },
  ...TOPOLOGY_TABLES,
  ...INSTANCE_TABLES,
  ...CHANGE_TABLES,
  ...ENGINE_TABLES,
  ...EXPORT_TABLES,
];

/** The rows of a table, each checked against its schema. Throws with the table's path and the row's number. */
export async function readTable(table: DataTable): Promise<Readonly<Record<string, unknown>>[]> {
  const rows = (await Bun.file(join(root, table.path)).json()) as unknown[];
  return rows.map((row, index) => {
    const checked = v.safeParse(table.row, row);
    if (checked.success) return checked.output;
    throw new Error(`${table.path}: row ${index}: ${v.summarize(checked.issues)}`);
  });
}

/** A cell's text is cut where it would make the page unreadable; the table itself has all of it. */
const LONGEST_CELL = 400;

function renderCell(value: unknown): string {
  const isOfTexts = Array.isArray(value) && value.every((item) => typeof item !== "object");
  const text = isOfTexts
    ? value.join(", ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value ?? "");
  const cut = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
  return cut.replaceAll("\n", " ").replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("](", "]\\(");
}

/** A table as Markdown, with every column that some row has; the reason comes last. */
function renderTable(table: DataTable, rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== "reason");
  const columns = [...names, "reason"];
  const lines = rows.map((row) => `| ${columns.map((name) => renderCell(row[name])).join(" | ")} |`);
  const head = [`| ${columns.join(" | ")} |`, `|${columns.map(() => " --- |").join("")}`];
  const about = `${table.intro} (\`${table.path}\`)`;
  return [`## ${table.title}`, "", about, "", ...head, ...lines, ""].join("\n");
}

/** docs/data-tables.md: every row of every table. */
export async function renderDataTables(): Promise<string> {
  const render = async (table: DataTable) => renderTable(table, await readTable(table));
  const sections = await Promise.all(DATA_TABLES.map(render));
  const intro = [
    "# Data tables",
    "",
    "Everything AWS-specific that the API models do not say is a row of data with its reason. This page is made from",
    "the tables by `npm run docs`; to change a row, edit the JSON file that its section names.",
    "",
  ];
  return [...intro, ...sections].join("\n");
}
