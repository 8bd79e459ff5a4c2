/** Contributor Insights: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html */

import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures } from "../engine.ts";
import { changeMembers, getNamedTable } from "./named-table.ts";
import { writeMembers } from "./read-members.ts";
import { refuseAs } from "./refusal.ts";
import type { Table } from "./tables.ts";

const INSIGHTS = "ContributorInsights";
const MODE = "ACCESSED_AND_THROTTLED_KEYS";

function listInsights({ thing, name }: Table): readonly Structure[] {
  const own = thing.members[INSIGHTS];
  if (own !== undefined) return listStructures(own);
  const { ContributorInsightsStatus } = thing.members;
  return ContributorInsightsStatus === undefined
    ? []
    : [writeMembers({ TableName: name, ContributorInsightsStatus, ContributorInsightsMode: MODE })];
}

function getIndex({ input }: Context, table: Table): string | undefined {
  const name = input["IndexName"];
  if (typeof name !== "string") return undefined;
  if (table.indexes.some((index) => index.name === name)) return name;
  throw refuseAs(
    "ResourceNotFoundException",
    `Requested resource not found: Table: ${table.name} index: ${name} not found`,
  );
}

function updateInsights(context: Context): Structure {
  const table = getNamedTable(context);
  const IndexName = getIndex(context, table);
  const isOn = context.input["ContributorInsightsAction"] === "ENABLE";
  const told = writeMembers({
    TableName: table.name,
    IndexName,
    ContributorInsightsStatus: isOn ? "ENABLED" : "DISABLED",
    ContributorInsightsMode: isOn ? (context.input["ContributorInsightsMode"] ?? MODE) : undefined,
    LastUpdateDateTime: new Date(context.now),
  });
  const others = listInsights(table).filter((one) => one["IndexName"] !== IndexName);
  changeMembers(context, table, { [INSIGHTS]: [...others, told] });
  const { LastUpdateDateTime: _, ...answer } = told;
  return writeMembers(answer, { ContributorInsightsStatus: isOn ? "ENABLING" : "DISABLING" });
}

/** The rules that CloudWatch has then: of the partitions, and of what is ordered in them. */
function nameRules(table: Table, index: string | undefined, at: Value | undefined): string[] {
  const keys = table.indexes.find(({ name }) => name === index)?.keys ?? table.keys;
  const parts = keys.some(({ isHash }) => !isHash) ? ["PKC", "SKC", "PKT", "SKT"] : ["PKC", "PKT"];
  const name = index === undefined ? table.name : `${table.name}-${index}`;
  const seconds = at instanceof Date ? Math.floor(at.getTime() / 1000) : 0;
  return parts.map((part) => `DynamoDBContributorInsights-${part}-${name}-${seconds}`);
}

function describeInsights(context: Context): Structure {
  const table = getNamedTable(context);
  const IndexName = getIndex(context, table);
  const told = listInsights(table).find((one) => one["IndexName"] === IndexName);
  const { LastUpdateDateTime, ContributorInsightsStatus = "DISABLED" } = told ?? {};
  const isOn = ContributorInsightsStatus === "ENABLED";
  return writeMembers({ TableName: table.name, IndexName }, told ?? {}, {
    ContributorInsightsStatus,
    ContributorInsightsRuleList: isOn ? nameRules(table, IndexName, LastUpdateDateTime) : undefined,
  });
}

export const insights = {
  UpdateContributorInsights: updateInsights,
  DescribeContributorInsights: describeInsights,
};
