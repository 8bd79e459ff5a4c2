/** Writes src/admin/openapi.json, the OpenAPI 3.1 description of the admin API, from its schemas and the flag table. */
import { toJsonSchemaDefs } from "@valibot/to-json-schema";
import { FILE_PARAMETERS, PARAMETERS } from "../src/admin/query.ts";
import { SCHEMAS } from "../src/admin/schemas.ts";
import type { Flag } from "../src/options/flag.ts";
import { listFlags } from "../src/options/flag-table.ts";
import { describeCalls } from "./lib/openapi-calls.ts";
import { INSTANCE_PATHS } from "./lib/openapi-instance.ts";
import { error, GUARDED, headers, json, LAST_EVENT, OPEN, text } from "./lib/openapi-parts.ts";

const DOCUMENT_FILE = new URL("../src/admin/openapi.json", import.meta.url);

const REPLAY_HEADERS = headers({ "X-Cloudmock-Replay-Id": "The replay's id." });

const SWITCH = { type: "string", enum: ["", "true", "false"] } as const;

/** What a flag takes, as a parameter does; the answer's form is JSON unless it is said otherwise. */
function describeValue(name: string, arg: Flag) {
  if (arg.type === "boolean") return SWITCH;
  const preset = name === "format" ? "json" : arg.preset;
  const value = {
    type: "string",
    minLength: 1,
    ...(arg.choices ? { enum: arg.choices } : {}),
    ...(preset === undefined ? {} : { default: String(preset) }),
  };
  return arg.isList ? { type: "array", items: value, minItems: 1 } : value;
}

function describeParameter(name: string, arg: Flag) {
  const place = FILE_PARAMETERS.includes(name)
    ? " (on the server's machine, below its --files; needs its token)"
    : "";
  const hint = arg.hint === undefined ? "" : ` (${arg.hint})`;
  return {
    name,
    in: "query",
    description: `${arg.help}${place}${hint}`,
    ...(arg.type === "boolean" ? { allowEmptyValue: true } : {}),
    schema: describeValue(name, arg),
    // For whoever makes a form of them.
    "x-group": arg.group ?? "",
    ...(arg.hint === undefined ? {} : { "x-hint": arg.hint }),
    ...(arg.names === undefined ? {} : { "x-names": arg.names }),
  };
}

/** One parameter of the query for each flag, in the order of the help. */
function listParameters() {
  return [...PARAMETERS].map(([name, flag]) => describeParameter(name, flag));
}

/** The flags that are no parameters. */
const LEFT_OUT = listFlags("replay").flatMap(([name]) => (PARAMETERS.has(name) ? [] : [name]));

const TRAIL = {
  description:
    "A trail in any container that the command line reads: a delivery to S3, lookup-events, EventBridge, CloudWatch Logs, CSV of Athena or Lake, JSON lines; also without its line breaks, as curl -d sends it.",
  required: true,
  content: {
    "application/json": { schema: {} },
    "application/x-www-form-urlencoded": { schema: {} },
    "application/gzip": { schema: {} },
    "application/x-ndjson": { schema: {} },
    "text/csv": { schema: {} },
  },
};

const ID = {
  name: "id",
  in: "path",
  required: true,
  description: "The replay's id.",
  schema: { type: "string", format: "uuid" },
};
const BUSY = {
  "429": error("Too many replays run; nothing of the body was read.", { "Retry-After": "Seconds." }),
  "503": error("The server is stopping.", { "Retry-After": "Seconds." }),
};
const NO_REPLAY = error("There is no replay of this id, or it is remembered no more.");

const REPLAYED = {
  description:
    "The result; with format=text the block that the command line prints, with dry-run a line for each request.",
  headers: {
    ...REPLAY_HEADERS,
    ...headers({ "X-Cloudmock-Exit-Code": "The exit code of the command line; a dry run has none." }),
  },
  content: {
    ...json("Result"),
    "text/plain": { schema: text },
    "application/x-ndjson": { schema: text },
  },
};

