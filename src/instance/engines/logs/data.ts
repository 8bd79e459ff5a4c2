/** CloudWatch Logs: events, and what is told of groups and streams with them. */
import type { DataEngine } from "../engine.ts";
import { describeLogGroups, listLogGroups } from "./describe-groups.ts";
import { describeLogStreams } from "./describe-streams.ts";
import { cancelExportTask, createExportTask, describeExportTasks } from "./export-tasks.ts";
import { filterLogEvents } from "./filter-events.ts";
import { getLogEvents } from "./get-events.ts";
import { startLiveTail } from "./live-tail.ts";
import { getLogGroupFields, getLogRecord } from "./log-records.ts";
import { describeMetricFilters, testMetricFilter } from "./metric-filters.ts";
import { putLogEvents } from "./put-events.ts";
import { describeQueries, getQueryResults, listGroupsOfQuery, startQuery, stopQuery } from "./queries.ts";
import { describeQueryDefinitions } from "./query-definitions.ts";
import { describeResourcePolicies } from "./resource-policies.ts";
import { describeSubscriptionFilters } from "./subscription-filters.ts";
import { listTagsForResource, listTagsLogGroup } from "./tags.ts";

export const logsData: DataEngine = {
  CancelExportTask: cancelExportTask,
  CreateExportTask: createExportTask,
  DescribeExportTasks: describeExportTasks,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DescribeMetricFilters: describeMetricFilters,
  DescribeQueries: describeQueries,
  DescribeQueryDefinitions: describeQueryDefinitions,
  DescribeResourcePolicies: describeResourcePolicies,
  DescribeSubscriptionFilters: describeSubscriptionFilters,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  GetLogGroupFields: getLogGroupFields,
  GetLogRecord: getLogRecord,
  GetQueryResults: getQueryResults,
  ListLogGroups: listLogGroups,
  ListLogGroupsForQuery: listGroupsOfQuery,
  ListTagsForResource: listTagsForResource,
  ListTagsLogGroup: listTagsLogGroup,
  PutLogEvents: putLogEvents,
  StartLiveTail: startLiveTail,
  StartQuery: startQuery,
  StopQuery: stopQuery,
  TestMetricFilter: testMetricFilter,
};
