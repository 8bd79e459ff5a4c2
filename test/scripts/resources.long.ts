// That the resource tables, and the list of what their sources say otherwise, are what the generator makes of its sources.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeTables } from "../../scripts/resources.ts";

test("npm run resources changes nothing", async () => {
  for (const [path, made] of Object.entries(await makeTables())) {
    const kept = await Bun.file(join(root, path)).bytes();
    expect([path, Buffer.compare(kept, Buffer.from(made))]).toEqual([path, 0]);
  }
}, 300_000);
