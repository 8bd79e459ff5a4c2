/** The shapes of what the admin API tells of single calls: those of a replay, and those of clients to the instance. */
import * as v from "valibot";

export const count = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
export const number = (description: string) => v.pipe(v.number(), v.minValue(0), v.description(description));
export const text = (description: string) => v.pipe(v.string(), v.description(description));
export const time = (description: string) => v.pipe(v.string(), v.isoTimestamp(), v.description(description));

const REQUEST = v.strictObject({
  id: count("Its number, from 1."),
  at: time("When it was answered."),
  service: v.exactOptional(text("The service, where the request names one that there is.")),
  operation: v.exactOptional(text("The operation, where the request names one that there is.")),
  status: count("The answer's status."),
  account: text("The account that asked."),
  region: text("The region that was asked."),
  took_ms: number("How long the answer took."),
});

const HEADERS = v.record(v.string(), v.string());

const EXCHANGE = v.strictObject({
  request: v.strictObject({
    method: text("Its method."),
    url: text("Its address, without credentials."),
    headers: v.pipe(HEADERS, v.description("Its headers, without credentials.")),
    input: v.exactOptional(v.pipe(v.unknown(), v.description("The operation's input, secrets masked."))),
    note: v.exactOptional(text("Why there is no input.")),
  }),
  answer: v.strictObject({
    status: count("Its status; 0 where no answer came."),
    headers: v.pipe(HEADERS, v.description("Its headers.")),
    output: v.exactOptional(v.pipe(v.unknown(), v.description("The operation's output, secrets masked."))),
    error: v.exactOptional(
      v.strictObject({ code: text("The error's code."), message: text("The error's message.") }),
    ),
    note: v.exactOptional(text("Why there is no output, or what is odd about it.")),
  }),
});

const CALL = v.strictObject({
  event_id: text("The record's eventID; of a call that was made up, that of the record that needs it."),
  service: text("The service, as botocore names it."),
  operation: text("The operation."),
  account: text("The account that it was made for."),
  region: text("The region that it was made in."),
  at: time("When production's was made."),
  ended_ms: number("When it was answered, in milliseconds since the first could be sent."),
  took_ms: number("How long the answer took."),
  status: count("The answer's status; 0 where none came."),
  ok: v.pipe(v.boolean(), v.description("Whether it was answered with success.")),
  code: v.exactOptional(text("The error's code, where it was not.")),
  made: v.exactOptional(
    text("Why it was made up, where the log does not hold it: prerequisite, seen, closing, lookup."),
  ),
});

/** By their names in openapi.json. */
export const CALL_SCHEMAS = {
  Request: v.strictObject({
    ...REQUEST.entries,
    caller: v.strictObject({
      arn: v.exactOptional(text("Who asked, where the instance gave the key or the session.")),
      user_agent: v.exactOptional(text("What the client calls itself.")),
    }),
    exchange: v.exactOptional(v.pipe(EXCHANGE, v.description("What was asked and answered."))),
    why: v.exactOptional(
      v.strictObject({
        category: text("What kind of failure it is."),
        cause: text("What went wrong, in words."),
        because: v.exactOptional(
          text(
            "What the client was not told: which statement of a policy denies it, or that none allows it.",
          ),
        ),
      }),
    ),
    commands: v.exactOptional(
      v.pipe(
        v.strictObject({
          aws_cli: v.exactOptional(text("For AWS's command line.")),
          curl: v.exactOptional(text("For curl.")),
        }),
        v.description("Commands that ask the same again, without any credential."),
      ),
    ),
  }),
  CallList: v.strictObject({
    calls: v.pipe(v.array(CALL), v.description("In the order in which they ended.")),
    total: count("How many have ended so far. Of one replay, 200,000 are kept."),
  }),
  Call: v.strictObject({
    ...CALL.entries,
    exchange: v.exactOptional(
      v.pipe(
        EXCHANGE,
        v.description("What was asked and answered: of the first calls, and of those that failed."),
      ),
    ),
  }),
  RequestList: v.strictObject({
    requests: v.pipe(v.array(REQUEST), v.description("The last ones, the oldest first.")),
  }),
} as const;
