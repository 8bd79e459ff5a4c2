/** The shape of a topology as JSON has it: what openapi.json tells of it, and what an answer is checked against. */
import * as v from "valibot";
import { RELATION_KINDS } from "./topology.ts";

const text = (description: string) => v.pipe(v.string(), v.description(description));
const time = (description: string) => v.pipe(v.string(), v.isoTimestamp(), v.description(description));

const TOUCH = v.strictObject({
  operation: text("The operation."),
  event_id: v.exactOptional(text("The record of the log that tells of it.")),
  at: v.exactOptional(time("When.")),
  by: v.exactOptional(text("Who called, where the record says that.")),
});

/** One resource. */
const TOPOLOGY_RESOURCE = v.strictObject({
  key: text("Names it within the topology: its ARN where it has one."),
  service: text("The service, as botocore names it."),
  type: text("What it is, as the table of resources names it: vpc, role."),
  account: text("The account's 12 digits."),
  region: text("Its region; empty where it has none."),
  label: text("What people call it: its tag Name, else its name."),
  name: text("What it is called in its account and region, or in what it stands in."),
  arn: v.exactOptional(text("Its ARN.")),
  id: v.exactOptional(text("Its id, where the service gave it one.")),
  url: v.exactOptional(text("Its URL, where the service gave it one.")),
  created_at: time("When it was made; in a replay, when production's was."),
  tags: v.pipe(v.record(v.string(), v.string()), v.description("Its tags.")),
  configuration: v.pipe(
    v.record(v.string(), v.unknown()),
    v.description(
      "Its members as they stand, and by their types what is set on it and joined to it. Secrets are hidden.",
    ),
  ),
  origin: v.pipe(
    v.picklist(["made", "beforehand", "brought"]),
    v.description(
      "made: by a call of the log or of a client. beforehand: by a call that a replay made up, since the log uses it and never makes it. brought: by itself, as every account's default network.",
    ),
  ),
  made_by: v.exactOptional(v.pipe(TOUCH, v.description("The call that made it."))),
  events: v.pipe(
    v.array(TOUCH),
    v.description(
      "The records of the log that made and changed it, the first ones first; of very many the last.",
    ),
  ),
  placeholders: v.pipe(
    v.array(v.string()),
    v.description("Members that the log hides: what stands there is not production's."),
  ),
  answered: v.exactOptional(
    v.pipe(
      v.array(v.string()),
      v.description("Members that the service told by itself when it was made, and that nobody asked for."),
    ),
  ),
  network: v.exactOptional(text("The key of the network that it stands in, where that is one.")),
  subnet: v.exactOptional(text("The key of the subnet that it stands in, where that is one.")),
});

const RELATION = v.strictObject({
  from: text("The key of the resource that names the other."),
  to: text("The key of the other."),
  kind: v.pipe(v.picklist(RELATION_KINDS), v.description("How the one refers to the other.")),
  member: text("The first member that names it: VpcConfig.SubnetIds[]; empty where only its place does."),
});

/** A topology. */
export const TOPOLOGY_SCHEMA = v.strictObject({
  resources: v.pipe(v.array(TOPOLOGY_RESOURCE), v.description("What stands, by service and type.")),
  relations: v.pipe(
    v.array(RELATION),
    v.description("How it hangs together; each pair once a kind of relation."),
  ),
});
