/** Every reason for leaving a record out, their precedence, copies, order, and what a kept event holds. */

import { describe, expect, test } from "bun:test";
import { Digits } from "../../src/aws/values.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import type { FindOperation, FoundOperation } from "../../src/trail/find-operation.ts";
import { SKIP_REASONS } from "../../src/trail/record.ts";
import { findAny, makeId, makeRecord, selectFrom, type TestRecord } from "./records.ts";

function wrap(...records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}

async function reasonOf(
  changes: TestRecord,
  options: Parameters<typeof selectFrom>[1] = {},
): Promise<string> {
  const { skipped, events } = await selectFrom([wrap(makeRecord(1, changes))], options);
  return events.length === 1 ? "kept" : Object.keys(skipped).join();
}

const findNothing: FindOperation = ({ eventSource }) => ({
  missing: eventSource === "none.amazonaws.com" ? "service" : "operation",
});

describe("a reason", () => {
  test.each([
    ["kept", {}],
    ["kept", { eventType: undefined }],
    ["kept", { addendum: { reason: "DELIVERY_DELAY" } }],
    ["kept", { errorCode: "" }],
    ["kept", { errorCode: null, sharedEventID: null, apiVersion: null }],
    ["kept", { responseElements: { error: null, errorCode: "" } }],
    ["kept", { readOnly: false, eventName: "GetThing" }],
    ["kept", { readOnly: "false", eventName: "GetThing" }],
    ["kept", { readOnly: undefined, eventName: "Getaway" }],
    ["kept", { readOnly: undefined, eventName: "CheckInLicense" }],
    ["kept", { requestParameters: { omitted: "true" } }],
    ["not_an_api_call", { eventType: "AwsServiceEvent" }],
    ["not_an_api_call", { eventType: "AwsConsoleSignIn", addendum: { reason: "UPDATED_DATA" } }],
    ["amended", { addendum: { reason: "UPDATED_DATA" }, readOnly: true }],
    ["read_only", { readOnly: true, errorCode: "Denied" }],
    ["read_only", { readOnly: "true" }],
    ["read_only", { readOnly: undefined, eventName: "BatchGetItem" }],
    ["read_only", { readOnly: undefined, eventName: "Scan", errorCode: "Denied" }],
    ["failed_in_production", { errorCode: "Client.InvalidVpc" }],
    ["failed_in_production", { responseElements: { errorMessage: "no" } }],
    ["failed_in_production", { responseElements: { Error: { Code: "x" } } }],
    ["failed_in_production", { readOnly: undefined, errorCode: "Denied" }],
    [
      "omitted_parameters",
      { requestParameters: { omitted: "true", originalSize: "149893", reason: "too large" } },
    ],
    ["omitted_parameters", { requestParameters: { omitted: true, reason: "too large" } }],
  ])("%s: %j", async (reason, changes) => {
    expect(await reasonOf(changes)).toBe(reason);
  });

  test("unknown_service and unknown_operation come from the lookup, after failures, before omissions and filters", async () => {
    const options = { findOperation: findNothing, filters: { ...NO_FILTERS, services: ["s3"] } };
    const omitted = { requestParameters: { omitted: "true", reason: "too large" } };
    expect(await reasonOf({ eventSource: "none.amazonaws.com", ...omitted }, options)).toBe(
      "unknown_service",
    );
    expect(await reasonOf(omitted, options)).toBe("unknown_operation");
    expect(await reasonOf({ errorCode: "Denied" }, options)).toBe("failed_in_production");
    expect(await reasonOf(omitted, { ...options, findOperation: findAny })).toBe("omitted_parameters");
    expect(await reasonOf({}, { ...options, findOperation: findAny })).toBe("filtered");
  });

  test("the verb alone decides where the record does not say", async () => {
    expect(await reasonOf({ readOnly: undefined, eventName: "GetThing" })).toBe("read_only");
    expect(await reasonOf({ readOnly: undefined, eventName: "StartThing" })).toBe("kept");
    expect(await reasonOf({ readOnly: undefined, eventName: "StartThing", errorCode: "Denied" })).toBe(
      "failed_in_production",
    );
  });

  test("read_only never holds where reads are included", async () => {
    expect(await reasonOf({ readOnly: true }, { includeReads: true })).toBe("kept");
    expect(
      await reasonOf({ readOnly: undefined, eventName: "GetCallerIdentity" }, { includeReads: true }),
    ).toBe("kept");
  });

  test("is asked of a lookup only where it is needed, and waits for a promise", async () => {
    const asked: string[] = [];
    const findOperation: FindOperation = async ({ eventName, apiVersion }): Promise<FoundOperation> => {
      asked.push(`${eventName} ${apiVersion}`);
      return { service: "ec2", operation: eventName, sources: [] };
    };
    const names = ["CreateVpc", "CreateSubnet", "CreateTags"];
    const records = names.map((eventName, i) => makeRecord(i, { eventName, apiVersion: "2016-11-15" }));
    const { events } = await selectFrom([wrap(...records, makeRecord(9, { readOnly: true }))], {
      findOperation,
    });
    expect(events.map(({ operation }) => operation)).toEqual(names);
    expect(asked).toEqual(names.map((name) => `${name} 2016-11-15`));
  });

  test("is one a record: the total is what was kept and skipped, for any mixture", async () => {
    const choices: readonly TestRecord[] = [
      {},
      { eventSource: 5 },
      { eventID: makeId(0) },
      { eventType: "AwsServiceEvent" },
      { addendum: { reason: "UPDATED_DATA" } },
      { readOnly: true },
      { errorCode: "Denied" },
      { eventSource: "none.amazonaws.com" },
      { requestParameters: { omitted: "true", reason: "r" } },
      { awsRegion: "eu-west-1" },
      { sharedEventID: "a" },
      { sharedEventID: "a", resources: [{ accountId: "111122223333" }] },
      { sharedEventID: "b", readOnly: true },
      { sharedEventID: "b", resources: [{ accountId: "111122223333" }], errorCode: "Denied" },
    ];
    let state = 7;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    };
    for (let round = 0; round < 60; round++) {
      const count = 1 + (next() % 40);
      const records = Array.from({ length: count }, (_, i) =>
        makeRecord(i, { ...choices[next() % choices.length], ...choices[next() % choices.length] }),
      );
      const findOperation: FindOperation = (call) =>
        call.eventSource === "none.amazonaws.com" ? { missing: "service" } : findAny(call);
      const selection = await selectFrom([wrap(...records)], {
        findOperation,
        filters: { ...NO_FILTERS, regions: ["us-east-1"] },
      });
      const skipped = Object.values(selection.skipped);
      expect(selection.total).toBe(count);
      expect(selection.events.length + skipped.reduce((sum, n) => sum + n, 0)).toBe(count);
      expect(skipped.every((n) => n > 0)).toBe(true);
      expect(
        Object.keys(selection.skipped).every((reason) => SKIP_REASONS.includes(reason as "filtered")),
      ).toBe(true);
      expect(selection.messages.length).toBe(selection.skipped.malformed ?? 0);
    }
  });
});

