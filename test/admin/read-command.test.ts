/** The command that reads a thing back: what it asks is answered with the thing. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { findRead } from "../../src/admin/read-command.ts";
import { makeInstance, startTestAdmin } from "./support.ts";

test("every thing of the demo that has a name of its own is read", async () => {
  const instance = makeInstance();
  await using admin = startTestAdmin("http://127.0.0.1:9", {}, undefined, instance);
  const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).text();
  await fetch(`${admin.url}/api/cloudtrail/replay`, { method: "POST", body: trail });
  const made = [...instance.store.listAll()].filter(({ brought }) => !brought);
  const read: string[] = [];
  for (const thing of made) {
    const found = await findRead(thing);
    if (!found) continue;
    const { service, place } = thing;
    const caller = { account: place.account, region: place.region || "eu-west-1" };
    const done = await instance.ask({ service, operation: found.operation.name, input: found.input, caller });
    expect([found.operation.name, "error" in done]).toEqual([found.operation.name, false]);
    read.push(thing.type);
  }
  // What is set on a thing alone is read with it.
  expect(
    made
      .map(({ type }) => type)
      .filter((type) => !read.includes(type))
      .sort(),
  ).toEqual(["bucket-versioning", "retention-policy"]);
});
