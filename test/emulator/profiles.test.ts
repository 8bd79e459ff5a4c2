import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Shape } from "../../src/aws/model/types.ts";
import pinRows from "../../src/emulator/pins.json" with { type: "json" };
import { PinRow } from "../../src/emulator/pins.ts";
import { RegionMemberRow } from "../../src/emulator/place-steps.ts";
import profileRows from "../../src/emulator/profiles.json" with { type: "json" };
import { findProfile, PROFILES, ProfileRow, TARGET_NAMES } from "../../src/emulator/profiles.ts";
import regionRows from "../../src/emulator/region-members.json" with { type: "json" };

/** The shape at a dotted path of members. */
function findShape(ref: Shape | undefined, path: string): string | undefined {
  return path.split(".").reduce((at, name) => at?.members?.[name], ref)?.name;
}

test("every row fits its schema, and every target has one profile", () => {
  expect(() => v.parse(v.array(ProfileRow), profileRows)).not.toThrow();
  expect(() => v.parse(v.array(PinRow), pinRows)).not.toThrow();
  expect(() => v.parse(v.array(RegionMemberRow), regionRows)).not.toThrow();
  expect(PROFILES.map(({ name }) => name).sort()).toEqual([...TARGET_NAMES].sort());
  for (const name of TARGET_NAMES) expect(findProfile(name).name).toBe(name);
});

test("every pin names members that the models have, and a target that has a tag for it", async () => {
  for (const row of v.parse(v.array(PinRow), pinRows)) {
    const model = await loadModel(row.service);
    const operation = model.operations[row.operation];
    expect(findShape(operation?.output, row.id), JSON.stringify(row)).toBeString();
    expect(findShape(operation?.input, row.tags), JSON.stringify(row)).toBeString();
    expect(findProfile(row.target).pin_tag).toBeString();
  }
});

test("every region member is one of the models", async () => {
  for (const row of v.parse(v.array(RegionMemberRow), regionRows)) {
    if (!("member" in row)) continue;
    const model = await loadModel(row.service);
    const input = model.operations[row.operation]?.input;
    expect(findShape(input, row.member)).toBeString();
    expect(findShape(input, row.unless)).toBeString();
  }
});
