/** Finds things of whichever type of a service, for what is alike for all: tags. */

import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { arnTemplates } from "../../../aws/resources/table.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached } from "../context.ts";
import { findNamed, readGiven } from "../names/names.ts";

/** What the input names things by; where the table does not know, by what it requires. */
export function listTexts(context: Context): string[] {
  const texts = readGiven(context);
  if (texts.length > 0) return texts;
  const { operation, input, meaning } = context;
  const required = operation.input?.required ?? [];
  if (required.length > 0)
    return required.flatMap((name) => {
      const value = input[name];
      return typeof value === "string" ? [value] : [];
    });
  // One of several members that need not be there names it: an ARN, or a list of them.
  return meaning.input.flatMap(({ kind, path }) =>
    kind === "arn" ? readTexts(parsePath(path), input).filter((text) => text.startsWith("arn:")) : [],
  );
}

function listPlaces({ caller: { account, region } }: Context) {
  return [region, ""].map((one) => ({ account, region: one }));
}

/** The thing of whichever type of the service that one of the texts names. */
export function findOne(context: Context, texts: readonly string[]): Thing | undefined {
  const { store, meaning, operation } = context;
  const { service } = operation.model;
  for (const { part, type } of meaning.input) {
    const thing = part === "reference" || type === undefined ? undefined : findNamed(context, type, texts);
    if (thing) return thing;
  }
  for (const one of [service, ...(context.siblings ?? [])]) {
    for (const place of listPlaces(context)) {
      for (const type of store.listTypes(place, one)) {
        // What is brought to another thing goes by that one's name, and is not meant.
        if (type.endsWith(nameAttached(""))) continue;
        const thing = store.find(place, { service: one, type }, texts);
        if (thing) return thing;
      }
    }
  }
  return findByArn(context, texts);
}

/** The thing of whichever type that has the names which an ARN has: a service may write it otherwise than production's answer did. */
function findByArn(context: Context, texts: readonly string[]): Thing | undefined {
  const { service } = context.operation.model;
  for (const text of texts) {
    const arn = splitArn(text);
    const { type = "", chain = [] } = (arn && arnTemplates.read(arn)) ?? {};
    if (chain.length === 0) continue;
    for (const place of listPlaces(context)) {
      const thing = context.store.find(place, { service, type }, chain.slice(-1), chain.slice(0, -1));
      if (thing) return thing;
    }
  }
  return undefined;
}

/** The thing of whichever type of the service that the input names: of the type that the table says where it says one. */
export function findAny(context: Context): Thing | undefined {
  return findOne(context, listTexts(context));
}

/** Each thing of the service that the input names; all of them where it names none and need not. */
export function listAny(context: Context): Thing[] {
  const texts = listTexts(context);
  if (texts.length > 0) return texts.flatMap((text) => findOne(context, [text]) ?? []);
  const { store, operation } = context;
  const { service } = operation.model;
  if (operation.input?.required?.length) return [];
  return listPlaces(context).flatMap((place) =>
    store.listTypes(place, service).flatMap((type) => store.list(place, { service, type })),
  );
}

compileLightly(listTexts);
