// What every service makes is read back: by the first read of the table that tells of it.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../src/aws/model/types.ts";
import { parsePath } from "../../src/aws/resources/read-texts.ts";
import { loadReadings, type Reading } from "../../src/aws/resources/readings.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import { isStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { ENGINES } from "../../src/instance/engines/engines.ts";
import { drawSeed, makeDraw } from "../support/make-value.ts";
import { holdsAll, keepShared } from "./support/keep-shared.ts";
import { makeValid } from "./support/make-valid.ts";
import { fillRead, makeWorld, type TestWorld } from "./support/world.ts";

const LIMIT_MS = 120_000;

/** The first thing at a path of an answer, with its shape. */
function findAt(
  shape: Shape | undefined,
  output: Structure,
  path: string,
): readonly [Shape, Structure] | undefined {
  let [at, value]: [Shape | undefined, Value | undefined] = [shape, output];
  for (const step of parsePath(path)) {
    if (step === "[]") {
      at = at?.member;
      value = Array.isArray(value) ? (value as readonly Value[])[0] : undefined;
    } else {
      at = at?.members?.[step];
      value = isStructure(value) ? value[step] : undefined;
    }
  }
  return at && isStructure(value) ? [at, value] : undefined;
}

/** The members that the making and what is read share, and those that were given back; undefined where nothing is read. */
async function readBack(
  { call }: TestWorld,
  maker: Operation,
  read: Operation,
  reading: Reading,
  made: { readonly input: Structure; readonly output: Structure },
): Promise<{ readonly shared: number; readonly same: number } | undefined> {
  const input = fillRead(read, reading, made);
  const done = input && (await call(read, input));
  const found = done && "output" in done ? findAt(read.output, done.output, reading.at ?? "") : undefined;
  if (!found) return undefined;
  const [shape, value] = found;
  const shared = Object.entries(made.input).flatMap(([name, given]) => {
    const [from, to] = [maker.input?.members?.[name], shape.members?.[name]];
    const kept = from && to && keepShared(from, to, given ?? null);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  const same = shared.filter(([name, kept]) => holdsAll(value[name], kept));
  return { shared: shared.length, same: same.length };
}

test(
  "of the creations that something reads, 98 % give back every member that they share with it",
  async () => {
    const seed = drawSeed();
    const draw = makeDraw(seed);
    let [creations, whole, unknown] = [0, 0, 0];
    for (const { service } of (await loadIndex()).services) {
      const [model, { operations }, { readings }] = [
        await loadModel(service),
        await loadResources(service),
        await loadReadings(service),
      ];
      for (const operation of Object.values(model.operations)) {
        const reads = readings[operation.name] ?? [];
        const input =
          operations[operation.name]?.deed === "create" &&
          reads.length > 0 &&
          makeValid(draw, operation.input);
        if (!input) continue;
        const world = makeWorld();
        const done = await world.call(operation, input);
        if ("error" in done) {
          // Nothing tells of what it makes: an address for a while, a token, random bytes.
          // An engine may refuse what stands in nothing, which its own tests make in something.
          if (!ENGINES[service]?.[operation.name]) expect(done.error).toMatchObject({ status: 501 });
          unknown++;
          continue;
        }
        creations++;
        for (const reading of reads) {
          const read = model.operations[reading.operation];
          const told =
            read && (await readBack(world, operation, read, reading, { input, output: done.output }));
          if (told?.same !== told?.shared || !told) continue;
          whole++;
          break;
        }
      }
    }
    expect(creations, `seed ${seed}`).toBeGreaterThan(2_500);
    expect(unknown, `seed ${seed}`).toBeLessThan(100);
    expect(whole / creations, `seed ${seed}`).toBeGreaterThan(0.98);
  },
  LIMIT_MS,
);
