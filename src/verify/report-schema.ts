/** The shape of a verification's report: what `verify --output` writes and `--format json` prints. */
import * as v from "valibot";

const count = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
const text = (description: string) => v.pipe(v.string(), v.description(description));

const DIFFERENCE = {
  member: text("The member's path in the call's input."),
  expected: text("What the log asked for; JSON for what is no scalar."),
  found: text("What stands in the emulator."),
};

const PART = v.strictObject({
  event_id: text("The record's eventID."),
  event_name: text("The record's eventName, as recorded."),
});

const RESOURCE = v.strictObject({
  status: v.picklist(["verified", "different", "missing", "unreadable"]),
  service: text("The service, as botocore names it."),
  names: v.pipe(
    v.array(v.string()),
    v.description("What the thing is called in the emulator, the surest first."),
  ),
  event_id: text("The eventID of the call that made it, else of the first that changed it."),
  event_name: text("That call's eventName, as recorded."),
  region: text("That call's awsRegion."),
  account: text("That call's account."),
  read: v.pipe(
    v.nullable(v.string()),
    v.description("The operation that reads it; null where there is none."),
  ),
  compared: count("How many members were compared."),
  differences: v.array(v.strictObject(DIFFERENCE)),
  tolerated: v.pipe(
    v.array(v.strictObject({ ...DIFFERENCE, reason: text("Why it is no fault of the replay.") })),
    v.description("Differences that a row of tolerated.json explains."),
  ),
  reason: v.pipe(v.nullable(v.string()), v.description("Why it is missing or unreadable.")),
  parts: v.pipe(
    v.array(PART),
    v.description("Of a missing thing: the calls whose settings are gone with it."),
  ),
});

const REMOVAL = v.strictObject({
  status: v.pipe(
    v.picklist(["remaining", "unchecked"]),
    v.description("remaining: it is still there. unchecked: no read tells whether it is."),
  ),
  service: text("The service, as botocore names it."),
  names: v.pipe(
    v.array(v.string()),
    v.description("What it is called in the emulator, or what it was taken from, the surest first."),
  ),
  part: v.pipe(
    v.nullable(v.string()),
    v.description("The item that was taken out of something, as JSON; null where all of it was."),
  ),
  event_id: text("The eventID of the last call that took it away."),
  event_name: text("That call's eventName, as recorded."),
  region: text("That call's awsRegion."),
  account: text("That call's account."),
  read: v.pipe(
    v.nullable(v.string()),
    v.description("The operation by which it was looked for; null where there is none."),
  ),
  reason: v.pipe(v.nullable(v.string()), v.description("How that is known, or why it is not.")),
});

/** The report's one definition. */
export const VERIFY_SCHEMA = v.pipe(
  v.strictObject({
    endpoint: text("The URL that was read from."),
    total: count("Things that should exist: verified + different + missing + unreadable."),
    verified: count("Things that stand as the log asked for."),
    different: count("Things that stand otherwise."),
    missing: count("Things that are not there."),
    unreadable: count("Things that could not be read."),
    services: v.record(
      v.string(),
      v.strictObject({
        verified: count("Of this service."),
        different: count("Of this service."),
        missing: count("Of this service."),
        unreadable: count("Of this service."),
      }),
    ),
    resources: v.pipe(
      v.array(RESOURCE),
      v.description("Everything that should exist, in the order of the log."),
    ),
    removals: v.pipe(
      v.strictObject({
        total: count("What calls took away and no later one put back: gone + remaining + unchecked."),
        gone: count("What was looked for and is not there."),
        remaining: count("What is still there."),
        unchecked: count("What no read tells of."),
        open: v.pipe(
          v.array(REMOVAL),
          v.description("What is not known to be gone, in the order of the log."),
        ),
      }),
      v.description("What should not exist: things, parts of things, attachments and settings."),
    ),
  }),
  v.title("cloudmock verify report"),
);

export type VerifyReport = v.InferOutput<typeof VERIFY_SCHEMA>;
