// Secrets that a log hides, and what stands in their place.
import { describe, expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { makeStep } from "../make-step.ts";
import { expectInput, fill, HIDDEN, PASSWORD } from "./fill-input.ts";

describe("secrets and passwords", () => {
  test.each(["CreateSecret", "PutSecretValue"])("%s without its value gets one", async (operation) => {
    const key = operation === "CreateSecret" ? "name" : "secretId";
    const step = await fill("secretsmanager", operation, { [key]: "s" });
    expect(step.input["SecretString"]).toBe("placeholder");
    expect(step.placeholders).toEqual([
      { path: "SecretString", filled: "the text placeholder", reason: expect.any(String) },
    ]);
  });

  test("UpdateSecret that changes a description gets none", () =>
    expectInput(
      "secretsmanager",
      "UpdateSecret",
      { secretId: "s", description: "d" },
      { SecretId: "s", Description: "d" },
    ));

  test("bytes that the log has are not joined by a text", () =>
    expectInput(
      "secretsmanager",
      "PutSecretValue",
      { secretId: "s", secretBinary: "AAA=" },
      {
        SecretId: "s",
        SecretBinary: Buffer.from("AAA=", "base64"),
      },
    ));

  test.each([
    HIDDEN,
    "HIDDEN_FOR_SECURITY_REASONS",
    "<sensitiveDataRemoved>",
    "***",
    "****",
    "**********",
    "***(Redacted)",
  ])("the marker %s is no password", (marker) =>
    expectInput(
      "rds",
      "ModifyDBInstance",
      { dBInstanceIdentifier: "d", masterUserPassword: marker },
      {
        DBInstanceIdentifier: "d",
        MasterUserPassword: PASSWORD,
      },
    ),
  );

  test("a database whose password RDS manages, or its cluster has, gets none", async () => {
    const base = { dBInstanceIdentifier: "d", dBInstanceClass: "c", engine: "e" };
    const managed = await fill("rds", "CreateDBInstance", { ...base, manageMasterUserPassword: true });
    const member = await fill("rds", "CreateDBInstance", { ...base, dBClusterIdentifier: "x" });
    const alone = await fill("rds", "CreateDBInstance", { ...base, manageMasterUserPassword: false });
    expect([managed, member, alone].map(({ input }) => input["MasterUserPassword"])).toEqual([
      undefined,
      undefined,
      PASSWORD,
    ]);
  });

  test("the password meets AWS's default policy: four kinds of characters, at least 8", () => {
    expect(PASSWORD).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w]).{8,41}$/);
    expect(PASSWORD).not.toMatch(/[/"@ ,:=]/);
  });

  test("ChangePassword has no parameters at all", async () => {
    const { input } = await fill("iam", "ChangePassword", null);
    expect(input).toEqual({ OldPassword: PASSWORD, NewPassword: "Cloudmock-Placeholder-2" });
  });

  test("a Cognito user is named by the sub that stands beside the hidden name", async () => {
    const parameters = { userPoolId: "p", username: HIDDEN };
    const additionalEventData = { sub: "6bc2" };
    const made = await fill("cognito-idp", "AdminCreateUser", parameters, { additionalEventData });
    const later = await fill("cognito-idp", "AdminDisableUser", parameters, { additionalEventData });
    expect([made.input["Username"], later.input["Username"]]).toEqual(["6bc2", "6bc2"]);
  });

  test("a hidden object that is required is there, though its shape requires nothing of it", async () => {
    const { input } = await fill("route53domains", "RegisterDomain", {
      domainName: "orchard.example",
      durationInYears: 1,
      adminContact: HIDDEN,
      registrantContact: HIDDEN,
      techContact: { contactType: "PERSON", firstName: "***" },
    });
    expect(input).toMatchObject({
      AdminContact: {},
      RegistrantContact: {},
      TechContact: { ContactType: "PERSON" },
    });
  });

  test("a Cognito user is named by the sub that the making call was answered with", async () => {
    const named = { userPoolId: "p", username: HIDDEN };
    const responseElements = { user: { username: HIDDEN, attributes: [{ name: "sub", value: "6bc2" }] } };
    const steps = fillPlaceholders([
      await makeStep("cognito-idp", "AdminCreateUser", named, { responseElements }),
      await makeStep("cognito-idp", "AdminAddUserToGroup", { ...named, groupName: "staff" }),
    ]);
    expect(steps.map(({ input }) => input["Username"])).toEqual(["6bc2", "6bc2"]);
  });

  test.each([
    [["email"], /^6bc2@example\.com$/],
    [["phone_number", "email"], /^6bc2@example\.com$/],
    [["phone_number"], /^\+1555\d{7}$/],
  ])(
    "a Cognito user of a pool that names its users by %p has an address",
    async (usernameAttributes, form) => {
      const named = { userPoolId: "p", username: HIDDEN };
      const additionalEventData = { sub: "6bc2" };
      const pool = { responseElements: { userPool: { id: "p" } } };
      const client = { responseElements: { userPoolClient: { clientId: "c", userPoolId: "p" } } };
      const [, , ...steps] = fillPlaceholders([
        await makeStep("cognito-idp", "CreateUserPool", { poolName: "p", usernameAttributes }, pool),
        await makeStep("cognito-idp", "CreateUserPoolClient", { userPoolId: "p", clientName: "c" }, client),
        await makeStep("cognito-idp", "AdminCreateUser", named, { additionalEventData }),
        await makeStep("cognito-idp", "AdminDisableUser", named, { additionalEventData }),
        await makeStep("cognito-idp", "SignUp", { clientId: "c", username: HIDDEN }, { additionalEventData }),
      ]);
      const names = new Set(steps.map(({ input }) => input["Username"]));
      expect([...names]).toEqual([expect.stringMatching(form)]);
    },
  );

  test("a Cognito user whose sub is hidden too is the same text in all calls", async () => {
    const parameters = { userPoolId: "p", username: HIDDEN };
    const responseElements = { user: { username: HIDDEN, attributes: [{ name: "sub", value: HIDDEN }] } };
    const made = await fill("cognito-idp", "AdminCreateUser", parameters, { responseElements });
    const later = await fill("cognito-idp", "AdminDisableUser", parameters);
    expect(made.input["Username"]).toBe("placeholder");
    expect(later.input["Username"]).toBe("placeholder");
  });
});

test("an object that is hidden as a whole and has to be there is noted", async () => {
  const { placeholders } = await fill("route53domains", "RegisterDomain", {
    domainName: "a.com",
    adminContact: HIDDEN,
  });
  expect(placeholders).toContainEqual(expect.objectContaining({ path: "AdminContact" }));
});
