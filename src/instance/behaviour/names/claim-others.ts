/**
 * Gives what came along in another service the id that production's answer has for it: the default group of the network in which a
 * database is made without a group of its own.
 */
import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Structure } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./claimed.json" with { type: "json" };
import { give } from "./give.ts";

/**
 * A row of claimed.json: where an answer has an id `of` a thing, of a service and type, that came along and has such members. `in`:
 * where the answer says what it is in, and the member that it has that in; `unless` the call gives that member.
 */
export const ClaimedRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  unless: Text,
  at: Text,
  in: v.optional(v.strictObject({ at: Text, member: Text })),
  of: v.pipe(Text, v.regex(/^[\w-]+:[\w-]+$/)),
  has: v.record(Text, Text),
  reason: Text,
});

type Row = v.InferOutput<typeof ClaimedRow>;

const findRows = findByOperation(rows as readonly Row[]);

/** Where things of another service can stand that a call tells of: in the caller's region, or once an account. */
function listPlaces({ caller: { account, region } }: Context) {
  return [
    { account, region },
    { account, region: "" },
  ];
}

/** The thing that may go by the id: it is in what the answer says, in the network that every account has, or came with nothing. */
function findMeant(context: Context, { in: inside, of, has }: Row, output: Structure): Thing | undefined {
  const { store } = context;
  const [service = "", type = ""] = of.split(":");
  const place = { account: context.caller.account, region: context.caller.region };
  const all = listPlaces(context)
    .flatMap((one) => store.list(one, { service, type }))
    .filter(
      ({ brought, members }) =>
        brought === "invented" && Object.entries(has).every(([name, text]) => members[name] === text),
    );
  const [text] = inside ? readTexts(parsePath(inside.at), output) : [];
  const named = all.filter(({ members }) => inside !== undefined && members[inside.member] === text);
  const usual = all.filter(
    ({ call }) =>
      call.with === undefined ||
      store.find(place, { service, type: "vpc" }, [call.with])?.members["IsDefault"] === true,
  );
  const [only, ...others] = named.length > 0 ? named : usual;
  return others.length === 0 ? only : undefined;
}

/** Takes the ids that production's answer tells of other services' things. */
export function claimOthers(context: Context): void {
  const { told, operation, input, store } = context;
  if (!told) return;
  for (const row of findRows(operation)) {
    const [text, ...more] = readTexts(parsePath(row.at), told.output);
    if (text === undefined || more.length > 0 || input[row.unless] !== undefined) continue;
    const [service = "", type = ""] = row.of.split(":");
    if (listPlaces(context).some((place) => store.find(place, { service, type }, [text]))) continue;
    const thing = findMeant(context, row, told.output);
    if (thing) give(context, thing, text);
  }
}
