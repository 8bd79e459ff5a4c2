/**
 * Names that the log hides. What a call makes needs one of its own, or the second of two users could not be made; where other
 * calls name such things by hidden texts too, nothing tells which one they mean: they are taken to be about the last one that
 * was made in the same place and is still there, so that as many can be changed and removed as there were.
 */
import { mayFitText } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning, findResources } from "../../aws/resources/table.ts";
import type { OperationMeaning } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import { isHidden } from "../../dialect/hidden.ts";
import type { Step } from "../steps.ts";
import { tellSubject } from "../subject.ts";
import { makeNamedText, PLACEHOLDER } from "./text-forms.ts";

/** A member that names something. */
interface Naming {
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly type: string;
  /** What the call does to what it names. */
  readonly does: "makes" | "ends" | "uses";
}

const namings = new WeakMap<OperationMeaning, readonly Naming[]>();

function tellDeed({ deed }: OperationMeaning, isOwn: boolean): Naming["does"] {
  if (!isOwn) return "uses";
  return deed === "create" ? "makes" : deed === "delete" ? "ends" : "uses";
}

function listNamings(meaning: OperationMeaning): readonly Naming[] {
  return meaning.input.flatMap(({ path, type, part, kind }) =>
    type === undefined || kind === "arn" || kind === "url"
      ? []
      : [{ path, type, steps: parsePath(path), does: tellDeed(meaning, part === "own") }],
  );
}

/** A call with a member that names something by a hidden text. */
interface Concerned {
  readonly step: Step;
  readonly naming: Naming;
}

/** Few calls hide a name: the others cost a look at each of their names, and nothing that is made for it. */
function addHidden(step: Step, concerned: Concerned[]): void {
  const meaning = findMeaning(step.service, step.operation.name);
  const hidden = step.hidden && new Set(step.hidden.values());
  for (const naming of namings.getOrInsertComputed(meaning, listNamings))
    if (hidden?.has(naming.path) || readTexts(naming.steps, step.input).some(isHidden))
      concerned.push({ step, naming });
}

/** Where a thing of a type is, by what the call says that it stands in. */
function tellPlace({ service, account, region, operation, input }: Step, type: string): string {
  const { input: meanings } = findMeaning(service, operation.name);
  const within = findResources(service)?.types[type]?.within ?? [];
  const around = within.flatMap((outer) =>
    meanings.filter((one) => one.type === outer).flatMap(({ path }) => readTexts(parsePath(path), input)),
  );
  return [service, type, account, region, ...around].join(" ");
}

/** A thing of a hidden name: the how-manyeth in its place, what it is called where its name is hidden, and its name's form. */
interface Meant {
  readonly count: number;
  readonly subject: string | undefined;
  readonly form: string;
}

/** The form that the name of a member tells: an address for what is named by addresses. */
function findForm(step: Step, path: string): string {
  const names = path.split(".");
  const name = names.at(-1) ?? "";
  let shape = step.operation.input;
  for (const part of names) shape = shape?.members?.[part];
  const text = shape && makeNamedText(shape, { name, step, beside: step.input });
  return text?.includes(PLACEHOLDER) ? text : PLACEHOLDER;
}

/** By the call and the path of the member. */
export type HiddenNames = ReadonlyMap<Step, ReadonlyMap<string, Meant>>;

/** Which things the hidden names of calls mean, of those types that calls both make and name by hidden texts. */
export function countHidden(steps: readonly Step[]): HiddenNames {
  const concerned: Concerned[] = [];
  for (const step of steps) addHidden(step, concerned);
  const listTypes = (isMeant: (does: Naming["does"]) => boolean) =>
    new Set(
      concerned.flatMap(({ step, naming: { does, type } }) =>
        isMeant(does) ? `${step.service} ${type}` : [],
      ),
    );
  const [made, named] = [listTypes((does) => does === "makes"), listTypes((does) => does !== "makes")];
  const found = new Map<Step, Map<string, Meant>>();
  const places = new Map<string, { count: number; living: Meant[] }>();
  for (const { step, naming } of concerned) {
    const { type, path, does } = naming;
    const kind = `${step.service} ${type}`;
    if (!made.has(kind) || !named.has(kind)) continue;
    const place = places.getOrInsertComputed(tellPlace(step, type), () => ({ count: 0, living: [] }));
    // What no call of the log has made is there by itself.
    if (does === "makes" || place.living.length === 0)
      place.living.push({ count: ++place.count, subject: tellSubject(step), form: findForm(step, path) });
    const meant = place.living.at(-1) ?? { count: place.count, subject: undefined, form: PLACEHOLDER };
    if (does === "ends") place.living.pop();
    found.getOrInsertComputed(step, () => new Map()).set(path, meant);
  }
  return found;
}

/** A name with an ending of its own, in a form that a shape takes; undefined where it takes none. */
function writeName(shape: Shape, end: string | number, form: string): string | undefined {
  const address = `${PLACEHOLDER}-${end}@example.com`;
  const names = [form.replace(PLACEHOLDER, `$&-${end}`), form.replace(PLACEHOLDER, `$&${end}`), address];
  return names.find((name) => mayFitText(shape, name));
}

/** The name that stands for the hidden one at `path`, where other calls hide such names too; undefined where none does. */
export function findHiddenName(
  step: Step,
  path: string,
  shape: Shape,
  hidden: HiddenNames,
): string | undefined {
  const meant = hidden.get(step)?.get(path);
  if (!meant) return undefined;
  return meant.subject ?? (meant.count === 1 ? meant.form : writeName(shape, meant.count, meant.form));
}

/**
 * The text for the hidden name of what a call makes, another one for each; undefined where the member at `path` is no such
 * name, or its shape takes no such text.
 */
export function makeHiddenName(step: Step, path: string, shape: Shape): string | undefined {
  const { deed, input } = findMeaning(step.service, step.operation.name);
  if (deed !== "create") return undefined;
  if (!input.some((member) => member.path === path && member.part === "own" && member.type !== undefined))
    return undefined;
  const unique = Bun.CryptoHasher.hash("sha256", step.id, "hex").slice(0, 8);
  return writeName(shape, unique, findForm(step, path));
}

compileLightly(addHidden);
