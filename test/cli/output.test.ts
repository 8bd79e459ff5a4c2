import { describe, expect, test } from "bun:test";
import { join } from "node:path";

const script = join(import.meta.dir, "support", "write-much.ts");

function pipe(chunks: number, reader: string): { bytes: string; told: string } {
  const command = `"${process.execPath}" "${script}" ${chunks} | ${reader}`;
  const result = Bun.spawnSync(["sh", "-c", command], { stdout: "pipe", stderr: "pipe" });
  return { bytes: result.stdout.toString().trim(), told: result.stderr.toString() };
}

describe("standard output", () => {
  test.each([1, 80, 5120])("5 MiB in %d pieces reach a pipe whole before the exit", (chunks) => {
    expect(pipe(chunks, "wc -c")).toEqual({ bytes: "5242880", told: "all" });
  });

  test("5 MiB reach a reader that starts late", () => {
    expect(pipe(80, "(sleep 0.2; wc -c)")).toEqual({ bytes: "5242880", told: "all" });
  });

  test("a reader that has gone away ends the writing quietly", () => {
    expect(pipe(5120, "head -c 3")).toEqual({ bytes: "xxx", told: "closed" });
  });
});
