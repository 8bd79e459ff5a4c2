/** Serves the admin API until it is told to stop. */

import { type Clock, realClock } from "../base/clock.ts";
import { PortTaken, UsageError } from "../base/errors.ts";
import type { Instance } from "../instance/instance.ts";
import { nameHost } from "../options/server-readers.ts";
import type { Surroundings } from "../options/surroundings.ts";
import type { DryRunEnd, Performed } from "../run/perform-replay.ts";
import { answerError, explainError } from "./answer.ts";
import type { AdminContext } from "./context.ts";
import { EventLog } from "./event-log.ts";
import { followReplay } from "./follow-replay.ts";
import { guardRequest } from "./guard.ts";
import { EmulatorWatch } from "./health.ts";
import { KeptExchanges } from "./kept-exchanges.ts";
import { KeptReplays } from "./kept-replays.ts";
import { type AdminLog, reportFault } from "./log.ts";
import type { AdminOptions } from "./options.ts";
import { ReplayJobs } from "./replay-jobs.ts";
import { tellRequest } from "./requests.ts";
import { answerPath } from "./routes.ts";

/** For a connection on which nothing is asked, or a request's headers do not come to their end. */
const IDLE_SECONDS = 30;
/** Those who wait for an answer get it once their replays have ended; the rest is cut off. */
const LAST_ANSWERS_MS = 1_000;
/** A replay in its last requests takes two seconds. */
const LAST_REPLAYS_MS = 10_000;

/** A server that runs. */
export interface AdminServer {
  /** `http://127.0.0.1:4599`; of a server for all addresses, the one of this machine. */
  readonly url: string;
  readonly watch: EmulatorWatch;
  /** Does a replay that nobody asked for over HTTP, and lets it stand among those that were. */
  follow(
    around: Surroundings,
    perform: (around: Surroundings) => Promise<DryRunEnd | Performed>,
  ): Promise<DryRunEnd | Performed>;
  /** Ends the replays that run, lets their clients have the results so far, and closes. Gives how many were ended. */
  stop(): Promise<number>;
}

async function respond(
  request: Request,
  server: Bun.Server<undefined>,
  context: AdminContext,
): Promise<Response> {
  try {
    // The path is the same whatever the Host header says, which may be no host at all.
    const target = request.url.replace(/^https?:\/\/[^/?#]*/, "");
    const { pathname, searchParams } = new URL(`http://localhost${target}`);
    const isTrusted = guardRequest(request.headers, pathname, context.options);
    await context.filled;
    let isKeptOpen = false;
    const keepOpen = () => {
      server.timeout(request, 0);
      isKeptOpen = true;
    };
    const asked = { request, query: searchParams, isTrusted, keepOpen };
    const response = await answerPath(pathname, asked, context);
    // Nothing would end it any more where it lies idle.
    if (isKeptOpen) response.headers.set("connection", "close");
    return response;
  } catch (error) {
    const explained = explainError(error);
    if (explained.code === "internal_error") reportFault(error, context.log);
    return answerError(explained);
  }
}

function explainListen(error: unknown, { host, port }: AdminOptions, flag: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const place = `${host} port ${port}`;
  if (code === "EADDRINUSE") return new PortTaken(`http://${nameHost(host)}:${port}`, flag);
  if (code === "EACCES")
    return new UsageError(`${place} may not be listened at; give a port above 1023`, flag);
  return error instanceof Error
    ? new UsageError(`cannot listen at ${place} (${error.message}); give an address of this machine`, "host")
    : error;
}

/** What may be behind the server in this very process, and the clock that it goes by. */
export interface AdminSurroundings {
  readonly clock?: Clock;
  /** Replays go into it, and it can be looked at and set back. */
  readonly instance?: Instance;
  /** Requests wait for it. */
  readonly filled?: Promise<void>;
  /** The folder in which replays are kept, so that they outlive the server. */
  readonly kept?: string | undefined;
}

/** Starts serving. Throws PortTaken or a UsageError where it cannot listen. */
export function startAdmin(
  options: AdminOptions,
  log: AdminLog,
  { clock = realClock, instance, filled, kept }: AdminSurroundings = {},
): AdminServer {
  const watch = new EmulatorWatch(options, clock);
  const jobs = new ReplayJobs(clock, kept === undefined ? undefined : new KeptReplays(kept));
  const requests = new EventLog(tellRequest);
  const exchanges = new KeptExchanges();
  if (instance)
    instance.onAnswered = ({ because, ...answered }, request, response) => {
      requests.add("request", answered);
      exchanges.add(requests.last, request, response, because);
    };
  const context: AdminContext = { options, jobs, watch, log, clock, instance, requests, exchanges, filled };
  let server: Bun.Server<undefined>;
  try {
    server = Bun.serve({
      hostname: options.host,
      port: options.port,
      // Bun's own page for errors shows the source.
      development: false,
      // That alone would let a second server share the port, and half of the requests with it.
      reusePort: false,
      idleTimeout: IDLE_SECONDS,
      // Our own limit speaks first.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      fetch: (request, bun) => respond(request, bun, context),
    });
  } catch (error) {
    jobs.close();
    throw explainListen(error, options, instance ? "admin-port" : "port");
  }
  return {
    url: `http://${nameHost(options.host)}:${server.port}`,
    watch,
    follow: (around, perform) => followReplay(jobs, around, perform),
    async stop() {
      const never = new AbortController().signal;
      requests.end();
      const { cancelled, ended } = jobs.stop();
      await Promise.race([ended, clock.sleep(LAST_REPLAYS_MS, never)]);
      await Promise.race([server.stop(), clock.sleep(LAST_ANSWERS_MS, never)]);
      await server.stop(true);
      jobs.close();
      return cancelled;
    },
  };
}
