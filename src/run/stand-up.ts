/** Lets stand what a log, a state file, a running instance or a result tells, to be looked at: nothing else is changed. */
import { type Stats, statSync } from "node:fs";
import { version } from "../../package.json";
import { parseJson } from "../aws/formats/json.ts";
import { EndpointError, InputError, UsageError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { showToken } from "../emulator/connect.ts";
import { drawDigits, Instance } from "../instance/instance.ts";
import { openState } from "../instance/state/state-file.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { checkEndpoint, resolveName } from "../replay/endpoint.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { sendRequest } from "../replay/send.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology } from "../topology/topology.ts";
import { decompress, isGzip, readFileBytes, takeHead } from "../trail/read-bytes.ts";
import { performReplay } from "./perform-replay.ts";
import { openResult, readResult } from "./stand-up-result.ts";

/** What stands, and where it was looked at. */
export interface StoodUp {
  readonly topology: Topology;
  /** The instance of this process that it was read from. */
  readonly instance: Instance | undefined;
  /** everything: what is not there does not stand. names: only that things stand, and nothing of how they are. */
  readonly tells: "everything" | "names";
  /** Of a log: what became of its calls here. */
  readonly result: ReplayResult | undefined;
}

/** An instance that nobody but this process reaches. */
function makeInstance(): Instance {
  return new Instance({ home: {}, now: Date.now, random: drawDigits });
}

/** Nothing is sent anywhere, and the replay's own files are not written. */
function keepInside(options: ReplayOptions): ReplayOptions {
  return {
    ...options,
    endpoint: "http://127.0.0.1",
    embedded: true,
    save: undefined,
    dryRun: false,
    output: undefined,
    reports: [],
    idMap: undefined,
    ids: undefined,
    verify: false,
    speed: 0,
  };
}

/** A log that was replayed in this process. */
export interface ReplayedLog {
  readonly instance: Instance;
  readonly result: ReplayResult;
}

/** Replays a log in this process, as `--embedded` does. Throws UsageError and InputError. */
export async function replayHere(
  options: ReplayOptions,
  around: Omit<Surroundings, "instance">,
): Promise<ReplayedLog> {
  const instance = makeInstance();
  const ended = await performReplay(
    keepInside(options),
    { ...around, instance },
    { onLines: async () => true },
  );
  if (ended.kind !== "performed") throw new RangeError("a replay into an instance is no dry run");
  return { instance, result: ended.result };
}

/** Replays a log in this process and reads what then stands. Throws UsageError and InputError. */
export async function standUpLog(
  options: ReplayOptions,
  around: Omit<Surroundings, "instance">,
): Promise<StoodUp & ReplayedLog> {
  const replayed = await replayHere(options, around);
  return { topology: await readTopology(replayed.instance), tells: "everything", ...replayed };
}

/** What is named here is named by no flag. */
async function forgetFlag<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.said) : error;
  }
}

/** Reads a file that `--save` or /api/state/export wrote. Throws an InputError. */
export async function standUpState(path: string): Promise<StoodUp & { readonly instance: Instance }> {
  const instance = makeInstance();
  instance.load(await forgetFlag(() => openState(path)));
  return { topology: await readTopology(instance), instance, tells: "everything", result: undefined };
}

/** How an instance is reached. */
export interface InstanceAddress {
  /** Its admin API's base URL, as given. */
  readonly url: string;
  readonly token: string | undefined;
  readonly allowRemote: boolean;
}

const PATH = "/api/topology";
const CONNECT_MS = 5_000;
const LIMITS = { timeoutMs: 60_000, maxBodyBytes: 2 ** 30 };
const UNAUTHORIZED = 401;

