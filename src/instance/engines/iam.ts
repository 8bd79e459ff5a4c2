/** IAM: a user that is asked for without a name is who asks. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
import { findPartition } from "../../aws/model/partitions.ts";
import { find } from "../behaviour/find.ts";
import { merge, type ServiceEngine } from "./engine.ts";
import { listDevices, listEntities } from "./iam-lists.ts";

export const iam: ServiceEngine = {
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
