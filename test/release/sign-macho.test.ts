// The signature of macOS binaries: what Bun writes for Apple's processors, and cannot write for Intel's.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchRuntime } from "../../scripts/lib/runtimes.ts";
import { signMachO } from "../../scripts/lib/sign-macho.ts";
import { findTarget } from "../../scripts/lib/targets.ts";

const LIMIT_MS = 300_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cloudmock-macho-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A small program as Bun compiles it. */
async function compile(name: "darwin-arm64" | "darwin-x64"): Promise<Buffer> {
  const entry = join(folder, "hello.ts");
  writeFileSync(entry, `console.log("hello");\n`);
  const outfile = join(folder, name);
  const executablePath = fetchRuntime(findTarget(name));
  await Bun.build({
    entrypoints: [entry],
    compile: { outfile, target: `bun-${name}`, executablePath },
    throw: true,
  });
  return readFileSync(outfile);
}

/** How many pages are not as the signature says, and how much of what stands before it is not signed. */
function checkSignature(file: Buffer): { readonly wrong: number; readonly unsigned: number } {
  const directory = file.lastIndexOf(Buffer.from("fade0c02", "hex"));
  const [hashesAt, pages, limit] = [16, 28, 32].map((at) => file.readUInt32BE(directory + at)) as [
    number,
    number,
    number,
  ];
  let wrong = 0;
  for (let page = 0; page < pages; page++) {
    const bytes = file.subarray(page * 4096, Math.min((page + 1) * 4096, limit));
    const hash = new Bun.CryptoHasher("sha256").update(bytes).digest();
    const at = directory + hashesAt + page * 32;
    if (!hash.equals(file.subarray(at, at + 32))) wrong++;
  }
  return { wrong, unsigned: file.lastIndexOf(Buffer.from("fade0cc0", "hex")) - limit };
}

test(
  "is byte for byte the one that Bun writes for Apple's processors",
  async () => {
    const compiled = await compile("darwin-arm64");
    expect(checkSignature(compiled)).toEqual({ wrong: 0, unsigned: 0 });
    expect(Buffer.from(signMachO(compiled, "a.out")).equals(compiled)).toBe(true);
  },
  LIMIT_MS,
);

test(
  "takes the place of the one that Bun leaves void for Intel's processors",
  async () => {
    const compiled = await compile("darwin-x64");
    // Where this fails Bun has begun to sign these too, and there is nothing left to do for signMachO.
    expect(checkSignature(compiled).wrong).toBeGreaterThan(0);
    const signed = Buffer.from(signMachO(compiled, "cloudmock"));
    expect(checkSignature(signed)).toEqual({ wrong: 0, unsigned: 0 });
    expect(Buffer.from(signMachO(signed, "cloudmock")).equals(signed)).toBe(true);
  },
  LIMIT_MS,
);
