// Tables written into buckets, and made from them.
import { expect, test } from "bun:test";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { splitRows } from "../../../../src/instance/engines/dynamodb/files/split-values.ts";
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
  expect(begun).toMatchObject({ ExportStatus: "IN_PROGRESS", TableArn: ARN });
  expect(begun).not.toHaveProperty("ExportType");
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
  expect(await ask({ S3Prefix: "other", ClientToken: "one" })).toBe(
    "ExportConflictException: Duplicate request detected",
  );
  expect(await call("ListExports", { TableArn: ARN })).toEqual({
    ExportSummaries: [{ ExportArn, ExportStatus: "COMPLETED", ExportType: "FULL_EXPORT" }],
  });
  expect(await call("DescribeExport", { ExportArn: `${ExportArn}0` })).toMatch(/^ExportNotFoundException/);
  // Of a table that is gone, only who knows an export's ARN is told.
  await call("DeleteTable", { TableName });
  expect(await call("ListExports", { TableArn: ARN })).toEqual({ ExportSummaries: [] });
  expect((await call("DescribeExport", { ExportArn })).ExportDescription.ExportArn).toBe(ExportArn);
});

test("what an export refuses", async () => {
  const { call, client } = await makeWorld();
  const ask = (more = {}) => call("ExportTableToPointInTime", { TableArn: ARN, S3Bucket: "files", ...more });
  expect(await ask({ TableArn: "orders" })).toBe("ValidationException: Invalid TableArn: orders");
  expect(await ask({ TableArn: ARN.replace("us-east-1", "eu-west-1") })).toMatch(/^AccessDeniedException/);
  expect(await ask({ S3Prefix: "" })).toMatch(/^ValidationException: .*'s3Prefix'/);
  const outside =
    "InvalidExportTimeException: The specified ExportTime is outside of the point in time recovery window.";
  expect(await ask({ ExportTime: new Date(0) })).toBe(outside);
  expect(await ask({ ExportTime: new Date(client.now + 60_000) })).toBe(outside);
  const ExportToTime = new Date(client.now);
  const ExportFromTime = new Date(client.now - 60_000);
  expect(
    await ask({
      ExportType: "INCREMENTAL_EXPORT",
      IncrementalExportSpecification: { ExportFromTime, ExportToTime },
    }),
  ).toMatch(/^InvalidExportTimeException: Difference between export period/);
  await call("UpdateContinuousBackups", recoverable);
  const { ExportDescription } = await ask({ S3BucketOwner: "222222222222", ExportType: "FULL_EXPORT" });
  const { ExportArn } = ExportDescription;
  expect((await call("DescribeExport", { ExportArn })).ExportDescription).toMatchObject({
    ExportStatus: "FAILED",
    ExportType: "FULL_EXPORT",
    FailureCode: "S3AccessDenied",
    FailureMessage: "Access Denied",
  });
});

