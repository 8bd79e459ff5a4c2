/** The shapes of the admin API's answers: their types, and what openapi.json is made from (scripts/openapi.ts). */
import * as v from "valibot";
import { RESULT_SCHEMA } from "../report/result-schema.ts";
import { TOPOLOGY_SCHEMA } from "../topology/schema.ts";
import { CALL_SCHEMAS, count, number, text, time } from "./call-schemas.ts";

const id = v.pipe(v.string(), v.uuid(), v.description("The replay's id."));

/** Why a request was refused: short words that stay the same, for programs. */
const ERROR_CODES = [
  "invalid_parameter",
  "invalid_trail",
  "unauthorized",
  "forbidden_host",
  "forbidden_origin",
  "not_allowed",
  "not_found",
  "unknown_replay",
  "not_resumable",
  "unknown_request",
  "unknown_call",
  "unknown_service",
  "unknown_resource",
  "holds_nothing",
  "not_shown",
  "no_instance",
  "invalid_state",
  "method_not_allowed",
  "body_timeout",
  "cancelled",
  "body_too_large",
  "unsupported_encoding",
  "unsupported_media_type",
  "too_many_replays",
  "endpoint_unreachable",
  "shutting_down",
  "output_failed",
  "disk_full",
  "internal_error",
] as const;

const ERROR = v.strictObject({
  error: v.pipe(v.picklist(ERROR_CODES), v.description("What kind of error it is; for programs.")),
  message: text("What is wrong and what to do next; for people."),
});

const PROGRESS = v.strictObject({
  read: count("Records read so far."),
  planned: count("Calls that are going to be made; 0 while reading."),
  sent: count("Calls that have ended: succeeded + failed."),
  succeeded: count("Calls that were answered with success."),
  failed: count("Calls that were answered with an error, or not at all."),
  rate: number("Calls a second so far."),
  lag_ms: v.exactOptional(number("How late the last call was sent, where calls are due at times.")),
  left_ms: v.exactOptional(number("How long the rest takes at this rate, where that can be told.")),
});

/** The states that a replay is in while it runs, then those that it ends in. */
const STATES = [
  "reading",
  "sending",
  "verifying",
  "succeeded",
  "failed",
  "cancelled",
  "interrupted",
] as const;

const REPLAY = v.strictObject({
  id,
  state: v.pipe(
    v.picklist(STATES),
    v.description(
      "reading: the trail arrives and is planned. succeeded: it ran to its end, whatever its calls were answered. failed: it could not. cancelled: by DELETE, by a client that hung up, or by the end of the server. interrupted: the server was cut off meanwhile.",
    ),
  ),
  created_at: time("When it was asked for."),
  ended_at: v.exactOptional(time("When it ended.")),
  progress: PROGRESS,
  warnings: v.pipe(v.array(v.string()), v.description("What the command line would have told besides.")),
  resumable: v.exactOptional(
    v.pipe(
      v.literal(true),
      v.description("It stopped before its end, and POST of its path with /resume goes on with it."),
    ),
  ),
  exit_code: v.exactOptional(count("The exit code of the command line for this end.")),
  /** Why it failed. */
  error: v.exactOptional(ERROR),
});

const REPLAY_WITH_RESULT = v.strictObject({
  ...REPLAY.entries,
  /** Of a cancelled replay, so far. */
  result: v.exactOptional(RESULT_SCHEMA),
});

const SERVICE = v.strictObject({
  name: text("The service, as botocore names it."),
  protocol: text("Its wire protocol."),
  operations: count("How many operations it has."),
  replayable: count("How many of them can be replayed."),
  operation_names: v.exactOptional(
    v.pipe(v.array(v.string()), v.description("Their names, where one service was asked for.")),
  ),
});

const SENT_MESSAGE = v.strictObject({
  protocol: text(
    "The subscription's protocol; sms or application where it was sent to one number or endpoint.",
  ),
  account: text("The account's 12 digits."),
  region: text("Its region."),
  endpoint: text("The number, the address or the ARN that it was sent to."),
  message_id: text("Its id, as Publish answered."),
  at: time("When it was sent."),
  type: text("Notification, SubscriptionConfirmation or UnsubscribeConfirmation."),
  message: text("What was sent: the text, or the document that others than people get."),
  subject: v.exactOptional(text("Its subject.")),
  topic_arn: v.exactOptional(text("The topic that it was published to, where it was.")),
  subscription_arn: v.exactOptional(text("The subscription that it was sent for, where it was.")),
  attributes: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.strictObject({ type: v.string(), value: v.string() })),
      v.description("Its attributes; bytes in base64."),
    ),
  ),
  token: v.exactOptional(text("What ConfirmSubscription takes, of a message that asks for it.")),
});

