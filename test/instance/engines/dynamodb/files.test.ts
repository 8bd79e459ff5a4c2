// Tables written into buckets, and made from them.
import { expect, test } from "bun:test";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { splitObjects, splitRows } from "../../../../src/instance/engines/dynamodb/files/split-values.ts";
import { BY_ID, makeDynamo } from "./ask.ts";

const ARN = "arn:aws:dynamodb:us-east-1:111111111111:table/orders";
const TableName = "orders";
const ITEMS = [
  { id: { S: "a" }, blob: { B: Buffer.from("bar") }, n: { N: "15" } },
  { id: { S: "b" }, list: { L: [{ BOOL: true }, { NULL: true }, { SS: ["x", "y"] }] } },
];

async function makeWorld() {
  const dynamo = makeDynamo();
  const s3 = (name: string, input = {}) => dynamo.call(name, { Bucket: "files", ...input }, "s3");
  await dynamo.call("CreateTable", { TableName, ...BY_ID });
  for (const Item of ITEMS) await dynamo.call("PutItem", { TableName, Item });
  await s3("CreateBucket");
  const read = async (Key: string): Promise<Buffer> => {
    const { Body } = await dynamo.client.call("s3", "GetObject", { Bucket: "files", Key });
    return Buffer.from(Body as Uint8Array);
  };
  return { ...dynamo, s3, read };
}

const recoverable = {
  TableName,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
};

test("a table is exported as it is", async () => {
  const { call, s3, read } = await makeWorld();
  const ask = (more = {}) => call("ExportTableToPointInTime", { TableArn: ARN, S3Bucket: "files", ...more });
  expect(await ask({ TableArn: `${ARN}2` })).toBe(`TableNotFoundException: Table not found: ${ARN}2`);
  expect(await ask()).toBe(
    "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'orders'",
  );
  await call("UpdateContinuousBackups", recoverable);
  const { ExportDescription: begun } = await ask({ S3Prefix: "all", ClientToken: "one" });
  expect(begun).toMatchObject({ ExportStatus: "IN_PROGRESS", ExportType: "FULL_EXPORT", TableArn: ARN });
  const { ExportArn } = begun;
  const { ExportDescription: told } = await call("DescribeExport", { ExportArn });
  expect(told).toMatchObject({ ...begun, ExportStatus: "COMPLETED", ItemCount: 2, S3Prefix: "all" });
  const { Contents } = await s3("ListObjectsV2", { Prefix: "all/" });
  const folder = `all/AWSDynamoDB/${ExportArn.split("/").at(-1)}/`;
  const names: string[] = Contents.map(({ Key }: { Key: string }) => Key.slice(folder.length));
  expect(names.filter((name) => !name.startsWith("data/"))).toEqual([
    "_started",
    "manifest-files.json",
    "manifest-files.md5",
    "manifest-summary.json",
    "manifest-summary.md5",
  ]);
  const data = names.find((name) => name.startsWith("data/")) ?? "";
  const lines = gunzipSync(await read(`${folder}${data}`))
    .toString()
    .trim()
    .split("\n");
  expect(
    lines.map((line) => JSON.parse(line)).sort((one, other) => (one.Item.id.S < other.Item.id.S ? -1 : 1)),
  ).toEqual([{ Item: { id: { S: "a" }, blob: { B: "YmFy" }, n: { N: "15" } } }, { Item: ITEMS[1] }]);
  expect(JSON.parse((await read(told.ExportManifest)).toString())).toMatchObject({
    itemCount: 2,
    manifestFilesS3Key: `${folder}manifest-files.json`,
  });
  // The same token is the same export.
  expect((await ask({ S3Prefix: "all", ClientToken: "one" })).ExportDescription.ExportArn).toBe(ExportArn);
  expect(await ask({ S3Prefix: "other", ClientToken: "one" })).toMatch(/^ExportConflictException/);
  expect(await call("ListExports", { TableArn: ARN })).toEqual({
    ExportSummaries: [{ ExportArn, ExportStatus: "COMPLETED", ExportType: "FULL_EXPORT" }],
  });
  expect(await call("DescribeExport", { ExportArn: `${ExportArn}0` })).toMatch(/^ExportNotFoundException/);
});

