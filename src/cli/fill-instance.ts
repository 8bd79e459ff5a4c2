/** Puts into an instance what is to stand there when it is ready. */
import { drawDigits, Instance } from "../instance/instance.ts";
import { postToMachine } from "../instance/post-to-machine.ts";
import { DataFolder } from "../instance/state/data-folder.ts";
import { openState } from "../instance/state/state-file.ts";
import type { Env } from "../options/flags.ts";

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
export async function openInstance(
  env: Env,
  given: Home & { readonly data?: string | undefined; readonly state?: string | undefined } = {},
): Promise<OpenedInstance> {
  const folder = given.data === undefined ? undefined : new DataFolder(given.data);
  const state = folder?.found ?? (given.state === undefined ? undefined : await openState(given.state));
  const { account, region } = given;
  const home = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const usualRegion = env["AWS_REGION"] || env["AWS_DEFAULT_REGION"];
  const instance = new Instance({
    home,
    ...(usualRegion && { usualRegion }),
    now: Date.now,
    random: drawDigits,
    post: postToMachine,
    ...(folder && { records: folder.records }),
  });
  if (state) instance.load(state);
  return { instance, folder };
}