/** Asks a running instance by its admin API. Throws UsageError and EndpointError. */
export async function standUpInstance(
  { url, token, allowRemote }: InstanceAddress,
  { signal }: Pick<Surroundings, "signal">,
): Promise<StoodUp> {
  const endpoint = await checkEndpoint(url, { allowRemote, resolve: resolveName });
  if ("error" in endpoint)
    throw endpoint.kind === "usage" ? new UsageError(endpoint.error) : new EndpointError(endpoint.error);
  const probed = await probeEndpoint(endpoint, CONNECT_MS);
  if ("unreachable" in probed)
    throw new EndpointError(
      say`nothing listens at ${endpoint.url}; name the admin API of an instance, whose address cloudmock start prints (http://localhost:4599)`,
    );
  const headers = { ...showToken(token), "user-agent": `cloudmock/${version}`, accept: "application/json" };
  const request = { method: "GET", url: `${endpoint.url}${PATH}`, headers, body: undefined };
  const sent = await sendRequest(request, { ...LIMITS, address: probed.address, signal });
  if ("failure" in sent)
    throw new EndpointError(say`${endpoint.url} does not answer: ${sent.failure.message}`);
  if (sent.response.status === UNAUTHORIZED)
    throw new EndpointError(say`${endpoint.url} asks for its token; set CLOUDMOCK_ADMIN_TOKEN`);
  const [{ TOPOLOGY_SCHEMA }, { parseTopology }, v] = await Promise.all([
    import("../topology/schema.ts"),
    import("../topology/json.ts"),
    import("valibot"),
  ]);
  const read = v.safeParse(TOPOLOGY_SCHEMA, parseJson(Buffer.from(sent.response.body).toString()));
  if (!read.success)
    throw new EndpointError(
      say`what answers at ${endpoint.url} does not tell what stands; name the admin API of an instance of this version of cloudmock, which cloudmock start prints (http://localhost:4599)`,
    );
  const topology = parseTopology(read.output as Parameters<typeof parseTopology>[0]);
  return { topology, instance: undefined, tells: "everything", result: undefined };
}

const HEAD_BYTES = 65_536;
/** How a database of SQLite begins, which is what a state is. */
const SQLITE = Buffer.from("SQLite format 3\0");

async function readHead(pieces: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    return await takeHead(iterator, length);
  } finally {
    await iterator.return?.();
  }
}

async function isState(path: string, head: Uint8Array): Promise<boolean> {
  if (!isGzip(head)) return false;
  const unpacked = await readHead(decompress(readFileBytes(path), { name: path }), SQLITE.length).catch(
    () => new Uint8Array(0),
  );
  return SQLITE.equals(unpacked.subarray(0, SQLITE.length));
}

/** What a path leads to; undefined of a glob, or of several paths. Throws an InputError where it is to lead somewhere and does not. */
function findPath(path: string): Stats | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found || /[*?[{,]/.test(path)) return found;
  } catch {
    // ENAMETOOLONG, ENOTDIR: no such path either.
  }
  throw new InputError(
    `${JSON.stringify(path)}: no such file or folder; name a log, a state file, a result, or an instance's address (http://localhost:4599)`,
  );
}

/** What somebody named, and how it is read where it is a log or an instance. */
export interface AskedPlace {
  /** A log as --input takes it, a state, a result, or an instance's address. */
  readonly place: string;
  /** Of a log: its input is `place`. */
  readonly replay: ReplayOptions;
  readonly allowRemote: boolean;
}

/**
 * Lets stand whatever `place` names: an address of an instance, a state file, the file of --output, or else a log. Throws
 * UsageError, InputError and EndpointError.
 */
export async function standUp(
  { place, replay, allowRemote }: AskedPlace,
  around: Omit<Surroundings, "instance">,
): Promise<StoodUp> {
  if (/^https?:\/\//i.test(place))
    return standUpInstance({ url: place, token: replay.adminToken, allowRemote }, around);
  const found = place === "-" ? undefined : findPath(place);
  if (found?.isFile()) {
    const head = await readHead(readFileBytes(place), HEAD_BYTES);
    if (await isState(place, head)) return standUpState(place);
    const result = openResult(place, head);
    if (result) {
      const topology = await readResult(result, place);
      return { topology, instance: undefined, tells: "names", result: undefined };
    }
  }
  return standUpLog({ ...replay, input: [place] }, around);
}
