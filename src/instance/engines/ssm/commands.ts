/**
 * Commands and what becomes of them on each instance. No agent runs here: a command waits until it is cancelled, or its time is over.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html
 */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { type ClientOperation, refuse } from "../refusal.ts";
import { DOCUMENT } from "./document.ts";
import { takePage } from "./pages.ts";

const COMMAND = { service: "ssm", type: "command" } as const;
const INSTANCE = { service: "ec2", type: "instance" } as const;
const TAG = "tag:";
const USUAL_PAGE = 50;
/** Seconds in which a command must have reached an instance. */
const USUAL_TIME = 3600;
const CANCELLED = "CancelledInstanceIds";
/** Members of a call that the command tells as they are. */
const SAID = [
  "Comment",
  "DocumentVersion",
  "Parameters",
  "InstanceIds",
  "Targets",
  "OutputS3Region",
  "OutputS3BucketName",
  "OutputS3KeyPrefix",
  "MaxConcurrency",
  "MaxErrors",
  "NotificationConfig",
  "CloudWatchOutputConfig",
  "TimeoutSeconds",
];

type Named = readonly [id: string, tags: ReadonlyMap<string, string>];

function listInstances(context: Context): readonly Named[] {
  const all = context.store.list(placeOf(context, COMMAND.type), INSTANCE);
  return all.map(({ names, chain, tags }) => [names.id ?? chain.at(-1) ?? "", tags] as const);
}

/** Whether an instance is what a target means. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
function isMeant([id, tags]: Named, target: Structure): boolean {
  const [key, values] = [readText(target, "Key"), listTexts(target["Values"])];
  if (key.toLowerCase() === "instanceids") return values.includes(id);
  if (key === "tag-key") return values.some((value) => tags.has(value));
  const value = key.startsWith(TAG) ? tags.get(key.slice(TAG.length)) : undefined;
  return value !== undefined && values.includes(value);
}

/** The instances to which a command goes. */
function listTargets(context: Context, { members }: Thing): readonly string[] {
  const targets = listStructures(members["Targets"]);
  if (targets.length === 0) return listTexts(members["InstanceIds"]);
  const met = listInstances(context).filter((one) => targets.every((target) => isMeant(one, target)));
  return met.map(([id]) => id);
}

/** What has become of a command on an instance. */
function tellStatus({ now }: Context, { members }: Thing, instance: string): Structure {
  const { ExpiresAfter } = members;
  if (listTexts(members[CANCELLED]).includes(instance))
    return merge({ Status: "Cancelled", StatusDetails: "Cancelled" });
  return ExpiresAfter instanceof Date && ExpiresAfter.getTime() <= now
    ? merge({ Status: "TimedOut", StatusDetails: "DeliveryTimedOut" })
    : merge({ Status: "Pending", StatusDetails: "Pending" });
}

/** A command as all of its invocations are, or it waits for one. */
function tellCommand(context: Context, command: Thing): Structure {
  const { [CANCELLED]: _cancelled = null, ...members } = command.members;
  const targets = listTargets(context, command);
  const told = targets.map((one) => tellStatus(context, command, one));
  const waiting = told.find(({ Status }) => Status === "Pending") ?? told[0];
  return merge(
    members,
    {
      ...{ TargetCount: targets.length, CompletedCount: 0, ErrorCount: 0 },
      DeliveryTimedOutCount: told.filter(({ Status }) => Status === "TimedOut").length,
    },
    waiting ?? { Status: "Pending", StatusDetails: "Pending" },
  );
}

function demandCommand(context: Context, id: string): Thing {
  const found = context.store.find(placeOf(context, COMMAND.type), COMMAND, [id]);
  return found ?? refuse("InvalidCommandId");
}

/** Commands that a call is about: the one that it names, or all; the last first. */
function listAsked(context: Context): readonly Thing[] {
  const id = readText(context.input, "CommandId");
  if (id !== "") return [demandCommand(context, id)];
  return context.store.list(placeOf(context, COMMAND.type), COMMAND).toReversed();
}

/** Whether what is told of a command passes the filters of a call. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandFilter.html */
function passes({ input }: Context, told: Structure): boolean {
  const { RequestedDateTime: at } = told;
  return listStructures(input["Filters"]).every((filter) => {
    const [key, value] = [readText(filter, "key"), readText(filter, "value")];
    if (key === "InvokedAfter") return at instanceof Date && at >= new Date(value);
    if (key === "InvokedBefore") return at instanceof Date && at < new Date(value);
    return readText(told, key) === value;
  });
}

/** The names of documents of AWS's own, which are not known here, begin so; an ARN is one that somebody shares. */
const ELSEWHERE = ["aws", "amazon", "amzn", "arn:"];

function demandRunnable(context: Context, name: string): void {
  const isElsewhere = ELSEWHERE.some((start) => name.toLowerCase().startsWith(start));
  if (!isElsewhere && !context.store.find(placeOf(context, DOCUMENT.type), DOCUMENT, [name]))
    refuse("InvalidDocument", `Document with name ${name} does not exist.`);
}

