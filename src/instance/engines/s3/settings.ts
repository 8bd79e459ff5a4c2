/** What is set on buckets: put, told and taken away, a table has the names of the operations and what an unset one is told as. */
import * as v from "valibot";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import { remove } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { findThing } from "../../behaviour/names/names.ts";
import { find } from "../../behaviour/reads/find.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, type ServiceEngine } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { isRefusal, refuse, type S3Refusal } from "./errors.ts";
import { openBucket } from "./open-bucket.ts";
import { PREPARE } from "./prepare.ts";
import type { PreparedSetting } from "./prepared.ts";
import rows from "./settings.json" with { type: "json" };

/** A row of settings.json: a setting of buckets, by its type in the resource table, and the operations about it. */
export const SettingRow = v.strictObject({
  type: Text,
  put: Text,
  get: Text,
  delete: v.optional(Text),
  /** Where a bucket may have several, by their ids: the operation that lists them, and the member that each is told as. */
  list: v.optional(Text),
  member: v.optional(Text),
  /** What is answered where nothing is set: an error, or what is preset. */
  absent: v.optional(v.strictObject({ code: Text, message: Text })),
  preset: v.optional(v.record(Text, v.unknown())),
  reason: Text,
});

type Row = v.InferOutput<typeof SettingRow>;

const NOT_FOUND = 404;
const PAGE = 100;

function refuseUnset({ absent, list }: Row, bucket: Bucket): S3Refusal | undefined {
  // Which of several is meant is no matter of the bucket.
  const more = list === undefined ? { BucketName: bucket.name } : {};
  return absent && refuse(absent.code, absent.message, NOT_FOUND, more);
}

/** What is set on a bucket stands where the bucket does, whoever the owner lets set it. */
function goTo({ account }: Bucket, context: Context): Context {
  return account === context.caller.account
    ? context
    : { ...context, caller: { ...context.caller, account } };
}

function put(row: Row, asked: Context): Done {
  const bucket = openBucket(asked);
  if (isRefusal(bucket)) return bucket;
  const context = goTo(bucket, asked);
  const prepare = PREPARE[row.put];
  const prepared: PreparedSetting | S3Refusal = prepare?.(context, bucket) ?? {};
  // What production took is put as it was given, where nothing else can be made of it.
  if (isRefusal(prepared) && !context.told) return prepared;
  const { input = context.input, output } = isRefusal(prepared) ? {} : prepared;
  const before = findThing(context, row.type);
  // What is put anew has nothing of what it replaces.
  if (before) context.store.remove(before);
  const done = make({ ...context, input }, row.type);
  return "error" in done || !output || context.told ? done : { output: { ...done.output, ...output } };
}

/** What was put, by the members of an answer: as they are, or inside of the one structure that they were given in. */
function tell(context: Context, { members }: Thing): Done {
  const done = find(context);
  if ("error" in done) return done;
  const output: Record<string, Value | undefined> = merge(done.output);
  const inside = Object.values(members).filter(isStructure);
  for (const name of Object.keys(context.operation.output?.members ?? {})) {
    const value = members[name] ?? inside.find((one) => one[name] !== undefined)?.[name];
    if (value !== undefined) output[name] = value;
  }
  return { output: output as Structure };
}

function get(row: Row, asked: Context): Done {
  const bucket = openBucket(asked);
  if (isRefusal(bucket)) return bucket;
  const context = goTo(bucket, asked);
  const thing = findThing(context, row.type);
  if (thing) return tell(context, thing);
  return refuseUnset(row, bucket) ?? { output: (row.preset ?? makeStructure()) as Structure };
}

function take(row: Row, asked: Context): Done {
  const bucket = openBucket(asked);
  if (isRefusal(bucket)) return bucket;
  const context = goTo(bucket, asked);
  if (findThing(context, row.type)) return remove(context, row.type);
  const refused = row.list !== undefined && !context.told ? refuseUnset(row, bucket) : undefined;
  return refused ?? { output: context.told?.output ?? makeStructure() };
}

function list({ type, member = "" }: Row, context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { input, store } = context;
  const token = typeof input["ContinuationToken"] === "string" ? input["ContinuationToken"] : "";
  const after = Buffer.from(token, "base64").toString();
  const named = store
    .list(placeOf(context, type), { service: "s3", type }, [bucket.name])
    .map(({ chain, members }) => ({ id: chain.at(-1) ?? "", value: members[member] }))
    .filter(({ id }) => id > after)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = named.slice(0, PAGE);
  return {
    output: {
      IsTruncated: page.length < named.length,
      ...(token !== "" && { ContinuationToken: token }),
      ...(page.length < named.length && {
        NextContinuationToken: Buffer.from(page.at(-1)?.id ?? "").toString("base64"),
      }),
      ...(page.length > 0 && { [`${member}List`]: page.map(({ value }) => value ?? null) }),
    },
  };
}

type Deed = (row: Row, context: Context) => Done;

/** The operations of all settings. */
export const settings: ServiceEngine = Object.fromEntries(
  (rows as readonly Row[]).flatMap((row) =>
    (
      [
        [row.put, put],
        [row.get, get],
        [row.delete, take],
        [row.list, list],
      ] as readonly (readonly [string | undefined, Deed])[]
    ).flatMap(([name, deed]) =>
      name === undefined ? [] : [[name, (context: Context) => deed(row, context)] as const],
    ),
  ),
);
