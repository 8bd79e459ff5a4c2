/**
 * What becomes of a thing by an operation whose name says it: a job that is cancelled, an execution that is stopped stays and
 * is told as that. Which words say what is a table; which of them a service has, its model tells.
 */
import * as v from "valibot";
import type { Shape } from "../../../aws/model/types.ts";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import { tellAs } from "../makes/states.ts";
import rows from "./ended.json" with { type: "json" };

/** A row of ended.json: what things are told as after such an operation, the first of the texts that their state can be. */
export const EndedRow = v.strictObject({
  operations: Pattern,
  texts: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

const ROWS: readonly v.InferOutput<typeof EndedRow>[] = rows;

/** The structures that tell of a thing in an answer: the whole, and what is one level inside of it. */
function listHolders(output: Shape | undefined): Shape[] {
  const inner = Object.values(output?.members ?? {}).map((shape) => shape.member ?? shape);
  return [output, ...inner].flatMap((shape) => (shape?.members ? shape : []));
}

const VERSION = /v\d+$/;

/**
 * Whether it is the thing itself that an operation's name ends with, one or many: `StopFleet` is of a fleet, `StopFleetActions` of
 * something that a fleet has.
 */
function isOfThing(operation: string, type: string): boolean {
  const name = operation.toLowerCase().replace(VERSION, "");
  const last = type.split("-").at(-1) ?? type;
  return ["", "s", "es"].some((many) => name.endsWith(last + many));
}

/**
 * What the state of the thing that a call is about is told as after the call; undefined where the call's name says nothing of it,
 * nothing makes such things, or no read tells a state that is called so.
 */
export function tellEnded({ operation, meaning, resources }: Context): Structure | undefined {
  const row = ROWS.find(({ operations }) => matchesPattern(operations, operation.name));
  const { type } = meaning;
  if (!row || type === undefined || !meaning.input.some(({ part }) => part === "own")) return undefined;
  const all = Object.entries(resources.operations).filter(([, one]) => one.type === type);
  if (!all.some(([, { deed }]) => deed === "create")) return undefined;
  // A read of one thing tells more of it than a list.
  const reads = ["read", "list"].flatMap((way) =>
    all.flatMap(([name, { deed }]) => (deed === way ? (operation.model.operations[name] ?? []) : [])),
  );
  const ended = reads
    .flatMap(({ output }) => listHolders(output))
    .map((holder) => tellAs(holder, row.texts))
    .find((told) => told !== undefined);
  if (!ended || isOfThing(operation.name, type)) return ended;
  // The thing stays as it is, and is not taken away for what it has.
  return meaning.deed === "detach" || meaning.deed === "delete" ? makeStructure() : undefined;
}
