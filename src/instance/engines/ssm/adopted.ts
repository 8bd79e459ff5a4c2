/** What production's calls do to parameters and documents, within the generic behaviour, and the inventory. */
import type { ServiceEngine } from "../engine.ts";
import { adoptedDocuments } from "./adopted-documents.ts";
import { adoptedParameters } from "./adopted-parameters.ts";
import { inventory } from "./inventory.ts";

export const adopted: ServiceEngine = { ...inventory, ...adoptedParameters, ...adoptedDocuments };
