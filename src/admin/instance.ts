/** What can be asked of the instance behind the server: what stands, its last requests, and another state. */
import { percentDecode } from "../aws/formats/percent.ts";
import { loadModel } from "../aws/model/table.ts";
import { parsePath, readTexts } from "../aws/resources/read-texts.ts";
import { loadResources } from "../aws/resources/table.ts";
import { listSent } from "../instance/engines/sns/sent.ts";
import type { Instance } from "../instance/instance.ts";
import { checkServices } from "../instance/state/check-services.ts";
import { readState, writeState } from "../instance/state/state-file.ts";
import { UnreadableState } from "../instance/state/tables.ts";
import { countMade } from "../instance/store.ts";
import { isMade, type Thing, type ThingEvent } from "../instance/thing.ts";
import { writeTopology } from "../topology/json.ts";
import { readTopology } from "../topology/read.ts";
import { readRecorded } from "../topology/recorded.ts";
import { ApiError, answer, answerJson } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import { writeReadCommand } from "./read-command.ts";
import { receiveBytes } from "./receive-body.ts";
import type { ApiAnswer } from "./schemas.ts";

type Resource = ApiAnswer<"Resource">;

/** What a list of resources can be asked by. */
const FILTERS = ["service", "type", "account", "region"] as const;

/** The instance behind the server. Throws an ApiError where that is an emulator elsewhere. */
export function findInstance({ instance, options }: AdminContext): Instance {
  if (instance) return instance;
  throw new ApiError(
    404,
    "no_instance",
    `the server is in front of ${options.endpoint}; cloudmock start serves an instance of its own`,
  );
}

function answerState({ state }: Instance): Response {
  const { account, region, trail } = state.about;
  return answerJson<"State">({
    resources: countMade(state),
    account,
    region,
    ...(trail !== undefined && { trail }),
  });
}

/** POST /api/reset. */
export async function postReset(_asked: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  instance.reset();
  await instance.flush();
  return answerState(instance);
}

/** POST /api/state/export. */
export function postExport(_asked: ApiRequest, context: AdminContext): Response {
  return answer(200, "application/gzip", writeState(findInstance(context).state), {
    "content-disposition": 'attachment; filename="topology.cloudmock"',
  });
}

/** POST /api/state/import. */
export async function postImport({ request }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  const body = await receiveBytes(request, context);
  try {
    instance.load(await checkServices(readState(body)));
  } catch (error) {
    if (!(error instanceof UnreadableState)) throw error;
    throw new ApiError(400, "invalid_state", `the body ${error.message}; send what /api/state/export gave`);
  }
  await instance.flush();
  return answerState(instance);
}

/** What the call that made a thing names besides: what it stands in, and what it uses. */
async function listReferences({ service, call }: Thing): Promise<readonly string[]> {
  const { operations } = await loadResources(service);
  const members = operations[call.operation]?.input ?? [];
  const texts = members
    .filter(({ part }) => part !== "own")
    .flatMap(({ path }) => readTexts(parsePath(path), call.input));
  return [...new Set(texts)];
}

function tellEvent({ event, operation, at, by }: ThingEvent) {
  return { event_id: event, operation, at: new Date(at).toISOString(), ...(by !== undefined && { by }) };
}

async function tellResource(thing: Thing): Promise<Resource> {
  const { service, type, place, names, chain, createdAt, tags, call, placeholders, history } = thing;
  const { id, arn, url } = names;
  return {
    service,
    type,
    account: place.account,
    region: place.region,
    name: chain.at(-1) ?? "",
    ...(arn !== undefined && { arn }),
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    created_at: new Date(createdAt).toISOString(),
    tags: [...tags].map(([key, value]) => ({ key, value })),
    references: [...(await listReferences(thing))],
    operation: call.operation,
    ...(call.event !== undefined && { event_id: call.event }),
    ...(history && { events: history.map(tellEvent) }),
    ...(!isMade(thing) && { brought: true }),
    ...(placeholders && { placeholders: [...placeholders] }),
  };
}

/** Throws an ApiError for a parameter that is none of these. */
export function refuseOthers(query: URLSearchParams, filters: readonly string[]): void {
  for (const name of query.keys())
    if (!filters.includes(name))
      throw new ApiError(
        400,
        "invalid_parameter",
        `there is no parameter ${JSON.stringify(name)}; ${filters.join(", ") || "none"} are`,
      );
}

/** GET /api/resources. */
export async function listResources({ query }: ApiRequest, context: AdminContext): Promise<Response> {
  const { store } = findInstance(context);
  refuseOthers(query, FILTERS);
  const isAsked = ({ service, type, place }: Thing) => {
    const own = { service, type, ...place };
    return FILTERS.every((name) => (query.get(name) ?? own[name]) === own[name]);
  };
  const things = [...store.listAll()].filter(isAsked);
  return answerJson<"ResourceList">({ resources: await Promise.all(things.map(tellResource)) });
}

/** The thing of an ARN, as a path has it. Throws an ApiError where none stands. */
export function findByArn({ store }: Instance, part = ""): Thing {
  const arn = percentDecode(part);
  const thing = store.listAll().find(({ names }) => names.arn === arn);
  if (thing) return thing;
  throw new ApiError(404, "unknown_resource", `nothing of the ARN ${JSON.stringify(arn)} stands`);
}

/** GET /api/resources/{arn}, with or without its slashes and colons escaped. */
export async function getResource({ parts }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  const thing = findByArn(instance, parts["arn"]);
  await Promise.all([loadResources(thing.service), loadModel(thing.service)]);
  const recorded = readRecorded(thing);
  const command = await writeReadCommand(thing, context.options.endpoint, instance.about.region);
  return answerJson<"Resource">({
    ...(await tellResource(thing)),
    ...(recorded && { recorded }),
    ...(command !== undefined && { read_command: command }),
  });
}

/** GET /api/topology. */
export async function getTopology({ query }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  refuseOthers(query, []);
  return answerJson<"Topology">(writeTopology(await readTopology(instance)));
}

/** What a list of messages can be asked by. */
const MESSAGE_FILTERS = ["protocol", "endpoint", "topic_arn", "account", "region"] as const;

/** GET /api/sns/messages. */
export function listSentMessages({ query }: ApiRequest, context: AdminContext): Response {
  const { store } = findInstance(context);
  refuseOthers(query, MESSAGE_FILTERS);
  const messages = listSent(store.records).filter((message) =>
    MESSAGE_FILTERS.every((name) => (query.get(name) ?? message[name]) === message[name]),
  );
  return answerJson<"SentMessageList">({ messages: messages as ApiAnswer<"SentMessageList">["messages"] });
}
