// The form of a hidden value is told by what stands beside it, and names that calls make are told apart.
import { expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { makeStep } from "../make-step.ts";
import { fillHidden, HIDDEN } from "./fill-input.ts";

test("no two accounts of an organization get the same address", async () => {
  const answer = { createAccountStatus: { id: "car-0123456789abcdef0123456789abcdef" } };
  const create = () => fillHidden("organizations.CreateAccount", { email: "****", accountName: "a" }, answer);
  const first = await create();
  expect(first).toMatch(/^placeholder-[0-9a-f]{12}@example\.com$/);
  expect(await create()).not.toBe(first);
});

test("what a call makes has a name of its own in the form that its member tells, the same in later calls", async () => {
  const list = { contactListName: "l", emailAddress: HIDDEN };
  const names = async (operations: readonly string[]) =>
    fillPlaceholders(
      await Promise.all(operations.map((operation) => makeStep("sesv2", operation, list))),
    ).map(({ input }) => String(input["EmailAddress"]));
  const alone = await names(["CreateContact", "CreateContact"]);
  expect(new Set(alone).size).toBe(2);
  for (const name of alone) expect(name).toMatch(/^placeholder-[0-9a-f]{8}@example\.com$/);
  const [first, changed, second, gone] = await names([
    "CreateContact",
    "UpdateContact",
    "CreateContact",
    "DeleteContact",
  ]);
  expect([first, changed]).toEqual(["placeholder@example.com", "placeholder@example.com"]);
  expect([second, gone]).toEqual(["placeholder-2@example.com", "placeholder-2@example.com"]);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["budgets.CreateSubscriber", { subscriber: { subscriptionType: "EMAIL", address: HIDDEN } }, /@/],
  ["budgets.CreateSubscriber", { subscriber: { subscriptionType: "SNS", address: HIDDEN } }, /^arn:aws:sns:/],
  ["ssm-contacts.CreateContactChannel", { type: "SMS", deliveryAddress: { simpleAddress: HIDDEN } }, /^\+/],
  ["ssm-contacts.CreateContactChannel", { type: "EMAIL", deliveryAddress: { simpleAddress: HIDDEN } }, /@/],
  [
    "cognito-idp.AdminUpdateUserAttributes",
    { userPoolId: "p", username: "u", userAttributes: [{ name: "email", value: HIDDEN }] },
    /@/,
  ],
  [
    "cognito-idp.AdminUpdateUserAttributes",
    { userPoolId: "p", username: "u", userAttributes: [{ name: "phone_number", value: HIDDEN }] },
    /^\+\d+$/,
  ],
  ["organizations.InviteAccountToOrganization", { target: { type: "EMAIL", id: HIDDEN } }, /@/],
  ["organizations.InviteAccountToOrganization", { target: { type: "ACCOUNT", id: HIDDEN } }, /^\d{12}$/],
  ["sns.Publish", { message: "m", phoneNumber: HIDDEN }, /^\+\d+$/],
])("what stands beside a hidden value tells its form, in %s of %j", async (operation, parameters, form) => {
  expect(await fillHidden(operation, parameters)).toMatch(form);
});

test.each([
  ["^\\d{4,6}$", /^\d{4,6}$/],
  ["^(blue|green)$", /^(?:blue|green)$/],
  ["[a-z]+", /^placeholder$/],
  ["^(a)\\1$", /^placeholder$/],
])("a parameter of the pattern %s gets a value that it takes", async (allowedPattern, expected) => {
  const parameters = { name: "/p", type: "String", value: HIDDEN, allowedPattern };
  expect(await fillHidden("ssm.PutParameter", parameters)).toMatch(expected);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "events.CreateApiDestination",
    { name: "d", connectionArn: "c", httpMethod: "POST", invocationEndpoint: HIDDEN },
    /^https:/,
  ],
  ["transfer.ImportHostKey", { serverId: "s", hostKeyBody: HIDDEN }, /^-----BEGIN .*PRIVATE KEY-----/],
  ["cloudcontrol.CreateResource", { typeName: "AWS::SQS::Queue", desiredState: HIDDEN }, /^\{\}$/],
  ["cloudcontrol.UpdateResource", { typeName: "t", identifier: "i", patchDocument: HIDDEN }, /^\[\]$/],
])("%s is sent what it parses", async (operation, parameters, expected) => {
  expect(await fillHidden(operation, parameters)).toMatch(expected);
});
