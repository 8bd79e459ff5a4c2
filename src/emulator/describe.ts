/** Tells in words what a target was recognised as, and what a replay can ask of it. */
import { listPinned } from "./pins.ts";
import type { Profile, TargetName } from "./profiles.ts";

/** What is known of a target. */
export interface Target {
  readonly profile: Profile;
  /** The account that dummy credentials lead to; undefined where its STS does not say, or was not asked. */
  readonly defaultAccount: string | undefined;
}

/** What stands for the names that no emulator goes by. */
const NAMES: Readonly<Partial<Record<TargetName, string>>> = {
  instance: "an instance of cloudmock",
  generic: "an emulator that is not recognised",
};

/** `moto`; what was not recognised says so. */
export function nameTarget({ profile }: Target): string {
  return NAMES[profile.name] ?? profile.name;
}

/** `default account 123456789012, pins apigateway CreateRestApi`. */
export function describeAbilities({ profile, defaultAccount }: Target): string {
  const account =
    defaultAccount === undefined ? "default account unknown" : `default account ${defaultAccount}`;
  if (profile.adopts !== undefined && defaultAccount === undefined) return "takes production's identifiers";
  if (profile.adopts !== undefined) return `${account}, takes production's identifiers`;
  const pins = listPinned(profile);
  return `${account}, ${pins.length === 0 ? "pins no identifiers" : `pins ${pins.join(", ")}`}`;
}