const PATHS = {
  "/api/health": {
    get: {
      operationId: "getHealth",
      summary: "Whether the server is up, and what answers at its endpoint. Needs no token.",
      responses: { "200": { description: "It is up.", content: json("Health") }, ...OPEN },
    },
  },
  "/api/version": {
    get: {
      operationId: "getVersion",
      summary: "The versions of the program and of its API models.",
      responses: { "200": { description: "The versions.", content: json("Version") }, ...GUARDED },
    },
  },
  "/api/services": {
    get: {
      operationId: "listServices",
      summary: "The services whose calls can be replayed, or the operations of one.",
      parameters: [
        {
          name: "service",
          in: "query",
          description: "a service as botocore names it, or its eventSource's prefix",
          schema: text,
        },
      ],
      responses: {
        "200": { description: "The services.", content: json("Services") },
        "404": error("There is no such service."),
        ...GUARDED,
      },
    },
  },
  "/api/openapi.json": {
    get: {
      operationId: "getDocument",
      summary: "This document.",
      responses: {
        "200": {
          description: "This document.",
          content: { "application/json": { schema: { type: "object" } } },
        },
        ...GUARDED,
      },
    },
  },
  ...INSTANCE_PATHS,
  "/api/cloudtrail/replay": {
    post: {
      operationId: "replay",
      summary: "Replay the write calls of a trail.",
      description: `Every flag of \`cloudmock cloudtrail replay\` is a parameter, but for ${LEFT_OUT.join(", ")}: the body is the input, there is no terminal, and replays go to the endpoint that the server is in front of.`,
      parameters: listParameters(),
      requestBody: TRAIL,
      responses: {
        "200": REPLAYED,
        "202": {
          description: "With async: the trail has arrived and is replayed now.",
          headers: { ...REPLAY_HEADERS, ...headers({ Location: "Where the replay is." }) },
          content: json("Accepted"),
        },
        "400": error("A parameter is wrong, or the body is no trail; the message names the place."),
        "408": error("The body came too slowly."),
        "409": error("The replay was cancelled before it began to send."),
        "413": error("The body is larger than --max-body."),
        "415": error("The body is compressed otherwise than with gzip, or it is a form.", {
          "Accept-Encoding": "What it may be compressed with; a form has none.",
        }),
        ...BUSY,
        "502": error("The endpoint cannot be reached; no call was sent."),
        ...GUARDED,
      },
    },
  },
  "/api/cloudtrail/replays": {
    get: {
      operationId: "listReplays",
      summary: "The replays that run and those that are remembered, the newest first.",
      responses: { "200": { description: "The replays.", content: json("ReplayList") }, ...GUARDED },
    },
  },
  "/api/cloudtrail/replays/{id}": {
    parameters: [ID],
    get: {
      operationId: "getReplay",
      summary: "A replay's progress, and its result once there is one.",
      responses: {
        "200": { description: "The replay.", content: json("Replay") },
        "404": NO_REPLAY,
        ...GUARDED,
      },
    },
    delete: {
      operationId: "cancelReplay",
      summary: "End a replay with what it has. Its result so far can still be read.",
      responses: {
        "200": { description: "It has ended.", content: json("Replay") },
        "202": { description: "It is ending: calls under way have two seconds.", content: json("Replay") },
        "404": NO_REPLAY,
        ...GUARDED,
      },
    },
  },
  "/api/cloudtrail/replays/{id}/resume": {
    parameters: [ID],
    post: {
      operationId: "resumeReplay",
      summary: "Go on with a replay that stopped before its end, where the server keeps its replays.",
      responses: {
        "202": { description: "It goes on.", content: json("Accepted") },
        "404": NO_REPLAY,
        "409": error("It runs, has come to its end, or is not kept."),
        ...BUSY,
        ...GUARDED,
      },
    },
  },
  ...describeCalls(ID, NO_REPLAY),
  "/api/cloudtrail/replays/{id}/events": {
    parameters: [ID],
    get: {
      operationId: "getEvents",
      summary:
        "A replay's events as server-sent events: progress, failure, warning, dropped, and at the end result, whose data is the replay with its result.",
      parameters: [LAST_EVENT],
      responses: {
        "200": { description: "The events.", content: { "text/event-stream": { schema: {} } } },
        "204": { description: "The client has every event." },
        "404": NO_REPLAY,
        ...GUARDED,
      },
    },
  },
};

/** The document; its version is put in by the server. */
export function makeOpenapi(): object {
  const schemas = toJsonSchemaDefs(SCHEMAS, {
    target: "draft-2020-12",
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "cloudmock admin API",
      version: "",
      description:
        "Replays AWS CloudTrail logs against the emulator behind the server, and says what stands where that is an instance of cloudmock's own. Every path takes HEAD as GET, and OPTIONS; any other method is answered with 405. Errors are JSON, always of the same form.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{}, { token: [] }],
    paths: PATHS,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas,
    },
  };
}

/** Writes the document to its file. */
export async function writeOpenapi(): Promise<void> {
  await Bun.write(DOCUMENT_FILE, `${JSON.stringify(makeOpenapi(), null, 2)}\n`);
}
