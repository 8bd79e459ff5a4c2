/** The instance that a replay brings along itself, for as long as the command after `--` runs. */

import { tellCount } from "../base/count.ts";
import { EndpointError, type OutputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import type { Instance } from "../instance/instance.ts";
import { writeState } from "../instance/state/state-file.ts";
import { countMade } from "../instance/store.ts";
import { requireEndpoint } from "../options/endpoint.ts";
import type { ReplayOptions } from "../options/options.ts";
import { DEFAULT_HOST } from "../options/server-readers.ts";
import { resolveName } from "../replay/endpoint.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { writeOutput } from "../run/write-file.ts";
import type { Invocation } from "./command.ts";
import type { Served } from "./listen.ts";

const PROBE_MS = 1_000;

/** A word as a shell takes it. */
function quote(word: string): string {
  return /^[\w.,/:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** An instance of this process, and where the command reaches it. */
export interface Embedded extends Served {
  readonly instance: Instance;
}

/** Whether somebody said where the calls go. */
function namesEndpoint({ flags, env }: Pick<Invocation, "flags" | "env">): boolean {
  return flags["endpoint"] !== undefined || Boolean(env["AWS_ENDPOINT_URL"]);
}

/** What ended a replay; where nothing listens and nobody said where it should go, with how the log can stand all the same. */
export function explainNothing(
  error: unknown,
  { input }: ReplayOptions,
  invocation: Pick<Invocation, "flags" | "env">,
): unknown {
  if (!(error instanceof EndpointError) || namesEndpoint(invocation)) return error;
  return new EndpointError(
    say`${error.said}. Without any, the log stands by itself: cloudmock start --input ${quote(input.join(","))}`,
  );
}

/** Whether the command would find nothing: no endpoint is named anywhere, and nothing listens where emulators do. */
async function findsNothing(options: ReplayOptions, invocation: Invocation): Promise<boolean> {
  const { commandLine, log } = invocation;
  if (commandLine.length === 0 || namesEndpoint(invocation) || options.dryRun) return false;
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
  // What a journal is kept for has to stand longer than this program.
  const mayEmbed =
    options.embedded ?? (options.journal === undefined && (await findsNothing(options, invocation)));
  if (!mayEmbed) return undefined;
  // Most replays go elsewhere, and start sooner without.
  const [{ openInstance }, { listen }] = await Promise.all([
    import("./fill-instance.ts"),
    import("./listen.ts"),
  ]);
  const { instance } = await openInstance(invocation.env);
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
      `${tellCount(countMade(state), "resource")} saved; cloudmock start --state ${quote(save)} begins with them`,
    );
  } else if (commandLine.length === 0) {
    log.info(
      `what was made is gone with this program: cloudmock start --input ${quote(input.join(","))} keeps it up, and --save FILE keeps it`,
    );
  }
  return undefined;
}
