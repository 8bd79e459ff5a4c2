/** Tables written into a bucket: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html */

import { gzipSync } from "node:zlib";
import type { Structure } from "../../../../aws/values.ts";
import { ownRows } from "../../../../base/own-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import { refuseUnknown } from "../../../behaviour/refusals/unknown.ts";
import type { Done } from "../../../gateway.ts";
import { readText } from "../../engine.ts";
import type { TableItem } from "../attributes.ts";
import { sizeOfItem } from "../item-size.ts";
import { writeItem } from "../item-text.ts";
import { listItems } from "../items.ts";
import { readStructure, writeMembers } from "../read-members.ts";
import { isRecoverable } from "../recovery.ts";
import { refuseAs } from "../refusal.ts";
import { findTable, type Table } from "../tables.ts";
import { writeIon } from "./ion-text.ts";
import { FailedTask, type Folder, writeFile } from "./objects.ts";
import { readArn } from "./task-arns.ts";
import {
  findRepeated,
  getTask,
  isSameCall,
  keepTask,
  nameTask,
  pageTasks,
  readTaskId,
  tellTask,
} from "./tasks.ts";

const KIND = "export";
/** So much of a table is in one file, before it is compressed. */
const FILE_BYTES = 8 * 1024 ** 2;
const VERSION = "2020-06-30";
const FULL = "FULL_EXPORT";

interface Format {
  readonly suffix: string;
  readonly write: (item: TableItem) => string;
}

const FORMATS: Readonly<Record<string, Format>> = ownRows({
  DYNAMODB_JSON: { suffix: "json.gz", write: (item) => `{"Item":${writeItem(item)}}\n` },
  ION: { suffix: "ion.gz", write: (item) => `$ion_1_0 {Item:${writeIon(item)}}\n` },
});

function digest(content: Uint8Array): string {
  return new Bun.CryptoHasher("md5").update(content).digest("base64");
}

/** Items in lots that fill a file. A table without items is one empty file. */
function* fillFiles(
  items: Iterable<TableItem>,
  { write }: Format,
): Generator<{ readonly count: number; readonly bytes: number; readonly text: string }> {
  let lines: string[] = [];
  let [length, bytes] = [0, 0];
  let isFirst = true;
  for (const item of items) {
    const line = write(item);
    lines.push(line);
    length += line.length;
    bytes += sizeOfItem(item);
    if (length < FILE_BYTES) continue;
    yield { count: lines.length, bytes, text: lines.join("") };
    [lines, length, bytes, isFirst] = [[], 0, 0, false];
  }
  if (lines.length > 0 || isFirst) yield { count: lines.length, bytes, text: lines.join("") };
}

/** Writes a text beside what tells whether it is whole. */
async function writeManifest(context: Context, folder: Folder, name: string, text: string): Promise<void> {
  const content = Buffer.from(text);
  await writeFile(context, folder, `${name}.json`, content);
  await writeFile(context, folder, `${name}.md5`, Buffer.from(digest(content)));
}

/** Writes a table; what is told of the files. */
async function write(context: Context, table: Table, folder: Folder, told: Structure): Promise<Structure> {
  const format = FORMATS[readText(told, "ExportFormat")];
  if (!format) throw new FailedTask("UNKNOWN", "");
  await writeFile(context, folder, "_started", new Uint8Array());
  const files: string[] = [];
  let [ItemCount, BilledSizeBytes] = [0, 0];
  for (const { count, bytes, text } of fillFiles(listItems(context, table, undefined, {}), format)) {
    const content = new Uint8Array(gzipSync(text));
    const name = `data/${context.mint(26)}.${format.suffix}`;
    const etag = await writeFile(context, folder, name, content);
    const dataFileS3Key = `${folder.prefix}${name}`;
    files.push(
      `${JSON.stringify({ itemCount: count, md5Checksum: digest(content), etag, dataFileS3Key })}\n`,
    );
    ItemCount += count;
    BilledSizeBytes += bytes;
  }
  await writeManifest(context, folder, "manifest-files", files.join(""));
  const moment = (name: string) => told[name] ?? null;
  const summary = {
    version: VERSION,
    exportArn: told["ExportArn"],
    startTime: moment("StartTime"),
    endTime: moment("StartTime"),
    tableArn: table.arn,
    tableId: told["TableId"],
    exportTime: moment("ExportTime"),
    s3Bucket: folder.bucket,
    s3Prefix: told["S3Prefix"] ?? null,
    s3SseAlgorithm: told["S3SseAlgorithm"] ?? "AES256",
    s3SseKmsKeyId: told["S3SseKmsKeyId"] ?? null,
    manifestFilesS3Key: `${folder.prefix}manifest-files.json`,
    billedSizeBytes: BilledSizeBytes,
    itemCount: ItemCount,
    outputFormat: told["ExportFormat"],
    exportType: told["ExportType"] ?? FULL,
  };
  await writeManifest(context, folder, "manifest-summary", JSON.stringify(summary));
  const ExportManifest = `${folder.prefix}manifest-summary.json`;
  return writeMembers({ ExportStatus: "COMPLETED", ItemCount, BilledSizeBytes, ExportManifest });
}

