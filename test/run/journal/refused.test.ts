// Journals that are not gone on with: another replay's, damaged ones, and those that cannot be written.
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import type { Flags } from "../../../src/options/flags.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { startRecordingServer } from "../../e2e/support/recording-server.ts";
import { formatTrail, makeFolder, type TestFolder } from "../../e2e/support/trails.ts";
import { answerQueue, namesOf, QUEUES, RESUME, replay } from "./support.ts";

describe("is refused", () => {
  async function begin(folder: TestFolder, endpoint: string) {
    const interruption = new AbortController();
    interruption.abort();
    await replay(folder, endpoint);
  }
  const why = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => "nothing",
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Error) || !("exitCode" in error)) throw error;
    return `${error.exitCode}: ${error.message}`;
  };

  test("with a journal that is there, with another log, plan or target, and without any", async () => {
    using folder = makeFolder();
    using server = startRecordingServer(answerQueue);
    using other = startRecordingServer(answerQueue);
    await begin(folder, server.endpoint);
    const before = readFileSync(`${folder.path}/j`);
    const sent = server.requests.length;
    expect(await why(replay(folder, server.endpoint))).toMatch(
      /^2: --journal: .*has ended; go on with it by --resume/,
    );
    expect(await why(replay(folder, other.endpoint, { flags: RESUME }))).toMatch(
      /^2: .*is of a replay into http/,
    );
    const trail = folder.write("other.json", formatTrail(...QUEUES.slice(1)));
    expect(await why(replay(folder, server.endpoint, { flags: RESUME, trail }))).toMatch(
      /^2: .*of another log/,
    );
    const mapped = { ...RESUME, "region-map": ["eu-west-1=us-east-1"] };
    expect(await why(replay(folder, server.endpoint, { flags: mapped }))).toMatch(/^2: .*other options/);
    const shard = { ...RESUME, shard: ["0/1"] };
    expect(await why(replay(folder, server.endpoint, { flags: shard }))).toMatch(/^2: .*is of a whole log/);
    expect(
      await why(replay(folder, server.endpoint, { flags: { resume: true, journal: undefined } as never })),
    ).toMatch(/^2: --resume: only a replay with a journal/);
    expect(server.requests.length).toBe(sent);
    expect(readFileSync(`${folder.path}/j`)).toEqual(before);
  });

  test("with files that are none, damaged, of another version, in use, or cannot be written", async () => {
    using folder = makeFolder();
    using server = startRecordingServer(answerQueue);
    await begin(folder, server.endpoint);
    const path = `${folder.path}/j`;
    const whole = readFileSync(path);
    const sent = server.requests.length;
    const resume = () => why(replay(folder, server.endpoint, { flags: RESUME }));
    writeFileSync(path, "not a journal at all, whatever it is called");
    expect(await resume()).toMatch(/^3: --journal: .*no journal of a replay, or a damaged one/);
    writeFileSync(path, whole);
    truncateSync(path, 5_000);
    expect(await resume()).toMatch(/^3: --journal: .*damaged/);
    for (const [sql, said] of [
      ["PRAGMA application_id = 1", /^3: .*is no journal of a replay/],
      ["PRAGMA user_version = 99", /^3: .*has version 99/],
      ["DELETE FROM about", /^3: .*does not say of which replay/],
      ["UPDATE about SET about = '{}'", /^3: .*damaged/],
      ["DROP TABLE ends", /^3: .*damaged/],
    ] as const) {
      writeFileSync(path, whole);
      const db = new Database(path);
      db.run(sql);
      db.close();
      expect(await resume()).toMatch(said);
    }
    writeFileSync(path, whole);
    const held = new Database(path);
    held.run("PRAGMA locking_mode = EXCLUSIVE");
    held.run("BEGIN EXCLUSIVE");
    expect(await resume()).toMatch(/^2: .*in use by another cloudmock/);
    held.close();
    expect(await why(replay(folder, server.endpoint, { flags: { journal: ["/proc/j"] } }))).toMatch(
      /^2: --journal: /,
    );
    const gone = { journal: [`${folder.path}/no/such/j`] };
    expect(await why(replay(folder, server.endpoint, { flags: gone }))).toMatch(/^2: .*does not exist/);
    expect(server.requests.length).toBe(sent);
  });

  test("where nothing of what was made stands any more", async () => {
    using folder = makeFolder();
    const interruption = new AbortController();
    let hasForgotten = false;
    using server = startRecordingServer((request) => {
      if (hasForgotten)
        return Response.json({ __type: "QueueDoesNotExist", message: "no such queue" }, { status: 400 });
      if (request.body.includes('"two"')) interruption.abort();
      return answerQueue(request);
    });
    await replay(folder, server.endpoint, { signal: interruption.signal });
    hasForgotten = true;
    expect(await why(replay(folder, server.endpoint, { flags: RESUME }))).toMatch(
      /^2: .*what the target does not have any more/,
    );
    expect(namesOf(server.requests)).toEqual(["one", "two"]);
  }, 20_000);

  test("with an instance of its own, which is gone with the program, and with a dry run", () => {
    const parse = (flags: Flags) =>
      parseReplayOptions({ input: ["t"], journal: ["/tmp/j"], ...flags }, {}, 0);
    expect(() => parse({ embedded: true })).toThrow("no journal could be gone on with");
    expect(() => parse({ "dry-run": true })).toThrow("a dry run sends nothing");
  });
});
