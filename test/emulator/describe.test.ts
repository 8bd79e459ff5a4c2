import { expect, test } from "bun:test";
import { describeAbilities, nameTarget } from "../../src/emulator/describe.ts";
import { findProfile } from "../../src/emulator/profiles.ts";

test.each([
  [
    "moto",
    "123456789012",
    "moto",
    "default account 123456789012, pins apigateway CreateRestApi, secretsmanager CreateSecret",
  ],
  ["fakecloud", "123456789012", "fakecloud", "default account 123456789012, pins no identifiers"],
  [
    "instance",
    "000000000000",
    "an instance of cloudmock",
    "default account 000000000000, takes production's identifiers",
  ],
  [
    "generic",
    undefined,
    "an emulator that is not recognised",
    "default account unknown, pins no identifiers",
  ],
] as const)("%s with the account %p", (name, defaultAccount, named, abilities) => {
  const target = { profile: findProfile(name), defaultAccount };
  expect([nameTarget(target), describeAbilities(target)]).toEqual([named, abilities]);
});
