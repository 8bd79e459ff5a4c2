/** Several processes replay one log, each its shard: together the whole of it, and what crosses shards is named. */
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { RESULT_SCHEMA, type ReplayResult } from "../../src/report/result-schema.ts";
import { runBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { startRecordingServer } from "./support/recording-server.ts";
import { runQuick } from "./support/replay.ts";
import {
  A,
  AMERICA,
  B,
  COUNT,
  call,
  IRELAND,
  KEY,
  OTHER_FRANKFURT,
  OTHER_IRELAND,
  records,
  shardOf,
  VPC,
} from "./support/shard-log.ts";
import { formatTrail, makeFolder, type TrailRecord } from "./support/trails.ts";

const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());
const log = folder.write("log.json", formatTrail(...records));

/** One of its shards, or the whole log; in this process, where `run` is no other. */
async function replay(
  shard: string | undefined,
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
  run = runQuick,
) {
  using server = startRecordingServer();
  const flags = [
    "--endpoint",
    server.endpoint,
    "--format",
    "json",
    "--concurrency",
    "1",
    "--target",
    "generic",
  ];
  const ended = await run(
    [
      ...["cloudtrail", "replay", "--input", log, ...flags, ...more],
      ...(shard === undefined ? [] : ["--shard", shard]),
    ],
    env,
  );
  const result = v.parse(RESULT_SCHEMA, JSON.parse(ended.stdout));
  const requests = server.requests.map(({ method, url, body, headers }) => {
    const scope = /Credential=([^,]+)/.exec(headers["authorization"] ?? "")?.[1]?.replace(/\/\d{8}\//, "/");
    return [method, url.replace(server.endpoint, ""), scope, body].join(" ");
  });
  return { ...ended, result, requests };
}

const listCreated = (result: ReplayResult) =>
  result.created.map(({ type, recorded }) => `${type} ${recorded}`);

describe("the shards of a log", () => {
  /** Processes of their own. */
  const runApart: typeof runQuick = (args, env = {}) => runBinary(args, { env });

  test.each([
    [2, runApart],
    [3, runQuick],
    [COUNT, runQuick],
  ])("%i of them send together what a replay of the whole sends", async (count, run) => {
    const whole = await replay(undefined);
    const parts: Awaited<ReturnType<typeof replay>>[] = [];
    for (let index = 0; index < count; index++) parts.push(await replay(`${index}/${count}`, {}, [], run));
    const sum = (of: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + of(part), 0);
    expect(parts.flatMap(({ requests }) => requests).sort()).toEqual([...whole.requests].sort());
    expect(sum(({ result }) => result.replayed)).toBe(whole.result.replayed);
    expect(parts.flatMap(({ result }) => listCreated(result)).sort()).toEqual(
      listCreated(whole.result).sort(),
    );
    for (const { result } of parts) {
      expect(result.total_events).toBe(whole.result.total_events);
      expect(result.total_events).toBe(result.replayed + result.skipped);
      expect(result.skipped_by_reason.other_shard ?? 0).toBe(whole.result.replayed - result.replayed);
    }
  });

  test("nothing is made that another shard makes, and what nobody makes is made once", async () => {
    const ireland = await replay(`${shardOf(IRELAND)}/${COUNT}`);
    expect(listCreated(ireland.result)).toEqual(["vpc vpc-0fedcba9876543210"]);
    const first = await replay(`${shardOf(OTHER_IRELAND)}/${COUNT}`);
    expect(listCreated(first.result)).toEqual([`role arn:aws:iam::${B}:role/ghost`]);
    const second = await replay(`${shardOf(OTHER_FRANKFURT)}/${COUNT}`);
    expect(listCreated(second.result)).toEqual([]);
    // What the other shard makes for its own call crosses as what its calls make does.
    expect<unknown>(second.result.cross_shard?.identifiers.slice(-1)).toEqual([
      {
        identifier: `arn:aws:iam::${B}:role/ghost`,
        made_by: {
          shard: shardOf(OTHER_IRELAND),
          event_id: records[6]?.["eventID"],
          event_name: "CreateFunction20150331",
        },
        used_by: {
          event_id: records[7]?.["eventID"],
          event_name: "CreateFunction20150331",
          service: "lambda",
        },
        uses: 1,
      },
    ]);
    expect(first.result.cross_shard?.total).toBe(0);
    // Without the flag nobody makes it.
    const without = await replay(`${shardOf(OTHER_FRANKFURT)}/${COUNT}`, {}, ["--no-create-missing"]);
    expect(without.result.cross_shard?.identifiers.map(({ identifier }) => identifier)).toEqual([KEY]);
  });

  test("identifiers that cross are named, with the calls that make and use them", async () => {
    const { result, stderr } = await replay(`${shardOf(IRELAND)}/${COUNT}`);
    const made = (record: TrailRecord | undefined) => ({
      shard: shardOf(AMERICA),
      event_id: record?.["eventID"],
      event_name: record?.["eventName"],
    });
    const used = (record: TrailRecord | undefined, service: string) => ({
      event_id: record?.["eventID"],
      event_name: record?.["eventName"],
      service,
    });
    expect<unknown>(result.cross_shard).toEqual({
      shard: shardOf(IRELAND),
      shards: COUNT,
      total: 2,
      identifiers: [
        {
          identifier: `arn:aws:iam::${A}:role/writer`,
          made_by: made(records[0]),
          used_by: used(records[3], "lambda"),
          uses: 2,
        },
        { identifier: VPC, made_by: made(records[1]), used_by: used(records[4], "ec2"), uses: 1 },
      ],
    });
    expect(stderr).toContain(
      `2 identifiers are used here and made in other shards, the first arn:aws:iam::${A}:role/writer in shard ${shardOf(AMERICA)}`,
    );
    // A key of another account, by its ARN.
    const other = await replay(`${shardOf(OTHER_FRANKFURT)}/${COUNT}`);
    expect(other.result.cross_shard?.identifiers[0]?.identifier).toBe(KEY);
    expect((await replay(`${shardOf(AMERICA)}/${COUNT}`)).result.cross_shard?.total).toBe(0);
    expect((await replay(undefined)).result).not.toHaveProperty("cross_shard");
  });

  test("what a call of another account names by its ARN crosses too", async () => {
    const queue = `arn:aws:sqs:us-east-1:${A}:orders`;
    const bus = `arn:aws:events:us-east-1:${A}:event-bus/orders`;
    const accounts = folder.write(
      "accounts.json",
      formatTrail(
        call(0, AMERICA, ["sqs", "CreateQueue"], { queueName: "orders" }),
        call(1, AMERICA, ["events", "CreateEventBus"], { name: "orders" }),
        call(2, OTHER_IRELAND, ["sns", "Subscribe"], {
          topicArn: `arn:aws:sns:eu-west-1:${B}:orders`,
          protocol: "sqs",
          endpoint: queue,
        }),
        call(3, OTHER_IRELAND, ["events", "PutTargets"], {
          rule: "all",
          targets: [
            { id: "1", arn: bus },
            { id: "2", arn: `arn:aws:sqs:us-east-1:${B}:orders` },
          ],
        }),
      ),
    );
    using server = startRecordingServer();
    const { stdout } = await runBinary([
      ...["cloudtrail", "replay", "--input", accounts, "--endpoint", server.endpoint, "--format", "json"],
      ...["--shard", `${shardOf(OTHER_IRELAND)}/${COUNT}`],
    ]);
    const { cross_shard } = v.parse(RESULT_SCHEMA, JSON.parse(stdout));
    // The second queue has the first one's name, in the account of its own.
    expect(cross_shard?.identifiers.map(({ identifier }) => identifier)).toEqual([queue, bus]);
  });

  test("at most 100 that cross are named, and all are counted", async () => {
    const pairs = Array.from({ length: 130 }, (_, i) => {
      const vpcId = `vpc-${String(i).padStart(17, "0")}`;
      return [
        call(
          0,
          AMERICA,
          ["ec2", "CreateVpc"],
          { cidrBlock: "10.0.0.0/16" },
          { responseElements: { vpc: { vpcId } } },
        ),
        call(1, IRELAND, ["ec2", "CreateVpcPeeringConnection"], { vpcId: VPC, peerVpcId: vpcId }),
      ];
    });
    const many = folder.write("many.json", formatTrail(...pairs.flat()));
    using server = startRecordingServer();
    const { stdout } = await runBinary([
      ...["cloudtrail", "replay", "--input", many, "--endpoint", server.endpoint, "--format", "json"],
      ...["--shard", `${shardOf(IRELAND)}/${COUNT}`],
    ]);
    const { cross_shard } = v.parse(RESULT_SCHEMA, JSON.parse(stdout));
    expect(cross_shard?.total).toBe(130);
    expect(cross_shard?.identifiers).toHaveLength(100);
  });

  test("the index comes from a job's environment where the flag has none", async () => {
    const told = await replay(`1/${COUNT}`);
    for (const variable of ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"])
      expect((await replay(String(COUNT), { [variable]: "1" })).requests).toEqual(told.requests);
    const { exitCode, stderr } = await runBinary(["cloudtrail", "replay", "--input", log, "--shard", "4"]);
    expect([exitCode, stderr.split("\n")[0]]).toEqual([
      2,
      "error: --shard: 4 is a number of shards without an index. Write I/4, or set JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX.",
    ]);
  });
});

describe("of a real server", () => {
  const moto = useMoto();

  test("a shard knows another's identifiers by its --id-map", async () => {
    const flags = ["cloudtrail", "replay", "--input", log, "--endpoint", moto.endpoint, "--format", "json"];
    const ids = join(folder.path, "ids.json");
    const replayShard = async (place: readonly [string, string], ...more: string[]) => {
      const { stdout } = await runBinary([...flags, "--shard", `${shardOf(place)}/${COUNT}`, ...more]);
      return v.parse(RESULT_SCHEMA, JSON.parse(stdout));
    };
    expect((await replayShard(AMERICA, "--id-map", ids)).errors).toEqual([]);
    const { errors, cross_shard } = await replayShard(IRELAND, "--ids", ids);
    expect(errors).toEqual([]);
    expect(cross_shard?.total).toBe(2);
    // Without the map moto has no such network to peer with, unless it is made where the call says that it is.
    const events = ["--events", "CreateVpcPeeringConnection"];
    expect((await replayShard(IRELAND, ...events)).errors).toEqual([]);
    const unknown = await replayShard(IRELAND, ...events, "--no-create-missing");
    expect(unknown.errors.map(({ code }) => code)).toEqual(["InvalidVpcID.NotFound"]);
  });
});
