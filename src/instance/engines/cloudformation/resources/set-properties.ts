/** Sets properties of a thing by further calls: those that rows say, else those that the tables tell. */
import { fold } from "../../../../aws/cloudformation/kinds.ts";
import { listRows } from "../../../../aws/cloudformation/rows.ts";
import { loadModel } from "../../../../aws/model/table.ts";
import type { Operation } from "../../../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { buildInput, findProperty } from "./build-input.ts";
import { completeInput } from "./complete-input.ts";
import { fillRow, type RowWorld, readAt } from "./fill-row.ts";
import { findSetter, type SetterWay } from "./find-setter.ts";
import { findMakingRow } from "./kind.ts";
import { MakingFault, type ResourceMaker } from "./resource-maker.ts";
import { listMakingRows, type MakingRowOf } from "./rows.ts";
import { fillMembers, readMembers } from "./to-shape.ts";

type CallRow = MakingRowOf<"call"> | MakingRowOf<"each">;

/** Sets what a thing is to be. */
export class PropertySetter {
  constructor(readonly maker: ResourceMaker) {}

  /** Sets the properties that what made the thing did not take, by rows, else by what the tables tell. */
  async setOthers(properties: JsonObject, maker?: string): Promise<void> {
    const groups = new Map<
      string,
      { readonly operation: Operation; readonly values: Record<string, JsonValue> }
    >();
    const setOne = async ([name, value]: readonly [string, JsonValue]): Promise<void> => {
      this.maker.setting = name;
      if (
        name === this.maker.kind.cfn.tags?.property ||
        (await this.#setByRow(name, value)) ||
        (await this.#putInto(name, value))
      )
        return;
      const property = findProperty(this.maker.kind, name);
      const setter = findSetter(
        this.maker.kind,
        property,
        value,
        (operation, member, way) => this.#lacks(operation, member, way, value),
        maker,
      );
      if (!setter) {
        this.maker.undone.push(name);
        return;
      }
      const { operation, way } = setter;
      if (way === "member")
        groups.getOrInsertComputed(operation.name, () => ({ operation, values: {} })).values[name] = value;
      else {
        const items = way === "each" && Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
        for (const item of items) await this.#set(operation, item as JsonObject, property.kind);
      }
    };
    await this.#doAll(Object.entries(properties), setOne);
    await this.#doAll([...groups.values()], async ({ operation, values }) => {
      [this.maker.setting] = Object.keys(values);
      await this.#setAll(operation, values);
    });
    this.maker.setting = undefined;
  }

