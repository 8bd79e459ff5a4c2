/** Which log group, and which of its streams, a call is about. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { NO_GROUP, NO_STREAM, type Refused, refuse } from "./refusals.ts";

export const GROUP = { service: "logs", type: "log-group" };
export const STREAM = { service: "logs", type: "log-stream" };

type Place = Pick<Context, "store" | "caller">;

/** The log group of a name. */
export function findGroup({ store, caller }: Place, name: string): Thing | undefined {
  const found = store.find(caller, GROUP, [name]);
  return found?.chain.at(-1) === name ? found : undefined;
}

/** The name that a name or an ARN says, which may end with `:*`. */
export function readGroupName(identifier: string): string {
  const [, name] = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(identifier) ?? [];
  return name ?? identifier;
}

/** Whether something of the caller's place is named, as far as the text tells. */
function isHere({ caller }: Place, identifier: string): boolean {
  const [head, , , region, account] = identifier.split(":");
  return head !== "arn" || (region === caller.region && account === caller.account);
}

/** The log group that a name or an ARN names. */
export function findIdentified(place: Place, identifier: string): Thing | undefined {
  return isHere(place, identifier) ? findGroup(place, readGroupName(identifier)) : undefined;
}

/** The log group that a call names by its name or another way, or why it names none. */
export function findAskedGroup(context: Context): { readonly group: Thing } | Refused {
  const { input } = context;
  const [name, identifier] = [readText(input, "logGroupName"), readText(input, "logGroupIdentifier")];
  if ((name === "") === (identifier === "")) return refuse("Should provider either name or id, but not both");
  const group = name === "" ? findIdentified(context, identifier) : findGroup(context, name);
  return group ? { group } : NO_GROUP;
}

/** Refuses what is asked of a group that is not there. */
export function refuseAbsentGroup(context: Context): Done | undefined {
  return context.told || findGroup(context, readText(context.input, "logGroupName")) ? undefined : NO_GROUP;
}

/** The name of a thing. */
export function nameOf({ chain }: Thing): string {
  return chain.at(-1) ?? "";
}

/** The stream of a group. */
export function findStream({ store }: Place, group: Thing, name: string): Thing | undefined {
  const found = store.find(group.place, STREAM, [name], group.chain);
  return found?.chain.at(-1) === name ? found : undefined;
}

/** The group and the stream that a call names, or why it names none. */
export function findAskedStream(
  context: Context,
): { readonly group: Thing; readonly stream: Thing } | Refused {
  const found = findAskedGroup(context);
  if ("error" in found) return found;
  const stream = findStream(context, found.group, readText(context.input, "logStreamName"));
  return stream ? { group: found.group, stream } : NO_STREAM;
}

/** The streams of a group, by their names. */
export function listStreams({ store }: Place, group: Thing): Thing[] {
  const all = store.listInner(group).filter(({ type }) => type === STREAM.type);
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The number of a member, where it has one. */
export function readNumber(values: Structure, member: string): number | undefined {
  const value = values[member];
  return typeof value === "number" ? value : undefined;
}
