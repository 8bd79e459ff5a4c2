/** Things that stand, for tests of exports. */
import type { WhatStands } from "../../src/export/standing.ts";

/** A thing with what is said of it, all of whose members were asked for. */
export function stand(
  given: Pick<WhatStands, "service" | "type" | "operation"> & Partial<WhatStands>,
): WhatStands {
  const members = given.members ?? {};
  return {
    account: "111122223333",
    region: "eu-west-1",
    chain: [],
    within: undefined,
    id: undefined,
    arn: undefined,
    url: undefined,
    tags: {},
    isBrought: false,
    asked: new Set(Object.keys(members)),
    placeholders: [],
    createdAt: 0,
    ...given,
    members,
  };
}

/** A security group that others may name. */
export function standGroup(
  id: string,
  name: string,
  members: WhatStands["members"],
  createdAt = 0,
): WhatStands {
  return stand({
    service: "ec2",
    type: "security-group",
    operation: "CreateSecurityGroup",
    chain: [name],
    id,
    members: { GroupName: name, Description: name, ...members },
    createdAt,
  });
}
