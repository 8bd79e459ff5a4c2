/** Lists of EventBridge that the generic behaviour does not have, or not in pages. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
import type { Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { find } from "../../behaviour/reads/find.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { findBus, invalid, RULE, readCallBus, refuseBus, TARGET } from "./buses.ts";

/** The names of a bus's rules that lead to what an ARN names. */
export function listByTarget(context: Context): Done {
  const { input, operation, store } = context;
  const name = readCallBus(context);
  const bus = findBus(context, name);
  const refused = refuseBus(context, name);
  if (!bus || refused) return { error: refused ?? invalid("") };
  const arn = readText(input, "TargetArn");
  const names = store
    .listInner(bus)
    .filter((rule) => rule.type === RULE)
    .filter((rule) =>
      store.listInner(rule).some(({ type, members }) => type === TARGET && readText(members, "Arn") === arn),
    )
    .map(({ chain }) => chain.at(-1) ?? "")
    .toSorted();
  const page = paginate(operation, input, names);
  return page ? { output: merge({ RuleNames: page.items }, page.more) } : { error: WRONG_TOKEN };
}

/** What is said of a token that is none of a list's. */
const WRONG_TOKEN = invalid("Parameter NextToken is not valid.");

/** A list of the generic behaviour in pages of as many as the call asks for, of which the model does not know. */
export function listInPages(context: Context, member: string): Done {
  const { input, operation } = context;
  const { Limit: _, NextToken: __, ...asked } = input;
  const done = find({ ...context, input: asked });
  const all = "output" in done ? done.output[member] : undefined;
  if ("error" in done || !Array.isArray(all) || !operation.pagination) return done;
  const pagination = { ...operation.pagination, pageSize: "Limit" };
  const page = paginate({ ...operation, pagination }, input, all as readonly Value[]);
  return page ? { output: merge(done.output, { [member]: page.items }, page.more) } : { error: WRONG_TOKEN };
}
