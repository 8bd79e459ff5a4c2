// Documents that production made and changed: their versions stand as the log tells.
import { expect, test } from "bun:test";
import type { Structure } from "../../../../src/aws/values.ts";
import { makeCaller } from "../../support/world.ts";

const Name = "install";

function write(step: string): string {
  return JSON.stringify({ schemaVersion: "2.2", description: step, mainSteps: [] });
}

/** A document of two versions, as a log tells of it, and how to go on. */
async function adopt() {
  const call = makeCaller();
  const replay = (name: string, input: Structure, output: Structure) =>
    call(`ssm.${name}`, input, { told: { output, at: 1_772_442_000_000, id: name } });
  const describe = (DocumentVersion: string) => ({
    DocumentDescription: {
      Name,
      DocumentVersion,
      DefaultVersion: "1",
      LatestVersion: DocumentVersion,
      PlatformTypes: ["Linux"],
    },
  });
  await replay("CreateDocument", { Name, Content: write("one"), DocumentType: "Command" }, describe("1"));
  await replay("UpdateDocument", { Name, Content: write("two"), DocumentVersion: "$LATEST" }, describe("2"));
  return { call, replay };
}

test("the first version is the default one until another one is put in its place", async () => {
  const { call, replay } = await adopt();
  expect((await call("ssm.GetDocument", { Name })).Content).toBe(write("one"));
  expect((await call("ssm.GetDocument", { Name, DocumentVersion: "2" })).Content).toBe(write("two"));
  await replay(
    "UpdateDocumentDefaultVersion",
    { Name, DocumentVersion: "2" },
    { Description: { Name, DefaultVersion: "2" } },
  );
  expect((await call("ssm.DescribeDocument", { Name })).Document).toMatchObject({
    Description: "two",
    PlatformTypes: ["Linux"],
    DocumentVersion: "2",
    DefaultVersion: "2",
    LatestVersion: "2",
  });
});

test("a version that was deleted is gone, and the document is not", async () => {
  const { call, replay } = await adopt();
  await replay("DeleteDocument", { Name, DocumentVersion: "2" }, {});
  const { DocumentVersions } = await call("ssm.ListDocumentVersions", { Name });
  expect(DocumentVersions.map((one: { DocumentVersion: string }) => one.DocumentVersion)).toEqual(["1"]);
});
