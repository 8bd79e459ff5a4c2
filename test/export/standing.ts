/** Things that stand, for tests of exports. */
import type { StandingThing } from "../../src/export/standing.ts";

/** A thing with what is said of it, all of whose members were asked for. */
export function stand(
  given: Pick<StandingThing, "service" | "type" | "operation"> & Partial<StandingThing>,
): StandingThing {
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
    isNamed: false,
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
  members: StandingThing["members"],
  createdAt = 0,
): StandingThing {
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
