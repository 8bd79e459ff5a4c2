/** The shape of what `cloudtrail inspect --format json` prints. */
import * as v from "valibot";
import { SKIP_REASONS } from "../trail/record.ts";

const count = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
const text = (description: string) => v.pipe(v.string(), v.description(description));
const moment = (description: string) => v.pipe(v.string(), v.description(`${description} ISO 8601.`));

const calls = count("How many records.");
const replayed = count("How many of them a replay sends.");
const service = text("The service, as botocore names it.");
const others = count("Records of all names that are not in the list; then a count in it can be too low.");

const reasons = (description: string) =>
  v.pipe(
    v.strictObject(
      v.entriesFromList(SKIP_REASONS, v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)))),
    ),
    v.description(description),
  );

/** A list of names with counts, those with most first. */
const listOf = <const Entries extends v.ObjectEntries>(description: string, entries: Entries) =>
  v.pipe(
    v.strictObject({ list: v.array(v.strictObject(entries)), others }),
    v.description(`${description}, those with most records first.`),
  );

const TIME = v.strictObject({
  first: moment("The time of the first record."),
  last: moment("The time of the last one."),
  step_seconds: count("How long a step is."),
  steps: v.pipe(
    v.array(v.strictObject({ from: moment("When the step begins."), calls, replayed })),
    v.description("The steps in which there are records, in their order."),
  ),
});

const OPERATION = {
  service: v.pipe(
    v.nullable(v.string()),
    v.description("The service, as botocore names it; null where none has such a source."),
  ),
  event_source: text("The record's eventSource."),
  event_name: text("The record's eventName, as recorded."),
  calls,
  replayed,
  skipped_by_reason: reasons("Why the others are not, but for what only planning leaves out."),
};

const PLACEHOLDER = v.strictObject({
  service,
  event_name: text("The record's eventName; of a call that is added, its operation."),
  path: text("The member's path in the operation's input."),
  filled: text("What stands there, in words."),
  reason: text("Why the log does not hold it."),
  calls: count("How many calls are filled so."),
});

const ADDED = v.strictObject({
  type: text("What is made, removed or asked for (vpc, role)."),
  recorded: text("The recorded identifier that it stands for."),
  kind: v.pipe(
    v.picklist(["prerequisite", "seen", "closing", "lookup"]),
    v.description(
      "prerequisite: made before its first use. seen: with --from-reads, made as reads name it. closing: removed, as it must have been. lookup: asked for, as the target has it by itself.",
    ),
  ),
  needed_by: text("The eventID of the call that needs it."),
  service,
  operation: text("The operation that is sent."),
  evidence: text("What in the log tells how it must look."),
});

const STANDING = v.strictObject({
  service,
  type: text("As the table of resources has it."),
  part: v.pipe(
    v.boolean(),
    v.description("Whether it is a setting or a part of another thing, or relates two."),
  ),
  count: count("How many stand."),
  beforehand: count("How many of them are made by calls that the log does not hold."),
});

const UNSENDABLE = v.strictObject({
  event_id: text("The record's eventID; empty of a call that is added."),
  event_name: text("The record's eventName, as recorded."),
  service,
  reason: text("Why no request can be made of it."),
});

const NEEDS = v.strictObject({
  calls: count("Calls that are sent, with those that are added."),
  memory_bytes: count(
    "What the inspection itself took at most, which reads and plans as a replay does, and what the outcomes take besides; and what planning takes of those that are not planned here.",
  ),
  recorded_seconds: v.pipe(
    v.number(),
    v.minValue(0),
    v.description("From the first call to the last, as recorded."),
  ),
  speed: v.pipe(v.number(), v.minValue(0), v.description("The factor on recorded time that was asked for.")),
  seconds: v.pipe(
    v.nullable(v.number()),
    v.description(
      "From the first call to the last at that speed, with --max-gap; null at speed 0, where it takes as long as the endpoint does.",
    ),
  ),
});

/** The inspection's one definition; inspection.schema.json is made from it by scripts/result-schema.ts. */
export const INSPECTION_SCHEMA = v.pipe(
  v.strictObject({
    total_events: count("Records in the input, as a replay counts them."),
    counted: count(
      "Records that are neither malformed nor copies of others, and that the filters keep: those counted below.",
    ),
    files: v.pipe(
      v.strictObject({
        logs: count("Files with records."),
        digests: count("Digest files, which have none."),
        foreign: count("Files that are no logs, passed over where a folder or a glob held them."),
        found: v.pipe(
          v.record(v.string(), count("Records in that form.")),
          v.description("How many records stood in what form: the way to them from the beginning of a file."),
        ),
      }),
      v.description("What the input was read from; standard input counts as a file."),
    ),
    time: v.pipe(v.nullable(TIME), v.description("When; null where nothing is counted.")),
    accounts: listOf("In which accounts' logs", { account: text("Its 12 digits."), calls, replayed }),
    regions: listOf("In which regions", { region: text("The record's awsRegion."), calls, replayed }),
    services: v.pipe(
      v.array(
        v.strictObject({
          service: text("As botocore names it; the source's own name where it has none."),
          calls,
          replayed,
        }),
      ),
      v.description("Of which services, those with most records first."),
    ),
    operations: listOf("Under which names", OPERATION),
    principals: listOf("Who called", {
      kind: text("userIdentity's type; empty where it has none."),
      principal: text("An ARN, of a session its role's; else what the record names instead."),
      calls,
    }),
    on_behalf: listOf("Services that called on somebody's behalf, or by themselves", {
      service: text("As recorded: cloudformation.amazonaws.com."),
      calls,
    }),
    user_agents: listOf("With which programs", {
      user_agent: text("The first three products that it names, without comments."),
      calls,
    }),
    errors: listOf("With which errors calls failed in production", {
      code: text("The record's errorCode."),
      calls,
    }),
    replayed: count("Records that a replay sends."),
    skipped: count("Records that it does not."),
    skipped_by_reason: reasons(
      "How many records are skipped for each reason that occurs, as in a replay's result.",
    ),
    unplanned: count(
      "Calls after the first --plan-calls, of which no plan is made: they count as replayed, though planning may leave some out, and what follows is of those before them.",
    ),
    unsendable: v.pipe(v.array(UNSENDABLE), v.description("Calls of which no request can be made.")),
    placeholders: v.pipe(
      v.array(PLACEHOLDER),
      v.description("What the log hides and is filled in, of the calls that are sent."),
    ),
    added: v.pipe(
      v.array(ADDED),
      v.description("Calls that the log does not hold and that are sent besides."),
    ),
    standing: v.pipe(
      v.array(STANDING),
      v.description("What stands at the end of what is planned, if every call succeeds."),
    ),
    only_read: v.exactOptional(
      v.pipe(
        v.strictObject({
          things: count("How many there are."),
          at_least: v.pipe(v.boolean(), v.description("Whether there may be more.")),
          types: v.record(v.string(), count("Things of that type.")),
        }),
        v.description(
          "What the log's reads name and its calls do not, which --from-reads makes too; not told where calls are not planned.",
        ),
      ),
    ),
    needs: v.pipe(NEEDS, v.description("What a replay takes.")),
    models_version: text("The botocore release that the API models are made from."),
    interrupted: v.pipe(
      v.boolean(),
      v.description("Whether the user ended it early: then it is of what was read until then."),
    ),
  }),
  v.title("cloudmock inspection"),
  v.description("What CloudTrail logs hold, and what a replay makes of it."),
);

export type Inspection = v.InferOutput<typeof INSPECTION_SCHEMA>;
