// A document that is older than the log is of the type that its calls tell.
import { expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { planCalls } from "./plan-calls.ts";

test.each([
  ["Automation", "JSON", "0.3"],
  ["Session", "YAML", "1.0"],
  [undefined, undefined, "2.2"],
])("a document of the type %p in %p", async (documentType, documentFormat, schema) => {
  const calls = [
    {
      service: "ssm",
      operation: "UpdateDocument",
      parameters: { name: "patch", content: "HIDDEN_DUE_TO_SECURITY_REASONS", documentFormat },
      answer: { documentDescription: { name: "patch", documentType, documentFormat } },
    },
  ];
  const steps = fillPlaceholders(await addPrerequisites(await planCalls(calls)));
  const [made, updated] = [steps.find(({ creation }) => creation), steps.find(({ creation }) => !creation)];
  const { DocumentType, DocumentFormat, Content } = made?.input ?? {};
  expect([DocumentType, DocumentFormat]).toEqual([documentType ?? "Command", documentFormat ?? "JSON"]);
  const read = documentFormat === "YAML" ? Bun.YAML.parse : JSON.parse;
  expect(read(String(Content))).toMatchObject({ schemaVersion: schema });
  // SSM refuses a version that says what the last one says.
  expect(updated?.input["Content"]).not.toBe(Content);
});
