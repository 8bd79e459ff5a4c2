/** Runs `cloudmock start`: an instance that stands as a log says, for as long as it is wanted. */
import { findReplays } from "../admin/options.ts";
import { type AdminServer, startAdmin } from "../admin/serve.ts";
import { setAlarm } from "../base/clock.ts";
import { tellCount } from "../base/count.ts";
import { EXIT, PortTaken } from "../base/errors.ts";
import type { Instance } from "../instance/instance.ts";
import { type OptionsOf, readOptions } from "../options/flag-table.ts";
import { parseReplayOptions } from "../options/options.ts";
import { ADMIN_PORT, DEFAULT_HOST, isLoopback } from "../options/server-readers.ts";
import { renderDivergence } from "../report/divergence.ts";
import { formatDuration } from "../report/duration.ts";
import type { Performed, Telling } from "../run/perform-replay.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { makeCommandEnvironment } from "./command-environment.ts";
import { explainEnd } from "./explain-end.ts";
import { type OpenedInstance, openInstance } from "./fill-instance.ts";
import { runInitScripts } from "./init-scripts.ts";
import { listen } from "./listen.ts";
import { startCommandLine } from "./run-command.ts";
import { Watch } from "./watch.ts";

type StartOptions = OptionsOf<"start">;

/** Requests to it replay into the instance, and name no files. */
const ADMIN_RULES = {
  allowRemote: false,
  allowEndpoint: false,
  files: undefined,
  maxBodyBytes: 1e9,
} as const;

/** Replays the log into the instance, which takes what production answered; undefined where there is none. */
async function replayInto(
  instance: Instance,
  endpoint: string,
  given: StartOptions,
  invocation: Invocation,
  watch: Watch,
  admin: AdminServer,
): Promise<Performed | undefined> {
  if (given.input.length === 0) return undefined;
  // Who replays nothing need not wait until what replays is loaded.
  const { performReplay } = await import("../run/perform-replay.ts");
  const { flags, signal } = invocation;
  const options = parseReplayOptions({ ...flags, endpoint: [endpoint] }, undefined, Date.now());
  const telling: Telling = {
    onLines: async () => true,
    async onReplayed({ divergences }) {
      const why = renderDivergence(divergences, false).trimEnd();
      if (why !== "") watch.log.log(why);
    },
  };
  // It stands in the console beside those that are asked for there.
  const ended = await admin.follow({ remarks: watch.log, signal, observer: watch, instance }, (around) =>
    performReplay(options, around, telling),
  );
  if (ended.kind !== "performed") return undefined;
  const [unwritten] = ended.unwritten;
  if (unwritten) throw unwritten;
  if (ended.result.verification) watch.log.log(renderVerifyReport(ended.result.verification).trimEnd());
  return ended;
}

/** The admin API in front of the instance. It changes what stands, so other machines reach it with a token only. */
function serveAdmin(
  instance: Instance,
  endpoint: string,
  filled: Promise<void>,
  given: StartOptions,
  { log }: Invocation,
): AdminServer {
  const token = given["admin-token"];
  const host = token !== undefined || isLoopback(given.host) ? given.host : DEFAULT_HOST;
  const rules = { ...ADMIN_RULES, host, endpoint, token, allowEdit: given["allow-edit"] };
  const serve = (port: number) =>
    startAdmin({ ...rules, port }, log, { instance, filled, kept: findReplays(given.data) });
  const port = given["admin-port"];
  if (port !== undefined) return serve(port);
  try {
    return serve(Number(ADMIN_PORT));
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    log.warn(`port ${ADMIN_PORT} is taken, by another cloudmock perhaps; the admin API gets another one`);
    return serve(0);
  }
}

/** Brings about what is to stand before any request is answered. Gives the replay, where there was one. */
async function fill(
  { instance, folder }: OpenedInstance,
  endpoint: string,
  given: StartOptions,
  invocation: Invocation,
  watch: Watch,
  admin: AdminServer,
): Promise<Performed | undefined> {
  if (folder?.found) {
    if (given.input.length > 0 || given.state !== undefined)
      watch.log.info(`${given.data} holds what stands already: nothing is loaded or replayed`);
    instance.follow(folder);
    return undefined;
  }
  const replayed = await replayInto(instance, endpoint, given, invocation, watch, admin);
  if (folder && (replayed?.exitCode ?? EXIT.done) === EXIT.done) await instance.keep(folder);
  return replayed;
}

function describeReady(
  endpoint: string,
  instance: Instance,
  replayed: Performed | undefined,
  ms: number,
): string {
  const { about } = instance;
  const count = instance.countMade();
  const parts = [
    `account ${about.account}, ${about.region}`,
    ...(replayed ? [`${replayed.result.succeeded} of ${replayed.result.replayed} calls made`] : []),
    ...(count > 0 ? [tellCount(count, "resource")] : []),
  ];
  return `cloudmock is ready at ${endpoint} after ${formatDuration(Math.round(ms) * 1e6)}: ${parts.join("; ")}`;
}

/** Serves until a signal or the command that follows `--` ends it; gives the exit code. */
export async function start(asked: Invocation): Promise<number> {
  const { flags, env, commandLine, signal, stdout } = asked;
  const startedAt = performance.now();
  const given = readOptions("start", flags, { now: Date.now(), env });
  await using ends = new AsyncDisposableStack();
  const watch = ends.use(new Watch(asked));
  // With --quiet it says nothing but errors.
  const { log } = watch;
  const invocation = { ...asked, log };
  const opened = await openInstance(env, given);
  const { instance, folder } = opened;
  ends.defer(() => folder?.close());
  const { promise: filled, resolve: letIn } = Promise.withResolvers<void>();
  const { endpoint, stop } = await listen(instance, given, filled, invocation);
  ends.defer(stop);
  const admin = serveAdmin(instance, endpoint, filled, given, invocation);
  ends.defer(async () => void (await admin.stop()));
  const replayed = await fill(opened, endpoint, given, invocation, watch, admin);
  watch.stop();
  if (replayed && replayed.exitCode !== EXIT.done) {
    log.error(`nothing is served: ${explainEnd(replayed, given["fail-on-error"])}`);
    return replayed.exitCode;
  }
  const place = { endpoint, region: instance.about.region, accessKey: "test", adminUrl: admin.url };
  if (given.init !== undefined) {
    letIn();
    await runInitScripts(given.init, makeCommandEnvironment(env, place), invocation);
  }
  instance.mark();
  ends.defer(await instance.runSchedules(setAlarm, (error) => log.error(`a rule did not fire: ${error}`)));
  const ready = describeReady(endpoint, instance, replayed, performance.now() - startedAt);
  log.info(`the admin API is at ${admin.url}`);
  // What waits for LocalStack looks for this line in its log.
  log.log("Ready.");
  if (commandLine.length > 0) {
    log.info(ready);
    letIn();
    return await startCommandLine(place, invocation);
  }
  await stdout.write(`${ready}\n`);
  // Whoever waits for an answer finds this line when there is one.
  letIn();
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  return EXIT.done;
}
