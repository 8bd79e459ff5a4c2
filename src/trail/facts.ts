/** What selecting needs to know of most records: all that it takes to leave one out. Pure, one record at a time. */
import { isObject } from "../base/values.ts";
import { failedInProduction, findReasonInRecord, isOwnersCopy } from "./classify.ts";
import type { SkipReason } from "./record.ts";
import { REQUEST, type RecordFields } from "./record-fields.ts";

export interface RecordFacts {
  /** Its sharedEventID. */
  readonly shared: string | undefined;
  /** Of a shared event: whether this is the copy of the account that owns what the call touched. */
  readonly isOwners: boolean;
  /** The reason that the record alone gives for leaving it out. */
  readonly reason: SkipReason | undefined;
  /** Whether AWS did what was asked, so that what it asks for was there. */
  readonly isTelling: boolean;
  /** eventSource and eventName. */
  readonly source: string;
  readonly name: string;
  /** The ARN of the role that made the call. */
  readonly issuer: string | undefined;
  /** What it asks for, as it stands in the bytes of a skimmed record. */
  readonly request: string | undefined;
}

/** The role that made a call, as far as it is written in the usual way. */
function findIssuer({ userIdentity }: RecordFields): string | undefined {
  const context = isObject(userIdentity) ? userIdentity["sessionContext"] : undefined;
  const issuer = isObject(context) ? context["sessionIssuer"] : undefined;
  const arn = isObject(issuer) ? issuer["arn"] : undefined;
  return typeof arn === "string" ? arn : undefined;
}

/** Finds out what it is asked: mostly that is little. */
class FoundFacts implements RecordFacts {
  readonly reason: SkipReason | undefined;
  readonly #fields: RecordFields;

  constructor(fields: RecordFields, includeReads: boolean) {
    this.#fields = fields;
    this.reason = findReasonInRecord(fields, includeReads);
  }

  get shared(): string | undefined {
    return this.#fields.sharedEventID || undefined;
  }

  get isOwners(): boolean {
    return isOwnersCopy(this.#fields);
  }

  get isTelling(): boolean {
    return !failedInProduction(this.#fields);
  }

  get source(): string {
    return this.#fields.eventSource;
  }

  get name(): string {
    return this.#fields.eventName;
  }

  get issuer(): string | undefined {
    return findIssuer(this.#fields);
  }

  get request(): string | undefined {
    return this.#fields[REQUEST];
  }
}

/** The facts of a record. */
export function findFacts(fields: RecordFields, includeReads: boolean): RecordFacts {
  return new FoundFacts(fields, includeReads);
}
