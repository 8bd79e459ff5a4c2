/** IAM: a user that is asked for without a name is who asks; who has a policy, and whose devices there are. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
import { findPartition } from "../../aws/model/partitions.ts";
import { find } from "../behaviour/reads/find.ts";
import { merge, type ServiceEngine } from "./engine.ts";
import { summarize, tellAuthorizations } from "./iam-account.ts";
import { getDevice, listDevices, listEntities } from "./iam-lists.ts";
import { getPolicy, getPolicyVersion } from "./iam-policies.ts";

export const iam: ServiceEngine = {
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
