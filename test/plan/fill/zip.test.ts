import { beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFunctionCode } from "../../../src/plan/fill/function-code.ts";
import { writeZip } from "../../../src/plan/fill/zip.ts";

const PROGRAM = `import json, sys, zipfile
def read(path):
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    return {name: archive.read(name).decode() for name in archive.namelist()}
print(json.dumps([read(path) for path in sys.argv[1:]]))`;

/** The files of archives, read by Python's own reader, which checks the checksums. */
function readZips(archives: readonly Uint8Array[]): Record<string, string>[] {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-zip-"));
  try {
    const paths = archives.map((bytes, place) => {
      const path = join(folder, `${place}.zip`);
      writeFileSync(path, bytes);
      return path;
    });
    const { exitCode, stdout, stderr } = Bun.spawnSync(["python3", "-c", PROGRAM, ...paths]);
    if (exitCode !== 0) throw new Error(stderr.toString());
    return JSON.parse(stdout.toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(!Bun.which("python3"))(
  "an archive is read back whole, empty files and names beyond ASCII too",
  () => {
    const files = { "a.txt": "hello\n", "src/empty": "", "é/ü.txt": "ß" };
    const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
    expect(readZips([writeZip(entries), writeZip([])])).toEqual([files, {}]);
  },
);

test("the same entries give the same bytes", () => {
  const entries = [{ path: "a", content: "b" }];
  expect(writeZip(entries)).toEqual(writeZip(entries));
});

const CODES: readonly (readonly [runtime: string, handler: string, path: string, content: string])[] = [
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
];

describe.skipIf(!Bun.which("python3"))("the code of a function", () => {
  let read: readonly Record<string, string>[] = [];
  beforeAll(() => {
    read = readZips(CODES.map(([runtime, handler]) => makeFunctionCode(runtime, handler)));
  });

  test.each(CODES.map((row, place) => [...row, place] as const))(
    "for %s with the handler %p has %s",
    (_runtime, _handler, path, content, place) => {
      const files = read[place] ?? {};
      expect(Object.keys(files)).toEqual([path]);
      expect(files[path]).toContain(content);
    },
  );
});
