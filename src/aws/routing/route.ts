/**
 * Finds the operation that a request is for.
 *
 *     who    the signing name of the credential scope, else X-Amz-Target, Version or host: the APIs that it may be for
 *     how    smithy-protocol: CBOR · X-Amz-Target: json, or AWS's older CBOR by the body's type · Action: query or ec2 · else a rest protocol
 *     what   the operation that is named; for rest the one whose method, path and query fit best, over all of these APIs
 *
 * Several APIs share a signing name (`ses` is SES, SESv2, Pinpoint's email and Mail Manager). Where more than one has the
 * operation, the host tells, and else the API that is called as the signing name is.
 */
import { compileLightly } from "../../base/compiling.ts";
import { findIndex, findModel, loadIndex, loadModel } from "../model/table.ts";
import type { Operation, Protocol, ServiceEntry, ServiceModel, TableIndex } from "../model/types.ts";
import { AMZ_CBOR } from "../protocols/amz-cbor.ts";
import type { ServiceError } from "../protocols/protocol.ts";
import type { WireRequest } from "../wire.ts";
import { findApis } from "./find-apis.ts";
import { countHostLabels, moveBucketToPath } from "./host.ts";
import { type Naming, readNaming } from "./naming.ts";
import { compareRanks, matchRest } from "./rest-routes.ts";
import { readSigningName } from "./signing-name.ts";
import { describeUnknown } from "./unknown.ts";

/** Where a request goes, or the error that AWS answers, in the protocol to answer it in. */
export type Route =
  | {
      readonly operation: Operation;
      readonly protocol: Protocol;
      /** With S3's bucket in the path, wherever it was. */
      readonly request: WireRequest;
    }
  | { readonly model: ServiceModel | undefined; readonly protocol: Protocol; readonly error: ServiceError };

interface Found {
  readonly entry: ServiceEntry;
  readonly operation: Operation;
  readonly protocol: Protocol;
  /** With S3's bucket in the path, wherever it was. */
  readonly request: WireRequest;
  readonly rank: () => readonly number[];
}

const NO_RANK: readonly number[] = [];
const unranked = () => NO_RANK;

const spoken = new WeakMap<ServiceModel["metadata"], readonly Protocol[]>();

/** What an API takes: a service that spoke query before still does. */
export function listSpoken({ metadata }: ServiceModel): readonly Protocol[] {
  return spoken.getOrInsertComputed(metadata, readSpoken);
}

function readSpoken(metadata: ServiceModel["metadata"]): readonly Protocol[] {
  const protocols = metadata.protocols ?? [metadata.protocol];
  return metadata.awsQueryCompatible && !protocols.includes("query") ? [...protocols, "query"] : protocols;
}

const BY_NAMING: Readonly<Record<Naming["by"], readonly Protocol[]>> = {
  target: ["json"],
  "service path": ["smithy-rpc-v2-cbor"],
  action: ["query", "ec2"],
  path: ["rest-json", "rest-xml"],
};

/** Where a service speaks json, a body may be AWS's older CBOR. */
function chooseForm(protocol: Protocol | undefined, { headers }: WireRequest): Protocol | undefined {
  return protocol === "json" && headers["content-type"]?.startsWith(AMZ_CBOR) ? "amz-cbor" : protocol;
}

/** The operation of one API that the request is for, where it has it. */
function matchApi(
  entry: ServiceEntry,
  model: ServiceModel,
  naming: Naming,
  request: WireRequest,
): Found | undefined {
  const protocol = chooseForm(findSpoken(model, naming), request);
  if (protocol === undefined) return undefined;
  if (naming.by === "path") {
    const asked = entry.service === "s3" ? moveBucketToPath(request) : request;
    const match = matchRest(model, asked);
    return match && { entry, protocol, request: asked, ...match };
  }
  const operation = model.operations[naming.operation];
  if (!operation) return undefined;
  if (naming.by !== "action") {
    return model.metadata.targetPrefix === naming.prefix
      ? { entry, operation, protocol, request, rank: unranked }
      : undefined;
  }
  const isCurrent = naming.version === entry.apiVersion;
  return { entry, operation, protocol, request, rank: isCurrent ? rankCurrent : rankOther };
}

const rankCurrent = () => [1];
const rankOther = () => [0];

/** In what an API is asked that is asked so. */
function findSpoken(model: ServiceModel, { by }: Naming): Protocol | undefined {
  for (const protocol of listSpoken(model)) if (BY_NAMING[by].includes(protocol)) return protocol;
  return undefined;
}

/** The numbers by which one of several APIs is chosen: the larger first that differs. */
function rankFound(
  { entry, rank }: Found,
  signingName: string | undefined,
  host: string | undefined,
): number[] {
  const isCurrent = entry.retired === undefined ? 1 : 0;
  return [
    countHostLabels(host, entry.endpointPrefix),
    ...rank(),
    isCurrent,
    entry.service === signingName ? 1 : 0,
  ];
}

