/** A CloudTrail record and what selecting it learnt: the data that flows from reading to planning. */

import type { CloudTrailRecord } from "./schema.ts";

/** Why a record is not sent. A record has the first that holds, in this order. */
export const SKIP_REASONS = [
  "malformed",
  "duplicate",
  "not_an_api_call",
  "amended",
  "read_only",
  "failed_in_production",
  "unknown_service",
  "unknown_operation",
  "omitted_parameters",
  "filtered",
  "other_shard",
  "made_by_parent",
  "superseded",
  "unsendable",
  "interrupted",
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];

/** How many records were left out, by reason; a reason that did not occur has no key. */
export type SkipCounts = Partial<Record<SkipReason, number>>;

/** What is counted of each reason, in their order. */
export function countSkips(count: (reason: SkipReason) => number | undefined): SkipCounts {
  const counts: SkipCounts = {};
  for (const reason of SKIP_REASONS) {
    const found = count(reason) ?? 0;
    if (found > 0) counts[reason] = found;
  }
  return counts;
}

/** Who asked for a call, as a policy's `Principal` would have it: a service's host, an account's digits, a provider. */
export interface Asker {
  readonly kind: "Service" | "AWS" | "Federated";
  readonly text: string;
}

/** The role in whose name a call was made, and who had taken it: an asker, or CloudFormation's word for what got its credentials. */
export interface Taking {
  readonly role: string;
  readonly kind: Asker["kind"] | "Type";
  readonly text: string;
}

/** What a record says of things that are there, besides its parameters. */
export interface Testimony {
  /** ARNs of what the call touched. */
  readonly touched: readonly string[];
  /** Set where something of that is another account's. */
  readonly isOfOthers?: true;
  /** ARNs of the role that made it, of the provider that vouched for who did, and of what had got the role's credentials. */
  readonly actors: readonly string[];
  readonly taking?: Taking;
  /** The ARN of the user who made it: of nearly every small log one, so that none is remarked on. */
  readonly user?: string;
  readonly by?: Asker;
  /** Which host was asked, where the record says it. */
  readonly host?: string;
}

/** A call that says what there is; its event is made where it says something new. */
export interface Sighting {
  readonly record: CloudTrailRecord;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  /** Whether it is not made itself. */
  readonly isRead: boolean;
  makeEvent(): TrailEvent;
}

/** A write call that is to be replayed. The two JSON members keep numbers digit for digit (Digits). */
export interface TrailEvent {
  readonly eventId: string;
  /** As recorded, e.g. `CreateFunction20150331`. */
  readonly eventName: string;
  /** As recorded, ISO 8601. */
  readonly eventTime: string;
  /** eventTime in milliseconds since 1970. */
  readonly at: number;
  readonly region: string;
  /** The 12 digits of recipientAccountId (else of the caller's account, else 000000000000). */
  readonly account: string;
  /** botocore's names of the service and of the operation. */
  readonly service: string;
  readonly operation: string;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly additionalEventData: unknown;
  readonly resources: unknown;
  /** The service on whose behalf the call was made (`cloudformation.amazonaws.com`), where there was one. */
  readonly invokedBy: string | undefined;
  /** The name of the IAM user who made the call, where one did. */
  readonly caller: string | undefined;
  /** Who made it, as the record says that: an ARN, an id, or a service. */
  readonly principal?: string | undefined;
  /** Set where the call is not to be made, and only says what there is. */
  readonly seen?: Testimony;
  /** Its place in the input, counted over all files; breaks ties. */
  readonly ordinal: number;
}
