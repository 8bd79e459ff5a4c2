import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFunctionCode } from "../../../src/plan/fill/function-code.ts";
import { writeZip } from "../../../src/plan/fill/zip.ts";

/** The files of an archive, read by Python's own reader, which checks the checksums. */
function readZip(bytes: Uint8Array): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-zip-"));
  try {
    writeFileSync(join(folder, "a.zip"), bytes);
    const program =
      "import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None;" +
      "open(sys.argv[2],'w').write(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
    const { exitCode, stderr } = Bun.spawnSync([
      "python3",
      "-c",
      program,
      join(folder, "a.zip"),
      join(folder, "out"),
    ]);
    if (exitCode !== 0) throw new Error(stderr.toString());
    return JSON.parse(readFileSync(join(folder, "out"), "utf8")) as Record<string, string>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(!Bun.which("python3"))(
  "an archive is read back whole, empty files and names beyond ASCII too",
  () => {
    const files = { "a.txt": "hello\n", "src/empty": "", "é/ü.txt": "ß" };
    const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
    expect(readZip(writeZip(entries))).toEqual(files);
    expect(readZip(writeZip([]))).toEqual({});
  },
);

test("the same entries give the same bytes", () => {
  const entries = [{ path: "a", content: "b" }];
  expect(writeZip(entries)).toEqual(writeZip(entries));
});

test.skipIf(!Bun.which("python3")).each([
  ["python3.12", "pkg.sub/app.main", "pkg/sub/app.py", "def main(event, context):"],
  ["python3.9", "lambda.lambda_handler", "lambda.py", "def lambda_handler("],
  ["python3.12", "", "lambda_function.py", "def lambda_handler("],
  ["nodejs20.x", "dist/index.handler", "dist/index.js", 'exports["handler"]'],
  ["nodejs20.x", "../../etc/x.handler", "index.js", 'exports["handler"]'],
  ["ruby3.3", "app.run", "app.rb", "def run(event:, context:)"],
  ["provided.al2023", "bootstrap", "bootstrap", "#!/bin/sh"],
  ["go1.x", "main", "main", "#!/bin/sh"],
  ["java21", "a.B::c", "placeholder.txt", "does not hold"],
  ["dotnet8", "A::B::C", "placeholder.txt", "does not hold"],
  ["", "", "placeholder.txt", "does not hold"],
])("the code for %s with the handler %p has %s", (runtime, handler, path, content) => {
  const files = readZip(makeFunctionCode(runtime, handler));
  expect(Object.keys(files)).toEqual([path]);
  expect(files[path]).toContain(content);
});
