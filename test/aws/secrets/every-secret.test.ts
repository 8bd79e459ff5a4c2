// Every operation of the services that are drawn (all in a long run): no value that its model marks as sensitive is in what --verbose shows.

import { expect, test } from "bun:test";
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../../src/aws/model/types.ts";
import { maskValue } from "../../../src/aws/secrets/mask.ts";
import { SecretTexts } from "../../../src/aws/secrets/secret-texts.ts";
import { isStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import type { Sent } from "../../../src/aws/wire.ts";
import { prepareRequest } from "../../../src/replay/prepare.ts";
import { renderExchange } from "../../../src/report/exchange.ts";
import { compareInput } from "../../../src/verify/compare.ts";
import { drawServices } from "../../support/draw-services.ts";
import { makeCall } from "../../support/make-call.ts";
import { sampleInput, sampleOutput } from "../../support/sample-input.ts";

/** The part of the services that is tried, but for a long run. */
const SHARE = 0.3;
const drawn = await drawServices(SHARE);

const DESTINATION = { endpoint: "http://127.0.0.1:4566", version: "0" };

function listTexts(value: Value | undefined): string[] {
  if (typeof value === "string") return value.startsWith("text ") ? [value] : [];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if (Array.isArray(value)) return value.flatMap(listTexts);
  return isStructure(value) ? Object.values(value).flatMap(listTexts) : [];
}

/** The sample texts that stand under a shape which the model marks as sensitive. */
function listSensitive(shape: Shape | undefined, value: Value | undefined): string[] {
  if (!shape || value === undefined || value === null) return [];
  if (shape.sensitive) return listTexts(value);
  if (Array.isArray(value)) return value.flatMap((item: Value) => listSensitive(shape.member, item));
  if (!isStructure(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    listSensitive(shape.members?.[name] ?? shape.value, inner),
  );
}

function findLeaks(shown: string, secrets: readonly string[]): string[] {
  const forms = (text: string) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")];
  return secrets.filter((secret) => forms(secret).some((form) => shown.includes(form)));
}

/** An answer that repeats all of the secrets, as some emulators do in the messages of their errors. */
function makeEcho(secrets: readonly string[]): Sent {
  const message = secrets.map((secret) => `'${secret}' is not valid`).join(", ");
  const body = Buffer.from(JSON.stringify({ __type: "ValidationException", message }));
  return { response: { status: 400, headers: { "x-echo": message }, body } };
}

/** What is shown of a call and its answer, or undefined where it cannot be sent. */
function show(operation: Operation, input: Structure, sent: Sent): string | undefined {
  const step = { ...makeCall({ service: operation.model.service }), operation, input };
  const prepared = prepareRequest(step, DESTINATION);
  if ("unsendable" in prepared) return undefined;
  return renderExchange({ step, request: prepared.request, sent, tookMs: 1 }, 0);
}

test("requests, and answers that repeat them", async () => {
  const leaks: string[] = [];
  let checked = 0;
  for (const service of drawn.services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      const input = sampleInput(operation);
      const secrets = listSensitive(operation.input, input);
      if (secrets.length === 0) continue;
      const shown = show(operation, input, makeEcho(secrets));
      if (shown === undefined) continue;
      checked++;
      leaks.push(...findLeaks(shown, secrets).map((secret) => `${service}.${operation.name}: ${secret}`));
    }
  }
  expect(leaks).toEqual([]);
  expect(checked).toBeGreaterThan(500 * drawn.part);
}, 120_000);

test("answers", async () => {
  const leaks: string[] = [];
  let checked = 0;
  for (const service of drawn.services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      const output = sampleOutput(operation);
      const sensitive = listSensitive(operation.output, output);
      if (sensitive.length === 0) continue;
      checked++;
      const secrets = new SecretTexts();
      const shown = JSON.stringify(secrets.hideIn(maskValue(service, operation.output, output, secrets)));
      leaks.push(...findLeaks(shown, sensitive).map((secret) => `${service}.${operation.name}: ${secret}`));
    }
  }
  expect(leaks).toEqual([]);
  expect(checked).toBeGreaterThan(500 * drawn.part);
}, 120_000);

/** The same with other texts, as if it stood otherwise in the target. */
function alter(value: Value): Value {
  if (typeof value === "string") return value.startsWith("text ") ? `text of live ${value.slice(5)}` : value;
  if (Array.isArray(value)) return value.map((item: Value) => alter(item));
  if (!isStructure(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, alter(inner ?? null)]));
}

test("differences between what was asked for and what stands", async () => {
  const leaks: string[] = [];
  let [checked, different] = [0, 0];
  for (const service of drawn.services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      const { input: shape } = operation;
      // Items of a list are compared alike: one is enough, where lists stand in lists.
      const input = sampleInput(operation, { itemsPerList: 1 });
      const live = alter(input);
      const secrets = [...listSensitive(shape, input), ...listSensitive(shape, live)];
      if (secrets.length === 0 || !shape || !isStructure(live)) continue;
      checked++;
      const settings = { ref: shape, isWhole: false, skipped: new Set<string>(), type: undefined };
      const { differences } = compareInput(operation, input, { ref: shape, value: live }, settings);
      different += differences.length;
      leaks.push(
        ...findLeaks(JSON.stringify(differences), secrets).map((one) => `${operation.name}: ${one}`),
      );
    }
  }
  expect(leaks).toEqual([]);
  expect(checked).toBeGreaterThan(500 * drawn.part);
  expect(different).toBeGreaterThan(1_000 * drawn.part);
}, 120_000);
