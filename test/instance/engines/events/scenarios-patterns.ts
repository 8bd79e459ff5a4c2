/** Patterns that AWS refused, by the names under which its words were recorded. */
import type { Shown } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";

const anythingBut = (asked: unknown) => ({ detail: { state: [{ "anything-but": asked }] } });
const wildcard = (asked: unknown) => ({ EventBusArn: [{ wildcard: asked }] });

/** As JSON is written with a space behind each colon and comma. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${write(inner)}`);
  return `{${members.join(", ")}}`;
}

const REFUSED: Readonly<Record<string, unknown>> = {
  int_nolist_EXC: { int: 42 },
  content_wildcard_complex_EXC: wildcard("*a*a*a*a*a*a*"),
  content_ignorecase_EXC: {
    "detail-type": [{ "equals-ignore-case": ["ec2 instance state-change notification"] }],
  },
  content_wildcard_list_EXC: wildcard(["arn:aws:events:us-east-1:**:event-bus/*"]),
  content_anything_prefix_list_type_EXC: anythingBut({ prefix: [123, "test"] }),
  content_prefix_list_EXC: { time: [{ prefix: ["2022-07-13"] }] },
  content_anything_suffix_ignorecase_EXC: {
    detail: { FileName: [{ "anything-but": { suffix: { "equals-ignore-case": ".png" } } }] },
  },
  content_anything_prefix_empty_EXC: { detail: { FileName: [{ "anything-but": { prefix: "" } }] } },
  content_numeric_number_EXC: { detail: { "c-count": [{ numeric: 10 }] } },
  content_anything_but_string_null_type_EXC: anythingBut(null),
};

/** As the recording has errors: the message as far as it does not tell where in the pattern, and the whole of it. */
function record({ Error: error, ResponseMetadata }: Shown): unknown {
  const { Code = "", Message = "" } = error ?? {};
  return {
    exception_message: {
      Error: { Code, Message: Message.split("\n at ")[0], MessageRaw: Message },
      ResponseMetadata,
    },
    exception_type: `<class 'botocore.errorfactory.${Code}'>`,
  };
}

const EVENT = { id: "1", account: "1", source: "s", time: "t", region: "r", "detail-type": "d" };

function refuse(label: string, pattern: unknown): Scenario {
  return async ({ client, answer }) => {
    const given = { EventPattern: write(pattern), Event: JSON.stringify(EVENT) };
    answer(label, record(await client.call("events", "TestEventPattern", given)));
  };
}

export const PATTERNS: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.entries(REFUSED).map(([label, pattern]) => [`event_pattern[${label}]`, refuse(label, pattern)]),
);
