/** Documents, as clients make, change and read them. https://docs.aws.amazon.com/systems-manager/latest/userguide/documents.html */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { type ClientOperation, refuse } from "../refusal.ts";
import {
  DOCUMENT,
  defaultOf,
  demandContent,
  demandDocument,
  demandVersion,
  describeVersion,
  formatOf,
  identifyDocument,
  listSharing,
  listVersions,
  nameOf,
  numberOf,
  tellVersion,
  writeContent,
} from "./document.ts";
import { addVersion, putDefault, putVersion, readVersion } from "./document-versions.ts";
import { takePage } from "./pages.ts";

const EVERYBODY = "all";
const USUAL_PAGE = 50;

/** What a call says of a version, where its content is well-formed. */
function demandGiven(context: Context, number: string): Structure {
  demandContent(readText(context.input, "Content"), readText(context.input, "DocumentFormat") || "JSON");
  return readVersion(context, number);
}

function create(context: Context): Done {
  const { input, store, now, operation } = context;
  const Name = readText(input, "Name");
  const place = placeOf(context, DOCUMENT.type);
  const version = demandGiven(context, "1");
  if (store.find(place, DOCUMENT, [Name]))
    refuse("DocumentAlreadyExists", `Document with same name ${Name} already exists`);
  const given = listStructures(input["Tags"]);
  const document: Thing = {
    ...DOCUMENT,
    place,
    chain: [Name],
    within: undefined,
    names: {},
    members: merge(version, { Name, DefaultVersion: "1" }),
    tags: new Map(given.map((tag) => [readText(tag, "Key"), readText(tag, "Value")] as const)),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  };
  store.put(document);
  const made = putVersion(context, document, version);
  return { output: merge({ DocumentDescription: describeVersion(context, document, made, "Creating") }) };
}

function update(context: Context): Done {
  const { input } = context;
  const document = demandDocument(context);
  const versions = listVersions(context, document);
  const last = numberOf(versions.at(-1) ?? document);
  const asked = readText(input, "DocumentVersion");
  if (asked !== "" && asked !== "$LATEST" && asked !== last)
    refuse("InvalidDocumentVersion", "The document version is not valid or does not exist.");
  const members = demandGiven(context, String(Number(last) + 1));
  const isAs = (one: Thing, name: string) =>
    members[name] !== undefined && readText(one.members, name) === readText(members, name);
  if (versions.some((one) => isAs(one, "VersionName")))
    refuse("DuplicateDocumentVersionName", "The specified version name is a duplicate.");
  if (versions.some((one) => isAs(one, "Content") && (!members["TargetType"] || isAs(one, "TargetType"))))
    refuse(
      "DuplicateDocumentContent",
      "The content of the association document matches another document. Change the content of the document and try again.",
    );
  const { changed, made } = addVersion(context, document, members);
  return { output: merge({ DocumentDescription: describeVersion(context, changed, made, "Updating") }) };
}

function updateDefault(context: Context): Done {
  const document = demandDocument(context);
  const asked = readText(context.input, "DocumentVersion");
  const found = listVersions(context, document).find((one) => numberOf(one) === asked);
  if (!found) return refuse("InvalidDocumentVersion", "The document version is not valid or does not exist.");
  putDefault(context, document, asked);
  const name = readText(found.members, "VersionName");
  const more = name === "" ? {} : { DefaultVersionName: name };
  return {
    output: merge({ Description: merge({ Name: nameOf(document), DefaultVersion: asked, ...more }) }),
  };
}

function remove(context: Context): Done {
  const { input, store } = context;
  const document = demandDocument(context);
  const isPart = readText(input, "DocumentVersion") !== "" || readText(input, "VersionName") !== "";
  if (isPart) {
    const version = demandVersion(context, document);
    if (numberOf(version) === defaultOf(document))
      refuse("InvalidDocumentOperation", "Default version of the document can't be deleted.");
    store.remove(version);
    return { output: makeStructure() };
  }
  if (listSharing(document).length > 0)
    refuse("InvalidDocumentOperation", "Must unshare document first before deleting.");
  for (const inner of store.listInner(document)) store.remove(inner);
  store.remove(document);
  return { output: makeStructure() };
}

function get(context: Context): Done {
  const document = demandDocument(context);
  const version = demandVersion(context, document);
  const DocumentFormat =
    readText(context.input, "DocumentFormat") || (formatOf(version) === "TEXT" ? "TEXT" : "JSON");
  const Content = writeContent(version, DocumentFormat);
  return { output: merge(tellVersion(document, version), { Status: "Active", Content, DocumentFormat }) };
}

