/** What a service alone says of a thing: the times and identifiers that it made up, which no two environments share. */
import * as v from "valibot";
import { listMembers } from "../../aws/model/shape.ts";
import { findModel, loadIndex, loadModel } from "../../aws/model/table.ts";
import type { Shape } from "../../aws/model/types.ts";
import { findResources, loadResources } from "../../aws/resources/table.ts";
import type { Deed, OperationMeaning } from "../../aws/resources/types.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { JsonValue } from "../../base/values.ts";
import { isMinted } from "../../identities/minted.ts";
import type { Resource } from "../topology.ts";
import rows from "./unsaid.json" with { type: "json" };

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** Seconds or milliseconds since 1970, of this century. */
const EPOCH = /^1\d{9}(?:\d{3})?(?:\.\d+)?$/;
/** Deeds that say nothing of how a thing is to be. */
const UNSAID: ReadonlySet<Deed> = new Set(["read", "list", "delete", "detach", "tag", "untag"]);
/** What identifiers are made of, and a run of digits that nobody chose. */
const RUN = /[\w-]+/g;
const DIGITS = /^(?=.*\d)[0-9a-f-]{8,}$/i;

/** A row of unsaid.json: members of a service, or of all of them, that say nothing of how a thing is, by pattern. */
export const UnsaidRow = v.strictObject({ service: v.optional(Text), members: Text, reason: Text });

const unsaid = Map.groupBy(rows as readonly v.InferOutput<typeof UnsaidRow>[], ({ service }) => service);

/** Whether a member, wherever it stands, says nothing of how a thing is. */
export function isUnsaid(service: string, member: string): boolean {
  const isOf = (of: string | undefined) =>
    unsaid.get(of)?.some(({ members }) => matchesPattern(members, member)) ?? false;
  return isOf(undefined) || isOf(service);
}

/** Loads what is known of services. */
export async function loadTold(services: Iterable<string>): Promise<void> {
  const known = new Set((await loadIndex()).services.map(({ service }) => service));
  for (const service of services)
    if (known.has(service)) await Promise.all([loadModel(service), loadResources(service)]);
}

/** Whether nobody chose a text: it is of the form of what services make up. */
export function isMadeUp(text: string): boolean {
  return isMinted(text, "") || DIGITS.test(text);
}

/** A text that a service alone says, without what it made up: a message about a resource that has an id of its own. */
export function withoutMinted(text: string): string {
  return text.replace(RUN, (run) => (isMadeUp(run) ? "~" : run));
}

/** A place in a resource's members, which knows whether callers say what stands there, or the service alone. */
export class Saying {
  readonly #inner = new Map<string, Saying>();

  /**
   * `shapes`: what the members of inputs that stand here are. held: they are of each thing that is told here by its name, or in a
   * list. open: all that stands in it is as the place itself, as in a document.
   */
  constructor(
    readonly shapes: readonly Shape[],
    readonly isSaid: boolean,
    readonly kind: "shapes" | "held" | "open" = "shapes",
  ) {}

  /** Whether what stands here has names of callers' own: tags, a function's variables, a document. */
  get hasOwnNames(): boolean {
    const isMap = ({ type, key }: Shape) => type === "map" && key?.enum === undefined;
    return this === SAID || this.shapes.some(isMap);
  }

  /** Whether all that callers can say here is a text. */
  get takesTexts(): boolean {
    return this.shapes.length > 0 && this.shapes.every(({ type }) => type === "string");
  }

  /** What stands in a member, or under a key of a map. */
  member(name: string): Saying {
    if (this.kind === "open") return this;
    return this.#inner.getOrInsertComputed(name, () => {
      const shapes = this.shapes.flatMap((shape) => shape.members?.[name] ?? shape.value ?? []);
      if (shapes.length > 0) return new Saying(shapes, true);
      if (this.kind === "held") return new Saying(this.shapes, false, "held");
      return this.shapes.some(({ document }) => document) ? SAID : TOLD;
    });
  }

  /** What an item of the list is that stands here. */
  get item(): Saying {
    if (this.kind !== "shapes") return this;
    return this.#inner.getOrInsertComputed("[]", () => {
      const shapes = this.shapes.flatMap(({ member }) => member ?? []);
      return shapes.length > 0 ? new Saying(shapes, true) : TOLD;
    });
  }

  /** What stands in a text that is a document. */
  get document(): Saying {
    return this.isSaid ? SAID : TOLD;
  }

  /** Whether a value here is a time or an identifier that the service made up. */
  isVolatile(member: string, value: JsonValue): boolean {
    if (this.isSaid) return false;
    if (typeof value === "number") return EPOCH.test(String(value));
    return typeof value === "string" && (DATE.test(value) || EPOCH.test(value) || isMinted(value, member));
  }
}

