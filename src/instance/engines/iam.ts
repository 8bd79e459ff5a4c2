/** IAM: a user that is asked for without a name is who asks; who has a policy, and whose devices there are. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
import { findPartition } from "../../aws/model/partitions.ts";
import type { Context } from "../behaviour/context.ts";
import { find } from "../behaviour/reads/find.ts";
import type { Done } from "../gateway.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";
import { summarize, tellAuthorizations } from "./iam-account.ts";
import { getDevice, listDevices, listEntities } from "./iam-lists.ts";
import { getPolicy, getPolicyVersion } from "./iam-policies.ts";
import { findPolicyFault } from "./iam-policy-faults.ts";

/** Refuses a policy that is none; production's own are right. */
function checkPolicy({ input, told }: Context, isManaged: boolean): Done | undefined {
  const message = told ? undefined : findPolicyFault(readText(input, "PolicyDocument"), isManaged);
  return message === undefined
    ? undefined
    : { error: { code: "MalformedPolicyDocument", message, status: 400 } };
}

const checkManaged = (context: Context) => checkPolicy(context, true);
const checkInline = (context: Context) => checkPolicy(context, false);

export const iam: ServiceEngine = {
  CreatePolicy: checkManaged,
  CreatePolicyVersion: checkManaged,
  PutGroupPolicy: checkInline,
  PutRolePolicy: checkInline,
  PutUserPolicy: checkInline,
  GetAccountAuthorizationDetails: tellAuthorizations,
  GetAccountSummary: summarize,
  GetMFADevice: getDevice,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  ListEntitiesForPolicy: listEntities,
  ListMFADevices: listDevices,
  GetUser(context) {
    const { caller, input, now } = context;
    if (input["UserName"] !== undefined) return find(context);
    const { account, region } = caller;
    const Arn = `arn:${findPartition(region).name}:iam::${account}:root`;
    return { output: merge({ User: merge({ UserId: account, Arn, CreateDate: new Date(now) }) }) };
  },
};
