// What is known of things that have been given another name, whoever made them.
import { expect, test } from "bun:test";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { planSteps } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { makeLive } from "../../src/verify/live.ts";

type Call = readonly [source: string, name: string, parameters: object, answer?: object];

const find = makeFinder();

async function makeEvent(
  [source, eventName, requestParameters, answer]: Call,
  at: number,
): Promise<TrailEvent> {
  const eventSource = `${source}.amazonaws.com`;
  const found = await find({ eventSource, eventName, apiVersion: undefined, requestParameters });
  if ("missing" in found) throw new Error(`no ${eventName}`);
  return {
    eventId: `event-${at}`,
    eventName,
    eventTime: new Date(at * 1000).toISOString(),
    at: at * 1000,
    region: "eu-west-1",
    account: "111122223333",
    service: found.service,
    operation: found.operation,
    requestParameters,
    responseElements: answer ?? null,
    additionalEventData: null,
    resources: null,
    invokedBy: undefined,
    caller: undefined,
    ordinal: at,
  };
}

/** Each fact as the calls that claim it and the read: `CreateRole: GetRole {"RoleName":"r"}`. */
async function listFacts(calls: readonly Call[]): Promise<string[]> {
  const events = await Promise.all(calls.map(makeEvent));
  const steps = await planSteps(events);
  const lives = steps.map((step) => makeLive(step, new Dictionary(), (text) => text));
  const facts = deriveFacts(lives, await KnowledgeBase.load(steps));
  return facts.map(({ expectations, readers: [reader] }) => {
    const names = expectations.steps.map(({ operation }) => operation.name).join("+");
    return `${names}: ${reader ? `${reader.operation.name} ${JSON.stringify(reader.input)}` : "nothing"}`;
  });
}

const add: Call = ["iam", "AddUserToGroup", { groupName: "ops", userName: "kai" }];
const group: Call = ["iam", "UpdateGroup", { groupName: "ops", newGroupName: "ops2" }];
const user: Call = ["iam", "UpdateUser", { userName: "kai", newUserName: "kai2" }];
const take = (groupName: string, userName: string): Call => [
  "iam",
  "RemoveUserFromGroup",
  { groupName, userName },
];

test("a membership goes by the new names, of things that are older than the log", async () => {
  expect(await listFacts([add, user])).toEqual([
    'AddUserToGroup: ListGroupsForUser {"UserName":"kai2"}',
    'UpdateUser: GetUser {"UserName":"kai2"}',
  ]);
  expect(await listFacts([add, user, take("ops", "kai2")])).toEqual([
    'UpdateUser: GetUser {"UserName":"kai2"}',
  ]);
  expect(await listFacts([add, group, user, take("ops2", "kai2")])).toEqual([
    'UpdateGroup: GetGroup {"GroupName":"ops2"}',
    'UpdateUser: GetUser {"UserName":"kai2"}',
  ]);
});
