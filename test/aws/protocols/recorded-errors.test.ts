// Errors that AWS answered: what our models say of them, and that they come back as they were.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { foldLine } from "../../../src/aws/formats/text.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, ServiceModel } from "../../../src/aws/model/types.ts";
import { findErrorShape } from "../../../src/aws/protocols/error-shapes.ts";
import { listSpoken } from "../../../src/aws/routing/route.ts";
import { isObject } from "../../../src/base/values.ts";
import { checkError } from "../../support/round-trips.ts";

const folder = join(import.meta.dir, "../../../../shared/aws-answers");

interface Recorded {
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** The errors in a recorded answer, wherever they stand. */
function findErrors(answer: unknown): Recorded[] {
  if (Array.isArray(answer)) return answer.flatMap(findErrors);
  if (!isObject(answer)) return [];
  const { Error: error, ResponseMetadata: metadata } = answer;
  if (!isObject(error) || typeof error["Code"] !== "string" || !isObject(metadata)) {
    return Object.values(answer).flatMap(findErrors);
  }
  const { Code: code, Message: message } = error;
  const { HTTPStatusCode: status } = metadata;
  return [
    {
      code,
      message: typeof message === "string" ? message : "",
      status: typeof status === "number" ? status : undefined,
    },
  ];
}

/** An operation that has the error; any other where none has. */
function chooseOperation(model: ServiceModel, code: string): Operation | undefined {
  const operations = Object.values(model.operations).filter(({ http }) => http.method !== "HEAD");
  return operations.find((operation) => findErrorShape(operation, code)) ?? operations[0];
}

const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

test.skipIf(files.length === 0)("there are errors of many services", () => {
  expect(files.length).toBeGreaterThan(10);
});

test.each(files)("%s", async (file) => {
  const model = await loadModel(basename(file, ".json"));
  const found = findErrors(JSON.parse(readFileSync(join(folder, file), "utf8")));
  const statuses = new Set<string>();
  for (const { code, message, status } of found) {
    const operation = chooseOperation(model, code);
    if (!operation || /^\d+$/.test(code)) continue;
    // A client prints a message as one short line; an empty one it fills in.
    const line = foldLine(message, 300) || "none";
    for (const protocol of listSpoken(model)) {
      expect(
        checkError(operation, protocol, { code, message: line, ...(status !== undefined && { status }) }),
      ).toBeUndefined();
    }
    const known = findErrorShape(operation, code);
    if (known && status !== undefined && known.status !== status)
      statuses.add(`${code} ${status}, not ${known.status}`);
  }
  expect([...statuses]).toEqual([]);
});
