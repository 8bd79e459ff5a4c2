/** Puts into an instance what is to stand there when it is ready. */
import { findMainRegion } from "../emulator/main-region.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../instance/caller.ts";
import { drawDigits, Instance } from "../instance/instance.ts";
import { DataFolder } from "../instance/state/data-folder.ts";
import { openState } from "../instance/state/state-file.ts";
import { fingerprint } from "../run/fingerprint.ts";
import type { Session } from "../run/open-session.ts";

/** Where requests belong that do not say it, as far as somebody said so. */
export interface Home {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** An instance, with what it was begun from. */
export interface OpenedInstance {
  readonly instance: Instance;
  /** Keeps what stands; undefined where that is in memory alone. */
  readonly folder: DataFolder | undefined;
}

/**
 * Makes an instance of what a data folder holds, else of a state file, else an empty one. Throws UsageError and InputError
 * where they cannot be read.
 */
export function openInstance(
  given: Home & { readonly data?: string | undefined; readonly state?: string | undefined } = {},
): OpenedInstance {
  const folder = given.data === undefined ? undefined : new DataFolder(given.data);
  const state = folder?.found ?? (given.state === undefined ? undefined : openState(given.state));
  const home = { account: given.account ?? DEFAULT_ACCOUNT, region: given.region ?? DEFAULT_REGION };
  const instance = new Instance({ home, now: Date.now, random: drawDigits });
  if (state) instance.load(state);
  const { about } = instance;
  instance.about = {
    ...about,
    account: given.account ?? about.account,
    region: given.region ?? about.region,
  };
  return { instance, folder };
}

/** Lets requests that do not say where they belong be of where most of the log is, unless somebody said otherwise. */
export function settleInstance(
  instance: Instance,
  { accounts, tallies, steps }: Session,
  given: Home = {},
): void {
  const region = findMainRegion(tallies, (tally) => accounts.place(tally));
  instance.about = {
    account: given.account ?? accounts.main ?? instance.about.account,
    region: given.region ?? region ?? instance.about.region,
    trail: fingerprint(steps),
  };
}
