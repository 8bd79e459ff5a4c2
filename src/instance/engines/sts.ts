/** STS: who asks. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
import { findPartition } from "../../aws/model/partitions.ts";
import type { ServiceEngine } from "./engine.ts";

export const sts: ServiceEngine = {
  GetCallerIdentity({ caller: { account, region } }) {
    const { name } = findPartition(region);
    return { output: { UserId: account, Account: account, Arn: `arn:${name}:iam::${account}:root` } };
  },
};
