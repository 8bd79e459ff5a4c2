/** Who made a call, in a form that can be counted: a role and not each of its sessions. */
import { isObject } from "../base/values.ts";
import { nameCaller } from "../trail/classify.ts";
import type { RecordFields } from "../trail/record-fields.ts";

/** Who made a call. */
export interface CallingPrincipal {
  /** The type that CloudTrail gives it: `AssumedRole`, `IAMUser`, `AWSService`; "" where it gives none. */
  readonly kind: string;
  /** Its ARN, of a session that of its role; else what the record has instead. */
  readonly name: string;
}

/** Athena prints struct members in lower case. */
function read(holder: unknown, name: string, folded: string): unknown {
  return isObject(holder) ? (holder[name] ?? holder[folded]) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

const NOBODY: CallingPrincipal = { kind: "", name: "nobody named" };

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function findPrincipal({ userIdentity }: RecordFields): CallingPrincipal {
  if (!isObject(userIdentity)) return NOBODY;
  const { type } = userIdentity;
  const kind = isText(type) ? type : "";
  const context = read(userIdentity, "sessionContext", "sessioncontext");
  const issuer = read(read(context, "sessionIssuer", "sessionissuer"), "arn", "arn");
  // The issuer of a user's own session is the user.
  if (isText(issuer)) return { kind, name: issuer };
  return { kind, name: nameCaller(userIdentity) ?? NOBODY.name };
}
