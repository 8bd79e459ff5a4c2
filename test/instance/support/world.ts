/** An instance's behaviour in a world of its own, with ids that come out the same each time. */

import { loadOperation } from "../../../src/aws/model/table.ts";
import type { Operation } from "../../../src/aws/model/types.ts";
import { compileFill, fillMember, parseCallPath } from "../../../src/aws/resources/fill-input.ts";
import { parsePath, readTexts } from "../../../src/aws/resources/read-texts.ts";
import type { Reading } from "../../../src/aws/resources/readings.ts";
import type { ServiceResources } from "../../../src/aws/resources/types.ts";
import { makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import { makeBehaviour } from "../../../src/instance/behaviour/behave.ts";
import type { Requester } from "../../../src/instance/caller.ts";
import type { Done, RecordedAnswer } from "../../../src/instance/gateway.ts";
import { Store } from "../../../src/instance/store.ts";

export const HOME: Requester = { account: "111122223333", region: "eu-west-1" };

/** A world, and how to call it. */
export interface TestWorld {
  readonly store: Store;
  call(
    operation: Operation,
    input: Structure,
    more?: { caller?: Requester; told?: RecordedAnswer },
  ): Promise<Done>;
  /** Lets what an input refers to, and what its thing stands in, stand by its name alone. */
  standFor(resources: ServiceResources, operation: Operation, input: Structure): void;
}

/** The texts of an input that name other things, with their services and types. */
function listReferred({ service, operations }: ServiceResources, operation: string, input: Structure) {
  return (operations[operation]?.input ?? []).flatMap(({ part, type, path }) => {
    if (part === "own" || type === undefined) return [];
    const at = type.indexOf(":");
    const kind = { service: at < 0 ? service : type.slice(0, at), type: type.slice(at + 1) };
    return readTexts(parsePath(path), input).map((text) => ({ ...kind, text }));
  });
}

export function makeWorld(): TestWorld {
  const store = new Store();
  let count = 0;
  const mint = (length: number) => {
    count++;
    return count.toString(16).padStart(Math.min(8, length), "0").padEnd(length, "a");
  };
  const behave = makeBehaviour({ store, now: () => 1_775_000_000_000, mint, sleep: async () => {} });
  return {
    store,
    standFor(resources, operation, input) {
      for (const { service, type, text } of listReferred(resources, operation.name, input)) {
        const region = (resources.types[type]?.scope ?? resources.scope) === "region" ? HOME.region : "";
        const place = { account: HOME.account, region };
        if (store.find(place, { service, type }, [text])) continue;
        const members = makeStructure();
        const [chain, names] = [[text], text.startsWith("arn:") ? { arn: text } : { id: text }];
        const call = { operation: "", input: members, output: members };
        store.put({
          ...{ place, service, type, chain, names, members, call },
          ...{ within: undefined, tags: new Map(), createdAt: 0 },
        });
      }
    },
    call: async (operation, input, { caller = HOME, told } = {}) =>
      behave({ operation, input, caller, told }),
  };
}

/** Calls by their names, `ec2.CreateVpc`, and what each gives: its output as plain JSON, or its error's code. */
export function makeCaller() {
  const world = makeWorld();
  return async (
    name: string,
    input: Structure = {},
    more: { caller?: Requester; told?: RecordedAnswer } = {},
  ) => {
    const [service = "", operation = ""] = name.split(".");
    const done = await world.call(await loadOperation(service, operation), input, more);
    return "error" in done ? done.error.code : JSON.parse(JSON.stringify(done.output));
  };
}

/** Makes a network, and the ids of what is in it. */
export async function makeNetwork(call: ReturnType<typeof makeCaller>) {
  const { VpcId }: { VpcId: string } = (await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc;
  const subnet = await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.1.0/24" });
  const group = await call("ec2.CreateSecurityGroup", { VpcId, GroupName: "web", Description: "web" });
  return { VpcId, SubnetId: String(subnet.Subnet.SubnetId), GroupId: String(group.GroupId) };
}

/** The input of a read as the table fills it from a making; undefined where something that it requires is not told. */
export function fillRead(
  read: Operation,
  { fill }: Reading,
  call: { readonly input: Structure; readonly output: Structure },
): Structure | undefined {
  const input: Record<string, Value> = makeStructure();
  for (const member of compileFill(read, fill, parseCallPath)) {
    const filled = fillMember(read, member, call);
    if (filled) input[member.member] = filled.value;
  }
  const lacks = (read.input?.required ?? []).some((name) => input[name] === undefined);
  return lacks ? undefined : input;
}

/** A policy that IAM takes. */
export const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }],
});