function chooseFound(
  found: Found[],
  signingName: string | undefined,
  host: string | undefined,
): Found | undefined {
  const [best] = found.sort((a, b) =>
    compareRanks(rankFound(a, signingName, host), rankFound(b, signingName, host)),
  );
  return best;
}

/** The API that answers where none has the operation: the one that is called as the signing name is. */
function describeMiss(
  models: readonly ServiceModel[],
  signingName: string | undefined,
  naming: Naming,
): Route {
  const protocols = BY_NAMING[naming.by];
  const model = models.find(({ service }) => service === signingName) ?? models[0];
  const spoken = model && listSpoken(model).find((protocol) => protocols.includes(protocol));
  const protocol = spoken ?? model?.metadata.protocol ?? protocols[0] ?? "json";
  const asked = naming.by === "path" ? {} : naming;
  return { model, protocol, error: describeUnknown(model, protocol, asked) };
}

/** The operation of a request for one of these APIs. */
function chooseOperation(
  request: WireRequest,
  named: Naming,
  signingName: string | undefined,
  entries: readonly ServiceEntry[],
  models: readonly ServiceModel[],
): Route {
  const takesActions =
    named.by !== "action" ||
    models.some((model) => listSpoken(model).some((one) => BY_NAMING.action.includes(one)));
  const naming: Naming = takesActions ? named : { by: "path" };
  const found: Found[] = [];
  for (const [at, model] of models.entries()) {
    const entry = entries[at];
    const match = entry && matchApi(entry, model, naming, request);
    if (match) found.push(match);
  }
  const best = found.length > 1 ? chooseFound(found, signingName, request.headers["host"]) : found[0];
  if (!best) return describeMiss(models, signingName, naming);
  const { operation, protocol, request: asked } = best;
  return { operation, protocol, request: asked };
}

/** What a request was last routed by that names its operation in a header, where nothing else of it decides. */
interface Routed {
  readonly services: TableIndex["services"];
  readonly signingName: string | undefined;
  readonly host: string | undefined;
  readonly contentType: string | undefined;
  readonly operation: Operation;
  readonly protocol: Protocol;
}

const routed = new WeakMap<Naming, Routed>();

/** The route of a request that asks as another one did. */
function recallRoute(
  request: WireRequest,
  named: Naming,
  services: Routed["services"],
  signingName: string | undefined,
): Route | undefined {
  const known = named.by === "target" ? routed.get(named) : undefined;
  const { host, "content-type": contentType } = request.headers;
  const isSame =
    known?.services === services &&
    known.signingName === signingName &&
    known.host === host &&
    known.contentType === contentType;
  return isSame ? { operation: known.operation, protocol: known.protocol, request } : undefined;
}

/** The operation of a request that is named so, of APIs whose models are there. */
function chooseRoute(
  request: WireRequest,
  named: Naming,
  { services, entries }: { readonly services: Routed["services"]; readonly entries: readonly ServiceEntry[] },
  models: readonly ServiceModel[],
): Route {
  const signingName = readSigningName(request);
  const route = chooseOperation(request, named, signingName, entries, models);
  if (named.by === "target" && "operation" in route) {
    const { host, "content-type": contentType } = request.headers;
    const { operation, protocol } = route;
    routed.set(named, { services, signingName, host, contentType, operation, protocol });
  }
  return route;
}

function routeAmong({ services }: TableIndex, request: WireRequest): Route | Promise<Route> {
  const signingName = readSigningName(request);
  const named = readNaming(request);
  const recalled = recallRoute(request, named, services, signingName);
  if (recalled) return recalled;
  const entries = findApis(services, signingName, named, request);
  const known: ServiceModel[] = [];
  for (const { service } of entries) {
    const model = findModel(service);
    if (model) known.push(model);
  }
  const among = { services, entries };
  return known.length === entries.length
    ? chooseRoute(request, named, among, known)
    : chooseLater(request, named, among);
}

async function chooseLater(
  request: WireRequest,
  named: Naming,
  among: { readonly services: Routed["services"]; readonly entries: readonly ServiceEntry[] },
): Promise<Route> {
  const models = await Promise.all(among.entries.map(({ service }) => loadModel(service)));
  return chooseRoute(request, named, among, models);
}

/**
 * The operation of a request, whose headers are in lower case and have its host; at once where the models are there. Nothing is
 * checked: neither the signature nor the input. No request makes it throw.
 */
export function routeRequest(request: WireRequest): Route | Promise<Route> {
  const index = findIndex();
  return index ? routeAmong(index, request) : loadIndex().then((loaded) => routeAmong(loaded, request));
}

compileLightly(readNaming, findApis, chooseOperation, matchApi, routeAmong, recallRoute);