describe("a copy", () => {
  test("with the same eventID counts once, in one file or in several", async () => {
    const odd = makeRecord(3, { eventID: "not-a-uuid" });
    const one = wrap(makeRecord(1), makeRecord(1), makeRecord(2), odd);
    const { events, skipped } = await selectFrom([one, wrap(makeRecord(2, { readOnly: true }), odd)]);
    expect(events.map(({ eventId }) => eventId)).toEqual([makeId(1), makeId(2), "not-a-uuid"]);
    expect(skipped).toEqual({ duplicate: 3 });
  });

  const resources = [{ ARN: "arn:aws:s3:::b", accountId: "222222222222" }];
  const callers = makeRecord(1, { sharedEventID: "s", resources });
  const owners = makeRecord(2, { sharedEventID: "s", resources, recipientAccountId: "222222222222" });
  const third = makeRecord(3, { sharedEventID: "s", resources, recipientAccountId: "333333333333" });

  test.each([
    ["first", [owners, callers, third]],
    ["in the middle", [callers, owners, third]],
    ["last", [third, callers, owners]],
  ])("with the same sharedEventID gives way to the owner's, which comes %s", async (_where, records) => {
    const { events, skipped, total } = await selectFrom([wrap(...records)]);
    expect(events.map(({ account }) => account)).toEqual(["222222222222"]);
    expect(skipped).toEqual({ duplicate: 2 });
    expect(total).toBe(3);
  });

  test("that gives way gives its reason back", async () => {
    const failed = { ...owners, errorCode: "Denied" };
    expect((await selectFrom([wrap(callers, failed)])).skipped).toEqual({
      duplicate: 1,
      failed_in_production: 1,
    });
    const read = { ...callers, readOnly: true };
    expect((await selectFrom([wrap(read, owners)])).skipped).toEqual({ duplicate: 1 });
  });

  test("stays where no copy is the owner's: the first", async () => {
    const { events } = await selectFrom([wrap(third, { ...callers, resources: null })]);
    expect(events.map(({ account }) => account)).toEqual(["333333333333"]);
  });
});

