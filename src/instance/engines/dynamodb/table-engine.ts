/** DynamoDB's operations about tables and what is set on them. */
import type { ServiceEngine } from "../engine.ts";
import { dynamodb as emptyTables } from "./empty-tables.ts";
import { tableDeeds } from "./table-deeds.ts";

export const tableEngine: ServiceEngine = { ...emptyTables, ...tableDeeds };