const RESOURCE = v.strictObject({
  service: text("The service, as botocore names it."),
  type: text("What it is, as the table of resources names it: vpc, role."),
  account: text("The account's 12 digits."),
  region: text("Its region; empty where it has none."),
  name: text("What it is called in its account and region, or in what it stands in."),
  arn: v.exactOptional(text("Its ARN.")),
  id: v.exactOptional(text("Its id, where the service gave it one.")),
  url: v.exactOptional(text("Its URL, where the service gave it one.")),
  created_at: time("When it was made; in a replay, when production's was."),
  tags: v.pipe(v.array(v.strictObject({ key: v.string(), value: v.string() })), v.description("Its tags.")),
  references: v.pipe(
    v.array(v.string()),
    v.description("What the call that made it names besides: what it stands in, and what it uses."),
  ),
  operation: text("The operation that made it."),
  event_id: v.exactOptional(text("The record of the log that made it.")),
  events: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          event_id: text("The record's id."),
          operation: text("What was called."),
          at: time("When production answered."),
          by: v.exactOptional(text("Who called it.")),
        }),
      ),
      v.description("The records of a replay that made and changed it: the first one, and of many the last."),
    ),
  ),
  read_command: v.exactOptional(
    text("The command of the AWS CLI that reads it, where one resource was asked for and one is known."),
  ),
  recorded: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.description(
        "What the record that made it asked for and was answered, member by member, where one resource was asked for. Secrets are hidden.",
      ),
    ),
  ),
  brought: v.exactOptional(
    v.pipe(
      v.literal(true),
      v.description("Nobody made it: it came with another thing, or every account has it."),
    ),
  ),
  placeholders: v.exactOptional(
    v.pipe(
      v.array(v.string()),
      v.description("Members that the log hides: what stands there is not production's."),
    ),
  ),
});

const ITEM_LIST = v.strictObject({
  items: v.pipe(
    v.array(v.looseObject({})),
    v.description(
      "As the service's API names their members; moments as ISO 8601, bytes as base64. A queue's tell how far they have come (State, Received).",
    ),
  ),
  next: v.exactOptional(text("What `after` takes to go on, where there are more.")),
  columns: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          name: text("A member of the items."),
          as: v.exactOptional(
            v.pipe(
              v.picklist(["time", "bytes"]),
              v.description("What it is, where it is a number or a text."),
            ),
          ),
        }),
      ),
      v.description("What to show of each item at first sight; without it what most items have."),
    ),
  ),
  can: v.pipe(
    v.array(v.picklist(["open", "put", "remove"])),
    v.description("What can be done with items here; put and remove with --allow-edit alone."),
  ),
});

const HOLDER = v.strictObject({
  arn: text("Its ARN."),
  service: text("The service, as botocore names it."),
  type: text("What it is: table, bucket, queue."),
  name: text("Its name."),
  account: text("The account's 12 digits."),
  region: text("Its region; empty where it has none."),
});

const ITEM = v.strictObject({
  type: text("The content type that it was put with."),
  size: count("How many bytes are shown."),
  cut: v.pipe(v.boolean(), v.description("Whether there is more of it than is shown.")),
  text: v.exactOptional(text("What it says, where it is text.")),
  base64: v.exactOptional(text("Its bytes, where it is none.")),
});

/** Every schema of openapi.json, by the name that it has there. */
export const SCHEMAS = {
  Error: ERROR,
  Result: RESULT_SCHEMA,
  Replay: REPLAY_WITH_RESULT,
  ReplayList: v.strictObject({
    replays: v.pipe(v.array(REPLAY), v.description("The newest first, without their results.")),
  }),
  Accepted: v.strictObject({
    id,
    status_url: text("Where its progress and then its result is."),
    events_url: text("Where its events are streamed."),
  }),
  Health: v.strictObject({
    status: v.literal("ok"),
    version: text("The version of cloudmock."),
    endpoint: text("Where replays are sent unless they say otherwise."),
    emulator: v.pipe(
      v.strictObject({
        reachable: v.pipe(v.boolean(), v.description("Whether something listens there.")),
        name: v.exactOptional(text("Which emulator it is, where it is a known one.")),
      }),
      v.description("What answers at the endpoint."),
    ),
  }),
  State: v.strictObject({
    resources: count("How many resources stand."),
    account: text("The account of requests that name none."),
    region: text("The region of requests that name none."),
    trail: v.exactOptional(text("The fingerprint of the log that was replayed first, where one was.")),
  }),
  Resource: RESOURCE,
  ResourceList: v.strictObject({
    resources: v.pipe(v.array(RESOURCE), v.description("As they were made, by service and type.")),
  }),
  Topology: TOPOLOGY_SCHEMA,
  SentMessageList: v.strictObject({
    messages: v.pipe(v.array(SENT_MESSAGE), v.description("The oldest first; of 10,000 the last ones.")),
  }),
  HolderList: v.strictObject({
    holders: v.pipe(v.array(HOLDER), v.description("As they were made, by service and type.")),
  }),
  ItemList: ITEM_LIST,
  Item: ITEM,
  Edit: v.strictObject({ done: v.pipe(v.picklist(["put", "removed"]), v.description("What was done.")) }),
  ...CALL_SCHEMAS,
  Version: v.strictObject({
    version: text("The version of cloudmock."),
    commit: v.exactOptional(text("The commit it was built from, where that is known.")),
    models: text("The release that the API models are made from."),
  }),
  Services: v.strictObject({
    models: text("The release that the API models are made from."),
    services: v.array(SERVICE),
  }),
} as const;

/** The name of a schema in openapi.json. */
export type SchemaName = keyof typeof SCHEMAS;
/** What an answer of this schema holds. */
export type ApiAnswer<Name extends SchemaName> = v.InferOutput<(typeof SCHEMAS)[Name]>;
/** A short word of the API for what is wrong. */
export type ErrorCode = (typeof ERROR_CODES)[number];
/** How far a replay is, or how it ended. */
export type ReplayState = v.InferOutput<typeof REPLAY>["state"];
/** What the API tells of a replay besides its result. */
export type ReplaySummary = v.InferOutput<typeof REPLAY>;
