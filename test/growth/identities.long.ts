// Learning from fifty thousand answers, and rewriting as many requests, costs a hundred times what five hundred cost, in steps.
import { expect, test } from "bun:test";
import { loadResources } from "../../src/aws/resources/table.ts";
import { Identities } from "../../src/identities/identities.ts";
import { makeSteps } from "../dialect/support.ts";
import { answer } from "../identities/answer.ts";
import { countItems } from "../support/count-items.ts";
import { countSteps } from "../support/count-steps.ts";

const SIZE = 500;
const MOST = 50_000;

async function countOf(size: number): Promise<number> {
  await loadResources("ec2");
  const id = (letter: string, place: number) => `vpc-${letter}${place.toString(16).padStart(16, "0")}`;
  const places = Array.from({ length: size }, (_, place) => place);
  const steps = await makeSteps([
    ...places.map((place) => ({
      second: place,
      source: "ec2",
      name: "CreateVpc",
      request: { cidrBlock: "10.0.0.0/16" },
      response: { vpc: { vpcId: id("a", place) } },
    })),
    ...places.map((place) => ({
      second: size + place,
      source: "ec2",
      name: "DeleteVpc",
      request: { vpcId: id("a", place) },
    })),
  ]);
  const identities = new Identities();
  const work = () => {
    for (const [place, step] of steps.slice(0, size).entries())
      identities.read(step, answer(`<R><vpc><vpcId>${id("b", place)}</vpcId></vpc></R>`));
    for (const [place, step] of steps.slice(size).entries())
      expect(identities.rewrite(step)["VpcId"]).toBe(id("b", place));
  };
  let items = 0;
  const count = countSteps(() => {
    items = countItems(work);
  });
  return count + items;
}

test("fifty thousand", async () => {
  const [few, many] = [await countOf(SIZE), await countOf(MOST)];
  expect(many / few).toBeLessThan((MOST / SIZE) * 1.2);
}, 600_000);
