/** Tables made from files of a bucket: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html */
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { refuseUnknown } from "../../../behaviour/refusals/unknown.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { listStructures, readText } from "../../engine.ts";
import type { TableItem } from "../attributes.ts";
import { refuseValues } from "../check-keys.ts";
import { checkTable } from "../check-table.ts";
import { readStructure, writeMembers } from "../read-members.ts";
import { RefusedRequest, refuseAs } from "../refusal.ts";
import { findTable } from "../tables.ts";
import { FailedTask, listFiles, readFile } from "./objects.ts";
import { openFile, readItems } from "./read-items.ts";
import { readArn } from "./task-arns.ts";
import { findRepeated, getTask, keepTask, nameTask, pageTasks, tellTask } from "./tasks.ts";

const KIND = "import";

function ask({ ask, caller }: Context, operation: string, input: Structure): Promise<Done> {
  return ask({ service: "dynamodb", operation, input, caller });
}

/** What became of what was read, as it is before anything is. */
const NOTHING_READ = { ErrorCount: 0, ProcessedItemCount: 0, ImportedItemCount: 0 };

type Counts = typeof NOTHING_READ & { ProcessedSizeBytes: number };

async function put(context: Context, name: string, item: TableItem | undefined): Promise<boolean> {
  if (!item) return false;
  const done = await ask(context, "PutItem", writeMembers({ TableName: name, Item: item }));
  return !("error" in done);
}

/** Reads the files into the table, which is made once they can be read. */
async function read(context: Context, parameters: Structure, counts: Counts): Promise<void> {
  const { input } = context;
  const source = readStructure(input["S3BucketSource"]);
  const bucket = readText(source, "S3Bucket");
  const name = readText(parameters, "TableName");
  const owner = readText(source, "S3BucketOwner");
  const files = await Array.fromAsync(
    listFiles(context, { bucket, prefix: readText(source, "S3KeyPrefix"), owner }),
  );
  const made = await ask(context, "CreateTable", parameters);
  if ("error" in made) throw new RefusedRequest(made.error);
  for (const key of files) {
    const content = openFile(await readFile(context, bucket, key), readText(input, "InputCompressionType"));
    counts.ProcessedSizeBytes += content.length;
    for (const item of readItems(new TextDecoder().decode(content), input)) {
      counts.ProcessedItemCount++;
      if (await put(context, name, item)) counts.ImportedItemCount++;
      else counts.ErrorCount++;
    }
  }
  if (counts.ErrorCount > 0)
    throw new FailedTask(
      "ItemValidationError",
      "Some of the items failed validation checks. Please check CloudWatch error logs for more details.",
    );
}

const AS_ASKED = [
  "ClientToken",
  "S3BucketSource",
  "InputFormat",
  "InputFormatOptions",
  "InputCompressionType",
  "TableCreationParameters",
] as const;

function readParameters(input: Structure): Structure {
  return readStructure(input["TableCreationParameters"]);
}

/** Whether a call names the table of an import. AWS takes it for a repeated one whatever else it asks. */
function isSameTable({ input }: Context, { members }: Thing): boolean {
  return readText(readParameters(input), "TableName") === readText(readParameters(members), "TableName");
}

/** Throws a refusal of what ImportTable does not take, and CreateTable or another format does. */
function checkImport({ InputFormat, InputFormatOptions }: Structure, parameters: Structure): void {
  if (InputFormatOptions !== undefined && InputFormat !== "CSV")
    throw refuseValues(`InputFormatOptions is not supported for InputFormat ${String(InputFormat)}`);
  if (listStructures(parameters["GlobalSecondaryIndexes"]).some((one) => one["WarmThroughput"] !== undefined))
    throw refuseValues("WarmThroughput is not supported on Global Secondary Indexes via ImportTable");
}

async function importTable(context: Context): Promise<Done> {
  const { input, now, caller } = context;
  const parameters = readParameters(input);
  checkImport(input, parameters);
  checkTable(parameters);
  const repeated = findRepeated(context, KIND, "ImportConflictException", isSameTable);
  if (repeated) return { output: { ImportTableDescription: repeated } };
  if (input["InputFormat"] === "ION") return refuseUnknown(context);
  const name = readText(parameters, "TableName");
  if (findTable(context, name)) throw refuseAs("ResourceInUseException", `Table already exists: ${name}`);
  const tableArn = `arn:aws:dynamodb:${caller.region}:${caller.account}:table/${name}`;
  const arn = nameTask(context, tableArn, KIND);
  const at = new Date(now);
  const counts = { ...NOTHING_READ, ProcessedSizeBytes: 0 };
  const outcome = await read(context, parameters, counts).then(
    () => ({ ImportStatus: "COMPLETED" }),
    (problem: unknown) => {
      if (!(problem instanceof FailedTask)) throw problem;
      const { code: FailureCode, message: FailureMessage } = problem;
      return { ImportStatus: "FAILED", FailureCode, FailureMessage };
    },
  );
  const made = findTable(context, name);
  const told = writeMembers(Object.fromEntries(AS_ASKED.map((member) => [member, input[member]])), {
    ImportArn: arn,
    ImportStatus: "IN_PROGRESS",
    TableArn: made?.arn ?? tableArn,
    TableId: made?.thing.members["TableId"] ?? made?.thing.names.id,
    InputCompressionType: readText(input, "InputCompressionType") || "NONE",
    StartTime: at,
    ...NOTHING_READ,
  });
  keepTask(context, KIND, arn, writeMembers(told, { ...counts }, outcome, { EndTime: at }));
  return { output: { ImportTableDescription: told } };
}

function describeImport(context: Context): Done {
  const arn = readArn(context, "ImportArn", "Import");
  return {
    output: { ImportTableDescription: tellTask(getTask(context, KIND, arn, "ImportNotFoundException")) },
  };
}

/** What a list tells of an import. */
const LISTED = [
  "ImportArn",
  "ImportStatus",
  "TableArn",
  "S3BucketSource",
  "InputFormat",
  "StartTime",
  "EndTime",
] as const;

function listImports(context: Context): Done {
  const { tasks, next } = pageTasks(context, KIND, context.input["PageSize"]);
  const ImportSummaryList = tasks.map(({ members }) =>
    writeMembers(Object.fromEntries(LISTED.map((name) => [name, members[name]]))),
  );
  return { output: writeMembers({ ImportSummaryList, NextToken: next }) };
}

export const importOperations = {
  ImportTable: importTable,
  DescribeImport: describeImport,
  ListImports: listImports,
};
