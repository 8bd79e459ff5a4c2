/** What an account commits to for all of its streams. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "./streams.ts";

const KIND = { service: "kinesis", type: "account-settings" };
const MEMBER = "MinimumThroughputBillingCommitment";
/** It cannot be ended earlier. */
const LEAST_MS = 24 * 3_600_000;

function find({ store, caller }: Context): Thing | undefined {
  return store.findFirst(caller, KIND);
}

function readCommitment(members: Structure): Structure {
  const value = members[MEMBER];
  return isStructure(value) ? value : makeStructure();
}

/** The commitment as it is at a moment: one that is to end ends by itself. */
function tell(context: Context): Structure {
  const commitment = readCommitment(find(context)?.members ?? makeStructure());
  const end = commitment["EarliestAllowedEndAt"];
  const status = readText(commitment, "Status");
  if (status === "ENABLED") return commitment;
  const isEnding = end instanceof Date && end.getTime() > context.now;
  if (isEnding) return merge(commitment, { Status: "ENABLED_UNTIL_EARLIEST_ALLOWED_END" });
  return merge({ Status: "DISABLED" }, end instanceof Date ? { EndedAt: end } : {});
}

/** Tells the settings. */
export function describeAccountSettings(context: Context): Done {
  return { output: merge({ [MEMBER]: tell(context) }) };
}

/** Begins a commitment, or lets it end. */
export function updateAccountSettings(context: Context): Done {
  const { input, told, store, caller, now, operation } = context;
  const wanted = readText(readCommitment(input), "Status");
  const before = tell(context);
  const isOn = readText(before, "Status") !== "DISABLED";
  if (wanted === "DISABLED" && !isOn && !told) return refuse("There is no commitment that could end.");
  const started = isOn
    ? before
    : { StartedAt: new Date(now), EarliestAllowedEndAt: new Date(now + LEAST_MS) };
  store.put({
    ...KIND,
    place: { account: caller.account, region: caller.region },
    chain: ["settings"],
    within: undefined,
    names: {},
    members: merge({ [MEMBER]: merge(started, { Status: wanted }) }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  });
  return { output: told?.output ?? merge({ [MEMBER]: tell(context) }) };
}
