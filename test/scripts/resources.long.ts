// That the resource tables are what the generator makes of its sources.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeTables } from "../../scripts/resources.ts";

test("npm run resources changes nothing", async () => {
  for (const [name, made] of Object.entries(await makeTables())) {
    const kept = await Bun.file(join(root, "src", "aws", "resources", name)).bytes();
    expect([name, Buffer.compare(kept, made)]).toEqual([name, 0]);
  }
}, 300_000);
