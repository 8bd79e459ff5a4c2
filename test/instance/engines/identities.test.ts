// Who somebody is: by another attribute than the id, in which group, and who asks.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

describe("an identity store", () => {
  test("finds users and groups by their attributes", async () => {
    const call = makeCaller();
    const store = { IdentityStoreId: "d-0123456789" };
    const Emails = [{ Value: "a@example.com", Primary: true }];
    const { UserId } = await call("identitystore.CreateUser", { ...store, UserName: "a", Emails });
    const { GroupId } = await call("identitystore.CreateGroup", { ...store, DisplayName: "g" });
    const ask = (operation: string, AttributePath: string, AttributeValue: string) =>
      call(`identitystore.${operation}`, {
        ...{ ...store, AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } } },
      });
    expect(await ask("GetUserId", "userName", "a")).toEqual({ ...store, UserId });
    expect(await ask("GetUserId", "emails.value", "a@example.com")).toEqual({ ...store, UserId });
    expect(await ask("GetGroupId", "displayName", "g")).toEqual({ ...store, GroupId });
    expect(await ask("GetUserId", "userName", "b")).toBe("ResourceNotFoundException");
  });

  test("tells who is in which group", async () => {
    const call = makeCaller();
    const store = { IdentityStoreId: "d-0123456789" };
    const { UserId } = await call("identitystore.CreateUser", { ...store, UserName: "a" });
    const groups: string[] = [];
    for (const DisplayName of ["g", "h"])
      groups.push((await call("identitystore.CreateGroup", { ...store, DisplayName })).GroupId);
    const MemberId = { UserId };
    await call("identitystore.CreateGroupMembership", { ...store, GroupId: groups[1] ?? "", MemberId });
    const { Results } = await call("identitystore.IsMemberInGroups", {
      ...store,
      GroupIds: groups,
      MemberId,
    });
    expect(Results.map((one: { MembershipExists: boolean }) => one.MembershipExists)).toEqual([false, true]);
  });
});

test("a user that is asked for without a name is who asks", async () => {
  const call = makeCaller();
  await call("iam.CreateUser", { UserName: "kari" });
  expect((await call("iam.GetUser")).User.Arn).toBe("arn:aws:iam::111122223333:root");
  expect((await call("iam.GetUser", { UserName: "kari" })).User.UserName).toBe("kari");
});
