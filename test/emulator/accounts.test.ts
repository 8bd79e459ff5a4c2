import { describe, expect, test } from "bun:test";
import {
  type AccountRules,
  countAccounts,
  listOwnAccounts,
  planAccounts,
} from "../../src/emulator/accounts.ts";
import { findProfile } from "../../src/emulator/profiles.ts";

const MAIN = "111122223333";
const OTHER = "444455556666";
const DEFAULT = "123456789012";

function makeEvents(...accounts: string[]) {
  return accounts.map((account) => ({ account, region: "eu-west-1" }));
}

const events = makeEvents(OTHER, MAIN, MAIN);

function plan(changes: Partial<AccountRules> = {}, of = events) {
  return planAccounts(of, {
    profile: findProfile("moto"),
    defaultAccount: DEFAULT,
    separate: true,
    mainAccount: undefined,
    keepAccounts: false,
    accountMap: new Map(),
    regionMap: new Map(),
    ...changes,
  });
}

test("of accounts with as many events, the earliest comes first", () => {
  expect(countAccounts(makeEvents(OTHER, MAIN, MAIN, OTHER, DEFAULT))).toEqual([
    [OTHER, 2],
    [MAIN, 2],
    [DEFAULT, 1],
  ]);
});

describe("planAccounts", () => {
  test("the account with most events becomes the default one, another keeps its id", () => {
    const made = plan();
    expect(made.main).toBe(MAIN);
    expect([...made.accounts]).toEqual([[MAIN, DEFAULT]]);
    expect(made.notes).toEqual([]);
    expect(made.place({ account: MAIN, region: "eu-west-1" })).toEqual({
      accessKey: DEFAULT,
      region: "eu-west-1",
      headers: {},
    });
    expect(made.place({ account: OTHER, region: "eu-west-1" })).toEqual({
      accessKey: OTHER,
      region: "eu-west-1",
      headers: { "x-moto-account-id": OTHER },
    });
  });

  test("a target without accounts gets the key that its STS was asked with", () => {
    const made = plan({ profile: findProfile("cloudmock"), separate: false });
    for (const account of [MAIN, OTHER])
      expect(made.place({ account, region: "eu-west-1" })).toEqual({
        accessKey: "test",
        region: "eu-west-1",
        headers: {},
      });
  });

  test("an access key of 12 digits chooses the account where the profile says so", () => {
    const made = plan({ profile: findProfile("localstack") });
    expect(made.place({ account: OTHER, region: "eu-west-1" })).toEqual({
      accessKey: OTHER,
      region: "eu-west-1",
      headers: {},
    });
  });

  test("where the target has one account only, others go there, and it is said", () => {
    const made = plan({ profile: findProfile("fakecloud"), separate: false });
    expect(Object.fromEntries(made.accounts)).toEqual({ [MAIN]: DEFAULT, [OTHER]: DEFAULT });
    expect(made.place({ account: OTHER, region: "eu-west-1" }).accessKey).toBe("test");
    expect(made.notes).toEqual([
      `account ${OTHER} (1 event) goes to the default account ${DEFAULT}: the target (fakecloud) has no accounts of their own`,
    ]);
  });

  test("--main-account says which; one that made no call is said", () => {
    expect(Object.fromEntries(plan({ mainAccount: OTHER }).accounts)).toEqual({ [OTHER]: DEFAULT });
    const made = plan({ mainAccount: "999900001111" });
    expect(Object.fromEntries(made.accounts)).toEqual({ "999900001111": DEFAULT });
    expect(made.notes).toEqual([
      "account 999900001111, the main one by --main-account, made none of the calls",
    ]);
  });

  test("--keep-accounts keeps all of production's", () => {
    const made = plan({ keepAccounts: true });
    expect(made.accounts.size).toBe(0);
    expect(made.place({ account: MAIN, region: "eu-west-1" }).headers).toEqual({ "x-moto-account-id": MAIN });
    expect(plan({ keepAccounts: true, separate: false }).notes).toHaveLength(2);
  });

  test("a target whose default account is not known gets production's ids unchanged", () => {
    const made = plan({ defaultAccount: undefined, separate: false });
    expect(made.accounts.size).toBe(0);
    expect(made.place({ account: MAIN, region: "eu-west-1" }).accessKey).toBe(MAIN);
    expect(made.notes).toEqual([]);
  });

  test("--account-map goes before all; each account is mapped once", () => {
    const made = plan({
      accountMap: new Map([
        [MAIN, OTHER],
        [OTHER, MAIN],
        ["777788889999", "777788889999"],
      ]),
    });
    expect(Object.fromEntries(made.accounts)).toEqual({ [MAIN]: OTHER, [OTHER]: MAIN });
    expect(made.place({ account: OTHER, region: "eu-west-1" }).accessKey).toBe(MAIN);
    expect(made.notes).toEqual([]);
  });

  test("an account of the log that is the default one already shares it with the main one, and it is said", () => {
    const made = plan({}, makeEvents(DEFAULT, MAIN, MAIN));
    expect(Object.fromEntries(made.accounts)).toEqual({ [MAIN]: DEFAULT });
    expect(made.notes).toEqual([expect.stringContaining(`--account-map ${DEFAULT}=ANOTHER`)]);
    expect(plan({}, makeEvents(DEFAULT, DEFAULT, MAIN)).notes).toEqual([]);
  });

  test("regions are mapped in the credential", () => {
    const made = plan({ regionMap: new Map([["eu-west-1", "us-east-1"]]) });
    expect(made.place({ account: MAIN, region: "eu-west-1" }).region).toBe("us-east-1");
    expect(made.place({ account: MAIN, region: "eu-west-2" }).region).toBe("eu-west-2");
  });

  test("a log without events has no main account", () => {
    const made = plan({ defaultAccount: undefined }, []);
    expect(made.main).toBeUndefined();
    expect(made.notes).toEqual([]);
  });
});

test("listOwnAccounts names what should not be the default account", () => {
  const rules = { mainAccount: undefined, keepAccounts: false, accountMap: new Map<string, string>() };
  expect(listOwnAccounts(events, rules)).toEqual([OTHER]);
  expect(listOwnAccounts(events, { ...rules, mainAccount: OTHER })).toEqual([MAIN]);
  expect(listOwnAccounts(events, { ...rules, keepAccounts: true })).toEqual([MAIN, OTHER]);
  expect(listOwnAccounts(events, { ...rules, accountMap: new Map([[MAIN, "777788889999"]]) })).toEqual([
    "777788889999",
    OTHER,
  ]);
});
