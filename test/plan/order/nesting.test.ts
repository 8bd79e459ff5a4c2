// Things that stand in others of their own kind: what holds another is made first, whatever the two are called.
import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Call } from "../../dialect/support.ts";
import { order } from "./wait-chains.ts";

const ORGANIZATION = "arn:aws:organizations::111122223333";

function makeUnit(parentId: string, id: string, name: string): Call {
  return {
    second: 1,
    source: "organizations",
    name: "CreateOrganizationalUnit",
    request: { parentId, name },
    response: { organizationalUnit: { id, name, arn: `${ORGANIZATION}:ou/o-i8o2dio4l8/${id}` } },
  };
}

function makePolicy(id: string, name: string): Call {
  const policySummary = {
    id,
    name,
    arn: `${ORGANIZATION}:policy/o-i8o2dio4l8/service_control_policy/${id}`,
    type: "SERVICE_CONTROL_POLICY",
  };
  return {
    second: 1,
    source: "organizations",
    name: "CreatePolicy",
    request: { name, type: "SERVICE_CONTROL_POLICY", description: name, content: "{}" },
    response: { policy: { policySummary, content: "{}" } },
  };
}

function makeResource(parentId: string, id: string, name: string): Call {
  return {
    second: 1,
    source: "apigateway",
    name: "CreateResource",
    request: { restApiId: "k4q8w2z7xa", parentId, createResourceInput: { pathPart: name } },
    response: { id, parentId, pathPart: name },
  };
}

function makeFolder(parentFolderId: string, id: string, name: string): Call {
  return {
    second: 1,
    source: "workdocs",
    name: "CreateFolder",
    request: { parentFolderId, name },
    response: { metadata: { id, name, parentFolderId } },
  };
}

function makeGroup(parentGroupName: string, thingGroupName: string): Call {
  return {
    second: 1,
    source: "iot",
    name: "CreateThingGroup",
    request: { thingGroupName, parentGroupName },
    response: {
      thingGroupName,
      thingGroupArn: `arn:aws:iot:eu-west-1:111122223333:thinggroup/${thingGroupName}`,
    },
  };
}

test("a unit of an organization is made after the one it stands in, beside policies of the same names", async () => {
  const steps = await order([
    makePolicy("p-ozazbtzo", "ci"),
    makeUnit("r-z8j9", "ou-z8j9-6hmcsro0", "ci"),
    makeUnit("ou-z8j9-mlkhjta3", "ou-z8j9-kba7dhoh", "ci"),
    makeUnit("r-z8j9", "ou-z8j9-mlkhjta3", "all"),
    makePolicy("p-57bqeykr", "all"),
  ]);
  const ids = steps.map(({ id }) => id);
  expect(ids.indexOf("CreateOrganizationalUnit#3")).toBeLessThan(ids.indexOf("CreateOrganizationalUnit#2"));
});

test("policies of one kind do not wait for each other", async () => {
  const steps = await order([makePolicy("p-ozazbtzo", "ci"), makePolicy("p-57bqeykr", "all")]);
  expect(steps.map(({ after }) => after)).toEqual([[], []]);
});

/** What makes a thing: its container's id or name, its own, and a name that others may have as well. */
type Make = (parent: string, id: string, name: string) => Call;

const KINDS: readonly (readonly [what: string, make: Make, makeId: (place: number) => string])[] = [
  ["units of an organization", makeUnit, (place) => `ou-z8j9-k${place}a7dhoh`],
  ["resources of an API", makeResource, (place) => `q${place}w8e7`],
  ["folders", makeFolder, (place) => `${place}f0c1d2e3f4a5b6c7d8e9`],
  ["groups by their names", (parent, id) => makeGroup(parent, id), (place) => `group-${place}`],
];

test.each(KINDS)(
  "%s are made from the outermost in, in whatever order the log has them",
  async (_, make, makeId) => {
    const parents = fc.array(fc.nat(), { minLength: 2, maxLength: 12 });
    const names = fc.array(fc.constantFrom("ci", "all", "local"), { minLength: 12, maxLength: 12 });
    const places = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(parents, names, places, async (chosen, called, shuffle) => {
        const things = chosen.map((number, place) => ({
          id: makeId(place),
          parent: place === 0 ? "root" : makeId(number % place),
          name: called[place] ?? "",
          at: shuffle[place] ?? 0,
        }));
        const logged = things.toSorted((a, b) => a.at - b.at);
        const steps = await order(logged.map(({ parent, id, name }) => make(parent, id, name)));
        const made = steps.map(({ ordinal }) => logged[ordinal]?.id);
        for (const { id, parent } of things)
          if (parent !== "root") expect(made.indexOf(parent)).toBeLessThan(made.indexOf(id));
      }),
    );
  },
);
