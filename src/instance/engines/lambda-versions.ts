/**
 * Lambda: the versions of a function, and what a function is by one of them or by an alias that leads to one.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { update } from "../behaviour/changes/change.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { readToldThing } from "../behaviour/makes/adopt.ts";
import { findThing } from "../behaviour/names/names.ts";
import { overlay } from "../behaviour/overlay.ts";
import { find } from "../behaviour/reads/find.ts";
import { findPath } from "../behaviour/reads/output-paths.ts";
import { findReadPath } from "../behaviour/reads/read-paths.ts";
import { writeOutput } from "../behaviour/reads/view.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

const FUNCTION = "function";
const VERSION = { service: "lambda", type: "version" } as const;
const LATEST = "$LATEST";

function listNumbered({ store }: Context, found: Thing): Thing[] {
  return store.listInner(found).filter(({ type, chain }) => type === VERSION.type && chain.at(-1) !== LATEST);
}

/** What a function tells of itself, without what tells a version from another one. */
function strip(members: Structure): Structure {
  const apart = new Set(["Version", "FunctionArn", "Description", "RevisionId"]);
  return Object.fromEntries(Object.entries(members).filter(([name]) => !apart.has(name)));
}

/** What a qualifier names: a version by its number, or the one that an alias leads to. */
function findVersion({ store }: Context, found: Thing, qualifier: string): Thing | undefined {
  const inner = store.listInner(found);
  const named = (type: string, name: unknown) =>
    inner.find((one) => one.type === type && one.chain.at(-1) === name);
  return (
    named(VERSION.type, qualifier) ??
    named(VERSION.type, named("alias", qualifier)?.members["FunctionVersion"])
  );
}

/** The function as it was when a version was published. */
function read(context: Context): Done {
  const qualifier = readText(context.input, "Qualifier");
  const found = findThing(context, FUNCTION);
  if (qualifier === "" || !found) return find(context);
  const version = findVersion(context, found, qualifier);
  if (!version) return { error: refuseAbsent(context, FUNCTION, `${found.chain.at(-1)}:${qualifier}`) };
  const arn = `${found.names.arn}:${qualifier}`;
  const Version = version.chain.at(-1) ?? "";
  const told: Thing = {
    ...found,
    names: { ...found.names, arn },
    members: Object.assign(makeStructure(), version.members, { FunctionArn: arn, Version }),
  };
  return { output: writeOutput(context, [told], findReadPath(context, FUNCTION) ?? "") };
}

/** Keeps a function as it is now as its next version, or as the one that production's answer tells. */
function putVersion(context: Context, found: Thing, members: Structure): Thing {
  const { store, input, told, now, operation } = context;
  const next = 1 + Math.max(0, ...listNumbered(context, found).map(({ chain }) => Number(chain.at(-1)) || 0));
  const Version = (told && readText(told.output, "Version")) || String(next);
  const version: Thing = {
    ...VERSION,
    place: placeOf(context, VERSION.type),
    chain: [...found.chain, Version],
    within: FUNCTION,
    names: {},
    members: merge(members, { Version, FunctionArn: `${found.names.arn}:${Version}` }),
    ...(found.placeholders && { placeholders: found.placeholders }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  };
  store.put(version);
  return version;
}

function publish(context: Context): Done {
  const { store, input, told } = context;
  const found = findThing(context, FUNCTION);
  if (!found)
    return told
      ? { output: told.output }
      : { error: refuseAbsent(context, FUNCTION, readText(input, "FunctionName")) };
  const at = findPath(context, VERSION.type) ?? "";
  const last = listNumbered(context, found).at(-1);
  // Nothing is published where nothing has changed.
  if (!told && last && Bun.deepEquals(strip(last.members), strip(found.members)))
    return { output: writeOutput(context, [last], at) };
  const Description = readText(input, "Description") || readText(found.members, "Description");
  const own = overlay(found.members, readToldThing(context, VERSION.type).members);
  const version = putVersion(context, found, merge(own, { Description }));
  const output = told?.output ?? writeOutput(context, [version], at);
  store.put({ ...version, call: { ...version.call, output } });
  return { output };
}

/** Publishes the code that a function gets in the same breath, where it is asked for: the answer tells the version. */
function updateCode(context: Context): Done | undefined {
  if (context.input["Publish"] !== true) return undefined;
  const done = update(context, FUNCTION);
  const found = "error" in done ? undefined : findThing(context, FUNCTION);
  if ("error" in done || !found) return done;
  const { FunctionArn, Version } = putVersion(context, found, found.members).members;
  return { output: context.told?.output ?? merge(done.output, { FunctionArn, Version }) };
}

export const lambdaVersions: ServiceEngine = {
  GetFunction: read,
  GetFunctionConfiguration: read,
  PublishVersion: publish,
  UpdateFunctionCode: updateCode,
};
