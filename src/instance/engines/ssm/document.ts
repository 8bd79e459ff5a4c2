/** Documents as they stand, and their versions. https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
import { createHash } from "node:crypto";
import type { Structure, Value } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";

export const DOCUMENT = { service: "ssm", type: "document" } as const;
export const VERSION = { service: "ssm", type: "document-version" } as const;
const FIRST = "1";
const JSON_FORMAT = "JSON";
const TEXT_FORMAT = "TEXT";
/** What is told of a version wherever one is, where it was said. */
const SAID = ["VersionName", "DisplayName", "TargetType", "DocumentType", "Requires", "PlatformTypes"];

/** The name of a document. */
export function nameOf({ chain }: Thing): string {
  return chain[0] ?? "";
}

/** The number of a version. A document without versions is its only one. */
export function numberOf({ members }: Thing): string {
  return readText(members, "DocumentVersion") || FIRST;
}

/** The format in which a version was given. */
export function formatOf({ members }: Thing): string {
  return readText(members, "DocumentFormat") || JSON_FORMAT;
}

/** The versions of a document, the oldest first. */
export function listVersions({ store }: Context, document: Thing): readonly Thing[] {
  const all = store.listInner(document).filter(({ type }) => type === VERSION.type);
  return all.length > 0 ? all : [document];
}

/** The number of the version that is meant where none is said. */
export function defaultOf(document: Thing): string {
  return readText(document.members, "DefaultVersion") || numberOf(document);
}

function readDocumentName({ input }: Context): string {
  const text = readText(input, "Name");
  return text.startsWith("arn:") ? text.slice(text.lastIndexOf("/") + 1) : text;
}

/** The document that a call names, by its name or ARN. */
export function findDocument(context: Context): Thing | undefined {
  return context.store.find(placeOf(context, DOCUMENT.type), DOCUMENT, [readDocumentName(context)]);
}

/** The document that a call names. Throws a Refusal where there is none. */
export function demandDocument(context: Context): Thing {
  const found = findDocument(context);
  return (
    found ?? refuse("InvalidDocument", `Document with name ${readDocumentName(context)} does not exist.`)
  );
}

/** The version that a call means: by its number, `$LATEST`, `$DEFAULT` or its name; else the default one. */
export function demandVersion(context: Context, document: Thing): Thing {
  const { input } = context;
  const versions = listVersions(context, document);
  const name = readText(input, "VersionName");
  const asked = readText(input, "DocumentVersion") || (name === "" ? "$DEFAULT" : "");
  const number = asked === "$DEFAULT" ? defaultOf(document) : asked;
  const left = number === "$LATEST" ? versions.slice(-1) : versions;
  const found = left.find(
    (one) =>
      (number === "" || number === "$LATEST" || numberOf(one) === number) &&
      (name === "" || readText(one.members, "VersionName") === name),
  );
  return (
    found ??
    refuse(
      "InvalidDocument",
      `Document with name ${nameOf(document)} with version ${name || asked} does not exist.`,
    )
  );
}

/** What a content says, where its format has a structure; undefined of a text, and of what is not well-formed. */
export function readContent(content: string, format: string): Readonly<Record<string, unknown>> | undefined {
  if (format === TEXT_FORMAT) return undefined;
  try {
    const read: unknown = format === JSON_FORMAT ? JSON.parse(content) : Bun.YAML.parse(content);
    return isObject(read) && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Refuses a content that is none of its format. */
export function demandContent(content: string, format: string): void {
  if (format !== TEXT_FORMAT && !readContent(content, format))
    refuse("InvalidDocumentContent", `${format} not well-formed.`);
}

/** A version's content in a format. */
export function writeContent(version: Thing, format: string): string {
  const content = readText(version.members, "Content");
  const own = formatOf(version);
  const read = own === format || format === TEXT_FORMAT ? undefined : readContent(content, own);
  if (!read) return content;
  return format === JSON_FORMAT ? JSON.stringify(read, null, 2) : Bun.YAML.stringify(read, null, 2);
}

function tellParameter(Name: string, given: unknown): Structure {
  const { type, description, default: preset } = isObject(given) ? given : {};
  return merge(
    { Name, Type: typeof type === "string" ? type : "String" },
    typeof description === "string" ? { Description: description } : {},
    preset === undefined || preset === null
      ? {}
      : { DefaultValue: typeof preset === "string" ? preset : JSON.stringify(preset) },
  );
}

/** What the content itself tells of a version. */
function tellContent(version: Thing): Structure {
  const content = readText(version.members, "Content");
  const { description, schemaVersion, parameters } = readContent(content, formatOf(version)) ?? {};
  return merge(
    typeof description === "string" ? { Description: description } : {},
    typeof schemaVersion === "string" ? { SchemaVersion: schemaVersion } : {},
    isObject(parameters)
      ? { Parameters: Object.entries(parameters).map(([name, given]) => tellParameter(name, given)) }
      : {},
  );
}

/** The tags of a document. */
export function tellTags({ tags }: Thing): readonly Value[] {
  return [...tags].map(([Key, Value]) => merge({ Key, Value }));
}

/** What lists and answers tell of a version alike. */
export function tellVersion(document: Thing, version: Thing): Structure {
  const said = SAID.flatMap((name) => {
    const value = version.members[name] ?? document.members[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return merge({ DocumentType: "Command" }, Object.fromEntries(said), {
    Name: nameOf(document),
    CreatedDate: new Date(version.createdAt),
    DocumentVersion: numberOf(version),
    DocumentFormat: formatOf(version),
  });
}

/** A DocumentDescription. */
export function describeVersion(
  context: Context,
  document: Thing,
  version: Thing,
  Status = "Active",
): Structure {
  const Hash = createHash("sha256").update(readText(version.members, "Content")).digest("hex");
  return merge(tellVersion(document, version), tellContent(version), {
    Hash,
    HashType: "Sha256",
    Owner: document.place.account,
    Status,
    LatestVersion: numberOf(listVersions(context, document).at(-1) ?? document),
    DefaultVersion: defaultOf(document),
    Tags: tellTags(document),
  });
}

/** A DocumentIdentifier: the default version's. */
export function identifyDocument(context: Context, document: Thing): Structure {
  const number = defaultOf(document);
  const version = listVersions(context, document).find((one) => numberOf(one) === number) ?? document;
  const { SchemaVersion } = tellContent(version);
  return merge(tellVersion(document, version), SchemaVersion === undefined ? {} : { SchemaVersion }, {
    Owner: document.place.account,
    Tags: tellTags(document),
  });
}

/** The accounts that a document is shared with. */
export function listSharing({ members }: Thing): readonly string[] {
  return listTexts(members["AccountIds"] ?? members["AccountIdsToAdd"]);
}
