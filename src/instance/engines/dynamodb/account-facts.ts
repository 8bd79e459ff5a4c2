/** What accounts may have, and where they ask. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { writeMembers } from "./read-members.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const LIMITS = {
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
};
const ENDPOINT_MINUTES = 1_440;

export const accountFacts = {
  DescribeLimits: (): Structure => writeMembers(LIMITS),
  /** A client that asks where it may ask goes there: it is told the host that it asks, never AWS's. */
  DescribeEndpoints: ({ caller, host = `dynamodb.${caller.region}.amazonaws.com` }: Context): Structure => ({
    Endpoints: [{ Address: host, CachePeriodInMinutes: ENDPOINT_MINUTES }],
  }),
};
