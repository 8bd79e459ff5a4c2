/** A stack: the thing that stands, and what it keeps beside it: its template, its resources, what happened to it. */
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { JsonObject, JsonValue } from "../../../../base/values.ts";
import { isGone } from "../../../behaviour/changes/gone-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Space } from "../../../records.ts";
import type { Thing } from "../../../thing.ts";
import { merge } from "../../engine.ts";
import type { MadeResource } from "../resources/made-resource.ts";
import { fault } from "../template/faults.ts";

/** What a stack is in the store. */
export const STACK = { service: "cloudformation", type: "stack" } as const;

/** A resource of a stack, and how it is. */
export interface StackResource extends MadeResource {
  readonly status: string;
  readonly why: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The logical ids of what it needs. */
  readonly needs: readonly string[];
  readonly deletionPolicy: string;
}

/** What a template told others by an output. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exported: string | undefined;
}

/** What a stack keeps. */
export interface StackState {
  readonly template: string;
  /** What the parameters were given, by their names. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
  readonly outputs: readonly StackOutput[];
  /** Names that it imports. */
  readonly imports: readonly string[];
}

/** Nothing was made yet. */
export const EMPTY_STATE: StackState = {
  template: "",
  parameters: {},
  tags: {},
  resources: [],
  outputs: [],
  imports: [],
};

/** A call about stacks. */
export type StackContext = Pick<Context, "store" | "caller" | "host" | "now" | "mint" | "ask">;

function placeOf({ caller }: Pick<Context, "caller">) {
  return { account: caller.account, region: caller.region };
}

/** The stack with a name or an id, also one that was deleted where it is named by its id; undefined where there is none. */
export function findStack(context: StackContext, name: string): Thing | undefined {
  return context.store.find(placeOf(context), STACK, [name]);
}

/** The same, refused where there is none. */
export function demandStack(context: StackContext, name: string): Thing {
  const stack = findStack(context, name);
  if (!stack) throw fault(`Stack with id ${name} does not exist`);
  return stack;
}

/** The stacks of the caller's account and region that were not deleted. */
export function listStacks(context: StackContext): Thing[] {
  return context.store.list(placeOf(context), STACK).filter((stack) => !isGone(stack));
}

/** What a stack is called. */
export function nameStack({ chain, members }: Thing): string {
  const { StackName: name } = members;
  return typeof name === "string" && name !== "" ? name : (chain.at(-1) ?? "");
}

/** The ARN of a stack. */
export function tellStackId(stack: Thing): string {
  return stack.names.arn ?? stack.names.id ?? nameStack(stack);
}

/** The state of a stack. */
export function tellStatus({ members }: Thing): string {
  return String(members["StackStatus"] ?? "");
}

function openSpace({ store, caller }: StackContext, stack: Thing, part: string): Space {
  const owner = JSON.stringify([caller.account, caller.region, "cloudformation", tellStackId(stack)]);
  return store.records.space(owner, part);
}

const STATE_KEY = "state";

/** What a stack keeps; undefined of one that a log brought, whose template nobody knows. */
export function readState(context: StackContext, stack: Thing): StackState | undefined {
  const kept = openSpace(context, stack, "state").get(STATE_KEY);
  return typeof kept === "string" ? (JSON.parse(kept) as StackState) : undefined;
}

/** Keeps the state of a stack. */
export function keepState(context: StackContext, stack: Thing, state: StackState): void {
  openSpace(context, stack, "state").put(STATE_KEY, JSON.stringify(state));
}

/** Something that happened to a stack or a resource of it. */
export interface StackEvent {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly why: string | undefined;
  readonly properties: string | undefined;
  readonly at: number;
  readonly token: string | undefined;
}

const DIGITS = 10;

/** Keeps an event behind those before it. */
export function keepEvent(context: StackContext, stack: Thing, event: StackEvent): void {
  const space = openSpace(context, stack, "events");
  space.put(String(space.count()).padStart(DIGITS, "0"), JSON.stringify(event));
}

/** What happened to a stack, the newest first. */
export function listEvents(context: StackContext, stack: Thing): StackEvent[] {
  return openSpace(context, stack, "events")
    .listValues()
    .map((text) => JSON.parse(String(text)) as StackEvent)
    .reverse();
}

/** Puts a stack with other members. */
export function changeStack(
  { store }: StackContext,
  stack: Thing,
  members: Readonly<Record<string, Value | undefined>>,
): Thing {
  const changed = { ...stack, members: withoutNothing(merge(stack.members, members)) };
  store.put(changed);
  return changed;
}

function withoutNothing(members: Structure): Structure {
  return Object.assign(
    makeStructure(),
    Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
  );
}

/** What a new stack is made with. */
export interface NewStack {
  readonly name: string;
  readonly arn: string;
  readonly members: Structure;
  readonly operation: string;
  readonly input: Structure;
}

/** Puts a new stack. */
export function putStack(context: StackContext, { name, arn, members, operation, input }: NewStack): Thing {
  const stack: Thing = {
    ...STACK,
    place: placeOf(context),
    chain: [name],
    within: undefined,
    names: { id: arn, arn },
    members,
    tags: new Map(),
    createdAt: context.now,
    call: { operation, input, output: merge({ StackId: arn }) },
  };
  context.store.put(stack);
  return stack;
}

/** Resolved properties as an event tells them. */
export function tellProperties(properties: JsonObject | undefined): string | undefined {
  return properties && JSON.stringify(properties satisfies JsonValue);
}
