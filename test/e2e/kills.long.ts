// Killed and stopped under load: what was answered stands after the next start, and of what was not each call is done whole or not at all.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, type Deed, type Holding, makeDraw, Refused } from "./support/ask-instance.ts";
import { root, startBinary } from "./support/binary.ts";
import { type StartedInstance, startInstance } from "./support/instance.ts";
import { makeActors } from "./support/kill-actors.ts";

/** How often, and from what numbers: the same moments and calls follow from the same seed, as far as the machine lets them. */
const KILLS = Number(process.env["CLOUDMOCK_KILLS"] ?? 1_000);
const SEED = Number(process.env["CLOUDMOCK_SEED"] ?? 20_260_401);
const LIMIT_MS = 3_600_000;
/** In milliseconds. */
const LONGEST_LOAD = 400;
/** Every so many rounds it is asked to end instead. */
const STOPS = 7;

const folder = mkdtempSync(join(tmpdir(), "cloudmock-kills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What an actor knows: what was answered, and what may be besides. */
interface Known {
  held: Holding;
  asked: Deed | undefined;
}

const tell = (held: Holding) => JSON.stringify(held ?? "nothing stands");

async function work(actor: Actor, known: Known, instance: StartedInstance, isOver: () => boolean) {
  let answered = 0;
  while (!isOver()) {
    const deed = actor.next(instance, known.held);
    known.asked = deed;
    try {
      await deed.ask();
    } catch (error) {
      if (isOver() && !(error instanceof Refused)) return answered;
      throw new Error(`${actor.name}: ${deed.name} was refused`, { cause: error });
    }
    known.held = deed.after;
    known.asked = undefined;
    answered++;
  }
  return answered;
}

test(
  `nothing that was answered is lost and nothing is half done, at ${KILLS} ends`,
  async () => {
    const draw = makeDraw(SEED);
    const actors = makeActors(draw);
    const knowns = new Map(actors.map((actor) => [actor, { held: undefined, asked: undefined } as Known]));
    const data = join(folder, "data");
    let [answered, doneUnanswered, undone] = [0, 0, 0];
    for (let round = 0; round <= KILLS; round++) {
      await using instance = await startInstance(["--data", data, "--region", "eu-west-1"]);
      for (const [actor, known] of knowns) {
        const found = tell(await actor.read(instance));
        const maybe = known.asked ? tell(known.asked.after) : undefined;
        const where = { round, seed: SEED, actor: actor.name, asked: known.asked?.name };
        if (found !== tell(known.held))
          expect({ ...where, found }).toEqual({ ...where, found: maybe ?? tell(known.held) });
        if (known.asked && found !== tell(known.held)) {
          known.held = known.asked.after;
          doneUnanswered++;
        } else if (known.asked) undone++;
        known.asked = undefined;
      }
      if (round === KILLS) break;
      let isOver = false;
      const load = Promise.all(
        [...knowns].map(([actor, known]) => work(actor, known, instance, () => isOver)),
      );
      await Promise.race([Bun.sleep(1 + draw(LONGEST_LOAD)), load]);
      isOver = true;
      if (round % STOPS === STOPS - 1) {
        const { exitCode, told } = await instance.stop();
        const rest = told.slice(told.indexOf("Ready.\n") + "Ready.\n".length);
        expect({ round, exitCode, rest }).toEqual({ round, exitCode: 0, rest: "" });
        expect(readdirSync(data)).not.toContain("cloudmock.sqlite-wal");
      } else await instance.kill();
      for (const count of await load) answered += count;
    }
    process.stdout.write(
      `${KILLS} ends, seed ${SEED}: ${answered} calls answered; of those under way ${doneUnanswered} done, ${undone} not\n`,
    );
    expect(answered).toBeGreaterThan(KILLS * actors.length);
  },
  LIMIT_MS,
);

const trail = join(root, "fixtures", "demo", "trail.json");

async function exportState({ adminUrl }: StartedInstance): Promise<string> {
  const response = await fetch(`${adminUrl}/api/state/export`, { method: "POST" });
  return Buffer.from(await response.arrayBuffer()).toString("base64");
}

test(
  "killed while it starts with a log, it starts again as if it never had",
  async () => {
    const draw = makeDraw(SEED);
    const args = (data: string) => ["--data", data, "--input", trail];
    const wanted = await (async () => {
      await using instance = await startInstance(args(join(folder, "whole")));
      return await exportState(instance);
    })();
    for (let round = 0; round < KILLS / 20; round++) {
      const data = join(folder, `start-${round}`);
      for (const _ of [1, 2]) {
        const child = startBinary(["start", "--port", "0", "--admin-port", "0", ...args(data)]);
        await Bun.sleep(draw(300));
        child.kill("SIGKILL");
        await child.exited;
      }
      await using instance = await startInstance(args(data));
      expect({ round, state: await exportState(instance) }).toEqual({ round, state: wanted });
    }
  },
  LIMIT_MS,
);

test(
  "killed during a reset, it stands as before or as after",
  async () => {
    const draw = makeDraw(SEED);
    // One for all rounds: another would begin anew with the names of items that stand.
    const table = makeActors(draw)[0];
    const data = join(folder, "reset");
    for (let round = 0; round < KILLS / 20; round++) {
      let [before, after] = ["", ""];
      {
        await using instance = await startInstance(["--data", data, "--region", "eu-west-1"]);
        after = await exportState(instance);
        let held: Holding = await table?.read(instance);
        for (let count = 0; count < 30 && table; count++) {
          const deed = table.next(instance, held);
          await deed.ask();
          held = deed.after;
        }
        before = await exportState(instance);
        const reset = fetch(`${instance.adminUrl}/api/reset`, { method: "POST" }).catch(() => {});
        await Bun.sleep(draw(12));
        await instance.kill();
        await reset;
      }
      await using again = await startInstance(["--data", data, "--region", "eu-west-1"]);
      const found = await exportState(again);
      expect({ round, isOne: found === before || found === after }).toEqual({ round, isOne: true });
    }
  },
  LIMIT_MS,
);
