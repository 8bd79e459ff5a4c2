/** Runs `cloudmock wait`: asks an endpoint again and again until something that is ready answers there. */

import { version } from "../../package.json";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { type Clock, realClock } from "../base/clock.ts";
import { EndpointError, EXIT, type ExitCode, UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { type Answering, findReady } from "../emulator/ready.ts";
import { checkEndpoint, type Resolve, resolveName } from "../replay/endpoint.ts";
import { adviseStart } from "../replay/probe.ts";
import { type SendLimits, sendRequest } from "../replay/send.ts";
import { formatDuration } from "../report/duration.ts";
import type { Invocation } from "./command.ts";

const POLL_MS = 250;
/** For one question: what accepts a connection and says nothing may be about to be replaced by what answers. */
const QUESTION_MS = 3_000;
const MAX_BODY_BYTES = 65_536;

/** What is waited for, and how long. */
export interface WaitOptions {
  /** As given, not yet checked. */
  readonly endpoint: string;
  readonly allowRemote: boolean;
  /** The endpoint is asked once even if this is 0. */
  readonly timeoutMs: number;
}

/** What waiting needs of the world. */
export interface World {
  readonly clock: Clock;
  readonly resolve: Resolve;
  readonly send: (request: ReadyRequest, limits: SendLimits) => Promise<Sent>;
}

/** What answered; at which endpoint, as it was checked; after how long. */
export interface Ready extends Answering {
  readonly endpoint: string;
  readonly elapsedMs: number;
}

function describeMs(ms: number): string {
  return formatDuration(Math.round(ms) * 1e6);
}

/**
 * Waits; undefined when `signal` is aborted before anything is ready. Throws a UsageError for an endpoint that may not
 * be asked, and an EndpointError when time is up.
 */
export async function waitForEndpoint(
  options: WaitOptions,
  { clock, resolve, send }: World,
  signal: AbortSignal,
): Promise<Ready | undefined> {
  const start = clock.now();
  const leftMs = () => start + options.timeoutMs - clock.now();
  let last = "its name does not resolve";

  /** What `attempt` finds, tried until time is up or somebody interrupts. */
  async function retry<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    for (;;) {
      const found = await attempt();
      if (found !== undefined || signal.aborted || leftMs() <= 0) return found;
      await clock.sleep(Math.min(POLL_MS, leftMs()), signal);
    }
  }
  function giveUp(): EndpointError {
    return new EndpointError(
      say`${options.endpoint} is not ready after ${describeMs(clock.now() - start)}: ${last}. Start one (${adviseStart(options.endpoint)}), name another one with ${nameFlag("endpoint")}, or wait longer with ${nameFlag("timeout")}`,
    );
  }

  let isUnresolved = false;
  const checked = await checkEndpoint(options.endpoint, {
    allowRemote: options.allowRemote,
    // The name of a container resolves only once the container is there.
    async resolve(name) {
      const found = await retry(() => resolve(name).catch(() => undefined));
      isUnresolved = found === undefined;
      return found ?? [];
    },
  });
  if (signal.aborted) return undefined;
  if (isUnresolved) throw giveUp();
  if ("error" in checked) throw new UsageError(checked.error, "endpoint");

  const { url: endpoint, addresses } = checked;
  // Where somebody listened last: at one of several addresses, mostly IPv4's or IPv6's of localhost, nobody may.
  let listening = 0;
  /** Asks each address in turn until one answers. */
  async function ask(request: ReadyRequest): Promise<Sent> {
    const first = listening;
    for (let tried = 0; ; tried++) {
      const at = (first + tried) % addresses.length;
      const timeoutMs = Math.min(QUESTION_MS, Math.max(POLL_MS, leftMs()));
      const sent = await send(request, {
        address: addresses[at],
        timeoutMs,
        signal,
        maxBodyBytes: MAX_BODY_BYTES,
      });
      last =
        "failure" in sent ? sent.failure.message : "what answers there is no emulator, or is not ready yet";
      if (!("failure" in sent)) listening = at;
      if (!("failure" in sent) || tried >= addresses.length - 1) return sent;
    }
  }
  const found = await retry(() => findReady({ endpoint, version, now: Date.now(), send: ask }));
  if (found !== undefined) return { ...found, endpoint, elapsedMs: clock.now() - start };
  if (signal.aborted) return undefined;
  throw giveUp();
}

/** Waits, and says in one line what answered and after how long. */
export async function wait(options: WaitOptions, { stdout, signal }: Invocation): Promise<ExitCode> {
  const world = { clock: realClock, resolve: resolveName, send: sendRequest };
  const ready = await waitForEndpoint(options, world, signal);
  if (ready === undefined) return EXIT.interrupted;
  const { what, abilities, endpoint, elapsedMs } = ready;
  const more = abilities === undefined ? "" : ` (${abilities})`;
  await stdout.write(`${endpoint} is ready after ${describeMs(elapsedMs)}: ${what} answers${more}\n`);
  return EXIT.done;
}
