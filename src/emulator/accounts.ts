/** Decides which of the target's accounts each of the log's accounts becomes. */
import type { Place } from "../aws/authorize.ts";
import { tellCount } from "../base/count.ts";
import type { TrailEvent } from "../trail/record.ts";
import { chooseAccount, DUMMY_KEY, type TargetAccounts } from "./learn-accounts.ts";
import type { Profile } from "./profiles.ts";

/** A call of the log, or `calls` of one account. */
export type AccountUse = Pick<TrailEvent, "account" | "region"> & { readonly calls?: number };

export interface AccountRules extends TargetAccounts {
  readonly profile: Profile;
  /** `--main-account`; the account with most events where it is undefined. */
  readonly mainAccount: string | undefined;
  readonly keepAccounts: boolean;
  readonly accountMap: ReadonlyMap<string, string>;
  readonly regionMap: ReadonlyMap<string, string>;
}

export interface AccountPlan {
  /** The recorded account that becomes the default one; undefined in a log without events. */
  readonly main: string | undefined;
  /** What the recorded accounts become, without those that stay what they are. */
  readonly accounts: ReadonlyMap<string, string>;
  /** What the request of an event says of its account and region. */
  place(event: AccountUse): Place;
  /** What the user should know, in sentences. */
  readonly notes: readonly string[];
}

/** How many events each account has, most first; the earliest of those with as many comes first. */
export function countAccounts(events: readonly AccountUse[]): (readonly [account: string, events: number])[] {
  const counts = new Map<string, number>();
  for (const { account, calls = 1 } of events) counts.set(account, (counts.get(account) ?? 0) + calls);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/**
 * The accounts that are to be accounts of their own in the target: what learnAccounts tries one of. Empty where every
 * call goes to the default account.
 */
export function listOwnAccounts(
  events: readonly AccountUse[],
  {
    mainAccount,
    keepAccounts,
    accountMap,
  }: Pick<AccountRules, "mainAccount" | "keepAccounts" | "accountMap">,
): string[] {
  const recorded = countAccounts(events).map(([account]) => account);
  const main = mainAccount ?? recorded[0];
  const own = recorded.filter((account) => keepAccounts || account !== main || accountMap.has(account));
  return own.map((account) => accountMap.get(account) ?? account);
}

/** What becomes of one account, and what to say of it. */
function decide(
  account: string,
  count: number,
  main: string | undefined,
  rules: AccountRules,
): { readonly live: string; readonly note?: string } {
  const { defaultAccount, separate, keepAccounts, accountMap, profile } = rules;
  const mapped = accountMap.get(account);
  const kept = mapped ?? account;
  if (defaultAccount === undefined) return { live: kept };
  const none = `the target (${profile.name}) has no accounts of their own`;
  if (mapped !== undefined || keepAccounts) {
    if (kept === defaultAccount || separate || count === 0) return { live: kept };
    return {
      live: kept,
      note: `account ${kept} is named as such, but what its ${tellCount(count, "event")} make goes to the default account ${defaultAccount}: ${none}`,
    };
  }
  if (account === main) return { live: defaultAccount };
  if (account === defaultAccount) {
    return {
      live: account,
      note: `account ${account} (${tellCount(count, "event")}) is the target's default account, which account ${main} becomes too; keep them apart with --account-map ${account}=ANOTHER`,
    };
  }
  if (separate) return { live: account };
  return {
    live: defaultAccount,
    note: `account ${account} (${tellCount(count, "event")}) goes to the default account ${defaultAccount}: ${none}`,
  };
}

/**
 * Plans the accounts of a replay. The main account (most events, or as the user says) becomes the target's default one,
 * which is what a test with dummy credentials sees; others keep their ids where the target keeps accounts apart, and go
 * to the default one where it does not. `--account-map` goes before all. Where the default account is not known, and
 * with `--keep-accounts`, every id stays. `events` are the calls that are replayed.
 */
export function planAccounts(events: readonly AccountUse[], rules: AccountRules): AccountPlan {
  const { profile, defaultAccount, separate, mainAccount, accountMap, regionMap } = rules;
  const counts = countAccounts(events);
  const main = mainAccount ?? counts[0]?.[0];
  const notes: string[] = [];
  const accounts = new Map(accountMap);
  if (mainAccount !== undefined && !counts.some(([account]) => account === mainAccount))
    notes.push(`account ${mainAccount}, the main one by --main-account, made none of the calls`);
  // Others may name the main account although it made no call itself.
  const all =
    main === undefined || counts.some(([account]) => account === main)
      ? counts
      : [[main, 0] as const, ...counts];
  for (const [account, count] of all) {
    const { live, note } = decide(account, count, main, rules);
    accounts.set(account, live);
    if (note !== undefined) notes.push(note);
  }
  for (const [account, live] of [...accounts]) if (account === live) accounts.delete(account);

  const isDefault = (account: string) =>
    account === defaultAccount || (defaultAccount !== undefined && !separate);
  return {
    main,
    accounts,
    notes,
    place(event) {
      const account = accounts.get(event.account) ?? event.account;
      const region = regionMap.get(event.region) ?? event.region;
      // A target without accounts need not know what a key of 12 digits is for; its STS was asked with the dummy one.
      const knowsNone = profile.accounts.by === "none" && defaultAccount !== undefined;
      if (knowsNone) return { accessKey: DUMMY_KEY, region, headers: {} };
      if (isDefault(account)) return { accessKey: account, region, headers: {} };
      return { ...chooseAccount(profile, account), region };
    },
  };
}
