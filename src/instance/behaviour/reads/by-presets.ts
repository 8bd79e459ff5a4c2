/** Answers reads of what an account has one of, and nobody has set: with what the service presets. */
import { makeStructure } from "../../../aws/values.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { hasPresets } from "../makes/presets.ts";
import { readGiven } from "../names/names.ts";
import { isUnknown } from "../refusals/unknown.ts";
import { writeOutput } from "./view.ts";

/** The account itself, as a thing of which nothing is known. */
function standForAccount(context: Context): Thing {
  const { operation, meaning, caller, now } = context;
  const { service } = operation.model;
  const empty = makeStructure();
  return {
    ...{ place: placeOf(context, meaning.type ?? ""), service, type: meaning.type ?? "" },
    ...{ chain: [caller.account], within: undefined, names: {}, members: empty, tags: new Map() },
    ...{ createdAt: now, call: { operation: "", input: empty, output: empty } },
  };
}

/** Whether calls make or end what is read: unless it is made it is not there, whatever is preset of it. */
function comesAndGoes({ resources, meaning }: Context): boolean {
  const { type } = meaning;
  return Object.values(resources.operations).some(
    ({ deed, type: of }) => of === type && (deed === "create" || deed === "delete"),
  );
}

/** The answer; where nothing is set, and the tables have what the service presets, that. */
export function orPreset(context: Context, done: Done): Done {
  const { meaning, operation } = context;
  if (!("error" in done) || (meaning.deed !== "read" && meaning.deed !== "list")) return done;
  const isNamed = readGiven(context).length > 0 || (operation.input?.required?.length ?? 0) > 0;
  if ((isNamed && !isUnknown(done)) || !hasPresets(operation) || comesAndGoes(context)) return done;
  return { output: writeOutput(context, [standForAccount(context)], "") };
}
