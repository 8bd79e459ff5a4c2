// An anonymized log does what the log did: as many calls succeed, and the same things stand, but for their names.
import { expect, test } from "bun:test";
import { root } from "../../scripts/lib/python.ts";
import { makeAnonymizer } from "../../src/anonymize/anonymize.ts";
import { writeDocument } from "../../src/aws/formats/json.ts";
import type { Value } from "../../src/aws/values.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { standUpLog } from "../../src/run/stand-up.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { KEYS } from "./support/make-texts.ts";
import { outline } from "./support/outline.ts";
import { readLogs } from "./support/read-logs.ts";

const QUIET = { remarks: { warn() {}, info() {} }, signal: new AbortController().signal };

function standUp(path: string) {
  return standUpLog(parseReplayOptions({ input: [path], embedded: true }, {}, Date.now()), QUIET);
}

const outside = process.env["CLOUDMOCK_ANONYMIZE"]?.split(":") ?? [];

test.each([...["demo", "forms", "verify"].map((name) => `${root}/fixtures/${name}`), ...outside])(
  "%s",
  async (path) => {
    using folder = makeFolder();
    const [key = new Uint8Array(32)] = KEYS;
    const anonymize = makeAnonymizer({ key, keep: new Set() });
    const made: string[] = [];
    for await (const record of readLogs([path])) made.push(writeDocument((await anonymize(record)) as Value));
    const other = folder.write("trail.json", `{"Records":[${made.join()}]}`);
    const [before, after] = [await standUp(path), await standUp(other)];
    expect(after.result.total_events).toBe(before.result.total_events);
    expect(after.result.skipped_by_reason).toEqual(before.result.skipped_by_reason);
    expect(after.result.services).toEqual(before.result.services);
    expect(after.result.placeholders?.length).toBe(before.result.placeholders?.length);
    expect(after.result.unmatched?.length).toBe(before.result.unmatched?.length);
    expect(outline(after.topology)).toEqual(outline(before.topology));
  },
  60_000,
);
