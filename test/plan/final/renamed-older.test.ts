// What is older than the log and gets another name in it stands under that, whatever is taken off it afterwards.
import { expect, test } from "bun:test";
import { keep, type Written } from "./keep.ts";

const add: Written = ["iam AddUserToGroup", { groupName: "ops", userName: "kai" }];
const user: Written = ["iam UpdateUser", { userName: "kai", newUserName: "kai2" }];
const group: Written = ["iam UpdateGroup", { groupName: "ops", newGroupName: "ops2" }];
const take = (groupName: string): Written => ["iam RemoveUserFromGroup", { groupName, userName: "kai2" }];

test("a user that leaves its group is there by the new name", async () => {
  expect(await keep(add, user, take("ops"))).toEqual([
    "AddUserToGroup 1",
    "UpdateUser 2",
    "RemoveUserFromGroup 3",
  ]);
  expect(await keep(add, group, user, take("ops2"))).toContain("UpdateUser 3");
});

test("what was done to a thing goes with it, under whatever name it goes", async () => {
  const remove: Written = ["iam DeleteGroup", { groupName: "ops2" }];
  expect(await keep(add, group, user, take("ops2"), remove)).toEqual(["UpdateUser 3"]);
  const again: Written = ["iam CreateGroup", { groupName: "ops" }, { group: { groupName: "ops" } }];
  expect(await keep(add, group, remove, again)).toEqual(["CreateGroup 4"]);
});

test("what is deleted under the new name is gone", async () => {
  expect(await keep(user, ["iam DeleteUser", { userName: "kai2" }])).toEqual([]);
});
