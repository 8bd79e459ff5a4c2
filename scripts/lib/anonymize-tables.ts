/** The tables of what an anonymized log keeps. */
import { EnvelopeRow } from "../../src/anonymize/envelope.ts";
import { RegionRow } from "../../src/anonymize/places.ts";
import { DocumentRow, KeptFormRow } from "../../src/anonymize/tables.ts";
import type { DataTable } from "./data-table.ts";

export const ANONYMIZE_TABLES: readonly DataTable[] = [
  {
    path: "src/anonymize/forms.json",
    title: "What an anonymized log keeps",
    intro:
      "Texts that are AWS's own, though no model lists them. `texts`: a text that this expression takes stays. `form`: of a text like this one, only what stands at a place is replaced. `words`: single words of a text stay. `domain` and `labels`: of hosts. What the API's models list, and the words of `src/anonymize/words.json`, stays by itself.",
    row: KeptFormRow,
  },
  {
    path: "src/anonymize/documents.json",
    title: "Languages in JSON",
    intro: "The words of the languages in which texts of JSON are written. An anonymized log keeps them.",
    row: DocumentRow,
  },
  {
    path: "src/anonymize/envelope.json",
    title: "Members of records",
    intro: "What CloudTrail writes around a call's parameters, and what an anonymized log does with it.",
    row: EnvelopeRow,
  },
  {
    path: "src/anonymize/regions.json",
    title: "Regions that are exchanged",
    intro:
      "Regions of one row are exchanged for each other in an anonymized log, within a partition. A region's row is the first that fits.",
    row: RegionRow,
  },
];