function send(context: Context): Done {
  const { input, store, now, mint, operation } = context;
  const DocumentName = readText(input, "DocumentName");
  demandRunnable(context, DocumentName);
  const id = makeUuid(mint(32));
  const { TimeoutSeconds } = input;
  const seconds = typeof TimeoutSeconds === "number" ? TimeoutSeconds : USUAL_TIME;
  const said = SAID.flatMap((name): readonly (readonly [string, Value])[] => {
    const value = input[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const members = merge(
    { CommandId: id, DocumentName, DocumentVersion: "$DEFAULT", Comment: "", Parameters: makeStructure() },
    { InstanceIds: [], Targets: [], MaxConcurrency: "50", MaxErrors: "0" },
    { OutputS3BucketName: "", OutputS3KeyPrefix: "", TimeoutSeconds: seconds },
    { ServiceRole: readText(input, "ServiceRoleArn") },
    { RequestedDateTime: new Date(now), ExpiresAfter: new Date(now + seconds * 1000) },
    Object.fromEntries(said),
  );
  const command: Thing = {
    ...COMMAND,
    place: placeOf(context, COMMAND.type),
    chain: [id],
    within: undefined,
    names: { id },
    members,
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  };
  store.put(command);
  // AWS has not looked for the targets when it answers.
  return { output: merge({ Command: merge(tellCommand(context, command), { TargetCount: 0 }) }) };
}

function list(context: Context): Done {
  const instance = readText(context.input, "InstanceId");
  const told = listAsked(context)
    .filter((one) => instance === "" || listTargets(context, one).includes(instance))
    .map((one) => tellCommand(context, one))
    .filter((one) => passes(context, one));
  const page = takePage(context, told, USUAL_PAGE);
  return { output: merge({ Commands: page.items }, page.more) };
}

const OF_INVOCATION = ["CommandId", "Comment", "DocumentName", "DocumentVersion"];
const NO_OUTPUT = { StandardOutputUrl: "", StandardErrorUrl: "" };

function tellInvocation(context: Context, command: Thing, InstanceId: string): Structure {
  const said = OF_INVOCATION.map((name) => [name, readText(command.members, name)] as const);
  return merge(
    { InstanceId, ...Object.fromEntries(said) },
    tellStatus(context, command, InstanceId),
    NO_OUTPUT,
  );
}

function listInvocations(context: Context): Done {
  const wanted = readText(context.input, "InstanceId");
  const told = listAsked(context).flatMap((command) =>
    listTargets(context, command)
      .filter((one) => wanted === "" || one === wanted)
      .map((one) => {
        const { RequestedDateTime = null, ServiceRole = "" } = command.members;
        const more = { InstanceName: "", CommandPlugins: [], RequestedDateTime, ServiceRole };
        return merge(tellInvocation(context, command, one), more);
      })
      .filter((one) => passes(context, one)),
  );
  const page = takePage(context, told, USUAL_PAGE);
  return { output: merge({ CommandInvocations: page.items }, page.more) };
}

function getInvocation(context: Context): Done {
  const { input } = context;
  const InstanceId = readText(input, "InstanceId");
  const command = demandCommand(context, readText(input, "CommandId"));
  if (!listTargets(context, command).includes(InstanceId)) refuse("InvocationDoesNotExist");
  return {
    output: merge(tellInvocation(context, command, InstanceId), {
      PluginName: readText(input, "PluginName"),
      // Nothing has been run that would have answered.
      ResponseCode: -1,
      ...{ ExecutionStartDateTime: "", ExecutionElapsedTime: "", ExecutionEndDateTime: "" },
      ...{ StandardOutputContent: "", StandardErrorContent: "" },
      CloudWatchOutputConfig: merge({ CloudWatchLogGroupName: "", CloudWatchOutputEnabled: false }),
    }),
  };
}

function cancel(context: Context): Done {
  const { input, store } = context;
  const command = demandCommand(context, readText(input, "CommandId"));
  const all = listTargets(context, command);
  const asked = listTexts(input["InstanceIds"]);
  if (asked.some((one) => !all.includes(one))) refuse("InvalidInstanceId");
  const waiting = (asked.length > 0 ? asked : all).filter(
    (one) => tellStatus(context, command, one)["Status"] === "Pending",
  );
  const gone = [...listTexts(command.members[CANCELLED]), ...waiting];
  store.put({ ...command, members: merge(command.members, { [CANCELLED]: gone }) });
  return { output: makeStructure() };
}

/** What is set on commands that stand, in a replay, too. */
export const commandSettings: Readonly<Record<string, ClientOperation>> = { CancelCommand: cancel };

/** The operations of commands. */
export const commands: Readonly<Record<string, ClientOperation>> = {
  GetCommandInvocation: getInvocation,
  ListCommandInvocations: listInvocations,
  ListCommands: list,
  SendCommand: send,
};
