/** The shape of a replay's result: what `--output` writes and `--format json` prints. */
import * as v from "valibot";
import { CATEGORIES } from "../replay/causes.ts";
import { SKIP_REASONS } from "../trail/record.ts";
import { VERIFY_SCHEMA } from "../verify/report-schema.ts";

const count = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
const text = (description: string) => v.pipe(v.string(), v.description(description));
const milliseconds = (description: string) => v.pipe(v.number(), v.minValue(0), v.description(description));

const eventId = text("The record's eventID.");
const eventName = text("The record's eventName, as recorded.");
const service = text("The service, as botocore names it.");

const ERROR = v.strictObject({
  event_name: eventName,
  service,
  error: text("Code and message: `Code: message`."),
  status: count("The HTTP status of the answer; 0 where no answer came."),
  event_id: eventId,
  event_time: text("The record's eventTime, as recorded."),
  region: text("The record's awsRegion."),
  account: text("The account that the call was replayed for."),
  code: text(
    "AWS's error code, or a word for why no answer came (ConnectionRefused, Timeout, Interrupted, OutcomeUnknown).",
  ),
  message: text("The error's message."),
  expected: v.pipe(
    v.literal("success"),
    v.description("What production answered; calls that failed there are not replayed."),
  ),
  category: v.pipe(v.picklist(CATEGORIES), v.description("What kind of failure it is.")),
  cause: text("What went wrong, in words; failures of one cause have one remedy."),
  caused_by: v.exactOptional(
    text("The eventID of the earlier call that failed and was to bring about what this one needs."),
  ),
});

/** So many identifiers that cross shards are named; all are counted. */
export const MOST_CROSSINGS = 100;

const PLACEHOLDER = v.strictObject({
  event_id: eventId,
  event_name: eventName,
  service,
  path: text("The member's path in the operation's input."),
  filled: text("What stands there, in words; the value itself is not told."),
  reason: text("Why the log does not hold it."),
});

const CREATED = v.strictObject({
  type: text("What was made or removed (vpc, role)."),
  recorded: text("The recorded identifier that it stands for."),
  live: v.exactOptional(text("The identifier that it has in the target, where that is another.")),
  kind: v.pipe(
    v.picklist(["prerequisite", "seen", "closing", "lookup"]),
    v.description(
      "prerequisite: made before its first use. seen: with --from-reads, made as reads name it. closing: removed, as it must have been. lookup: asked for, as the target has it by itself.",
    ),
  ),
  needed_by: text("The eventID of the call that needs it."),
  service,
  operation: text("The operation that was sent."),
  ok: v.pipe(v.boolean(), v.description("Whether it was answered with success.")),
  code: v.exactOptional(text("The error's code, where it was not.")),
  message: v.exactOptional(text("The error's message, where it was not.")),
  evidence: text("What in the log tells how it must look."),
});

const SERVICE_COUNTS = v.strictObject({
  replayed: count("Calls of this service that were sent."),
  succeeded: count("Of these, how many were answered with success."),
  failed: count("Of these, how many were not."),
});

const UNMATCHED = v.strictObject({
  event_id: eventId,
  event_name: eventName,
  service,
  parameters: v.pipe(
    v.array(v.string()),
    v.description(
      "Paths in requestParameters that fit no member of the operation's input and were not sent.",
    ),
  ),
});

const NOTE = v.strictObject({
  event_id: eventId,
  event_name: eventName,
  service,
  note: text("What was odd about an answer that counts as a success."),
});

const CROSSING = v.strictObject({
  identifier: text("The identifier, as recorded."),
  made_by: v.strictObject({
    shard: count("The shard that makes it, from 0, by this call or, where no call of the log does, for it."),
    event_id: eventId,
    event_name: eventName,
  }),
  used_by: v.strictObject({ event_id: eventId, event_name: eventName, service }),
  uses: count("How many calls of this shard use it; used_by is the first of them."),
});

const CROSS_SHARD = v.strictObject({
  shard: count("Which shard this is, from 0."),
  shards: count("How many there are."),
  total: count("How many identifiers cross."),
  identifiers: v.pipe(
    v.array(CROSSING),
    v.maxLength(MOST_CROSSINGS),
    v.description(`The first ${MOST_CROSSINGS} of them, in the order of their first uses.`),
  ),
});

