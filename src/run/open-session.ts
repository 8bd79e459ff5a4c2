/** What replaying and verifying have in common: the endpoint, the selected calls, their plan, and the target they meet. */

import { version } from "../../package.json";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { realClock } from "../base/clock.ts";
import { EndpointError } from "../base/errors.ts";
import { endStage, leaveCalls } from "../base/garbage.ts";
import { makeFinder } from "../dialect/lookup.ts";
import { assumeTarget, type Connection, connectInstance, connectTarget } from "../emulator/connect.ts";
import { describeAbilities, nameTarget } from "../emulator/describe.ts";
import { type Pinned, pinIdentifiers } from "../emulator/pins.ts";
import { placeOutput, placeStep } from "../emulator/place-steps.ts";
import { requireEndpoint } from "../options/endpoint.ts";
import type { ReplayOptions } from "../options/options.ts";
import { warnOfUnknownServices } from "../options/selection.ts";
import type { Remarks, Surroundings } from "../options/surroundings.ts";
import type { OrderedStep } from "../plan/order/order.ts";
import { type Plan, planReplay } from "../plan/plan-replay.ts";
import { describeOnlyRead, type OnlyRead, ReadThings } from "../plan/seen/read-things.ts";
import { Witnesses } from "../plan/seen/witnesses.ts";
import { OtherShards } from "../plan/shards/other-shards.ts";
import type { Step } from "../plan/steps.ts";
import { type Endpoint, resolveName } from "../replay/endpoint.ts";
import { prepareRequest } from "../replay/prepare.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { sendPatiently } from "../replay/retry.ts";
import type { Prepared } from "../replay/run.ts";
import { sendRequest } from "../replay/send.ts";
import { type ByteSource, findSources } from "../trail/find-sources.ts";
import type { TrailEvent } from "../trail/record.ts";
import { type Selection, selectEvents } from "../trail/select.ts";
import { type Tally, tallyEvents } from "../trail/tally.ts";
import { adoptHere, adoptThere, tellAnswer, tellHome } from "./adopter.ts";

/** An emulator's first call can start a container; a real answer takes far less. */
const REQUEST_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** For the questions who the target is: easy ones, but an emulator that has just started on a busy machine loads its services first. */
const QUESTION_LIMITS = { timeoutMs: 30_000, maxBodyBytes: 65_536 };

/** A replay or a verification that is ready to send. */
export interface Session extends Connection {
  /** A checked base URL. */
  readonly endpoint: string;
  /** What reading has selected; the events themselves are in the plan. */
  readonly selection: Omit<Selection, "events">;
  /** Where the selected calls were made. */
  readonly tallies: readonly Tally[];
  /** What the plan is besides its steps: these are below, once. */
  readonly plan: Omit<Plan, "steps">;
  /** What the log only reads, where that was counted and is not made. */
  readonly onlyRead: OnlyRead | undefined;
  /** The plan's steps with the target's accounts, regions and pins put in. */
  readonly steps: readonly (OrderedStep & Pinned)[];
  /** The request of a step, or why it cannot be sent. */
  readonly prepare: (step: Step) => Prepared;
  readonly send: (request: ReadyRequest, givenUp: AbortSignal, step: Step) => Promise<Sent>;
  /** The same for what the log does not hold: what reads back. */
  readonly ask: (request: ReadyRequest, givenUp: AbortSignal) => Promise<Sent>;
  /** Tells an instance where the log belongs, before its calls are made; undefined of any other target. */
  readonly settle: (() => Promise<void>) | undefined;
}

/** The endpoint, checked; a dry run contacts nothing, not even a resolver. */
export async function chooseEndpoint({ endpoint, allowRemote, dryRun }: ReplayOptions): Promise<Endpoint> {
  const resolve = dryRun ? async () => ["127.0.0.1"] : resolveName;
  return requireEndpoint(endpoint, { allowRemote, resolve });
}

/** The write calls of the input that the options ask for, with what was left out and, of a shard, what the others do. */
async function select(
  options: ReplayOptions,
  sources: readonly ByteSource[] | undefined,
  { remarks, signal, observer, survey, bound }: Surroundings,
): Promise<{
  readonly selection: Selection;
  readonly others: OtherShards | undefined;
  readonly witnesses: readonly TrailEvent[];
  readonly readThings: ReadThings | undefined;
}> {
  await warnOfUnknownServices(options.filters, remarks);
  const others = options.shard && new OtherShards(options.plan.stacks, options.plan.finalState);
  const witnesses = options.reads === "made" ? new Witnesses() : undefined;
  // What one shard only reads is another's to make, or not.
  const readThings = options.reads === "counted" && !options.shard ? new ReadThings() : undefined;
  const selection = await selectEvents(sources ?? (await findSources(options.input)), {
    findOperation: makeFinder(),
    filters: options.filters,
    includeReads: options.includeReads,
    strict: options.strict,
    ...(options.shard ? { shard: options.shard } : {}),
    witness: witnesses ?? readThings,
    survey,
    bound,
    onOtherShard: (event, shard) => others?.add(event, shard),
    onMalformed: (message) => remarks.warn(message),
    onRead: (records) => observer?.onRead?.(records),
    signal,
  });
  for (const [event, shard] of witnesses?.listElsewhere() ?? []) others?.addSeen(event, shard);
  await others?.finish(selection.events);
  return { selection, others, witnesses: witnesses?.events ?? [], readThings };
}