test("what no ARN of an export or an import is", async () => {
  const { call } = makeDynamo();
  for (const kind of ["Export", "Import"]) {
    const ask = (arn: string) => call(`Describe${kind}`, { [`${kind}Arn`]: arn });
    const task = `${ARN}/${kind.toLowerCase()}/01658528578619-c4d4e311`;
    expect(await ask(task)).toBe(`${kind}NotFoundException: ${kind} not found: ${task}`);
    for (const arn of [task.replace("arn:", "urn:"), task.replace("orders", "x"), ARN])
      expect(await ask(arn)).toBe(`ValidationException: Invalid ${kind} ARN: ${arn}`);
    for (const [part, other] of [
      ["aws", "aws-cn"],
      ["dynamodb", "s3"],
      ["us-east-1", "eu-west-1"],
      ["111111111111", "222222222222"],
    ] as const)
      expect(await ask(task.replace(part, other))).toMatch(/^AccessDeniedException: User: .*not authorized/);
  }
  expect(await call("ListImports", { NextToken: "0".repeat(112) })).toBe(
    "ValidationException: Invalid NextToken",
  );
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
    expect(begun).toMatchObject({
      ImportStatus: "IN_PROGRESS",
      ProcessedItemCount: 0,
      ImportedItemCount: 0,
      ErrorCount: 0,
    });
    expect(begun).not.toHaveProperty("ProcessedSizeBytes");
    const { ImportArn } = begun;
    return (await call("DescribeImport", { ImportArn })).ImportTableDescription;
  };
  const scan = async (TableName: string) => (await call("Scan", { TableName })).Items;
  const line = (id: string) => JSON.stringify({ Item: { id: { S: id }, b: { B: "YmFy" } } });
  await s3("PutObject", { Key: "in/1", Body: `${line("a")}\n\n  \n${line("b}{")}\r\n${line("c")}` });
  await s3("PutObject", { Key: "out", Body: line("d") });
  expect(await load("one")).toMatchObject({
    ImportStatus: "COMPLETED",
    ProcessedItemCount: 3,
    ImportedItemCount: 3,
    ErrorCount: 0,
    TableArn: "arn:aws:dynamodb:us-east-1:111111111111:table/one",
  });
  expect((await scan("one")).length).toBe(3);
  // Neither what follows a line without an item, nor an item that no table takes.
  await s3("PutObject", { Key: "in/2", Body: `${JSON.stringify({ id: { S: "e" } })}\n${line("f")}` });
  await s3("PutObject", { Key: "in/3", Body: `words\n${line("g")}` });
  const nameless = JSON.stringify({ Item: { id: { S: "h" }, "": { S: "" } } });
  await s3("PutObject", { Key: "in/4", Body: `${nameless}\n${JSON.stringify({ Item: {} })}\n${line("i")}` });
  expect(await load("two")).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "ItemValidationError",
    ProcessedItemCount: 8,
    ImportedItemCount: 4,
    ErrorCount: 4,
  });
  const rows = 'id;n;text\nx;1;"a;""b"""\ny;;\n';
  await s3("PutObject", { Key: "rows", Body: gzipSync(rows) });
  expect(
    await load("three", {
      S3BucketSource: { S3Bucket: "files", S3KeyPrefix: "rows" },
      InputFormat: "CSV",
      InputFormatOptions: { Csv: { Delimiter: ";" } },
      InputCompressionType: "GZIP",
    }),
  ).toMatchObject({ ImportStatus: "COMPLETED", ImportedItemCount: 2, ProcessedSizeBytes: rows.length });
  expect(await call("GetItem", { TableName: "three", Key: { id: { S: "x" } } })).toEqual({
    Item: { id: { S: "x" }, n: { S: "1" }, text: { S: 'a;"b"' } },
  });
  expect((await call("ListImports")).ImportSummaryList.length).toBe(3);
});

test("an import that cannot be", async () => {
  const { call, s3 } = await makeWorld();
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
  expect(await ask({ InputFormatOptions: { Csv: { Delimiter: "," } } })).toMatch(
    /^ValidationException: .*InputFormatOptions/,
  );
  const warm = {
    IndexName: "warm",
    KeySchema: BY_ID.KeySchema,
    Projection: { ProjectionType: "ALL" },
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 },
  };
  expect(
    await ask({ TableCreationParameters: { ...parameters("made"), GlobalSecondaryIndexes: [warm] } }),
  ).toMatch(
    /^ValidationException: .*WarmThroughput is not supported on Global Secondary Indexes via ImportTable$/,
  );
  const { ImportTableDescription } = await ask({ ClientToken: "one" });
  const { ImportArn } = ImportTableDescription;
  // Whatever else the same token comes with for the same table.
  expect(
    (await ask({ ClientToken: "one", InputCompressionType: "GZIP" })).ImportTableDescription.ImportArn,
  ).toBe(ImportArn);
  expect(await ask({ ClientToken: "one", TableCreationParameters: parameters("other") })).toBe(
    "ImportConflictException: Duplicate request detected",
  );
  expect((await call("DescribeImport", { ImportArn })).ImportTableDescription).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "S3NoSuchBucket",
  });
  expect(await call("ListTables")).toEqual({ TableNames: [TableName] });
  await s3("PutObject", { Key: "1", Body: JSON.stringify({ Item: ITEMS[1] }) });
  const other = await ask({ S3BucketSource: { S3Bucket: "files", S3BucketOwner: "222222222222" } });
  expect(
    (await call("DescribeImport", { ImportArn: other.ImportTableDescription.ImportArn }))
      .ImportTableDescription,
  ).toMatchObject({ ImportStatus: "FAILED", FailureCode: "S3AccessDenied" });
  expect(await call("ListTables")).toEqual({ TableNames: [TableName] });
});

test("rows are told apart, whatever is in them", () => {
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
