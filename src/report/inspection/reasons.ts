/** Why records are not replayed, in a few words each; docs/trails.md says more. */
import type { SkipReason } from "../../trail/record.ts";

/** Every reason in words that follow the count of records. */
export const REASON_WORDS: Readonly<Record<SkipReason, string>> = {
  malformed: "no CloudTrail records",
  duplicate: "copies of other records",
  not_an_api_call: "no calls: sign-ins, services' own events, insights",
  amended: "corrections of earlier records",
  read_only: "only read (--include-reads replays them too)",
  failed_in_production: "AWS refused them, so that they changed nothing",
  unknown_service: "of no service that has an API",
  unknown_operation: "no public operation of their service",
  omitted_parameters: "CloudTrail left their parameters out",
  filtered: "left out by the filters",
  other_shard: "of other shards",
  made_by_parent: "made by a service, for a thing that is replayed too",
  superseded: "of what does not survive to the end",
  unsendable: "cannot be put into a request",
  interrupted: "the inspection was interrupted before",
};
