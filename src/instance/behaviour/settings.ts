/** What an account has one of in a region, and no call makes: settings, which are changed and never come or go. */
import type { Deed } from "../../aws/resources/types.ts";
import type { Context } from "./context.ts";

const MAKES: ReadonlySet<Deed> = new Set(["create", "put"]);
const COMES_OR_GOES: ReadonlySet<Deed> = new Set([...MAKES, "delete"]);

function isNeverDone({ meaning, resources }: Context, type: string, deeds: ReadonlySet<Deed>): boolean {
  if (meaning.input.some(({ part }) => part !== "reference")) return false;
  return !Object.values(resources.operations).some((one) => one.type === type && deeds.has(one.deed));
}

/** Whether calls that name nothing change what an account has one of, and none makes it: its policy for passwords. */
export function isChangedAlone(context: Context, type: string): boolean {
  return isNeverDone(context, type, MAKES);
}

/** The same of what no call takes away either: it is there before anybody sets it, and what it is then only tables know. */
export function standsAlways(context: Context, type: string): boolean {
  const isSet = Object.values(context.resources.operations).some(
    (one) => one.type === type && one.deed === "update",
  );
  return isSet && isNeverDone(context, type, COMES_OR_GOES);
}
