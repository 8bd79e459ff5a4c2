/** Makes log groups and streams, changes and ends them. What is right with a call is done by the generic behaviour. */
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { forgetSummary } from "./event-space.ts";
import { findAskedStream, findGroup, findIdentified, findStream, GROUP, STREAM } from "./groups.ts";
import { fail, NO_GROUP, type Refused, refuse } from "./refusals.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Refuses how long AWS keeps no events. */
export function putRetentionPolicy(context: Context): Done | undefined {
  const { input, told } = context;
  if (told) return undefined;
  if (!findGroup(context, readText(input, "logGroupName"))) return NO_GROUP;
  const { retentionInDays: days } = input;
  if (typeof days === "number" && RETENTIONS.includes(days)) return undefined;
  return refuse(
    `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(", ")}]`,
  );
}

/** Takes away how long events are kept. */
export function deleteRetentionPolicy(context: Context): Done | undefined {
  const { input, told, store } = context;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group) return told ? undefined : NO_GROUP;
  const { retentionInDays: _, ...members } = group.members;
  store.put({ ...group, members: merge(members) });
  return { output: merge() };
}

/** Refuses to end a group that is protected. */
export function deleteLogGroup(context: Context): Done | undefined {
  const { input, told } = context;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (told || group?.members["deletionProtectionEnabled"] !== true) return undefined;
  return fail(
    "ValidationException",
    "The log group cannot be deleted because deletion protection is enabled. Disable deletion protection and try again.",
  );
}

/** Ends a stream with its events. */
export function deleteLogStream(context: Context): Done {
  const { told } = context;
  const found = findAskedStream(context);
  if ("error" in found) return told ? { output: told.output } : found;
  const done = remove(context, STREAM.type);
  if (!("error" in done)) forgetSummary(context, found.group, found.stream);
  return done;
}

/** Refuses a stream of a group that is not there, and one whose name is taken. */
export function createLogStream(context: Context): Done | undefined {
  const { input, told } = context;
  if (told) return undefined;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group) return NO_GROUP;
  return findStream(context, group, readText(input, "logStreamName"))
    ? fail("ResourceAlreadyExistsException", "The specified log stream already exists")
    : undefined;
}

/** The group that a call about its key means, by its name or its ARN. */
function findKeyed(context: Context): Thing | Refused | undefined {
  const { input } = context;
  const [name, identifier] = [readText(input, "logGroupName"), readText(input, "resourceIdentifier")];
  // What is no group's is the results of queries.
  if (identifier !== "" && !identifier.includes(":log-group:")) return undefined;
  return (name === "" ? findIdentified(context, identifier) : findGroup(context, name)) ?? NO_GROUP;
}

/** Takes a group's key from it, or gives it one. */
function changeKey(isGiven: boolean): (context: Context) => Done | undefined {
  return (context) => {
    const found = findKeyed(context);
    if (!found || "error" in found) return context.told ? undefined : found;
    const { kmsKeyId: _, ...rest } = found.members;
    const { kmsKeyId } = context.input;
    context.store.put({ ...found, members: merge(rest, isGiven ? { kmsKeyId } : {}) });
    return { output: merge() };
  };
}

export const associateKmsKey = changeKey(true);
export const disassociateKmsKey = changeKey(false);

/** Refuses a group whose name is taken, or AWS's. */
export function createLogGroup(context: Context): Done | undefined {
  const { told, input, store, caller } = context;
  const name = readText(input, "logGroupName");
  if (!told && /^aws\//i.test(name)) return refuse("Log groups starting with AWS/ are reserved for AWS.");
  const isTaken = store.find(caller, GROUP, [name])?.chain.at(-1) === name;
  return !told && isTaken
    ? fail("ResourceAlreadyExistsException", "The specified log group already exists")
    : undefined;
}
