/** What production's calls do to documents that the generic behaviour made: their versions. */
import { isStructure, makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText, type ServiceEngine } from "../engine.ts";
import { findDocument, listVersions, numberOf } from "./document.ts";
import { addVersion, putDefault, readVersion } from "./document-versions.ts";

/** The number that production answered, else the next one. */
function readNumber(context: Context, document: Thing): string {
  const told = context.told?.output["DocumentDescription"];
  const number = isStructure(told) ? readText(told, "DocumentVersion") : "";
  const last = listVersions(context, document).at(-1) ?? document;
  return number || String(Number(numberOf(last)) + 1);
}

export const adoptedDocuments: ServiceEngine = {
  UpdateDocument(context) {
    const document = findDocument(context);
    if (!document) return undefined;
    addVersion(context, document, readVersion(context, readNumber(context, document)));
    return { output: context.told?.output ?? makeStructure() };
  },
  UpdateDocumentDefaultVersion(context) {
    const document = findDocument(context);
    if (!document) return undefined;
    putDefault(context, document, readText(context.input, "DocumentVersion"));
    return { output: context.told?.output ?? makeStructure() };
  },
  DeleteDocument(context) {
    const document = findDocument(context);
    const number = readText(context.input, "DocumentVersion");
    if (!document || number === "") return undefined;
    const version = listVersions(context, document).find((one) => numberOf(one) === number);
    if (version && version !== document) context.store.remove(version);
    return { output: makeStructure() };
  },
};
