/** Runs `cloudtrail replay`: reads and checks everything, then sends it, then says what happened. */
import { writeFile } from "node:fs/promises";
import { version } from "../../package.json";
import { findServices, makeFinder } from "../aws/models/lookup.ts";
import { loadIndex } from "../aws/models/table.ts";
import { Identities } from "../identities/identities.ts";
import { orderSteps } from "../plan/order.ts";
import { planSteps, type Step } from "../plan/steps.ts";
import { realClock } from "../replay/clock.ts";
import { checkEndpoint, resolveName } from "../replay/endpoint.ts";
import { planDueTimes } from "../replay/pace.ts";
import { prepareRequest } from "../replay/prepare.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { type Run, runSteps } from "../replay/run.ts";
import { sendRequest } from "../replay/send.ts";
import { renderDryRunLine } from "../report/dry-run.ts";
import { buildResult } from "../report/result.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { renderHeader, renderResult } from "../report/text.ts";
import { findSources } from "../trail/find-sources.ts";
import { type Selection, selectEvents } from "../trail/select.ts";
import type { Invocation } from "./command.ts";
import { EndpointError, OutputError, UsageError } from "./errors.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { ReplayOptions } from "./options.ts";
import { suggestNames } from "./suggest.ts";

/** An emulator's first call can start a container; a real answer takes far less. */
export const REQUEST_TIMEOUT_MS = 60_000;
export const CONNECT_TIMEOUT_MS = 5_000;

type EndpointOptions = Pick<ReplayOptions, "endpoint" | "allowRemote" | "dryRun">;
type SelectOptions = Pick<ReplayOptions, "input" | "filters" | "includeReads" | "strict">;

/** The endpoint as a base URL. A dry run contacts nothing, not even a resolver. */
export async function chooseEndpoint(options: EndpointOptions): Promise<string> {
  const resolve = options.dryRun ? async () => ["127.0.0.1"] : resolveName;
  const checked = await checkEndpoint(options.endpoint, { allowRemote: options.allowRemote, resolve });
  if ("url" in checked) return checked.url;
  if (checked.kind === "unreachable") throw new EndpointError(checked.error);
  throw new UsageError(`--endpoint: ${checked.error}`);
}

async function warnOfUnknownServices(options: SelectOptions, log: Invocation["log"]): Promise<void> {
  const known = (await loadIndex()).services.map((row) => row.service);
  for (const name of options.filters.services) {
    if ((await findServices(name)).length > 0) continue;
    const [near] = suggestNames(name, known, 1);
    const advice = near === undefined ? "`cloudmock services` lists them" : `did you mean ${near}?`;
    log.warn(`--services: no service is named ${JSON.stringify(name)}; ${advice}`);
  }
}

/** The write calls of the input that the options ask for, with what was left out. */
export async function select(options: SelectOptions, log: Invocation["log"]): Promise<Selection> {
  await warnOfUnknownServices(options, log);
  return selectEvents(await findSources(options.input), {
    findOperation: makeFinder(),
    filters: options.filters,
    includeReads: options.includeReads,
    strict: options.strict,
    onMalformed: (message) => log.warn(message),
  });
}

/** Prints each request that would be sent; gives how many could not be. */
async function printRequests(
  steps: readonly Step[],
  endpoint: string,
  stdout: Invocation["stdout"],
): Promise<number> {
  let unsendable = 0;
  for (const step of steps) {
    const prepared = prepareRequest(step, { endpoint, version });
    if ("unsendable" in prepared) unsendable++;
    else if (!(await stdout.write(`${renderDryRunLine(step.event, prepared.request)}\n`))) break;
  }
  return unsendable;
}

function describeSkips(selection: Selection, unsendable: number): string {
  const skipped = { ...selection.skipped, ...(unsendable > 0 ? { unsendable } : {}) };
  const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
  return reasons.length === 0 ? "none skipped" : `skipped: ${reasons.join(", ")}`;
}

async function dryRun(
  selection: Selection,
  steps: readonly Step[],
  endpoint: string,
  { stdout, log }: Invocation,
): Promise<ExitCode> {
  const unsendable = await printRequests(steps, endpoint, stdout);
  const count = steps.length - unsendable;
  log.info(
    `dry run: ${count} of ${selection.total} events would be sent; ${describeSkips(selection, unsendable)}`,
  );
  return EXIT.done;
}

async function send(
  options: ReplayOptions,
  steps: readonly Step[],
  endpoint: string,
  signal: AbortSignal,
): Promise<Run> {
  const times = steps.map(({ event }) => event.at);
  const identities = new Identities();
  return runSteps(
    steps,
    {
      prepare: (step) => prepareRequest({ ...step, input: identities.rewrite(step) }, { endpoint, version }),
      send: (request, givenUp) => sendRequest(request, { timeoutMs: REQUEST_TIMEOUT_MS, signal: givenUp }),
      read: (step, response) => identities.read(step, response),
    },
    { clock: realClock, dueTimes: planDueTimes(times, options), concurrency: options.concurrency, signal },
  );
}

async function report(result: ReplayResult, options: ReplayOptions, { stdout }: Invocation): Promise<void> {
  const json = `${JSON.stringify(result, null, 2)}\n`;
  await stdout.write(options.format === "json" ? json : renderResult(result));
  if (options.output === undefined) return;
  try {
    await writeFile(options.output, json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputError(
      `--output: the result could not be written: ${reason}; name another file, or print it with --format json`,
    );
  }
}

/** Replays and reports. Throws UsageError, InputError and EndpointError; nothing has been sent when it does. */
export async function replay(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, log, signal } = invocation;
  const endpoint = await chooseEndpoint(options);
  const selection = await select(options, log);
  const steps = orderSteps(await planSteps(selection.events));
  if (options.dryRun) return dryRun(selection, steps, endpoint, invocation);
  const unreachable = steps.length === 0 ? undefined : await probeEndpoint(endpoint, CONNECT_TIMEOUT_MS);
  if (unreachable !== undefined) throw new EndpointError(unreachable);

  if (options.format === "text") await stdout.write(renderHeader(selection.total, endpoint));
  const run = await send(options, steps, endpoint, signal);
  const { botocore } = await loadIndex();
  const { skipped } = selection;
  const result = buildResult({ run, skipped, steps, endpoint, modelsVersion: `botocore ${botocore}` });
  await report(result, options, invocation);
  if (run.interrupted) return EXIT.interrupted;
  return options.failOnError && result.failed > 0 ? EXIT.callsFailed : EXIT.done;
}
