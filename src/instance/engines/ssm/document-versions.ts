/** Versions of a document: each change makes one more. https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { DOCUMENT, defaultOf, listVersions, numberOf, VERSION } from "./document.ts";

/** Members of a call that are a version's. */
const OF_VERSION = [
  "Content",
  "VersionName",
  "DisplayName",
  "TargetType",
  "DocumentType",
  "Requires",
  "Attachments",
];

/** What a call says of the version of that number that it makes. */
export function readVersion({ input }: Context, DocumentVersion: string): Structure {
  const said = OF_VERSION.flatMap((name) => {
    const value = input[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  const DocumentFormat = readText(input, "DocumentFormat") || "JSON";
  return merge(Object.fromEntries(said), { DocumentVersion, DocumentFormat });
}

/** Puts a version of a document down, of which `members` tells the number. */
export function putVersion(
  { store, now }: Context,
  document: Thing,
  members: Structure,
  createdAt = now,
): Thing {
  const version: Thing = {
    ...document,
    ...VERSION,
    chain: [...document.chain, readText(members, "DocumentVersion")],
    within: DOCUMENT.type,
    names: {},
    members,
    tags: new Map(),
    createdAt,
    brought: "told",
  };
  store.put(version);
  return version;
}

/** A document that production made is its only version until another one is put beside it. */
function keepOnly(context: Context, document: Thing): void {
  if (listVersions(context, document)[0] !== document) return;
  const { members, createdAt } = document;
  putVersion(context, document, merge(members, { DocumentVersion: numberOf(document) }), createdAt);
}

/** The document as it is with one more version, which does not become the default one; and that version. */
export function addVersion(
  context: Context,
  document: Thing,
  members: Structure,
): { readonly changed: Thing; readonly made: Thing } {
  keepOnly(context, document);
  const DefaultVersion = defaultOf(document);
  const changed = { ...document, members: merge(document.members, members, { DefaultVersion }) };
  context.store.put(changed);
  const DocumentType = readText(document.members, "DocumentType") || "Command";
  return { changed, made: putVersion(context, changed, merge({ DocumentType }, members)) };
}

/** Lets a version be the one that is meant where none is said. */
export function putDefault({ store }: Context, document: Thing, number: string): void {
  store.put({ ...document, members: merge(document.members, { DefaultVersion: number }) });
}