function describe(context: Context): Done {
  const document = demandDocument(context);
  return {
    output: merge({ Document: describeVersion(context, document, demandVersion(context, document)) }),
  };
}

/** Whether a document passes a filter: AWS's own documents are none of those that stand. */
function fits(context: Context, document: Thing, key: string, values: readonly string[]): boolean {
  if (key === "Owner") return values.some((value) => ["Self", "Private", "All", "self"].includes(value));
  if (key.startsWith("tag:")) return values.includes(document.tags.get(key.slice(4)) ?? "");
  if (key === "Name") return values.some((value) => nameOf(document).startsWith(value));
  return values.includes(readText(identifyDocument(context, document), key));
}

function list(context: Context): Done {
  const { input, store } = context;
  const filters = listStructures(input["Filters"]).map(
    (one) => [readText(one, "Key"), listTexts(one["Values"])] as const,
  );
  const former = listStructures(input["DocumentFilterList"]).map(
    (one) => [readText(one, "key"), [readText(one, "value")]] as const,
  );
  const found = store
    .list(placeOf(context, DOCUMENT.type), DOCUMENT)
    .filter((one) => [...filters, ...former].every(([key, values]) => fits(context, one, key, values)));
  const page = takePage(context, found, USUAL_PAGE);
  const DocumentIdentifiers = page.items.map((one) => identifyDocument(context, one));
  // The last page says so by a token that is empty.
  return { output: merge({ DocumentIdentifiers, NextToken: "" }, page.more) };
}

function listAllVersions(context: Context): Done {
  const document = demandDocument(context);
  const page = takePage(context, listVersions(context, document).toReversed(), USUAL_PAGE);
  const DocumentVersions = page.items.map((version) => {
    const {
      DocumentType: _type,
      TargetType: _target,
      Requires: _requires,
      ...told
    } = tellVersion(document, version);
    return merge(told, { IsDefaultVersion: numberOf(version) === defaultOf(document), Status: "Active" });
  });
  return { output: merge({ DocumentVersions }, page.more) };
}

function demandAccounts(accounts: readonly string[]): void {
  if (accounts.length > 1 && accounts.some((one) => one.toLowerCase() === EVERYBODY))
    refuse("DocumentPermissionLimit", "Accounts can either be all or a group of AWS accounts");
}

function share(context: Context): Done {
  const { input, store } = context;
  const document = demandDocument(context);
  const [added, gone] = [listTexts(input["AccountIdsToAdd"]), listTexts(input["AccountIdsToRemove"])];
  for (const accounts of [added, gone]) demandAccounts(accounts);
  const AccountIds = [...new Set([...listSharing(document), ...added])].filter((one) => !gone.includes(one));
  const version = readText(input, "SharedDocumentVersion") || "$DEFAULT";
  const before = listStructures(document.members["AccountSharingInfoList"]);
  const AccountSharingInfoList: Value[] = AccountIds.map((AccountId) => {
    const known = added.includes(AccountId)
      ? undefined
      : before.find((one) => readText(one, "AccountId") === AccountId);
    return known ?? merge({ AccountId, SharedDocumentVersion: version });
  });
  store.put({ ...document, members: merge(document.members, { AccountIds, AccountSharingInfoList }) });
  return { output: makeStructure() };
}

function describeSharing(context: Context): Done {
  const document = demandDocument(context);
  const page = takePage(context, listSharing(document), USUAL_PAGE);
  const told = listStructures(document.members["AccountSharingInfoList"]);
  const AccountSharingInfoList = page.items.map(
    (AccountId) =>
      told.find((one) => readText(one, "AccountId") === AccountId) ??
      merge({ AccountId, SharedDocumentVersion: "$DEFAULT" }),
  );
  return { output: merge({ AccountIds: page.items, AccountSharingInfoList }, page.more) };
}

/** The operations of documents. */
export const documents: Readonly<Record<string, ClientOperation>> = {
  CreateDocument: create,
  DeleteDocument: remove,
  DescribeDocument: describe,
  DescribeDocumentPermission: describeSharing,
  GetDocument: get,
  ListDocuments: list,
  ListDocumentVersions: listAllVersions,
  ModifyDocumentPermission: share,
  UpdateDocument: update,
  UpdateDocumentDefaultVersion: updateDefault,
};
