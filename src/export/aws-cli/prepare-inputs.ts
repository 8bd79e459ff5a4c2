/** Puts into the inputs of calls what the script knows only when it runs: marks for identifiers, accounts, and what is filled in. */
import type { Structure } from "../../aws/values.ts";
import { placeOutput, placeStep } from "../../emulator/place-steps.ts";
import { makePlaceRewriter } from "../../emulator/place-texts.ts";
import { Identities } from "../../identities/identities.ts";
import type { Step } from "../../plan/steps.ts";
import { Blanks } from "./blanks.ts";
import { markAnswer } from "./mark-answer.ts";
import { Marks } from "./marks.ts";
import { Variables } from "./variables.ts";

/** The calls of a script. */
export interface PreparedScript {
  readonly marks: Marks;
  readonly variables: Variables;
  /** The input of each step, with marks. */
  readonly inputs: readonly Structure[];
}

/** The account that most calls are made in; the first one where several have as many. */
function findMain(steps: readonly Step[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { account } of steps) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Reads the calls in their order, as a replay would that is answered with marks. */
export function prepareInputs(steps: readonly Step[]): PreparedScript {
  const marks = new Marks(steps.flatMap(({ input, output }) => [input, output]));
  const variables = new Variables(steps, findMain(steps));
  const blanks = new Blanks(marks);
  const accounts = new Map(
    [...new Set(steps.map(({ account }) => account))].map((account) => [
      account,
      marks.make({ kind: "account", account }),
    ]),
  );
  const places = makePlaceRewriter({ accounts, regions: new Map() });
  const identities = new Identities();
  const inputs = steps.map((step, place) => {
    const placed = placeStep({ ...step, input: blanks.fill(step) }, places);
    const input = blanks.hide(step, identities.rewrite(placed));
    for (const meaning of marks.listMeanings(input)) variables.use(meaning);
    const known = { ...placed, output: placeOutput(step, places) };
    const { answer, wholes } = markAnswer(marks, step, step.output, place);
    // What was learnt in parts is named as a whole.
    for (const { recorded, live } of identities.learn(known, answer)) {
      const whole = wholes.get(live);
      if (whole !== undefined) identities.dictionary.set(recorded, whole);
    }
    return input;
  });
  variables.settle();
  return { marks, variables, inputs };
}
