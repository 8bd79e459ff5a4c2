/** Finds out what a replay is sent to, and decides what becomes of the log's accounts and regions there. */
import { type AccountPlan, type AccountUse, listOwnAccounts, planAccounts } from "./accounts.ts";
import type { Target } from "./describe.ts";
import { askJson, detectTarget } from "./detect.ts";
import {
  learnDefaultAccount,
  learnSeparation,
  type Question,
  type TargetAccounts,
} from "./learn-accounts.ts";
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

export interface Connection extends Target {
  readonly accounts: AccountPlan;
  readonly places: PlaceRewriter;
  /** Whether the target takes what production answered: then everything is called there what it was called in production. */
  readonly adopts: boolean;
}

/** How a request shows a token. */
export function showToken(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function decide(
  events: readonly AccountUse[],
  choice: TargetChoice,
  profile: Profile,
  known: TargetAccounts,
  adopts = false,
): Connection {
  const kept = adopts ? { ...choice, keepAccounts: true } : choice;
  const accounts = planAccounts(events, { ...kept, ...known, profile });
  const places = makePlaceRewriter({ accounts: accounts.accounts, regions: choice.regionMap });
  return { profile, defaultAccount: known.defaultAccount, accounts, places, adopts };
}

/** Whether the target takes production's answers from us. */
async function mayAdopt(
  { adopts }: Profile,
  { endpoint, version, send, token }: Question,
): Promise<boolean | undefined> {
  if (adopts === undefined) return undefined;
  return (await askJson(endpoint, adopts, version, send, showToken(token))) !== undefined;
}

const NOT_ADOPTED =
  "the instance takes production's identifiers from programs of its own machine, or with its token (CLOUDMOCK_ADMIN_TOKEN): it makes up others";

/**
 * Asks the target which account is its default one, who it is (unless told), and whether it has other accounts; some
 * requests that change nothing. What has no STS is no emulator that could be told by its health, and is asked no more.
 */
export async function connectTarget(
  events: readonly AccountUse[],
  choice: TargetChoice,
  question: Question,
): Promise<Connection> {
  const { endpoint, version, send } = question;
  const defaultAccount = await learnDefaultAccount(question);
  const isUnknown = choice.target === undefined && defaultAccount !== undefined;
  const profile = isUnknown
    ? await detectTarget(endpoint, version, send)
    : findProfile(choice.target ?? "generic");
  const adopts = await mayAdopt(profile, question);
  if (adopts) return decide(events, choice, profile, { defaultAccount, separate: true }, true);
  const separate = await learnSeparation(profile, listOwnAccounts(events, choice), defaultAccount, question);
  const connection = decide(events, choice, profile, { defaultAccount, separate });
  if (adopts === undefined) return connection;
  const { accounts } = connection;
  return { ...connection, accounts: { ...accounts, notes: [...accounts.notes, NOT_ADOPTED] } };
}

/** The instance of this process, which nobody has to ask. */
export function connectInstance(events: readonly AccountUse[], choice: TargetChoice): Connection {
  return decide(events, choice, findProfile("instance"), { defaultAccount: undefined, separate: true }, true);
}

/** The same without asking anybody: for a dry run, which keeps what nobody said to change. */
export function assumeTarget(events: readonly AccountUse[], choice: TargetChoice): Connection {
  const profile = findProfile(choice.target ?? "generic");
  return decide(events, choice, profile, { defaultAccount: undefined, separate: false });
}
