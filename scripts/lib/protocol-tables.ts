/** The data tables of what services speak otherwise than the models say. */
import { ErrorPackageRow } from "../../src/aws/protocols/error-packages.ts";
import { QueryErrorRow } from "../../src/aws/protocols/error-shapes.ts";
import { RootNameRow } from "../../src/aws/protocols/oddities.ts";
import { ThrottlingRow } from "../../src/aws/protocols/throttling.ts";
import { UnsignedActionRow } from "../../src/aws/routing/find-apis.ts";
import { OlderRouteRow } from "../../src/aws/routing/older-routes.ts";
import type { DataTable } from "./data-table.ts";

export const PROTOCOL_TABLES: readonly DataTable[] = [
  {
    path: "src/aws/protocols/throttling.json",
    title: "Throttling",
    intro:
      "Error codes by which a service limits its rate. A call that gets one, or the status 429, is sent again up to three times, after random waits of up to 1, 2 and 4 seconds.",
    row: ThrottlingRow,
  },
  {
    path: "src/aws/protocols/error-packages.json",
    title: "Packages of errors",
    intro:
      "Services whose answers name an error with the Java package of its class, as `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`.",
    row: ErrorPackageRow,
  },
  {
    path: "src/aws/protocols/query-errors.json",
    title: "Errors of services that spoke query",
    intro:
      "Codes and statuses of errors that a service shows from when it spoke query, and that its model has lost.",
    row: QueryErrorRow,
  },
  {
    path: "src/aws/routing/unsigned-actions.json",
    title: "Asked for by name alone",
    intro: "Operations that a request may ask for without a signature and a version.",
    row: UnsignedActionRow,
  },
  {
    path: "src/aws/routing/older-routes.json",
    title: "Older paths",
    intro: "Where clients with an older model ask for an operation, which AWS goes on answering.",
    row: OlderRouteRow,
  },
  {
    path: "src/aws/protocols/root-names.json",
    title: "Root names",
    intro: "What the root element of an answer is called where it is not called as the shape of the output.",
    row: RootNameRow,
  },
];
