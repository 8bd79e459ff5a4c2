// AWS's older CBOR: named as json is, moments in milliseconds.
import { expect, test } from "bun:test";
import { parseCbor } from "../../../src/aws/formats/cbor-items.ts";
import { loadOperation } from "../../../src/aws/model/table.ts";
import { decodeRequest, encodeRequest } from "../../../src/aws/protocols/requests.ts";
import { decodeResponse, encodeError, encodeResponse } from "../../../src/aws/protocols/responses.ts";
import { routeRequest } from "../../../src/aws/routing/route.ts";

const protocol = "amz-cbor" as const;
const Timestamp = new Date(1_775_000_000_123);

test("a request is named by its target, and is read back", async () => {
  const operation = await loadOperation("kinesis", "GetShardIterator");
  const input = { StreamName: "s", ShardId: "0", ShardIteratorType: "AT_TIMESTAMP", Timestamp };
  const encoded = encodeRequest(operation, input, { idempotencyToken: "", protocol });
  if (!("request" in encoded)) throw new Error(encoded.unsendable);
  const request = { ...encoded.request, headers: { ...encoded.request.headers, host: "localhost" } };
  expect(request.headers).toMatchObject({
    "x-amz-target": "Kinesis_20131202.GetShardIterator",
    "content-type": "application/x-amz-cbor-1.1",
  });
  expect(Buffer.from(request.body ?? "").toString("hex")).toContain(
    // Tag 1, a number of eight bytes.
    `c11b${Timestamp.getTime().toString(16).padStart(16, "0")}`,
  );
  expect(await routeRequest(request)).toMatchObject({ operation: { name: "GetShardIterator" }, protocol });
  expect(decodeRequest(operation, request, protocol)).toEqual({ input });
});

test("an answer is read back, with its moments and bytes", async () => {
  const operation = await loadOperation("kinesis", "GetRecords");
  const Data = new Uint8Array([0, 255]);
  const record = { SequenceNumber: "1", ApproximateArrivalTimestamp: Timestamp, Data, PartitionKey: "k" };
  const encoded = encodeResponse(operation, { Records: [record] }, { requestId: "r", protocol });
  if (!("response" in encoded)) throw new Error(encoded.unsendable);
  expect(encoded.response.headers).toMatchObject({ "content-type": "application/x-amz-cbor-1.1" });
  const told = decodeResponse(operation, encoded.response, protocol);
  expect(told).toMatchObject({ ok: true, output: { Records: [record] } });
});

test("an error is CBOR, too", async () => {
  const operation = await loadOperation("kinesis", "DescribeStream");
  const error = { code: "ResourceNotFoundException", message: "Stream s under account 1 not found." };
  const { status, body, headers } = encodeError({ model: operation.model, operation }, error, {
    requestId: "r",
    protocol,
  });
  expect([status, headers["content-type"]]).toEqual([400, "application/x-amz-cbor-1.1"]);
  expect(parseCbor(body)).toEqual(
    Object.assign(Object.create(null), { __type: error.code, message: error.message }),
  );
});
