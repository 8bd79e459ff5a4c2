/** The paths of openapi.json that are about an instance of cloudmock's own. */
import { error, GUARDED, headers, json, LAST_EVENT, schema, text } from "./openapi-parts.ts";

const NO_INSTANCE = error("The server is in front of an emulator, and of no instance of cloudmock's own.");
const STANDS = { description: "What stands now.", content: json("State") };

const describeFilter = (name: string, description: string) => ({
  name,
  in: "query",
  description,
  schema: text,
});

export const INSTANCE_PATHS = {
  "/api/reset": {
    post: {
      operationId: "reset",
      summary: "Back to what stood when the instance was ready, or to the state that was imported since.",
      responses: { "200": STANDS, "404": NO_INSTANCE, ...GUARDED },
    },
  },
  "/api/state/export": {
    post: {
      operationId: "exportState",
      summary: "What stands, as a file that `cloudmock start --state` begins with.",
      responses: {
        "200": {
          description: "The file.",
          headers: headers({ "Content-Disposition": "A name for it." }),
          content: { "application/gzip": { schema: {} } },
        },
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
  "/api/state/import": {
    post: {
      operationId: "importState",
      summary: "Put a state in the place of what stands. Reset goes back to it.",
      requestBody: {
        description: "What /api/state/export gave, or a replay with --save wrote.",
        required: true,
        content: { "application/gzip": { schema: {} } },
      },
      responses: {
        "200": STANDS,
        "400": error("The body is no state, is damaged, or has another version's format."),
        "404": NO_INSTANCE,
        "408": error("The body came too slowly."),
        "413": error("The body is larger than --max-body."),
        ...GUARDED,
      },
    },
  },
  "/api/resources": {
    get: {
      operationId: "listResources",
      summary: "What stands.",
      parameters: [
        describeFilter("service", "only this service's, as botocore names it"),
        describeFilter("type", "only of this type: vpc, role"),
        describeFilter("account", "only in this account"),
        describeFilter("region", "only in this region; empty for what has none"),
      ],
      responses: {
        "200": { description: "The resources.", content: json("ResourceList") },
        "400": error("There is no such parameter."),
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
  "/api/resources/{arn}": {
    parameters: [
      { name: "arn", in: "path", required: true, description: "The resource's ARN.", schema: text },
    ],
    get: {
      operationId: "getResource",
      summary: "One resource.",
      responses: {
        "200": { description: "The resource.", content: json("Resource") },
        "404": error("Nothing of this ARN stands, or the server is in front of no instance."),
        ...GUARDED,
      },
    },
  },
  "/api/topology": {
    get: {
      operationId: "getTopology",
      summary:
        "What stands, as a graph: resources with their configuration, and how they refer to each other.",
      responses: {
        "200": { description: "The topology.", content: json("Topology") },
        "400": error("It takes no parameters."),
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
  "/api/sns/messages": {
    get: {
      operationId: "listSentMessages",
      summary:
        "What topics sent to whom nothing in the instance stands for: telephones, mail, applications, functions.",
      parameters: [
        describeFilter("protocol", "only by this protocol: sms, email, application"),
        describeFilter("endpoint", "only to this number, address or ARN"),
        describeFilter("topic_arn", "only from this topic"),
        describeFilter("account", "only of this account"),
        describeFilter("region", "only of this region"),
      ],
      responses: {
        "200": { description: "The messages.", content: json("SentMessageList") },
        "400": error("There is no such parameter."),
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
  "/api/items": {
    get: {
      operationId: "listHolders",
      summary: "What stands that can be looked into: tables, buckets, queues and their like.",
      responses: {
        "200": { description: "The things.", content: json("HolderList") },
        "400": error("There is no such parameter."),
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
  "/api/items/{arn}": {
    parameters: [
      { name: "arn", in: "path", required: true, description: "The ARN of what holds them.", schema: text },
    ],
    get: {
      operationId: "listItems",
      summary:
        "What a table, a bucket, a queue, a topic, a log group, a stream, a parameter or a secret holds. Nothing is received or changed by it.",
      parameters: [
        describeFilter("limit", "how many at once, 1 to 1000; 50 where it is not said"),
        describeFilter("after", "what `next` told: those behind that page"),
        describeFilter("open", "one item alone, with what it holds: an object's key"),
      ],
      responses: {
        "200": {
          description: "The items; with `open` one Item.",
          content: { "application/json": { schema: { oneOf: [schema("ItemList"), schema("Item")] } } },
        },
        "400": error("There is no such parameter, or the service refuses what it is asked."),
        "404": error(
          "Nothing of this ARN stands, it holds nothing, or the server is in front of no instance.",
        ),
        ...GUARDED,
      },
    },
    post: {
      operationId: "editItem",
      summary: "Put an item (`put`) or remove it (`remove`), where `cloudmock start --allow-edit` lets that.",
      requestBody: {
        description: "The item, as the list tells it or as the service's API takes it.",
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: { put: { type: "object" }, remove: { type: "object" } },
              minProperties: 1,
              maxProperties: 1,
              additionalProperties: false,
            },
          },
        },
      },
      responses: {
        "200": { description: "It is done.", content: json("Edit") },
        "400": error("The body is none, or the service refuses the item."),
        "404": error("Nothing of this ARN stands, it takes none, or the server is in front of no instance."),
        "408": error("The body came too slowly."),
        "413": error("The body is larger than --max-body."),
        ...GUARDED,
      },
    },
  },
  "/api/requests": {
    get: {
      operationId: "listRequests",
      summary: "The last requests to the instance; those to come as server-sent events, named request.",
      parameters: [
        describeFilter("follow", "true: server-sent events, of those to come as well"),
        LAST_EVENT,
      ],
      responses: {
        "200": {
          description: "The requests.",
          content: { ...json("RequestList"), "text/event-stream": { schema: {} } },
        },
        "400": error("follow is neither true nor false."),
        "404": NO_INSTANCE,
        ...GUARDED,
      },
    },
  },
};
