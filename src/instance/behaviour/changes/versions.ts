/** Versions that go by their number alone, each of which keeps what a thing is as it is made. */

import { type PathStep, parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { findShape, tellLeaf } from "../../../plan/missing/derived/paths.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { findOuter } from "../names/names.ts";
import { overlay } from "../overlay.ts";

/** Where the answer has the number of the version that a call makes; undefined where it makes none. */
function findVersion({ knowledge, meaning }: Context): readonly PathStep[] | undefined {
  if (knowledge.version) return knowledge.version;
  const [path] = meaning.captures ? (meaning.versions?.output ?? []) : [];
  return path === undefined || path.includes("[]") ? undefined : parsePath(path);
}

/** The number of a version that goes by it alone: production's, or the next one. */
export function tellVersion(
  context: Context,
  type: string,
  containers: readonly string[],
): string | undefined {
  const { told, store, operation } = context;
  const version = findVersion(context);
  if (!version || containers.length === 0) return undefined;
  const [number] = told ? readTexts(version, told.output) : [];
  if (number !== undefined) return number;
  // By the highest and not by how many there are: some may be gone, and production's begin where its log does.
  const standing = store.list(placeOf(context, type), { service: operation.model.service, type }, containers);
  const numbers = standing.map(({ chain }) => Number(chain.at(-1))).filter(Number.isSafeInteger);
  return String(1 + Math.max(0, ...numbers));
}

/** What a version is: what it is one of, as that is now, and its number; what the log hides of the one it hides of the other. */
export function tellCaptured(
  context: Context,
  own: string | undefined,
): Pick<Thing, "members" | "placeholders"> {
  const version = context.knowledge.version ? undefined : findVersion(context);
  if (!version || own === undefined || !/^\d{1,9}$/.test(own)) return { members: makeStructure() };
  const path = version.join(".");
  const isText = findShape(context.operation.output, path)?.type === "string";
  const number = Object.assign(makeStructure(), { [tellLeaf(path)]: isText ? own : Number(own) });
  const { members = makeStructure(), placeholders } = findOuter(context) ?? {};
  return { members: overlay(members, number), placeholders };
}

compileLightly(tellCaptured);
