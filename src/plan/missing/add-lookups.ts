/**
 * Adds the calls that ask the target for what it has by itself: an organization's root comes with the organization, so that
 * no call of the log makes it, and no answer tells its identifier. One of them in the log and one in the target are the same.
 */
import { loadOperation } from "../../aws/model/table.ts";
import { loadResources } from "../../aws/resources/table.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { tellEventName } from "../../dialect/call.ts";
import { listTexts } from "../order/texts.ts";
import { SECOND_MS, type Step, tellSecond } from "../steps.ts";
import { GIVEN, type GivenThing } from "./given.ts";
import { makeUp } from "./make-up.ts";
import { compile } from "./recipes.ts";

const byUser = Map.groupBy(
  GIVEN.flatMap((row) => row.users.map((user) => ({ row, user, pattern: compile(row.pattern) }))),
  ({ user }) => user,
);

/** A thing that the log uses and no answer told before, with its first use. */
interface Unknown {
  readonly row: GivenThing;
  readonly text: string;
  readonly step: Step;
}

function readTexts({ service, operation, input, output }: Step): { asked: Set<string>; told: Set<string> } {
  const list = (shape: typeof operation.input, value: Structure) =>
    new Set(shape ? listTexts(service, shape, value).map(({ text }) => text) : []);
  const asked = list(operation.input, input);
  return { asked, told: list(operation.output, output).difference(asked) };
}

function findUnknown(steps: readonly Step[]): Unknown[] {
  const users = steps.flatMap((step) => {
    const givens = byUser.get(step.service);
    return givens ? [{ step, givens, ...readTexts(step) }] : [];
  });
  const toldAt = new Map<string, number>();
  for (const { step, told } of users) for (const text of told) toldAt.getOrInsert(text, tellSecond(step));
  return users.flatMap(({ step, givens, asked }) =>
    [...asked].flatMap((text) => {
      const isTold = (toldAt.get(text) ?? Number.POSITIVE_INFINITY) <= tellSecond(step);
      return givens.flatMap(({ row, pattern }) =>
        !isTold && pattern.test(text) ? [{ row, text, step }] : [],
      );
    }),
  );
}

/** The answer that production would have given, as far as the path says. */
function makeAnswer(path: string, text: string): Structure {
  const [list = "", member = ""] = path.split("[].");
  const item: Value = Object.assign(makeStructure(), { [member]: text });
  return Object.assign(makeStructure(), { [list]: [item] });
}

async function makeLookup({ row, text, step }: Unknown): Promise<Step> {
  await loadResources(row.service);
  return makeUp({
    service: row.service,
    operation: await loadOperation(row.service, row.operation),
    account: step.account,
    region: step.region,
    at: tellSecond(step) * SECOND_MS,
    ordinal: step.ordinal,
    input: makeStructure(),
    output: makeAnswer(row.answer, text),
    creation: {
      kind: "lookup",
      type: row.type,
      recorded: text,
      neededBy: step.id,
      evidence: `${tellEventName(step)} uses it; no call makes such a thing`,
    },
    neededBy: step.id,
  });
}

/**
 * `steps` (sorted by time) with the calls that ask for what the target has by itself, in the second of its first use. Where
 * the log uses several of a kind in one account, it is not known which one the target has, and nothing is asked.
 */
export async function addLookups(steps: readonly Step[]): Promise<Step[]> {
  const unknown = Map.groupBy(
    findUnknown(steps),
    ({ row, step }) => `${row.service} ${row.answer} ${step.account}`,
  );
  const only = [...unknown.values()].flatMap((group) => {
    const [first] = group;
    return first && group.every(({ text }) => text === first.text) ? [first] : [];
  });
  if (only.length === 0) return [...steps];
  const lookups = await Promise.all(only.map(makeLookup));
  return [...lookups, ...steps].sort((a, b) => a.at - b.at);
}