describe("an event", () => {
  test("comes by time, then in the order of the input", async () => {
    const at = "2026-01-01T00:00:05Z";
    const first = wrap(makeRecord(9), makeRecord(3, { eventTime: at }), makeRecord(2, { eventTime: at }));
    const { events } = await selectFrom([first, wrap(makeRecord(1))]);
    expect(events.map(({ eventId }) => eventId)).toEqual([1, 3, 2, 9].map(makeId));
    expect(events.map(({ ordinal }) => ordinal)).toEqual([3, 1, 2, 0]);
  });

  test("holds what a replay needs", async () => {
    const record = makeRecord(1, {
      eventName: "CreateFunction20150331v2",
      eventSource: "lambda.amazonaws.com",
      userIdentity: { accountId: "444455556666", invokedBy: "cloudformation.amazonaws.com" },
      recipientAccountId: undefined,
      additionalEventData: { bytesTransferredIn: 3 },
    });
    expect((await selectFrom([wrap(record)])).events).toEqual([
      {
        eventId: makeId(1),
        eventName: "CreateFunction20150331v2",
        eventTime: "2026-01-01T00:00:01Z",
        at: Date.UTC(2026, 0, 1, 0, 0, 1),
        region: "us-east-1",
        account: "444455556666",
        service: "lambda",
        operation: "CreateFunction",
        requestParameters: record["requestParameters"],
        responseElements: { _return: true },
        additionalEventData: { bytesTransferredIn: 3 },
        resources: null,
        invokedBy: "cloudformation.amazonaws.com",
        principal: "cloudformation.amazonaws.com",
        caller: undefined,
        ordinal: 0,
      },
    ]);
  });

  test.each([
    ["111122223333", {}],
    ["444455556666", { recipientAccountId: "", userIdentity: { accountId: "444455556666" } }],
    ["000000000000", { recipientAccountId: undefined, userIdentity: { accountId: "ANONYMOUS_PRINCIPAL" } }],
    ["000000000000", { recipientAccountId: undefined, userIdentity: null }],
  ])("has the account %s: %j", async (account, changes) => {
    expect((await selectFrom([wrap(makeRecord(1, changes))])).events[0]?.account).toBe(account);
  });

  test("keeps numbers digit for digit, in every wrapping", async () => {
    const numbers =
      '{"a":9007199254740993,"b":1.0,"c":[-0, 1e3 , 12],"d":"9007199254740993","e":0.5,"__proto__":1}';
    const text = JSON.stringify(makeRecord(1, { requestParameters: "HERE" })).replace('"HERE"', numbers);
    const inner = JSON.stringify(text);
    const printed = JSON.stringify(makeRecord(1, { requestParameters: numbers }));
    for (const content of [
      `{"Records":[${text}]}`,
      text,
      `[{"detail":${text}}]`,
      `{"Events":[{"CloudTrailEvent":${inner}}]}`,
      `{"logEvents":[{"message":${inner}}]}`,
      `[{"Records":[null,${text}]}]`,
      printed,
    ]) {
      const { events } = await selectFrom([content]);
      const parameters = events[0]?.requestParameters as Record<string, unknown>;
      expect(Object.keys(parameters)).toEqual(["a", "b", "c", "d", "e", "__proto__"]);
      expect(Object.values(parameters)).toEqual([
        new Digits("9007199254740993"),
        new Digits("1.0"),
        [new Digits("-0"), new Digits("1e3"), 12],
        "9007199254740993",
        0.5,
        1,
      ]);
    }
  });
});
