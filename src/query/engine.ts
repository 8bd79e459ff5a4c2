/** What tells the two engines apart: where the records are, and how their columns are typed. */
import { quoteName, quoteText } from "./sql.ts";

/** Where a query looks, and what it may rely on there. */
export interface Engine {
  readonly from: string;
  /** Lines of `--` that say how to run the query. */
  readonly usage: readonly string[];
  /** Columns with JSON: a member's name (lower case) to what the query selects for it. */
  readonly columns: Readonly<Record<string, string>>;
  readonly saysWrite: string;
  readonly saysNothing: string;
  readonly addendumReason: string;
  /** A moment as the column eventtime holds it, to the second. */
  readonly printMoment: (moment: Date) => string;
  /** Conditions that keep whole files from being read. */
  readonly prune: (from: Date | undefined, to: Date | undefined) => readonly string[];
}

/** An event may come into a file this much later than it happened: CloudTrail's own delays are hours at most. */
const LATEST_DELIVERY_MS = 2 * 86_400_000;

/** A struct is written as a map of its fields, whose names a cast of the struct itself loses in some versions. */
function castFields(struct: string, fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields).map(quoteText).join(", ");
  const values = Object.values(fields).map((field) => `${struct}.${field}`);
  return `MAP(ARRAY[${names}], ARRAY[${values.join(", ")}])`;
}

function printJson(value: string): string {
  return `json_format(CAST(${value} AS JSON))`;
}

const IDENTITY = printJson(castFields("useridentity", { accountId: "accountid", invokedBy: "invokedby" }));
const RESOURCE = castFields("r", { ARN: "arn", accountId: "accountid", type: "type" });
const RESOURCES = printJson(`transform(resources, r -> ${RESOURCE})`);

/** `2026-03-01T00:00:00`, which stands before every form of that second that has more to it. */
function printSecond(moment: Date): string {
  // Two days after `--to 9999-12-31` the year has five digits, which sort before all others.
  return moment.getUTCFullYear() > 9999 ? "9999-12-31T23:59:59" : moment.toISOString().slice(0, 19);
}

function printDay(moment: Date): string {
  return printSecond(moment).slice(0, 10).replaceAll("-", "/");
}

/** The day of a partition: one column, or several from the largest unit to the smallest (`year/month/day`). */
function joinColumns(columns: readonly string[]): string {
  return columns.map((column) => quoteName(column)).join(` || '/' || `);
}

/**
 * Athena over a table that is made as AWS documents it; `partition` names the columns of its partitions by day:
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function describeAthena(table: string, partition: readonly string[] | undefined): Engine {
  return {
    from: quoteName(table),
    usage: [
      "Run it (the file of a result has the name of its QueryExecutionId):",
      "  aws athena start-query-execution --query-string file://query.sql \\",
      "    --result-configuration OutputLocation=s3://BUCKET/PREFIX/",
      "  aws s3 cp s3://BUCKET/PREFIX/QUERY-EXECUTION-ID.csv writes.csv",
      ...(partition
        ? []
        : ["Without --date-partition it reads the whole table, whatever --from and --to are."]),
      "A table that CloudTrail's console made has no column addendum: leave out the line with it.",
    ],
    columns: {
      useridentity: IDENTITY,
      requestparameters: "requestparameters",
      responseelements: "responseelements",
      additionaleventdata: "additionaleventdata",
      resources: RESOURCES,
    },
    saysWrite: "lower(readonly) = 'false'",
    saysNothing: "coalesce(readonly, '') = ''",
    addendumReason: "addendum.reason",
    printMoment: (moment) => quoteText(printSecond(moment)),
    prune: (from, to) => {
      if (partition === undefined) return [];
      const day = joinColumns(partition);
      // A file's day is that of its delivery.
      const last = to && new Date(to.getTime() + LATEST_DELIVERY_MS);
      return [
        ...(from ? [`${day} >= ${quoteText(printDay(from))}`] : []),
        ...(last ? [`${day} <= ${quoteText(printDay(last))}`] : []),
      ];
    },
  };
}

/**
 * CloudTrail Lake's event data store. Its maps hold texts only, so their columns are named apart:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */
export function describeLake(eventDataStore: string): Engine {
  return {
    from: eventDataStore,
    usage: [
      "Checked against the documentation of AWS only, never run in CloudTrail Lake. Run it:",
      '  aws cloudtrail start-query --query-statement "$(cat query.sql)" --delivery-s3-uri s3://BUCKET/PREFIX',
      "  aws s3 cp --recursive --exclude '*' --include '*.csv.gz' s3://BUCKET/PREFIX writes/",
    ],
    columns: {
      useridentity: IDENTITY,
      requestparameters_map: printJson("requestparameters"),
      responseelements_map: printJson("responseelements"),
      additionaleventdata_map: printJson("additionaleventdata"),
      resources: RESOURCES,
    },
    saysWrite: "readonly = false",
    saysNothing: "readonly IS NULL",
    addendumReason: "element_at(addendum, 'reason')",
    printMoment: (moment) => quoteText(printSecond(moment).replace("T", " ")),
    prune: () => [],
  };
}
