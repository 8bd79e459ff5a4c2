/** What is known of each emulator: how to recognise it, to choose an account in it, and to pin an id. */
import * as v from "valibot";
import { Text } from "../base/row-types.ts";
import rows from "./profiles.json" with { type: "json" };

/** The names that `--target` takes. */
export const TARGET_NAMES = [
  "moto",
  "localstack",
  "ministack",
  "floci",
  "fakecloud",
  "cloudmock",
  "instance",
  "generic",
] as const;

export type TargetName = (typeof TARGET_NAMES)[number];

/**
 * A row of profiles.json. `health.fields` says what a health answer must have, by dotted path: a kind of value, one
 * of some texts, or nothing at all. Without `health` it is never detected.
 */
export const ProfileRow = v.strictObject({
  name: v.picklist(TARGET_NAMES),
  health: v.optional(
    v.strictObject({
      path: v.pipe(v.string(), v.startsWith("/")),
      fields: v.record(
        Text,
        v.union([
          v.picklist(["text", "boolean", "list", "object", "absent"]),
          v.pipe(v.array(Text), v.nonEmpty()),
        ]),
      ),
    }),
  ),
  /** How a request says which account it is for: by a header, by an access key of 12 digits, or not at all. */
  accounts: v.variant("by", [
    v.strictObject({ by: v.literal("header"), header: Text }),
    v.strictObject({ by: v.literal("access-key") }),
    v.strictObject({ by: v.literal("none") }),
  ]),
  /** The path at which a replay tells it, with each call, what production answered. */
  adopts: v.optional(v.pipe(v.string(), v.startsWith("/"))),
  /** The key of the tag that pins an id at creation (pins.json says of what). */
  pin_tag: v.optional(Text),
  /** Whether that tag is among the tags that the emulator gives back. */
  pin_tag_kept: v.optional(v.boolean()),
  reason: Text,
});

export type Profile = v.InferOutput<typeof ProfileRow>;

/** All profiles, in the order in which they are tried. */
export const PROFILES = rows as readonly Profile[];

/** The profile of a name. */
export function findProfile(name: TargetName): Profile {
  const profile = PROFILES.find((row) => row.name === name);
  if (!profile) throw new RangeError(`no row ${name} in profiles.json`);
  return profile;
}
