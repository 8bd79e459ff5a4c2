import type { Operation } from "../../../../aws/model/types.ts";
import { isScalar, makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject } from "../../../../base/values.ts";
import { makeUuid } from "../../../behaviour/names/draw-form.ts";
import { tellName } from "../../../behaviour/names/referred.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { findRef, toJson } from "./attributes.ts";
import { buildInput } from "./build-input.ts";
import { callAsClient, tellServiceError } from "./call-as-client.ts";
import { completeInput } from "./complete-input.ts";
import { fillRow, type RowWorld } from "./fill-row.ts";
import { findMakingRow, type ResourceKind } from "./kind.ts";
import { KnownMembers } from "./known-members.ts";
import { NO_END, type SavedCall } from "./made-resource.ts";
import { findMadeThing, type MakingAnswer } from "./made-thing.ts";
import { placeTags, readTags } from "./put-tags.ts";
import { makeRowWorld, type ResourceContext, type WantedResource } from "./resource-world.ts";
import { listMakingRows, type MakingRowOf } from "./rows.ts";
import { readMembers } from "./to-shape.ts";
import { findUndoing } from "./undo.ts";

const NOT_IMPLEMENTED = 501;

/** Thrown where a call is refused, or cannot be made: what is said of the resource. */
export class MakingFault extends Error {
  constructor(
    message: string,
    /** Whether the instance does not know what the call does. */
    readonly isUnknown = false,
  ) {
    super(message);
  }
}

/** A value as it is kept; bytes and the like are left out. */
export function saveCall({
  service,
  operation,
  input,
}: {
  service: string;
  operation: string;
  input: Structure;
}): SavedCall {
  return { service, operation, input: (toJson(input) ?? {}) as JsonObject };
}

/** Makes one resource. What it has done until then stands in `undo`. */
export class ResourceMaker {
  readonly undo: SavedCall[] = [];
  readonly undone: string[] = [];
  readonly known = new KnownMembers();
  /** The property that is being set. */
  setting: string | undefined;
  /** Whether it is known what takes back what made the thing. */
  isUndone = false;
  call: MakingAnswer | undefined;
  thing: Thing | undefined;

  constructor(
    readonly context: ResourceContext,
    readonly kind: ResourceKind,
    readonly wanted: WantedResource,
  ) {}

  /** What rows may name. */
  makeWorld(more: RowWorld = {}): RowWorld {
    const { call, known } = this;
    const ref = known.findText("$ref");
    return makeRowWorld(this.context, this.wanted, {
      ...(call && { input: call.input, output: call.output }),
      ...(ref !== undefined && { ref }),
      ...more,
    });
  }

  /** Calls an operation. Throws a MakingFault for what it refuses. */
  async ask(
    service: string,
    operation: string,
    input: Structure,
  ): Promise<Extract<Done, { output: Structure }>> {
    const done = await callAsClient(this.context, { service, operation, input });
    if ("error" in done)
      throw new MakingFault(tellServiceError(service, done.error), done.error.status === NOT_IMPLEMENTED);
    return done;
  }

  /** Calls an operation, and notes what takes it back. `undo`: as a row says it; null where that is not told yet. */
  async do(operation: Operation, input: Structure, undo?: SavedCall | null): Promise<MakingAnswer> {
    const { output } = await this.ask(operation.model.service, operation.name, input);
    const call = { operation: operation.name, input, output };
    const found = undo === undefined ? findUndoing(this.kind, operation.name, call) : undefined;
    const back = undo ?? (found && saveCall(found));
    if (back) this.undo.push(this.setting === undefined ? back : { ...back, for: this.setting });
    return call;
  }

  /** Calls what makes the thing. Gives the properties that it took. */
  async make(operation: Operation, properties: JsonObject): Promise<ReadonlySet<string>> {
    const { kind, wanted } = this;
    const { input, placed, left } = buildInput(kind, operation, properties);
    const taken = new Set(placed);
    const row = findMakingRow(kind, operation.name)?.members;
    if (row) Object.assign(input, readMembers(operation, fillRow(row, this.makeWorld())));
    completeInput(this, operation, input);
    const tagged = this.#putTags(operation, input);
    if (tagged && kind.cfn.tags) taken.add(kind.cfn.tags.property);
    this.undone.push(...left);
    this.call = await this.do(operation, input, findMakingRow(kind, operation.name)?.undo ? null : undefined);
    this.#learn(wanted, properties);
    const undo = this.fillUndo(findMakingRow(kind, operation.name)?.undo, kind.service, this.makeWorld());
    if (undo) this.undo.push(undo);
    this.isUndone = this.undo.length > 0;
    this.#addEnd();
    if (!tagged) await this.tagAfter();
    return taken;
  }

  /** The call that a row says takes something back; undefined where something that it names is not there. */
  fillUndo(undo: MakingRowOf<"make">["undo"], service: string, world: RowWorld): SavedCall | undefined {
    if (!undo) return undefined;
    const input = fillRow(undo.members, world);
    // What the answer alone tells is filled in later.
    const isWhole = isObject(input) && Object.keys(input).length === Object.keys(undo.members).length;
    return isWhole ? { service, operation: undo.operation, input: input as JsonObject } : undefined;
  }

