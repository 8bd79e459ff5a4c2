/**
 * EventBridge: events that are put go to what rules lead them to; archives keep them; and AWS's own checks come before what the
 * generic behaviour does with buses, rules and targets. https://docs.aws.amazon.com/eventbridge/latest/APIReference/
 */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { standUp } from "../../behaviour/makes/stand-up.ts";
import type { Done } from "../../gateway.ts";
import type { DataEngine } from "../engine.ts";
import { readText } from "../engine.ts";
import {
  checkApiDestination,
  createApiDestination,
  settleDestinations,
  updateApiDestination,
} from "./api-destinations.ts";
import { createArchive, updateArchive } from "./archive-rules.ts";
import { absent, readCallBus, refuseBus, SERVICE } from "./buses.ts";
import {
  checkArchive,
  checkCreateEventBus,
  checkDeleteEventBus,
  checkOneFilter,
  checkPutPermission,
  checkRemovePermission,
  checkSource,
  checkTagged,
} from "./check-others.ts";
import { checkChangedRule, checkDeleteRule, checkPutRule, checkRule } from "./check-rules.ts";
import { checkPutTargets } from "./check-targets.ts";
import {
  authorizeConnections,
  checkConnection,
  createConnection,
  deauthorizeConnection,
  deleteConnection,
  findConnection,
  updateConnection,
} from "./connections.ts";
import {
  describeEventSource,
  listEventSources,
  listSourceAccounts,
  putPartnerEvents,
  setEventSource,
} from "./event-sources.ts";
import { listByTarget, listInPages } from "./list-by-target.ts";
import { putEvents, testEventPattern } from "./put-events.ts";
import { removeTargets } from "./remove-targets.ts";
import { cancelReplay, REPLAY, settleReplays, startReplay } from "./replays.ts";

type Check = (context: Context) => ServiceError | "gone" | undefined;

/** Refuses a client's call as AWS does, and leaves what is not refused to the generic behaviour. What production did is right. */
function checked(check: Check): (context: Context) => Done | undefined {
  return (context) => {
    if (context.told) return undefined;
    standUp(context);
    const refused = check(context);
    if (refused === "gone") return { output: makeStructure() };
    return refused && { error: refused };
  };
}

/** The same for what does the call itself. */
function own<T extends Done | undefined | Promise<Done>>(
  doIt: (context: Context) => T,
): (context: Context) => T | undefined {
  return (context) => {
    if (context.told) return undefined;
    standUp(context);
    return doIt(context);
  };
}

/** A list in pages, with what is refused of it. */
function listed(member: string, check: Check = () => undefined): (context: Context) => Done | undefined {
  const refuse = checked(check);
  return (context) => refuse(context) ?? (context.told ? undefined : listInPages(context, member));
}

const FILTERS = ["NamePrefix", "EventSourceArn", "State"];

function checkReplay(context: Context): ServiceError | undefined {
  settleReplays(context);
  const { store, caller, input } = context;
  const { account, region } = caller;
  const name = readText(input, "ReplayName");
  const isThere = store.find({ account, region }, { service: SERVICE, type: REPLAY }, [name]);
  return isThere ? undefined : absent(`Replay ${name} does not exist.`);
}

/** What was done with a connection, once its destinations know of it. */
function settled(context: Context, done: Done): Done {
  const connection = findConnection(context);
  if (connection) settleDestinations(context, connection);
  return done;
}

/** Authorizes the connections whose time for it is over, before a call. */
function settling<T>(doIt: (context: Context) => T): (context: Context) => T {
  return (context) => {
    for (const connection of context.told ? [] : authorizeConnections(context))
      settleDestinations(context, connection);
    return doIt(context);
  };
}

export const events: DataEngine = {
  PutEvents: putEvents,
  TestEventPattern: testEventPattern,
  PutPartnerEvents: putPartnerEvents,
  DescribeEventSource: own(describeEventSource),
  ListEventSources: own(listEventSources),
  ListPartnerEventSourceAccounts: own(listSourceAccounts),
  ActivateEventSource: own((context) => setEventSource(context, "ACTIVE")),
  DeactivateEventSource: own((context) => setEventSource(context, "PENDING")),
  CreateEventBus: checked(checkCreateEventBus),
  UpdateEventBus: checked((context) => refuseBus(context, readCallBus(context, "Name"))),
  DescribeEventBus: checked((context) => refuseBus(context, readCallBus(context, "Name"))),
  DeleteEventBus: checked(checkDeleteEventBus),
  PutPermission: checked(checkPutPermission),
  RemovePermission: checked(checkRemovePermission),
  PutRule: checked(checkPutRule),
  DescribeRule: checked(checkRule),
  EnableRule: checked(checkChangedRule),
  DisableRule: checked(checkChangedRule),
  DeleteRule: checked(checkDeleteRule),
  ListRules: checked((context) => refuseBus(context, readCallBus(context))),
  ListRuleNamesByTarget: own(listByTarget),
  ListEventBuses: listed("EventBuses"),
  PutTargets: checked(checkPutTargets),
  RemoveTargets: own(removeTargets),
  ListTargetsByRule: checked((context) => checkRule(context, "Rule")),
  CreateArchive: own(createArchive),
  DescribeArchive: checked(checkArchive),
  UpdateArchive: own(updateArchive),
  DeleteArchive: checked(checkArchive),
  ListArchives: listed("Archives", (context) => checkOneFilter(context, FILTERS) ?? checkSource(context)),
  StartReplay: own(startReplay),
  CancelReplay: own(cancelReplay),
  DescribeReplay: checked(checkReplay),
  ListReplays: listed("Replays", (context) => {
    settleReplays(context);
    return checkOneFilter(context, FILTERS);
  }),
  ListConnections: settling(listed("Connections")),
  ListApiDestinations: settling(listed("ApiDestinations")),
  CreateConnection: own(createConnection),
  UpdateConnection: own(async (context) => settled(context, await updateConnection(context))),
  DescribeConnection: settling(own((context) => checkConnection(context, "describe"))),
  DeauthorizeConnection: own((context) => settled(context, deauthorizeConnection(context))),
  DeleteConnection: own(deleteConnection),
  CreateApiDestination: settling(own(createApiDestination)),
  UpdateApiDestination: settling(own(updateApiDestination)),
  DescribeApiDestination: settling(
    checked((context) => checkApiDestination(context, "Failed to describe the api-destination(s). ")),
  ),
  DeleteApiDestination: checked((context) => checkApiDestination(context)),
  TagResource: checked(checkTagged),
  UntagResource: checked(checkTagged),
  ListTagsForResource: checked(checkTagged),
};
