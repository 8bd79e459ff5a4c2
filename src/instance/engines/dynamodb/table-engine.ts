/** DynamoDB's operations about tables and what is set on them. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { refuseUnknown } from "../../behaviour/refusals/unknown.ts";
import type { ServiceEngine } from "../engine.ts";
import { accountFacts } from "./account-facts.ts";
import { backups } from "./backups.ts";
import { insightLists, insights } from "./insights.ts";
import { kinesisDestinations } from "./kinesis-destinations.ts";
import { deedOf } from "./named-table.ts";
import { recovery } from "./recovery.ts";
import { resourcePolicies } from "./resource-policies.ts";
import { restores } from "./restore-table.ts";
import { tableDeeds } from "./table-deeds.ts";
import { tableEndings } from "./table-endings.ts";
import { tableTags, tagChecks } from "./table-tags.ts";

type Deeds = Readonly<Record<string, (context: Context) => Structure | undefined>>;

/** What is done with a call of production's, too: an answer tells what a table was before, and not all that comes of the call. */
const ALSO_TOLD: Deeds = {
  ...tableDeeds,
  ...insights,
  ...kinesisDestinations,
  ...recovery,
  ...backups,
  ...restores,
  ...resourcePolicies,
};

const DEEDS: Deeds = { ...tableEndings, ...tableTags, ...accountFacts, ...insightLists };

/** What puts many items some time later is not done. */
const UNDONE: ServiceEngine = {
  StartBulkPutItems: (context) => (context.told ? undefined : refuseUnknown(context)),
};

export const tableEngine: ServiceEngine = {
  ...Object.fromEntries(Object.entries(DEEDS).map(([name, deed]) => [name, deedOf(deed, false)])),
  ...Object.fromEntries(Object.entries(ALSO_TOLD).map(([name, deed]) => [name, deedOf(deed, true)])),
  ...tagChecks,
  ...UNDONE,
};