test("an export in Ion, one without a bucket, and what is not done", async () => {
  const { call, s3, read } = await makeWorld();
  await call("UpdateContinuousBackups", recoverable);
  const ask = (more = {}) => call("ExportTableToPointInTime", { TableArn: ARN, S3Bucket: "files", ...more });
  await ask({ ExportFormat: "ION" });
  const { Contents } = await s3("ListObjectsV2");
  const { Key } = Contents.find((one: { Key: string }) => one.Key.endsWith(".ion.gz"));
  const lines = gunzipSync(await read(Key))
    .toString()
    .trim()
    .split("\n")
    .sort();
  expect(lines).toEqual([
    '$ion_1_0 {Item:{id:"a",blob:{{YmFy}},n:15.}}',
    '$ion_1_0 {Item:{id:"b",list:[true,null,$dynamodb_SS::["x","y"]]}}',
  ]);
  const { ExportDescription } = await ask({ S3Bucket: "nowhere" });
  expect(ExportDescription.ExportStatus).toBe("IN_PROGRESS");
  expect(
    (await call("DescribeExport", { ExportArn: ExportDescription.ExportArn })).ExportDescription,
  ).toMatchObject({
    ExportStatus: "FAILED",
    FailureCode: "S3NoSuchBucket",
    FailureMessage: "The specified bucket does not exist",
  });
  expect(await ask({ ExportType: "INCREMENTAL_EXPORT" })).toMatch(/^NotImplemented/);
});

const parameters = (name: string) => ({ TableName: name, ...BY_ID });

test("a table is made from files", async () => {
  const { call, s3 } = await makeWorld();
  const load = async (TableName: string, more = {}) => {
    const { ImportTableDescription: begun } = await call("ImportTable", {
      S3BucketSource: { S3Bucket: "files", S3KeyPrefix: "in" },
      InputFormat: "DYNAMODB_JSON",
      TableCreationParameters: parameters(TableName),
      ...more,
    });
    expect(begun.ImportStatus).toBe("IN_PROGRESS");
    const { ImportArn } = begun;
    return (await call("DescribeImport", { ImportArn })).ImportTableDescription;
  };
  const scan = async (TableName: string) => (await call("Scan", { TableName })).Items;
  const line = (id: string) => JSON.stringify({ Item: { id: { S: id }, b: { B: "YmFy" } } });
  await s3("PutObject", { Key: "in/1", Body: `${line("a")}\n${line("b}{")}${line("c")}` });
  await s3("PutObject", { Key: "out", Body: line("d") });
  expect(await load("one")).toMatchObject({
    ImportStatus: "COMPLETED",
    ProcessedItemCount: 3,
    ImportedItemCount: 3,
    ErrorCount: 0,
    TableArn: "arn:aws:dynamodb:us-east-1:111111111111:table/one",
  });
  expect((await scan("one")).length).toBe(3);
  await s3("PutObject", { Key: "in/2", Body: JSON.stringify({ id: { S: "e" } }) });
  expect(await load("two")).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "ItemValidationError",
    ProcessedItemCount: 4,
    ImportedItemCount: 3,
    ErrorCount: 1,
  });
  await s3("PutObject", { Key: "rows", Body: gzipSync('id;n;text\nx;1;"a;""b"""\ny;;\n') });
  expect(
    await load("three", {
      S3BucketSource: { S3Bucket: "files", S3KeyPrefix: "rows" },
      InputFormat: "CSV",
      InputFormatOptions: { Csv: { Delimiter: ";" } },
      InputCompressionType: "GZIP",
    }),
  ).toMatchObject({ ImportStatus: "COMPLETED", ImportedItemCount: 2 });
  expect(await call("GetItem", { TableName: "three", Key: { id: { S: "x" } } })).toEqual({
    Item: { id: { S: "x" }, n: { S: "1" }, text: { S: 'a;"b"' } },
  });
  expect((await call("ListImports")).ImportSummaryList.length).toBe(3);
});

test("an import that cannot be", async () => {
  const { call } = await makeWorld();
  const ask = (more = {}) =>
    call("ImportTable", {
      S3BucketSource: { S3Bucket: "nowhere" },
      InputFormat: "DYNAMODB_JSON",
      TableCreationParameters: parameters("made"),
      ...more,
    });
  const { BillingMode: _, ...rest } = parameters("made");
  expect(await ask({ TableCreationParameters: rest })).toBe(
    "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  );
  expect(await ask({ TableCreationParameters: parameters(TableName) })).toMatch(/^ResourceInUseException/);
  expect(await ask({ InputFormat: "ION" })).toMatch(/^NotImplemented/);
  const { ImportTableDescription } = await ask();
  const { ImportArn } = ImportTableDescription;
  expect((await call("DescribeImport", { ImportArn })).ImportTableDescription).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "S3NoSuchBucket",
  });
  expect(await call("ListTables")).toEqual({ TableNames: [TableName] });
});

test("values one after the other are told apart, whatever is in them", () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (objects) => {
      const text = objects.map((one) => JSON.stringify(one)).join("\n ");
      expect([...splitObjects(text)].map((one) => JSON.stringify(JSON.parse(one)))).toEqual(
        objects.map((one) => JSON.stringify(JSON.parse(JSON.stringify(one)))),
      );
    }),
  );
  const field = fc.string().map((text) => text.replaceAll("\r", ""));
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2 })), (rows) => {
      const text = rows
        .map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")}\n`)
        .join("");
      expect([...splitRows(text, ",")]).toEqual(rows);
    }),
  );
});
