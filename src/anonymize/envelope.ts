/** What CloudTrail itself writes around a call's parameters, by envelope.json. */
import * as v from "valibot";
import { Text } from "../base/row-types.ts";
import rows from "./envelope.json" with { type: "json" };

/**
 * A row of envelope.json. `word`: CloudTrail's or the API's own, which stays. `text`: replaced as any text is. `members`: an
 * object or a list of some, whose keys stay where they are AWS's words. `map`: an object whose keys are somebody's. `input`
 * and `output`: as the API's model has them.
 */
export const EnvelopeRow = v.strictObject({
  member: Text,
  is: v.picklist(["word", "text", "members", "map", "input", "output"]),
  reason: Text,
});

type Kind = v.InferOutput<typeof EnvelopeRow>["is"];

const kinds = new Map(
  (rows as readonly v.InferOutput<typeof EnvelopeRow>[]).map(({ member, is }) => [member, is]),
);

/** What stands at a path of a record (`userIdentity.type`); undefined for what the table does not have. */
export function findKind(path: string): Kind | undefined {
  return kinds.get(path);
}

/** What CloudTrail's own words look like: no sentence, and nothing long. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;

/** Whether a text can be one of CloudTrail's own words. */
export function isWord(text: string): boolean {
  return WORD.test(text);
}