/** Where the files go; AWS makes a folder for each export. */
function nameFolder(input: Structure, arn: string): Folder {
  const outer = readText(input, "S3Prefix");
  const prefix = `${outer}${outer === "" || outer.endsWith("/") ? "" : "/"}AWSDynamoDB/${readTaskId(arn)}/`;
  return { bucket: readText(input, "S3Bucket"), prefix, owner: readText(input, "S3BucketOwner") };
}

/** No table was there before. */
function readBirth({ thing }: Table): number {
  const { CreationDateTime } = thing.members;
  const at = CreationDateTime instanceof Date ? CreationDateTime.getTime() : thing.createdAt;
  return Math.floor(at / 1000) * 1000;
}

function checkMoment({ input, now }: Context, table: Table): void {
  const { ExportTime } = input;
  const at = ExportTime instanceof Date ? ExportTime.getTime() : undefined;
  if (at !== undefined && (at > now || at < readBirth(table)))
    throw refuseAs(
      "InvalidExportTimeException",
      "The specified ExportTime is outside of the point in time recovery window.",
    );
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html */
const LEAST_PERIOD_MS = 15 * 60 * 1000;

function checkPeriod({ input }: Context): void {
  const { ExportFromTime, ExportToTime } = readStructure(input["IncrementalExportSpecification"]);
  if (!(ExportFromTime instanceof Date && ExportToTime instanceof Date)) return;
  if (ExportToTime.getTime() - ExportFromTime.getTime() < LEAST_PERIOD_MS)
    throw refuseAs(
      "InvalidExportTimeException",
      "Difference between export period from time and export period to time is less than 15 minutes",
    );
}

function getSource(context: Context): Table {
  const arn = readArn(context, "TableArn", "TableArn");
  const table = findTable(context, arn);
  if (!table) throw refuseAs("TableNotFoundException", `Table not found: ${arn}`);
  checkMoment(context, table);
  checkPeriod(context);
  if (isRecoverable(context, table)) return table;
  throw refuseAs(
    "PointInTimeRecoveryUnavailableException",
    `Point in time recovery is not enabled for table '${table.name}'`,
  );
}

/** What a call says of an export, as it is told. */
const AS_ASKED = [
  "ClientToken",
  "S3Bucket",
  "S3BucketOwner",
  "S3Prefix",
  "S3SseAlgorithm",
  "S3SseKmsKeyId",
  // Told of an export only where the call says it, and in a list of every one.
  "ExportType",
] as const;

async function exportTable(context: Context): Promise<Done> {
  const { input, now, caller } = context;
  const repeated = findRepeated(context, KIND, "ExportConflictException", isSameCall);
  if (repeated) return { output: { ExportDescription: repeated } };
  const table = getSource(context);
  // What changed between two moments is kept nowhere.
  if (input["ExportType"] === "INCREMENTAL_EXPORT" || input["FilterSpecification"] !== undefined)
    return refuseUnknown(context);
  const arn = nameTask(context, table.arn, KIND);
  const at = new Date(now);
  const told = writeMembers(
    { S3BucketOwner: caller.account },
    Object.fromEntries(AS_ASKED.map((name) => [name, input[name]])),
    {
      ExportArn: arn,
      ExportStatus: "IN_PROGRESS",
      StartTime: at,
      TableArn: table.arn,
      TableId: table.thing.members["TableId"] ?? table.thing.names.id,
      ExportTime: input["ExportTime"] ?? at,
      ExportFormat: readText(input, "ExportFormat") || "DYNAMODB_JSON",
    },
  );
  const outcome = await write(context, table, nameFolder(input, arn), told).catch((problem) => {
    if (!(problem instanceof FailedTask)) throw problem;
    const { code: FailureCode, message: FailureMessage } = problem;
    return { ExportStatus: "FAILED", FailureCode, FailureMessage };
  });
  keepTask(context, KIND, arn, writeMembers(told, outcome, { EndTime: at }));
  return { output: { ExportDescription: told } };
}

function describeExport(context: Context): Done {
  const arn = readArn(context, "ExportArn", "Export");
  return {
    output: { ExportDescription: tellTask(getTask(context, KIND, arn, "ExportNotFoundException")) },
  };
}

function listExports(context: Context): Done {
  const { tasks, next } = pageTasks(context, KIND, context.input["MaxResults"]);
  const table = readText(context.input, "TableArn");
  // What a table that is gone was exported to is told only by the export's own ARN.
  const told = table === "" || findTable(context, table) ? tasks : [];
  const ExportSummaries = told.map(({ members: { ExportArn, ExportStatus, ExportType = FULL } }) =>
    writeMembers({ ExportArn, ExportStatus, ExportType }),
  );
  return { output: writeMembers({ ExportSummaries, NextToken: next }) };
}

export const exportOperations = {
  ExportTableToPointInTime: exportTable,
  DescribeExport: describeExport,
  ListExports: listExports,
};
