/** The paths of the admin API and what answers them. */
import { ApiError, answerEmpty } from "./answer.ts";
import type { AdminContext, ApiRequest, Handler } from "./context.ts";
import { getHealth, getOpenapi, getServices, getVersion } from "./facts.ts";
import {
  getResource,
  getTopology,
  listResources,
  listSentMessages,
  postExport,
  postImport,
  postReset,
} from "./instance.ts";
import { getItems, listHolders, postItem } from "./items.ts";
import { getPage, PAGE_PATH } from "./page.ts";
import { deleteReplay, getCall, getEvents, getReplay, listCalls, listReplays } from "./replays.ts";
import { getRequest, listRequests } from "./requests.ts";

type Method = "GET" | "POST" | "DELETE";

/** Loads what replays once somebody asks for one: most that start a server never do. */
const loadReplaying = () => import("./post-replay.ts");

type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

/** By path, as openapi.json writes it, and method. */
export const ROUTES: Routes = {
  "/api/health": { GET: getHealth },
  "/api/version": { GET: getVersion },
  "/api/services": { GET: getServices },
  "/api/openapi.json": { GET: getOpenapi },
  "/api/reset": { POST: postReset },
  "/api/state/export": { POST: postExport },
  "/api/state/import": { POST: postImport },
  "/api/resources": { GET: listResources },
  "/api/resources/{arn}": { GET: getResource },
  "/api/items": { GET: listHolders },
  "/api/items/{arn}": { GET: getItems, POST: postItem },
  "/api/topology": { GET: getTopology },
  "/api/requests": { GET: listRequests },
  "/api/requests/{id}": { GET: getRequest },
  "/api/sns/messages": { GET: listSentMessages },
  "/api/cloudtrail/replay": { POST: async (...asked) => (await loadReplaying()).postReplay(...asked) },
  "/api/cloudtrail/replays": { GET: listReplays },
  "/api/cloudtrail/replays/{id}": { GET: getReplay, DELETE: deleteReplay },
  "/api/cloudtrail/replays/{id}/resume": {
    POST: async (...asked) => (await loadReplaying()).resumeReplay(...asked),
  },
  "/api/cloudtrail/replays/{id}/events": { GET: getEvents },
  "/api/cloudtrail/replays/{id}/calls": { GET: listCalls },
  "/api/cloudtrail/replays/{id}/calls/{number}": { GET: getCall },
};

/** The page is for people, and no part of the API. */
const ALL: Routes = { [PAGE_PATH]: { GET: getPage }, ...ROUTES };

const PATTERNS = Object.entries(ALL).map(([path, methods]) => ({
  methods,
  // An ARN has slashes.
  pattern: new URLPattern({ pathname: path.replace("{arn}", ":arn(.+)").replace(/\{(\w+)\}/g, ":$1") }),
}));

function listMethods(methods: object): string {
  const own = Object.keys(methods);
  return [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

/** Answers a request at `pathname`. Throws an ApiError where there is no such path or method. */
export async function answerPath(
  pathname: string,
  asked: Omit<ApiRequest, "parts">,
  context: AdminContext,
): Promise<Response> {
  const { method } = asked.request;
  for (const { pattern, methods } of PATTERNS) {
    const match = pattern.exec({ pathname });
    if (!match) continue;
    const allow = listMethods(methods);
    if (method === "OPTIONS") return answerEmpty({ allow });
    const handler = methods[(method === "HEAD" ? "GET" : method) as Method];
    if (!handler)
      throw new ApiError(405, "method_not_allowed", `${method} is not for this path; ${allow} are`, {
        allow,
      });
    const response = await handler({ ...asked, parts: match.pathname.groups }, context);
    if (method !== "HEAD") return response;
    await response.body?.cancel();
    return new Response(null, response);
  }
  throw new ApiError(404, "not_found", "there is no such path; /api/openapi.json lists them");
}
