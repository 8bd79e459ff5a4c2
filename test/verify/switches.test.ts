// Calls whose name alone says what they set: each of the table is compared with the read that tells of it.
import { expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import readerRows from "../../src/verify/readers.json" with { type: "json" };
import { judgeCalls } from "./support.ts";

/** Calls whose name says what they set: with what they need, the read that tells of it, where it tells the value. */
const SWITCHES: readonly (readonly [
  service: string,
  names: readonly [on: string, off?: string],
  input: Structure,
  read: string,
  tell: (value: boolean) => object | string,
])[] = [
  [
    "bedrock",
    ["CreateFoundationModelAgreement"],
    { modelId: "a.b", offerToken: "t" },
    "GetFoundationModelAvailability",
    (on) => ({ modelId: "a.b", agreementAvailability: { status: on ? "AVAILABLE" : "NOT_AVAILABLE" } }),
  ],
  [
    "kms",
    ["EnableKey", "DisableKey"],
    { KeyId: "k" },
    "DescribeKey",
    (Enabled) => ({ KeyMetadata: { KeyId: "k", Enabled } }),
  ],
  [
    "kms",
    ["EnableKeyRotation", "DisableKeyRotation"],
    { KeyId: "k" },
    "GetKeyRotationStatus",
    (KeyRotationEnabled) => ({ KeyId: "k", KeyRotationEnabled }),
  ],
  [
    "events",
    ["EnableRule", "DisableRule"],
    { Name: "n" },
    "DescribeRule",
    (on) => ({ Name: "n", State: on ? "ENABLED" : "DISABLED" }),
  ],
  [
    "cloudtrail",
    ["StartLogging", "StopLogging"],
    { Name: "t" },
    "GetTrailStatus",
    (IsLogging) => ({ IsLogging }),
  ],
  [
    "cognito-idp",
    ["AdminEnableUser", "AdminDisableUser"],
    { UserPoolId: "eu-west-1_a", Username: "u" },
    "AdminGetUser",
    (Enabled) => ({ Username: "u", Enabled }),
  ],
  [
    "iot",
    ["EnableTopicRule", "DisableTopicRule"],
    { ruleName: "n" },
    "GetTopicRule",
    (on) => ({ rule: { ruleName: "n", ruleDisabled: !on } }),
  ],
  [
    "cloudwatch",
    ["EnableAlarmActions", "DisableAlarmActions"],
    { AlarmNames: ["a"] },
    "DescribeAlarms",
    (ActionsEnabled) => ({ MetricAlarms: [{ AlarmName: "a", ActionsEnabled }] }),
  ],
  // Of the account, which has no name.
  [
    "ec2",
    ["EnableSerialConsoleAccess", "DisableSerialConsoleAccess"],
    {},
    "GetSerialConsoleAccessStatus",
    (on) => `<R><serialConsoleAccessEnabled>${on}</serialConsoleAccessEnabled></R>`,
  ],
  [
    "ec2",
    ["EnableEbsEncryptionByDefault", "DisableEbsEncryptionByDefault"],
    {},
    "GetEbsEncryptionByDefault",
    (on) => `<R><ebsEncryptionByDefault>${on}</ebsEncryptionByDefault></R>`,
  ],
  [
    "rolesanywhere",
    ["EnableCrl", "DisableCrl"],
    { crlId: "c" },
    "GetCrl",
    (enabled) => ({ crl: { crlId: "c", enabled } }),
  ],
  [
    "rolesanywhere",
    ["EnableProfile", "DisableProfile"],
    { profileId: "p" },
    "GetProfile",
    (enabled) => ({ profile: { profileId: "p", enabled } }),
  ],
  [
    "rolesanywhere",
    ["EnableTrustAnchor", "DisableTrustAnchor"],
    { trustAnchorId: "t" },
    "GetTrustAnchor",
    (enabled) => ({ trustAnchor: { trustAnchorId: "t", enabled } }),
  ],
];

test.each(SWITCHES)(
  "of %s, %p are compared with what is read",
  async (service, [on, off], input, read, tell) => {
    for (const [name, value] of [
      [on, true],
      [off, false],
    ] as const) {
      if (name === undefined) continue;
      const judge = (is: boolean) => judgeCalls(service, [[name, input]], { [read]: tell(is) });
      expect((await judge(value))[0]).toBe(`${name} verified`);
      expect((await judge(!value))[0]).toStartWith(`${name} different: `);
    }
  },
);

test("every row of what a call's name sets is tested here", () => {
  const tested = new Set(SWITCHES.flatMap(([service, names]) => names.map((name) => `${service}.${name}`)));
  const rows = readerRows.filter((row) => row.kind === "sets" && row.when === undefined);
  const open = rows.flatMap(({ service, operations }) => operations.map((name) => `${service}.${name}`));
  expect(open.filter((name) => !tested.has(name))).toEqual([]);
});
