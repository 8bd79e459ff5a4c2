/** Runs `cloudmock start`: an instance that stands as a log says, for as long as it is wanted. */
import { EndpointError, EXIT, UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { findMainRegion } from "../emulator/main-region.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../instance/caller.ts";
import { drawDigits, Instance } from "../instance/instance.ts";
import { type InstanceServer, serveInstance } from "../instance/serve.ts";
import { type OptionsOf, readOptions } from "../options/flag-table.ts";
import { parseReplayOptions } from "../options/options.ts";
import { DEFAULT_HOST } from "../options/server-readers.ts";
import { renderDivergence } from "../report/divergence.ts";
import { type Performed, performReplay } from "../run/perform-replay.ts";
import { readVersion } from "../run/version.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { startCommandLine } from "./run-command.ts";
import { Watch } from "./watch.ts";

type StartOptions = OptionsOf<"start">;

function listen(instance: Instance, port: number, version: string, { log }: Invocation): InstanceServer {
  try {
    return serveInstance(instance, {
      host: DEFAULT_HOST,
      port,
      version,
      onFault: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EADDRINUSE")
      throw new UsageError(`cannot listen at port ${port}; give one above 1023`, "port");
    throw new EndpointError(
      say`something listens at port ${port} already, an emulator perhaps; stop it, or give another port (${nameFlag("port")} 0 takes any free one)`,
    );
  }
}

/** Replays the log into the instance, which takes what production answered; undefined where there is none. */
async function replayInto(
  instance: Instance,
  endpoint: string,
  given: StartOptions,
  invocation: Invocation,
  watch: Watch,
): Promise<Performed | undefined> {
  if (given.input.length === 0) return undefined;
  const { flags, signal } = invocation;
  const options = parseReplayOptions({ ...flags, endpoint: [endpoint] }, undefined, Date.now());
  const ended = await performReplay(
    options,
    { remarks: watch.log, signal, observer: watch, instance },
    {
      onLines: async () => true,
      async onOpened({ accounts, tallies }) {
        const region = findMainRegion(tallies, (tally) => accounts.place(tally));
        instance.about = {
          ...instance.about,
          account: given.account ?? accounts.main ?? instance.about.account,
          region: given.region ?? region ?? instance.about.region,
        };
      },
      async onReplayed({ divergences }) {
        const why = renderDivergence(divergences, false).trimEnd();
        if (why !== "") watch.log.log(why);
      },
    },
  );
  if (ended.kind !== "performed") return undefined;
  if (ended.result.verification) watch.log.log(renderVerifyReport(ended.result.verification).trimEnd());
  return ended;
}

/** Serves until a signal or the command that follows `--` ends it; gives the exit code. */
export async function start(invocation: Invocation): Promise<number> {
  const { flags, env, commandLine, signal, stdout, log } = invocation;
  const startedAt = performance.now();
  const given = readOptions("start", flags, { now: Date.now(), env });
  const home = { account: given.account ?? DEFAULT_ACCOUNT, region: given.region ?? DEFAULT_REGION };
  const instance = new Instance({ home, now: Date.now, random: drawDigits });
  using watch = new Watch(invocation);
  const server = listen(instance, given.port, (await readVersion()).version, invocation);
  try {
    const endpoint = `http://localhost:${server.port}`;
    const replayed = await replayInto(instance, endpoint, given, invocation, watch);
    watch.stop();
    if (replayed && replayed.exitCode !== EXIT.done) return replayed.exitCode;
    const { account, region } = instance.about;
    const made = replayed ? `; ${replayed.result.succeeded} of ${replayed.result.replayed} calls made` : "";
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const ready = `cloudmock is ready at ${endpoint} after ${seconds}s: account ${account}, ${region}${made}\n`;
    const [program] = commandLine;
    if (program !== undefined) {
      log.info(ready.trimEnd());
      return await startCommandLine({ endpoint, region, accessKey: "test" }, invocation);
    }
    await stdout.write(ready);
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    return EXIT.done;
  } finally {
    await server.stop();
  }
}
