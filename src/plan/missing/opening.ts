/** Writes the call that put on what another takes off: from what that one says, the least of the rest, and its row. */
import { findPartition } from "../../aws/model/partitions.ts";
import { printText, type Sides } from "../../aws/resources/fill-input.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Value } from "../../aws/values.ts";
import { makeStructure } from "../../aws/values.ts";
import type { Step } from "../steps.ts";
import { isComplete } from "./attached.ts";
import type { AttachmentPair } from "./attachments.ts";
import { findRecipe } from "./catalogue.ts";
import { writeLeastInput } from "./derived/least-input.ts";
import { findShape, placeAt } from "./derived/paths.ts";
import { listDemanded } from "./derived/rows.ts";
import type { Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { listReferences } from "./references.ts";
import { nameInput, tellType } from "./telling.ts";
import type { Unopened } from "./unopened.ts";

/** What is known of the first call: values by the paths of its input and of its answer. */
interface Known {
  readonly input: ReadonlyMap<string, Value>;
  readonly output: ReadonlyMap<string, Value>;
}

/** A template for what has a name that nothing tells. */
const OWN_NAME = `cloudmock-\${digest}`;

const NOTHING: Known = { input: new Map(), output: new Map() };

/** An empty list is written where a call leaves a member out. */
function isNothing(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function writePath(steps: readonly string[]): string {
  return steps.map((step, at) => (at === 0 || /^[[{]/.test(step) ? step : `.${step}`)).join("");
}

/** One more value on a side of what is known. */
function know(known: Known, side: keyof Sides, path: string, value: Value): Known {
  return { ...known, [side]: new Map(known[side]).set(path, value) };
}

/** What an inverse's input says of the first call; several times where it takes off several that were put on one by one. */
function invert({ opens, fill }: AttachmentPair, told: Unopened["told"]): readonly Known[] {
  let all: readonly Known[] = [NOTHING];
  for (const { member, sources } of fill) {
    const value = told[member];
    const source = sources.find((one) => "path" in one && one.filter === undefined);
    if (value === undefined || isNothing(value) || !source || !("path" in source)) continue;
    const { side, steps } = source.path;
    const path = writePath(steps.at(-1) === "[]" ? steps.slice(0, -1) : steps);
    const isList = findShape(opens[side], path)?.type === "list";
    const given = Array.isArray(value) ? (value as readonly Value[]) : [value];
    const values: readonly Value[] = isList ? [given] : given;
    all = all.flatMap((known) => values.map((one) => know(known, side, path, one)));
  }
  return all;
}

/** The members that both calls have, as far as the first one needs them and nothing else tells them. */
function addShared({ opens, closes }: AttachmentPair, known: Known, told: Sides): Known {
  const { required = [], members = {} } = opens.input ?? {};
  const taken = new Set([...known.input.keys()].map((path) => path.split(/[.[{]/)[0]));
  const shared = Object.keys(members).filter(
    (name) => closes.input?.members?.[name]?.name === members[name]?.name,
  );
  let all = known;
  // Where nothing is required, what was attached is told by all that both calls say.
  for (const name of required.length > 0 ? required : shared) {
    const value = told.input[name] ?? told.output[name];
    if (!taken.has(name) && value !== undefined && !isNothing(value)) all = know(all, "input", name, value);
  }
  return all;
}

/** The template of the first call; undefined where what it requires is not known. */
function writeInput(pair: AttachmentPair, { input }: Known): Record<string, unknown> | undefined {
  const { opens, openWith = {} } = pair;
  const given = new Map<string, unknown>([...input].map(([path, value]) => [path, { $is: value }]));
  const { service } = opens.model;
  for (const [path, template] of [...Object.entries(openWith), ...listDemanded(service, opens.name)])
    if (!given.has(path)) given.set(path, template);
  const { type, input: meanings } = findMeaning(service, opens.name);
  const isUntold = ({ part, path }: MemberMeaning) => part === "own" && !given.has(path);
  const isNamed = type !== undefined && meanings.filter(isUntold).every(({ kind }) => kind === "name");
  return writeLeastInput({
    operation: opens,
    meanings,
    given,
    // Its name is free to choose where what takes it away goes by an id.
    ...(isNamed && { own: { type, name: OWN_NAME } }),
    findRecipe: (type) => findRecipe(service, type),
    takesAnyDocument: true,
    ...(pair.isRead && { takesAnyName: true }),
  });
}

/** A call to make up, as the thing that it makes, and the things that it names. */
export interface Opening {
  readonly reference: Reference;
  readonly named: readonly Reference[];
}

/**
 * What is to be made so that a call can take off or change what it says, as if it were a thing of its own: the call that
 * puts it on is its recipe.
 */
export function listOpenings(step: Step, { pair, told }: Unopened): readonly Opening[] {
  const { opens, closes } = pair;
  const { service, account, region, output } = step;
  return invert(pair, told).flatMap((inverted) => {
    const known = addShared(pair, inverted, { input: told, output });
    const input = writeInput(pair, known);
    if (!input || (!pair.isPart && Object.keys(input).length === 0)) return [];
    if (!isComplete(opens, Object.assign(makeStructure(), input))) return [];
    const answer: Record<string, unknown> = {};
    for (const [path, value] of known.output) placeAt(answer, path, { $is: value });
    const texts = [...known.input.values()].flatMap((value) => printText(value) ?? []);
    const recipe: Recipe = {
      type: tellType(opens),
      service,
      operation: opens.name,
      named: findMeaning(service, closes.name).type,
      ends: [],
      input,
      answer,
      reason: "It is taken off.",
    };
    const key = `${step.id} ${opens.name} ${texts.join(" ")}`;
    const recorded = nameInput(told);
    const place = { service, operation: opens.name, account, region };
    const whole = Object.assign(makeStructure(), Object.fromEntries(known.input));
    const named = listReferences(opens.input, whole, place, findMeaning(service, opens.name).input);
    const said = [...known.input].map(([path, value]) => [path, printText(value)] as const);
    const parts = {
      ...Object.fromEntries(said.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
      ...{ account, region, partition: findPartition(region).name },
    };
    return [{ reference: { recipe, key, recorded, name: recorded, parts, member: "" }, named }];
  });
}
