// The answer half of the protocol test vectors: what they mean is read, and what is written for it means the same.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linkModel } from "../../../src/aws/model/link.ts";
import type {
  Operation,
  PackedOperation,
  PackedShape,
  ServiceMetadata,
  Shape,
} from "../../../src/aws/model/types.ts";
import {
  decodeError,
  decodeResponse,
  encodeError,
  encodeResponse,
} from "../../../src/aws/protocols/responses.ts";
import { isStructure, makeStructure, type Structure } from "../../../src/aws/values.ts";
import { unifyValue } from "../../support/unify-values.ts";
import { toPlain } from "./plain.ts";
import { convertValue, parseVectors } from "./vector-values.ts";
import leftOut from "./vectors-output-left-out.json" with { type: "json" };

const folder = join(import.meta.dir, "../../../../shared/vectors/output");

interface Case {
  readonly id: string;
  readonly given: PackedOperation;
  readonly result?: Structure;
  readonly error?: Structure;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly response: {
    readonly status_code: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

interface Suite {
  readonly metadata: ServiceMetadata;
  readonly shapes: Record<string, PackedShape>;
  readonly cases: Case[];
}

function linkCase({ metadata, shapes }: Suite, { given }: Case): Operation {
  const model = linkModel({ service: "vectors", metadata, shapes, operations: { [given.name]: given } });
  const operation = model.operations[given.name];
  if (!operation) throw new Error(given.name);
  return operation;
}

function readWire({ metadata }: Suite, { response }: Case) {
  const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const encoding = metadata.protocol === "smithy-rpc-v2-cbor" ? "base64" : "utf8";
  return {
    status: response.status_code,
    headers: Object.fromEntries(headers),
    body: Buffer.from(response.body ?? "", encoding),
  };
}

function checkSuccess(suite: Suite, vector: Case): void {
  const operation = linkCase(suite, vector);
  const { output: shape } = operation;
  const wire = { protocol: suite.metadata.protocol, side: "answer" } as const;
  const unify = (value: Structure, of: Shape | undefined) =>
    toPlain(of ? (unifyValue(wire, of, value) ?? {}) : {});
  const wanted = shape ? convertValue(shape, vector.result ?? {}) : {};
  const expected = isStructure(wanted) ? wanted : makeStructure();
  const read = decodeResponse(operation, readWire(suite, vector));
  expect(read.ok && unify(read.output, shape)).toEqual(unify(expected, shape));
  const written = encodeResponse(operation, expected, { requestId: "r" });
  if ("unsendable" in written) throw new Error(written.unsendable);
  const again = decodeResponse(operation, written.response);
  expect(again.ok && unify(again.output, shape)).toEqual(unify(expected, shape));
}

function checkFailure(suite: Suite, vector: Case): void {
  const operation = linkCase(suite, vector);
  const read = decodeError(operation, readWire(suite, vector));
  expect(read.code).toBe(vector.errorCode ?? "");
  if (vector.errorMessage !== undefined) expect(read.message).toBe(vector.errorMessage);
  const { ok: _, ...error } = read;
  const again = decodeError(
    operation,
    encodeError({ model: operation.model, operation }, error, { requestId: "r" }),
  );
  expect(toPlain({ ...again, members: again.members })).toEqual(toPlain({ ...read, members: read.members }));
}

function checkCase(suite: Suite, vector: Case): void {
  if (vector.response.status_code >= 400) checkFailure(suite, vector);
  else checkSuccess(suite, vector);
}

const files = existsSync(folder) ? readdirSync(folder).sort() : [];

test.skipIf(!existsSync(folder))("there are 365 cases, and every one left out exists", () => {
  const ids = files.flatMap((file) =>
    (parseVectors(readFileSync(join(folder, file), "utf8")) as Suite[]).flatMap(({ cases }) =>
      cases.map(({ id }) => `${file} ${id}`),
    ),
  );
  expect(ids.length).toBe(365);
  for (const row of leftOut) expect(ids).toContain(`${row.file} ${row.case}`);
});

for (const file of files) {
  for (const suite of parseVectors(readFileSync(join(folder, file), "utf8")) as Suite[]) {
    for (const vector of suite.cases) {
      const row = leftOut.find((left) => left.file === file && left.case === vector.id);
      if (row === undefined) test(`${file} ${vector.id}`, () => checkCase(suite, vector));
      else test(`${file} ${vector.id} is left out`, () => expect(() => checkCase(suite, vector)).toThrow());
    }
  }
}
