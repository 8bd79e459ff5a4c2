// What is known of things that have been given another name, whoever made them.
import { expect, test } from "bun:test";
import { type LoggedCall as Call, listFacts } from "./fact-lines.ts";

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