/** Tells of what this shard cannot know, since another one is told it. */
function remarkCrossings({ crossings }: Pick<Plan, "crossings">, remarks: Remarks): void {
  const [first] = crossings;
  if (first === undefined) return;
  const are = crossings.length === 1 ? "1 identifier is" : `${crossings.length} identifiers are`;
  const { identifier, maker } = first;
  remarks.info(`${are} used here and made in other shards, the first ${identifier} in shard ${maker.shard}`);
}

/** A target and the address that it answers at. */
interface Reached extends Connection {
  readonly address: string | undefined;
}

async function connect(
  options: ReplayOptions,
  endpoint: Endpoint,
  tallies: readonly Tally[],
  others: OtherShards | undefined,
  { signal, instance }: Surroundings,
): Promise<Reached> {
  // Every shard has to choose the same main account.
  const calls = others?.countCalls(tallies) ?? tallies;
  if (instance) return { ...connectInstance(calls, options.choice), address: undefined };
  if (options.dryRun || tallies.length === 0 || signal.aborted)
    return { ...assumeTarget(calls, options.choice), address: endpoint.addresses[0] };
  const probed = await probeEndpoint(endpoint, CONNECT_TIMEOUT_MS);
  if ("unreachable" in probed) throw new EndpointError(probed.unreachable);
  const { address } = probed;
  const send = (request: ReadyRequest) => sendRequest(request, { ...QUESTION_LIMITS, address, signal });
  const question = { endpoint: endpoint.url, version, now: Date.now(), send, token: options.adminToken };
  return { ...(await connectTarget(calls, options.choice, question)), address };
}

/**
 * Checks the endpoint, reads and plans everything, and finds out what the target is; no call of the log is sent.
 * `sources` are read in the place of the input that the options name. Throws UsageError, InputError and EndpointError.
 */
export async function openSession(
  options: ReplayOptions,
  around: Surroundings,
  sources?: readonly ByteSource[],
): Promise<Session> {
  const { remarks, signal, observer } = around;
  const endpoint = await chooseEndpoint(options);
  // What the events hold of the log is not kept: after planning, nothing refers to them.
  const { selection: selected, ...besides } = await select(options, sources, around);
  const { events, ...selection } = selected;
  // What only reads name goes where the calls go, or where the reads were, if there is no call.
  const tallies = tallyEvents(events.length > 0 ? events : besides.witnesses);
  observer?.onSelected?.(selection.total, events.length);
  const { steps, ...plan } = signal.aborted
    ? { steps: [], crossings: [], skipped: { interrupted: events.length } }
    : await planReplay(events, options.plan, besides);
  remarkCrossings(plan, remarks);
  const onlyRead = signal.aborted ? undefined : await besides.readThings?.summarise();
  if (onlyRead) remarks.info(describeOnlyRead(onlyRead));
  const { address, ...connection } = await connect(options, endpoint, tallies, besides.others, around);
  if (!options.dryRun) observer?.onTarget?.(`${nameTarget(connection)}; ${describeAbilities(connection)}`);
  const { profile, places, accounts, adopts } = connection;
  if (!options.dryRun) for (const note of accounts.notes) remarks.info(note);
  // A dry run shows accounts as recorded, and pins belong to one emulator.
  const place = options.dryRun ? undefined : accounts.place;
  const pin = (step: OrderedStep) => (options.dryRun ? step : pinIdentifiers(step, profile));
  const destination = { endpoint: endpoint.url, version, ...(place ? { place } : {}) };
  const sendOut = (request: ReadyRequest, givenUp: AbortSignal) =>
    sendPatiently(() => sendRequest(request, { timeoutMs: REQUEST_TIMEOUT_MS, address, signal: givenUp }), {
      clock: realClock,
      random: Math.random,
      signal,
    });
  const adopter = around.instance
    ? adoptHere(around.instance)
    : adopts
      ? adoptThere({ endpoint: endpoint.url, version, token: options.adminToken, send: sendOut })
      : undefined;
  await endStage(steps);
  const placed = steps.map((step) => {
    leaveCalls(1);
    return pin(placeStep(step, places));
  });
  observer?.onPlanned?.(selection.total, steps.length);
  return {
    ...connection,
    endpoint: endpoint.url,
    selection,
    tallies,
    plan,
    onlyRead,
    steps: placed,
    prepare: (step) => prepareRequest(step, destination),
    settle: adopter && (() => adopter.settle(tellHome(connection, tallies, steps))),
    send: (request, givenUp, step) =>
      adopter
        ? adopter.answer(request, tellAnswer(step, placeOutput(step, places)), givenUp)
        : sendOut(request, givenUp),
    ask: (request, givenUp) =>
      adopter ? adopter.answer(request, undefined, givenUp) : sendOut(request, givenUp),
  };
}
