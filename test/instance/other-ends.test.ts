// Lists of what was brought to a thing, and of what it was brought to.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const PRINCIPAL = "arn:aws:iot:eu-west-1:111122223333:cert/0123456789abcdef0123456789abcdef";

async function makeThings() {
  const call = makeCaller();
  for (const thingName of ["lamp", "door"]) await call("iot.CreateThing", { thingName });
  for (const thingGroupName of ["indoors", "ground"]) await call("iot.CreateThingGroup", { thingGroupName });
  await call("iot.AttachThingPrincipal", { thingName: "lamp", principal: PRINCIPAL });
  await call("iot.AttachThingPrincipal", { thingName: "door", principal: PRINCIPAL });
  await call("iot.AddThingToThingGroup", { thingName: "lamp", thingGroupName: "indoors" });
  await call("iot.AddThingToThingGroup", { thingName: "lamp", thingGroupName: "ground" });
  return call;
}

test("a list tells the names of what was brought to a thing, and of nothing else", async () => {
  const call = await makeThings();
  expect(await call("iot.ListThingPrincipals", { thingName: "lamp" })).toEqual({ principals: [PRINCIPAL] });
  const inGround = await call("iot.ListThingsInThingGroup", { thingGroupName: "ground" });
  expect(inGround).toEqual({ things: ["lamp"] });
});

test("the things that one was brought to are told as their own lists tell them", async () => {
  const call = await makeThings();
  const { thingGroups } = await call("iot.ListThingGroupsForThing", { thingName: "lamp" });
  const { thingGroups: all } = await call("iot.ListThingGroups");
  expect(thingGroups).toEqual(all);
});

test("what is parted is told no more", async () => {
  const call = await makeThings();
  await call("iot.DetachThingPrincipal", { thingName: "lamp", principal: PRINCIPAL });
  expect(await call("iot.ListThingPrincipals", { thingName: "lamp" })).toEqual({ principals: [] });
  expect(await call("iot.ListThingPrincipals", { thingName: "door" })).toEqual({ principals: [PRINCIPAL] });
});

test("a list comes in pages", async () => {
  const call = await makeThings();
  const thingGroupName = "indoors";
  await call("iot.AddThingToThingGroup", { thingName: "door", thingGroupName });
  const first = await call("iot.ListThingsInThingGroup", { thingGroupName, maxResults: 1 });
  const { nextToken } = first;
  const second = await call("iot.ListThingsInThingGroup", { thingGroupName, maxResults: 1, nextToken });
  expect([...first.things, ...second.things].sort()).toEqual(["door", "lamp"]);
});