/** The result's one definition; result.schema.json is made from it by scripts/result-schema.ts. */
export const RESULT_SCHEMA = v.pipe(
  v.strictObject({
    total_events: count("Records in the input: replayed + skipped."),
    replayed: count("Calls that were sent: succeeded + failed."),
    skipped: count("Records that were not sent."),
    succeeded: count("Calls that were answered with success."),
    failed: count("Calls that were answered with an error, or not at all."),
    errors: v.pipe(v.array(ERROR), v.description("The failed calls, in the order of sending.")),
    duration: count("How long the replay took, in whole nanoseconds."),
    skipped_by_reason: v.pipe(
      v.strictObject(
        v.entriesFromList(SKIP_REASONS, v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)))),
      ),
      v.description("How many records were skipped for each reason that occurred."),
    ),
    services: v.pipe(
      v.record(v.string(), SERVICE_COUNTS),
      v.description("Counts by service, as botocore names it."),
    ),
    unmatched: v.pipe(v.array(UNMATCHED), v.description("Calls with parameters that could not be sent.")),
    placeholders: v.pipe(
      v.array(PLACEHOLDER),
      v.description("What the log does not hold and was filled in, of the calls that were sent."),
    ),
    created: v.pipe(
      v.array(CREATED),
      v.description("Calls that the log does not hold and that were sent besides; no count includes them."),
    ),
    notes: v.pipe(v.array(NOTE), v.description("Successes with something odd about the answer.")),
    lag: v.pipe(
      v.strictObject({
        worst_ms: milliseconds("The worst."),
        p99_ms: milliseconds("The 99th percentile."),
      }),
      v.description(
        "How late calls were sent, in milliseconds; zeros at speed 0, where none is due at a time.",
      ),
    ),
    files: v.pipe(
      v.strictObject({
        logs: count("Files with records."),
        digests: count("Digest files, which have none."),
        foreign: count("Files that are no logs, passed over where a folder or a glob held them."),
        found: v.pipe(
          v.record(v.string(), count("Records in that form.")),
          v.description(
            "How many records stood in what form: the way to them from the beginning of a file, as in Records[] or results[].@message.",
          ),
        ),
      }),
      v.description("What the input was read from; standard input counts as a file."),
    ),
    endpoint: text("The URL that the calls were sent to."),
    target: v.pipe(
      v.strictObject({
        name: text("The emulator that was recognised there, or named by --target; generic where none was."),
        default_account: v.exactOptional(
          text("The account that dummy credentials lead to, where the target's STS tells."),
        ),
        pins: v.pipe(
          v.array(v.string()),
          v.description("The calls whose new identifiers it can be asked for, as service and operation."),
        ),
      }),
      v.description("What the calls were sent to."),
    ),
    models_version: text(
      "The botocore release that the API models are made from; what AWS retired before it is from older ones.",
    ),
    interrupted: v.pipe(
      v.boolean(),
      v.description("Whether the user ended the replay, or reading back what it made, early."),
    ),
    only_read: v.exactOptional(
      v.pipe(
        v.strictObject({
          things: count("How many there are."),
          at_least: v.pipe(
            v.boolean(),
            v.description("Whether there may be more: the log has more different reads than are looked at."),
          ),
          types: v.pipe(
            v.record(v.string(), count("Things of that type.")),
            v.description("How many of each type, those with most first."),
          ),
        }),
        v.description("What the log's reads name and its calls do not, where --from-reads would make it."),
      ),
    ),
    cross_shard: v.exactOptional(
      v.pipe(
        CROSS_SHARD,
        v.description(
          "With --shard: the identifiers that calls of this shard use and other shards make. What stands for them in the target is known only there.",
        ),
      ),
    ),
    verification: v.exactOptional(
      v.pipe(VERIFY_SCHEMA, v.description("What stands in the target, with --verify.")),
    ),
  }),
  v.title("cloudmock replay result"),
  v.description("What became of every record of a CloudTrail replay."),
);

export type ReplayResult = v.InferOutput<typeof RESULT_SCHEMA>;