/** What stands where callers say everything. */
export const SAID = new Saying([], true, "open");
const TOLD = new Saying([], false, "open");

function addNames(shape: Shape | undefined, names: Set<string>, seen: Set<Shape>): void {
  if (!shape || seen.has(shape)) return;
  seen.add(shape);
  for (const [name, member] of listMembers(shape)) {
    names.add(name);
    addNames(member, names, seen);
  }
  addNames(shape.member, names, seen);
  addNames(shape.value, names, seen);
}

/** A shape without some of its members. */
function leaveOut(shape: Shape, names: ReadonlySet<string>): Shape {
  const members = Object.fromEntries(listMembers(shape).filter(([name]) => !names.has(name)));
  return { ...shape, members };
}

function listOwn({ input }: OperationMeaning): string[] {
  return input.flatMap(({ path, part }) => (part === "own" ? [path] : []));
}

/** What callers say of things of a type: the inputs of what makes and changes them, and of one of several things the item. */
function listInputs(service: string, type: string): Shape[] {
  const [model, resources] = [findModel(service), findResources(service)];
  const meanings = Object.entries(resources?.operations ?? {}).filter(
    ([, { type: of, deed }]) => of === type && !UNSAID.has(deed),
  );
  const makes = ({ deed }: OperationMeaning) => deed === "create" || deed === "put";
  // What a making answers with, and only later calls say again, is the service's own: a revision, a token of a lock.
  const answered = new Set<string>();
  const made = new Set<string>();
  for (const [name, meaning] of meanings) {
    if (!makes(meaning)) continue;
    addNames(model?.operations[name]?.output, answered, new Set());
    addNames(model?.operations[name]?.input, made, new Set());
  }
  const returned = answered.difference(made);
  return meanings.flatMap(([name, meaning]) => {
    const input = model?.operations[name]?.input;
    if (!input) return [];
    const own = new Set(listOwn(meaning));
    const shape = leaveOut(input, makes(meaning) ? own : own.union(returned));
    const inner = listMembers(shape).flatMap(([, { type: kind, member }]) =>
      kind === "list" && member?.members ? [member] : [],
    );
    return [shape, ...inner];
  });
}

const sayings = new Map<string, readonly Shape[]>();

function findInputs(service: string, type: string): readonly Shape[] {
  return sayings.getOrInsertComputed(`${service}:${type}`, () => listInputs(service, type));
}

/** Whether what stands in a resource's member of this name is told with it: a setting, an attachment. */
function findHeldType(service: string, name: string): string | undefined {
  const type = name.replace(/ attachment$/, "");
  return findResources(service)?.types[type] ? type : undefined;
}

/** A resource's configuration as a place: of what nobody made, nobody says anything. */
export class ConfigurationSaying extends Saying {
  readonly #service: string;
  readonly #isBrought: boolean;
  readonly #held = new Map<string, Saying>();

  constructor({ service, type, origin }: Resource) {
    const isKnown = findResources(service) !== undefined;
    super(origin === "brought" ? [] : findInputs(service, type), !isKnown, isKnown ? "shapes" : "open");
    this.#service = service;
    this.#isBrought = origin === "brought";
  }

  override member(name: string): Saying {
    const inner = super.member(name);
    if (inner.isSaid || this.#isBrought) return inner;
    const type = findHeldType(this.#service, name);
    if (type === undefined) return inner;
    return this.#held.getOrInsertComputed(
      name,
      () => new Saying(findInputs(this.#service, type), false, "held"),
    );
  }
}
