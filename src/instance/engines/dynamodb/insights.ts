/** Contributor Insights: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html */

import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures, readText } from "../engine.ts";
import { changeMembers, getNamedTable } from "./named-table.ts";
import { readNumber, writeMembers } from "./read-members.ts";
import { refuseAs } from "./refusal.ts";
import { readTable, type Table } from "./tables.ts";

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

/** So many are told at once, where nothing else is asked for. */
const MOST_TOLD = 100;

function listAsked(context: Context): readonly Table[] {
  const { store, caller, input } = context;
  if (input["TableName"] !== undefined) return [getNamedTable(context)];
  const place = { account: caller.account, region: caller.region };
  const tables = store.list(place, { service: "dynamodb", type: "table" }).map(readTable);
  return tables.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Those that are on, of all tables or of one. */
function listSummaries(context: Context): Structure {
  const { input } = context;
  const all = listAsked(context)
    .flatMap(listInsights)
    .filter((told) => told["ContributorInsightsStatus"] === "ENABLED");
  const start = Number(readText(input, "NextToken")) || 0;
  const end = start + (readNumber(input["MaxResults"]) || MOST_TOLD);
  return writeMembers({
    ContributorInsightsSummaries: all.slice(start, end).map(({ LastUpdateDateTime: _, ...told }) => told),
    NextToken: end < all.length ? String(end) : undefined,
  });
}

export const insightLists = { ListContributorInsights: listSummaries };

export const insights = {
  UpdateContributorInsights: updateInsights,
  DescribeContributorInsights: describeInsights,
};
