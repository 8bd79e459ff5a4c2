// What agents say of their instances is kept, and told by instance and type.
import { expect, test } from "bun:test";
import type { Value } from "../../../../src/aws/values.ts";
import { makeCaller } from "../../support/world.ts";

const ITEM = { SchemaVersion: "1.0", CaptureTime: "2026-03-01T08:00:00Z" };

async function fill() {
  const call = makeCaller();
  const put = (InstanceId: string, TypeName: string, Content?: Value[]) =>
    call("ssm.PutInventory", { InstanceId, Items: [{ ...ITEM, TypeName, ...(Content && { Content }) }] });
  await put("i-0123456789abcdef0", "AWS:Application", [{ Name: "bash", Version: "5.2" }]);
  await put("i-0123456789abcdef0", "AWS:Network", [{ Name: "eth0" }]);
  await put("i-0fedcba9876543210", "AWS:Application", [{ Name: "zsh", Version: "5.9" }]);
  await put("i-0fedcba9876543210", "AWS:Service");
  return call;
}

const filter = (Key: string, Type: string, ...Values: string[]) => ({ Filters: [{ Key, Type, Values }] });
const ids = ({ Entities }: { Entities: { Id: string }[] }) => Entities.map(({ Id }) => Id.slice(0, 4));

test("each instance is an entity, with what was said last of each type", async () => {
  const call = await fill();
  const changed = [{ Name: "bash", Version: "5.3" }];
  const item = { ...ITEM, TypeName: "AWS:Application", Content: changed };
  await call("ssm.PutInventory", { InstanceId: "i-0123456789abcdef0", Items: [item] });
  const { Entities } = await call("ssm.GetInventory");
  expect(Entities).toHaveLength(2);
  expect(Entities[0].Data["AWS:Application"]).toEqual({ ...item });
  expect(Entities[1].Data["AWS:Service"].Content).toEqual([]);
  const only = await call("ssm.GetInventory", { ResultAttributes: [{ TypeName: "AWS:Network" }] });
  expect(Object.keys(only.Entities[0].Data)).toEqual(["AWS:Network"]);
});

test.each([
  ["AWS:InstanceInformation.InstanceId", "Equal", "i-0123456789abcdef0", ["i-01"]],
  ["AWS:InstanceInformation.InstanceId", "NotEqual", "i-0123456789abcdef0", ["i-0f"]],
  ["AWS:Application.Name", "BeginWith", "z", ["i-0f"]],
  ["AWS:Application.Version", "GreaterThan", "5.5", ["i-0f"]],
  ["AWS:Application.Version", "LessThan", "5.5", ["i-01"]],
  ["AWS:Network.Name", "Exists", "", ["i-01"]],
])("%s %s %s", async (key, type, value, found) => {
  const call = await fill();
  expect(ids(await call("ssm.GetInventory", filter(key, type, value)))).toEqual(found);
});

test("one instance's entries of a type are listed by themselves", async () => {
  const call = await fill();
  const asked = { InstanceId: "i-0123456789abcdef0", TypeName: "AWS:Application" };
  expect(await call("ssm.ListInventoryEntries", asked)).toMatchObject({
    ...asked,
    ...ITEM,
    Entries: [{ Name: "bash", Version: "5.2" }],
  });
  expect(
    (await call("ssm.ListInventoryEntries", { ...asked, ...filter("Name", "Equal", "sh") })).Entries,
  ).toEqual([]);
});