  #learn(wanted: WantedResource, properties: JsonObject): void {
    const { call, context, kind, known } = this;
    if (!call) return;
    this.thing = findMadeThing(context, kind, call);
    known.addAll(call.input, false);
    known.addAll(call.output);
    known.addAll(wanted.properties as Structure, false);
    const { thing } = this;
    // Others of its calls may ask for what Ref gives.
    const ref = findRef(kind, { properties, call, thing, known, told: known, world: this.makeWorld() });
    if (ref !== undefined) known.add("$ref", ref);
  }

  /** Puts what a row says into the call that takes back what made the thing. */
  #addEnd(): void {
    const [row] = listMakingRows(this.wanted.cfn, "end");
    const first = this.undo[0];
    const more = row && fillRow(row.members, this.makeWorld());
    if (first && isObject(more))
      this.undo[0] = { ...first, input: { ...first.input, ...(more as JsonObject) } };
  }

  /** Finds the operation that deletes things of the type, where the table has none that takes back what made it. `told`: what reads tell. */
  findEnd(told: KnownMembers): void {
    const { kind } = this;
    const { deed: made } = kind.resources.operations[this.call?.operation ?? ""] ?? {};
    if (made !== "create" && made !== "put") return;
    for (const [name, { deed, type }] of Object.entries(kind.resources.operations)) {
      const operation = kind.model.operations[name];
      if (deed !== "delete" || type !== kind.type || !operation) continue;
      const input: Record<string, Value> = makeStructure();
      for (const member of operation.input?.required ?? []) {
        const value = this.fill(operation, member) ?? told.find(member);
        if (isScalar(value)) input[member] = value;
      }
      if ((operation.input?.required ?? []).some((member) => input[member] === undefined)) continue;
      this.undo.unshift(saveCall({ service: kind.service, operation: name, input }));
      this.#addEnd();
      return;
    }
    this.undo.unshift({ service: kind.service, operation: NO_END, input: {} });
  }

  get #allTags(): Record<string, string> {
    const property = this.kind.cfn.tags?.property;
    const own = property === undefined ? undefined : this.wanted.properties[property];
    return { ...this.wanted.tags, ...readTags(own) };
  }

  #putTags(operation: Operation, input: Record<string, Value>): boolean {
    const tags = this.#allTags;
    if (Object.keys(tags).length === 0) return true;
    const place = this.kind.cfn.tags ? placeTags(operation, this.kind, tags) : undefined;
    if (!place) return !this.kind.cfn.tags;
    [input[place[0]]] = [place[1]];
    return true;
  }

  /** Tags a thing by the call that its service has for that. */
  async tagAfter(): Promise<void> {
    const { kind } = this;
    const tags = this.#allTags;
    for (const [name, { deed }] of Object.entries(kind.resources.operations)) {
      const operation = kind.model.operations[name];
      const place = deed === "tag" && operation ? placeTags(operation, kind, tags) : undefined;
      if (!operation || !place) continue;
      const input: Record<string, Value> = Object.assign(makeStructure(), { [place[0]]: place[1] });
      const isWhole = (operation.input?.required ?? []).every((member) => {
        if (input[member] !== undefined) return true;
        const known = this.fill(operation, member);
        if (known !== undefined) input[member] = known;
        return known !== undefined;
      });
      if (!isWhole) continue;
      await this.do(operation, input);
      return;
    }
    this.undone.push(kind.cfn.tags?.property ?? "Tags");
  }

  /** What a member of another call about the thing is; undefined where nothing tells it. */
  fill({ name, input }: Operation, member: string): Value | undefined {
    const { kind, thing, known } = this;
    const meaning = kind.resources.operations[name]?.input.find(
      ({ path }) => path === member || path === `${member}[]`,
    );
    const isOwn =
      meaning && meaning.part !== "reference" && (meaning.type === undefined || meaning.type === kind.type);
    const called = known.find(member);
    const own = isOwn && thing ? tellName(thing, meaning.kind) : undefined;
    const value = isScalar(called) && !(called instanceof Uint8Array) ? called : own;
    const shape = input?.members?.[member];
    if (value === undefined || !shape)
      return shape?.idempotencyToken ? makeUuid(this.context.mint(32)) : undefined;
    if (shape.type === "list") return [value];
    return shape.type === "string" ? String(value) : value;
  }

  /** Fills what names the thing in a call about it, and what the call demands besides. */
  fillRequired(operation: Operation, input: Record<string, Value>): void {
    const meaning = this.kind.resources.operations[operation.name]?.input ?? [];
    const names = meaning
      .filter(({ part, type }) => part === "own" && type === this.kind.type)
      .map(({ path }) => path);
    const required = operation.input?.required ?? [];
    for (const member of [
      ...required,
      ...(required.some((one) => names.includes(one)) ? [] : names.slice(0, 1)),
    ]) {
      if (input[member] !== undefined) continue;
      const value = this.fill(operation, member.replace(/\[\]$/, ""));
      if (value !== undefined) input[member.replace(/\[\]$/, "")] = value;
    }
  }
}
