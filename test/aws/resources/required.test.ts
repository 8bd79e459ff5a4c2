// That no identifier which a write operation requires is missing in the table, found by a rule of the test's own.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { hasReadVerb } from "../../../src/trail/read-verbs.ts";
import exceptionRows from "./not-identifying.json" with { type: "json" };
import { findShape, listRequired } from "./paths.ts";

/** What names a thing by its name, or stands in the request's path. */
const NAMING = /(id|arn|name|identifier|url|uri|key|family|alias)s?$/i;

const Text = v.pipe(v.string(), v.nonEmpty());

/** Required texts that identify nothing although they are called as if they did; a `*` at the start is anything. */
const Exception = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  paths: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

const exceptions = v.parse(v.array(Exception), exceptionRows);

function findExceptions(service: string, operation: string, path: string) {
  const isOf = (wanted: readonly string[], said: string) =>
    wanted.some((one) => (one.startsWith("*") ? said.endsWith(one.slice(1)) : one === said));
  return exceptions.filter(
    (row) => isOf([row.service], service) && isOf(row.operations, operation) && isOf(row.paths, path),
  );
}

test("every required identifier of a write operation is in the table", async () => {
  const missing: string[] = [];
  const used = new Set<unknown>();
  for (const { service } of (await loadIndex()).services) {
    const [model, resources] = await Promise.all([loadModel(service), loadResources(service)]);
    for (const operation of Object.values(model.operations)) {
      if (operation.readonly === true || hasReadVerb(operation.name)) continue;
      const paths = new Set(resources.operations[operation.name]?.input.map(({ path }) => path));
      for (const { path, name, isLabel } of listRequired(operation.input)) {
        if (paths.has(path) || !(isLabel || NAMING.test(name))) continue;
        const rows = findExceptions(service, operation.name, path);
        for (const row of rows) used.add(row);
        if (rows.length === 0) missing.push(`${service} ${operation.name} ${path}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(exceptions.filter((row) => !used.has(row))).toEqual([]);
}, 300_000);

test("every operation of every API has its row, and every path of a row is the API's", async () => {
  const faults: string[] = [];
  for (const { service } of (await loadIndex()).services) {
    const [model, resources] = await Promise.all([loadModel(service), loadResources(service)]);
    for (const operation of Object.values(model.operations)) {
      const meaning = resources.operations[operation.name];
      if (!meaning) faults.push(`${service} ${operation.name}: no row`);
      for (const { path } of meaning?.input ?? [])
        if (!findShape(operation.input, path)) faults.push(`${service} ${operation.name} input ${path}`);
      for (const { path } of meaning?.output ?? [])
        if (!findShape(operation.output, path)) faults.push(`${service} ${operation.name} output ${path}`);
    }
    const unknown = Object.keys(resources.operations).filter((name) => !model.operations[name]);
    faults.push(...unknown.map((name) => `${service} has no ${name}`));
  }
  expect(faults).toEqual([]);
}, 300_000);
