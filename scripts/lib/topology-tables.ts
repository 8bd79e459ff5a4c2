/** The data tables of src/topology. */
import { UnsaidRow } from "../../src/topology/diff/told.ts";
import { RelationRow } from "../../src/topology/relation-kinds.ts";
import type { DataTable } from "./data-table.ts";
import { KindRow } from "./kind-row.ts";

export const TOPOLOGY_TABLES: readonly DataTable[] = [
  {
    path: "src/topology/relations.json",
    title: "Relations",
    intro:
      "How one thing refers to another that one of its members names, in pictures and lists of what stands: the first row that fits. `from` and `to` are services and types, `part` is what the table of resources says of the member; what is drawn as a box has others within.",
    row: RelationRow,
  },
  {
    path: "src/topology/diff/unsaid.json",
    title: "Members that say nothing",
    intro:
      "Members that `cloudtrail diff` does not compare, wherever they stand in a resource: they say nothing of how it is, and the API's models do not tell so.",
    row: UnsaidRow,
  },
  {
    path: "src/topology/picture/kinds.json",
    title: "Kinds in pictures",
    intro:
      "What things are to people who look at a picture of what stands, by services and, where a service has several, by types: how each kind is called, its colour and its glyph. The last is for what no row names.",
    row: KindRow,
  },
];
