import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkBodyDir, openBodies } from "../../../src/plan/fill/bodies.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { writeError } from "../../support/write-error.ts";
import { makeStep } from "../make-step.ts";

let folder = "";
let bodyDir = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "cloudmock-bodies-")));
  bodyDir = join(folder, "bodies");
  mkdirSync(join(bodyDir, "shop", "in"), { recursive: true });
  mkdirSync(join(bodyDir, "lambda"));
  mkdirSync(join(bodyDir, "cloudformation"));
  writeFileSync(join(folder, "secret.txt"), "outside");
  writeFileSync(join(bodyDir, "shop", "in", "a b.txt"), "inside");
  writeFileSync(join(bodyDir, "lambda", "price.zip"), "PK");
  writeFileSync(join(bodyDir, "cloudformation", "web.yml"), "Resources: {}\n");
  symlinkSync(join(folder, "secret.txt"), join(bodyDir, "shop", "out"));
  symlinkSync(join(bodyDir, "shop", "in", "a b.txt"), join(bodyDir, "shop", "link"));
  symlinkSync(folder, join(bodyDir, "up"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("checkBodyDir", () => {
  test("gives a folder's real path", () => expect(checkBodyDir(bodyDir)).toEqual({ value: bodyDir }));

  test("refuses what is not there, and says so", () => {
    const path = join(folder, "none");
    expect(writeError(checkBodyDir(path))).toEqual({
      error: `the folder ${JSON.stringify(path)} does not exist; make it, or leave --body-dir out`,
    });
  });

  test("refuses a file", () =>
    expect(writeError(checkBodyDir(join(folder, "secret.txt")))).toEqual({
      error: `${JSON.stringify(join(folder, "secret.txt"))} is a file; give the folder that holds the bodies`,
    }));
});

describe("openBodies", () => {
  test("reads what is below the folder, links within it too", () => {
    const read = openBodies(bodyDir);
    for (const path of ["shop/in/a b.txt", "shop/link"]) {
      expect(read(path)).toEqual({ kind: "found", bytes: Buffer.from("inside") });
    }
  });

  test.each([
    "../secret.txt",
    "shop/../../secret.txt",
    "/etc/passwd",
    "shop//x",
    "shop/./x",
    "",
    "shop/\0",
    "shop/out",
    "up/secret.txt",
  ])("refuses %p", (path) => expect(openBodies(bodyDir)(path).kind).toBe("refused"));

  test.each(["shop/none", "shop/in", "none/at/all", "shop/in/a b.txt/x", "x".repeat(5000)])(
    "has nothing at %p",
    (path) => expect(openBodies(bodyDir)(path)).toEqual({ kind: "none" }),
  );
});

test("bodies come from the folder: objects, functions by name or ARN, templates instead of URLs", async () => {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:function:price:live";
  const [object, refused, code, update, stack] = fillPlaceholders(
    [
      await makeStep("s3", "PutObject", { bucketName: "shop", key: "in/a b.txt", "Content-MD5": "x" }),
      await makeStep("s3", "PutObject", { bucketName: "shop", key: "../secret.txt" }),
      await makeStep("lambda", "CreateFunction", { functionName: "price", runtime: "nodejs20.x", code: {} }),
      await makeStep("lambda", "UpdateFunctionCode", { functionName: arn }),
      await makeStep("cloudformation", "CreateStack", { stackName: "web", templateURL: "https://x/y" }),
    ],
    { bodyDir },
  );
  expect(object?.input).toEqual({ Bucket: "shop", Key: "in/a b.txt", Body: Buffer.from("inside") });
  expect(object?.placeholders?.[0]?.filled).toBe("the file shop/in/a b.txt of --body-dir");
  expect(refused?.placeholders?.[0]?.filled).toBe(
    "64 bytes, all blanks; the file shop/../secret.txt of --body-dir is not used: its path is not one below the folder",
  );
  expect(code?.input["Code"]).toEqual({ ZipFile: Buffer.from("PK") });
  expect(update?.input["ZipFile"]).toEqual(Buffer.from("PK"));
  expect(stack?.input).toEqual({ StackName: "web", TemplateBody: "Resources: {}\n" });
});
