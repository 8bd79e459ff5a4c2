/** The instance that a replay brings along itself, for as long as the command after `--` runs. */

import { tellCount } from "../base/count.ts";
import type { OutputError } from "../base/errors.ts";
import type { Instance } from "../instance/instance.ts";
import { writeState } from "../instance/state/state-file.ts";
import { isMade } from "../instance/store.ts";
import { requireEndpoint } from "../options/endpoint.ts";
import type { ReplayOptions } from "../options/options.ts";
import { DEFAULT_HOST } from "../options/server-readers.ts";
import { resolveName } from "../replay/endpoint.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { writeOutput } from "../run/write-file.ts";
import type { Invocation } from "./command.ts";
import { openInstance } from "./fill-instance.ts";
import { listen, type Served } from "./listen.ts";

const PROBE_MS = 1_000;

/** An instance of this process, and where the command reaches it. */
export interface Embedded extends Served {
  readonly instance: Instance;
}

/** Whether the command would find nothing: no endpoint is named anywhere, and nothing listens where emulators do. */
async function findsNothing(
  options: ReplayOptions,
  { commandLine, flags, env, log }: Invocation,
): Promise<boolean> {
  const isNamed = flags["endpoint"] !== undefined || Boolean(env["AWS_ENDPOINT_URL"]);
  if (commandLine.length === 0 || isNamed || options.dryRun) return false;
  const rules = { allowRemote: options.allowRemote, resolve: resolveName };
  const probed = await probeEndpoint(await requireEndpoint(options.endpoint, rules), PROBE_MS);
  if (!("unreachable" in probed)) return false;
  log.info(`nothing listens at ${options.endpoint}: ${commandLine[0]} gets an instance of cloudmock's own`);
  return true;
}

/** Starts an instance where the replay is to have one of its own; gives undefined where it goes to an endpoint. */
export async function embedInstance(
  options: ReplayOptions,
  invocation: Invocation,
): Promise<Embedded | undefined> {
  if (!(options.embedded ?? (await findsNothing(options, invocation)))) return undefined;
  const { instance } = openInstance();
  const place = { host: DEFAULT_HOST, port: 0 };
  return { instance, ...(await listen(instance, place, Promise.resolve(), invocation)) };
}

/** Saves what stands where that was asked for, and says how to go on. Gives the fault where it could not be written. */
export async function keepEmbedded(
  { instance }: Embedded,
  { save, input }: ReplayOptions,
  { log, commandLine }: Pick<Invocation, "log" | "commandLine">,
): Promise<OutputError | undefined> {
  const { state } = instance;
  if (save !== undefined) {
    const fault = await writeOutput("save", save, writeState(state));
    if (fault) return fault;
    log.info(
      `${tellCount(state.things.filter(isMade).length, "resource")} saved; cloudmock start --state ${save} begins with them`,
    );
  } else if (commandLine.length === 0) {
    log.info(
      `what was made is gone with this program: cloudmock start --input ${input.join(",")} keeps it up, and --save FILE keeps it`,
    );
  }
  return undefined;
}
