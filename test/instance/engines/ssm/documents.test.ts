// Documents: their versions, what their contents tell, and whom they are shared with.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

type Input = Readonly<Record<string, Given>>;
type Told = Readonly<Record<string, unknown>>;

const CONTENT = {
  schemaVersion: "2.2",
  description: "first",
  parameters: { Names: { type: "StringList", default: ["a"] }, Count: { type: "Integer", default: 3 } },
  mainSteps: [],
};

function write(description: string): string {
  return JSON.stringify({ ...CONTENT, description });
}

async function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}) => client.call("ssm", name, { Name: "doc", ...input });
  const fail = async (name: string, input: Input = {}) => {
    const { Error: error } = await call(name, input);
    return error ? `${error.Code}: ${error.Message}` : "no error";
  };
  const made = await call("CreateDocument", {
    Content: write("first"),
    VersionName: "one",
    Tags: [{ Key: "k", Value: "v" }],
  });
  return { client, call, fail, made: made["DocumentDescription"] as Told };
}

test("a document tells what its content says", async () => {
  const { made, fail } = await open();
  expect(made).toMatchObject({
    Name: "doc",
    Hash: new Bun.CryptoHasher("sha256").update(write("first")).digest("hex"),
    HashType: "Sha256",
    Owner: "111111111111",
    Description: "first",
    SchemaVersion: "2.2",
    DocumentVersion: "1",
    LatestVersion: "1",
    DefaultVersion: "1",
    DocumentType: "Command",
    DocumentFormat: "JSON",
    Tags: [{ Key: "k", Value: "v" }],
    Parameters: [
      { Name: "Names", Type: "StringList", DefaultValue: '["a"]' },
      { Name: "Count", Type: "Integer", DefaultValue: "3" },
    ],
  });
  expect(await fail("CreateDocument", { Content: write("x") })).toBe(
    "DocumentAlreadyExists: Document with same name doc already exists",
  );
  expect(await fail("CreateDocument", { Name: "other", Content: "{" })).toStartWith(
    "InvalidDocumentContent: ",
  );
  expect(await fail("GetDocument", { Name: "none" })).toBe(
    "InvalidDocument: Document with name none does not exist.",
  );
});

test("versions are put beside each other, and one of them is the default", async () => {
  const { call, fail } = await open();
  const read = async (input: Input = {}) => {
    const { Content, DocumentVersion } = (await call("GetDocument", input)) as unknown as Told;
    return [DocumentVersion, JSON.parse(String(Content)).description];
  };
  expect(await fail("UpdateDocument", { Content: write("first"), DocumentVersion: "$LATEST" })).toStartWith(
    "DuplicateDocumentContent: ",
  );
  const second = { Content: write("second"), DocumentVersion: "1", VersionName: "two" };
  expect(await fail("UpdateDocument", { ...second, DocumentVersion: "7" })).toStartWith(
    "InvalidDocumentVersion",
  );
  expect((await call("UpdateDocument", second))["DocumentDescription"]).toMatchObject({
    DocumentVersion: "2",
    LatestVersion: "2",
    DefaultVersion: "1",
  });
  expect(await read()).toEqual(["1", "first"]);
  expect(await read({ VersionName: "two" })).toEqual(["2", "second"]);
  expect(await read({ DocumentVersion: "$LATEST" })).toEqual(["2", "second"]);
  expect(await fail("GetDocument", { DocumentVersion: "3" })).toStartWith("InvalidDocument: ");
  expect(await fail("DeleteDocument", { DocumentVersion: "1" })).toBe(
    "InvalidDocumentOperation: Default version of the document can't be deleted.",
  );
  await call("UpdateDocumentDefaultVersion", { DocumentVersion: "2" });
  expect(await read()).toEqual(["2", "second"]);
  expect((await call("ListDocumentVersions"))["DocumentVersions"]).toMatchObject([
    { DocumentVersion: "2", IsDefaultVersion: true },
    { DocumentVersion: "1", IsDefaultVersion: false },
  ]);
  await call("DeleteDocument", { VersionName: "one" });
  expect((await call("ListDocumentVersions"))["DocumentVersions"]).toHaveLength(1);
  await call("DeleteDocument");
  expect(await fail("DescribeDocument")).toStartWith("InvalidDocument: ");
});

test("a content in YAML is told in either format", async () => {
  const { call } = await open();
  const Content = "schemaVersion: '2.2'\ndescription: d\nmainSteps: []\n";
  await call("CreateDocument", { Name: "yaml", Content, DocumentFormat: "YAML" });
  expect(await call("GetDocument", { Name: "yaml", DocumentFormat: "YAML" })).toMatchObject({ Content });
  const { Content: told } = await call("GetDocument", { Name: "yaml" });
  expect(JSON.parse(String(told))).toEqual({ schemaVersion: "2.2", description: "d", mainSteps: [] });
});

test("a document is shared with accounts or with all of them, and found by filters", async () => {
  const { client, call, fail } = await open();
  const PermissionType = "Share";
  const share = (input: Input) => call("ModifyDocumentPermission", { PermissionType, ...input });
  await share({ AccountIdsToAdd: ["222222222222", "333333333333"] });
  await share({ AccountIdsToRemove: ["222222222222"] });
  expect(await call("DescribeDocumentPermission", { PermissionType })).toMatchObject({
    AccountIds: ["333333333333"],
    AccountSharingInfoList: [{ AccountId: "333333333333", SharedDocumentVersion: "$DEFAULT" }],
  });
  const both = { PermissionType, AccountIdsToAdd: ["all", "222222222222"] };
  expect(await fail("ModifyDocumentPermission", both)).toBe(
    "DocumentPermissionLimit: Accounts can either be all or a group of AWS accounts",
  );
  expect(await fail("DeleteDocument")).toStartWith("InvalidDocumentOperation: ");
  const list = async (Key: string, ...Values: string[]) =>
    (await client.call("ssm", "ListDocuments", { Filters: [{ Key, Values }] }))["DocumentIdentifiers"];
  expect(await list("Owner", "Self")).toMatchObject([{ Name: "doc", DocumentVersion: "1" }]);
  expect(await list("Owner", "Amazon")).toEqual([]);
  expect(await list("tag:k", "v")).toHaveLength(1);
  const tagged = { ResourceType: "Document", ResourceId: "doc" };
  await client.call("ssm", "AddTagsToResource", { ...tagged, Tags: [{ Key: "l", Value: "w" }] });
  await client.call("ssm", "RemoveTagsFromResource", { ...tagged, TagKeys: ["k"] });
  expect((await client.call("ssm", "ListTagsForResource", tagged))["TagList"]).toEqual([
    { Key: "l", Value: "w" },
  ]);
  const absent = await client.call("ssm", "ListTagsForResource", { ...tagged, ResourceId: "none" });
  expect(absent.Error?.Code).toBe("InvalidResourceId");
});

test("a content says by which schema it is written, where its type has schemas", async () => {
  const { fail } = await open();
  const create = (Content: string, more: Input = {}) =>
    fail("CreateDocument", { Name: "other", Content, ...more });
  const refused = "InvalidDocumentContent: The content for the document is not valid.";
  expect(await create("{}")).toBe(refused);
  expect(await create("{}", { DocumentType: "Automation" })).toBe(refused);
  expect(await create("a: 1", { DocumentFormat: "YAML" })).toBe(refused);
  expect(await create("{}", { DocumentType: "ApplicationConfiguration" })).toBe("no error");
});
