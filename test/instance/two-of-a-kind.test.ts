// What a service makes up ids for gets another one each time: of the services that are drawn, all in a long run.
import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { parsePath, readTexts } from "../../src/aws/resources/read-texts.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import { drawServices } from "../support/draw-services.ts";
import { makeDraw } from "../support/make-value.ts";
import { drawSeed } from "../support/seed.ts";
import { makeFitting } from "./support/make-fitting.ts";
import { makeWorld } from "./support/world.ts";

const LIMIT_MS = 120_000;
const SHARE = 0.1;

/** The ids that two calls of each operation of a service which makes something are answered with. */
async function listIds(service: string, seed: number): Promise<[operation: string, string, string][]> {
  const [model, resources] = await Promise.all([loadModel(service), loadResources(service)]);
  const draw = makeDraw(seed);
  const found: [string, string, string][] = [];
  for (const [name, { deed, type, input, output }] of Object.entries(resources.operations)) {
    const operation = model.operations[name];
    const id = output.find((member) => member.part === "own" && member.kind === "id" && member.type === type);
    if (deed !== "create" || !operation || !id) continue;
    const [first, drawn] = [makeFitting(draw, operation), makeFitting(draw, operation)];
    if (!first || !drawn || readTexts(parsePath(id.path), first).length > 0) continue;
    // In the same container, for numbers count on in theirs alone.
    const outer = input.flatMap(({ part, path }) => (part === "container" ? path.replace(/\W.*/, "") : []));
    const second = { ...drawn, ...Object.fromEntries(outer.map((member) => [member, first[member]])) };
    const world = makeWorld();
    for (const input of [first, second]) world.standFor(resources, operation, input);
    const ids: string[] = [];
    for (const input of [first, second]) {
      const done = await world.call(operation, input);
      if ("output" in done) ids.push(...readTexts(parsePath(id.path), done.output).slice(0, 1));
    }
    const [one, other] = ids;
    if (one !== undefined && other !== undefined) found.push([name, one, other]);
  }
  return found;
}

test(
  "two calls that make something give two ids",
  async () => {
    const seed = drawSeed();
    const { services } = await drawServices(SHARE);
    const same: string[] = [];
    for (const service of services)
      for (const [operation, one, other] of await listIds(service, seed))
        if (one === other) same.push(`${service}.${operation} ${one}`);
    expect(same, `seed ${seed}`).toEqual([]);
  },
  LIMIT_MS,
);