  /** Sets one property after the other. What is refused before it did anything may need another one: it is tried once more after these. */
  async #doAll<T>(all: readonly T[], setOne: (one: T) => Promise<void>): Promise<void> {
    const later: T[] = [];
    for (const one of all) {
      const done = this.maker.undo.length;
      try {
        await setOne(one);
      } catch (error) {
        if (!(error instanceof MakingFault) || this.maker.undo.length > done || all.length === 1) throw error;
        later.push(one);
      }
    }
    const [first] = later;
    // Nothing was done that could help the others.
    if (first !== undefined && later.length === all.length) await setOne(first);
    if (later.length > 0) await this.#doAll(later, setOne);
  }

  /** Changes properties of a thing that stands: by what put it, else by what the tables tell. */
  async change(name: string, all: JsonObject, changed: JsonObject): Promise<void> {
    const { kind, wanted } = this.maker;
    const operation = kind.model.operations[name];
    const isPut = kind.resources.operations[name]?.deed === "put";
    const others: Record<string, JsonValue> = { ...changed };
    if (operation && isPut) {
      const { input, placed } = buildInput(kind, operation, all);
      const row = findMakingRow(kind, operation.name)?.members;
      if (row) Object.assign(input, readMembers(operation, fillRow(row, this.maker.makeWorld())));
      this.maker.fillRequired(operation, input);
      completeInput(this.maker, operation, input);
      for (const row of listMakingRows(wanted.cfn, "again")) input[row.member] = row.value as Value;
      const { output } = await this.maker.ask(kind.service, operation.name, input);
      this.maker.call = { operation: name, input, output };
      for (const property of placed) delete others[property];
    }
    const tags = kind.cfn.tags?.property;
    if (tags !== undefined && others[tags] !== undefined) await this.maker.tagAfter();
    await this.setOthers(others, name);
    this.maker.known.addAll(all as Structure, false);
  }

  /** Calls an operation with properties that it has as members. */
  async #setAll(operation: Operation, values: JsonObject): Promise<void> {
    const { input, left } = buildInput(this.maker.kind, operation, values);
    this.maker.undone.push(...left);
    this.maker.fillRequired(operation, input);
    await this.maker.do(operation, input);
  }

  /** Calls an operation with the members of a structure. */
  async #set(
    operation: Operation,
    value: JsonObject,
    kind: ReturnType<typeof findProperty>["kind"],
  ): Promise<void> {
    if (!operation.input) return;
    const inner = kind.is === "list" ? kind.of : kind;
    const input = fillMembers(value, operation.input, inner, "", {
      structures: this.maker.kind.cfn.structures,
      onLeft: (path) => void this.maker.undone.push(path),
    });
    this.maker.fillRequired(operation, input);
    await this.maker.do(operation, input);
  }

  #lacks(operation: Operation, member: string, way: SetterWay, value: JsonValue): boolean {
    const [item] = way === "each" && Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    const isInside =
      way !== "member" && isObject(item) && Object.keys(item).some((name) => fold(name) === fold(member));
    return !isInside && this.maker.fill(operation, member) === undefined;
  }

  /** Whether rows say what is done for a property; it is done. */
  async #setByRow(name: string, value: JsonValue): Promise<boolean> {
    const { cfn } = this.maker.wanted;
    if (listMakingRows(cfn, "leave").some((row) => row.property === name)) return true;
    if (listMakingRows(cfn, "secret").some((row) => row.property === name)) return true;
    const calls: readonly CallRow[] = [...listMakingRows(cfn, "call"), ...listMakingRows(cfn, "each")].filter(
      (row) => row.property === name,
    );
    for (const row of calls) {
      if (row.kind === "call") {
        if (row.unless !== undefined && String(row.unless) === String(value)) continue;
        if (row.without?.some((other) => this.maker.wanted.properties[other] !== undefined)) continue;
        if (row.when === undefined || Bun.deepEquals(row.when, value) || String(row.when) === String(value))
          await this.#callRow(row, this.maker.makeWorld());
      } else await this.#eachRow(row, value);
    }
    return calls.length > 0;
  }

  async #eachRow(row: MakingRowOf<"each">, value: JsonValue): Promise<void> {
    const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
      ? value.map((item, at) => [String(at), item] as const)
      : isObject(value)
        ? Object.entries(value)
        : [["0", value]];
    for (const [key, item] of entries) {
      const inner = row.inner === undefined ? [item] : readAt(item, row.inner);
      for (const one of Array.isArray(inner) ? inner : [])
        await this.#callRow(row, this.maker.makeWorld({ key, item: one, outer: item }));
    }
  }

  async #callRow(
    { service = this.maker.kind.service, operation, members, undo }: CallRow,
    world: RowWorld,
  ): Promise<void> {
    const found = (await loadModel(service)).operations[operation];
    if (!found) throw new MakingFault(`cloudmock has no operation ${service} ${operation}`);
    await this.maker.do(
      found,
      readMembers(found, fillRow(members, world)),
      this.maker.fillUndo(undo, service, world),
    );
  }

  /** Whether a property's items are things of their own in the API, as the rows of the export say; they are put there. */
  async #putInto(name: string, value: JsonValue): Promise<boolean> {
    const { cfn, model, service } = this.maker.kind;
    const row = listRows("into").find(
      (one) => one.cfn === cfn.name && one.property === name && one.type.startsWith(`${service}:`),
    );
    const [, type = ""] = row?.type.split(":") ?? [];
    const bare = type.replace(/ attachment$/, "");
    const called =
      row?.operations?.[0] ??
      Object.entries(this.maker.kind.resources.operations).find(
        ([, { type: about, deed }]) =>
          row && about === bare && (deed === "attach" || deed === "create" || deed === "put"),
      )?.[0];
    const operation = model.operations[called ?? ""];
    if (!row || !operation || !Array.isArray(value)) return false;
    for (const item of value as readonly JsonValue[]) {
      const input: Record<string, Value> = Object.assign(makeStructure(), { [row.item]: item as Value });
      this.maker.fillRequired(operation, input);
      if (input[row.by] === undefined) {
        const own = this.maker.fill(operation, row.by) ?? this.maker.known.findText("$ref");
        if (own !== undefined) input[row.by] = own;
      }
      await this.maker.do(operation, input);
    }
    return true;
  }
}
