/** Finds out what a replay is sent to, and decides what becomes of the log's accounts and regions there. */
import type { TrailEvent } from "../trail/record.ts";
import { type AccountPlan, listOwnAccounts, planAccounts } from "./accounts.ts";
import { detectTarget, type Send } from "./detect.ts";
import { learnAccounts } from "./learn-accounts.ts";
import { makePlaceRewriter, type PlaceRewriter } from "./place-texts.ts";
import { findProfile, type Profile, type TargetName } from "./profiles.ts";

export interface TargetChoice {
  /** `--target`; asked of the target itself where it is undefined. */
  readonly target: TargetName | undefined;
  readonly mainAccount: string | undefined;
  readonly keepAccounts: boolean;
  readonly accountMap: ReadonlyMap<string, string>;
  readonly regionMap: ReadonlyMap<string, string>;
}

export interface Connection {
  readonly profile: Profile;
  readonly accounts: AccountPlan;
  readonly places: PlaceRewriter;
}

function decide(
  events: readonly TrailEvent[],
  choice: TargetChoice,
  profile: Profile,
  known: { readonly defaultAccount: string | undefined; readonly separate: boolean },
): Connection {
  const accounts = planAccounts(events, { ...choice, ...known, profile });
  const places = makePlaceRewriter({ accounts: accounts.accounts, regions: choice.regionMap });
  return { profile, accounts, places };
}

/** Asks the target who it is (unless told) and which accounts it has; some requests that change nothing. */
export async function connectTarget(
  events: readonly TrailEvent[],
  choice: TargetChoice,
  question: {
    readonly endpoint: string;
    readonly version: string;
    readonly now: number;
    readonly send: Send;
  },
): Promise<Connection> {
  const { endpoint, version, send } = question;
  const profile = choice.target ? findProfile(choice.target) : await detectTarget(endpoint, version, send);
  return decide(
    events,
    choice,
    profile,
    await learnAccounts(profile, listOwnAccounts(events, choice), question),
  );
}

/** The same without asking anybody: for a dry run, which keeps what nobody said to change. */
export function assumeTarget(events: readonly TrailEvent[], choice: TargetChoice): Connection {
  const profile = findProfile(choice.target ?? "generic");
  return decide(events, choice, profile, { defaultAccount: undefined, separate: false });
}
