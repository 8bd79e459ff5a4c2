/** The user whom a call is about where CloudTrail hides the name, by what it writes beside that. */

import { findMeaning } from "../aws/resources/table.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { isHidden } from "../dialect/hidden.ts";
import type { Step } from "./steps.ts";

function readText(structure: Structure, name: string): string {
  const value = structure[name];
  return typeof value === "string" ? value : "";
}

/** The `sub` of a user, which is the same in all calls about that user; undefined where the record has none. */
export function tellSubject({ event, output }: Step): string | undefined {
  const data = event?.additionalEventData;
  const given = isStructure(data) ? readText(data, "sub") : "";
  const user = output["User"];
  const attributes =
    isStructure(user) && Array.isArray(user["Attributes"]) ? (user["Attributes"] as Value[]) : [];
  const attribute = attributes.find((item) => isStructure(item) && item["Name"] === "sub");
  const answered = isStructure(attribute) ? readText(attribute, "Value") : "";
  return [given, answered].find((text) => text !== "" && !isHidden(text));
}

/** What a call was given, with its user's `sub` in the place of a hidden name. */
export function nameSubject(step: Step): Structure {
  const { service, operation, input } = step;
  const subject = tellSubject(step);
  if (subject === undefined) return input;
  const hidden = findMeaning(service, operation.name).input.filter(
    ({ path, part }) => part === "own" && isHidden(input[path]),
  );
  if (hidden.length === 0) return input;
  return Object.assign({ ...input }, Object.fromEntries(hidden.map(({ path }) => [path, subject])));
}

compileLightly(tellSubject, nameSubject);
