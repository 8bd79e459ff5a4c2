// Who may take a role that is older than the log: those who took it in the log.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

const ROLE = "arn:aws:iam::111122223333:role/team/worker";

/** The path and the trust policy of the role that these takings tell of. */
async function makeRole(
  ...takings: readonly (readonly [eventName: string, userIdentity: object, given?: object])[]
) {
  const { made } = await tell(
    takings.map(([eventName, userIdentity, given], nth) =>
      makeRead("sts", eventName, { roleArn: ROLE, roleSessionName: `s${nth}`, ...given }, { userIdentity }),
    ),
  );
  const role = made.find(({ operation }) => operation === "CreateRole")?.input;
  const { Statement } = JSON.parse(String(role?.["AssumeRolePolicyDocument"])) as { Statement: unknown };
  return { path: role?.["Path"], Statement, types: made.map(({ type }) => type) };
}

function allow(action: string, Principal: object) {
  return { Effect: "Allow", Principal, Action: `sts:${action}` };
}

test("services, and accounts of whichever partition", async () => {
  const { path, Statement } = await makeRole(
    ["AssumeRole", { type: "AWSService", invokedBy: "lambda.amazonaws.com" }],
    ["AssumeRole", { type: "AWSService", invokedBy: "ec2.amazonaws.com" }],
    ["AssumeRole", { type: "AWSService", invokedBy: "lambda.amazonaws.com" }],
    ["AssumeRole", { type: "IAMUser", accountId: "111122223333", userName: "ada" }],
    ["AssumeRole", { type: "AWSAccount", accountId: "444455556666" }],
  );
  expect(path).toBe("/team/");
  expect(Statement).toEqual([
    allow("AssumeRole", {
      Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"],
      AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"],
    }),
  ]);
});

test("providers of identities, by the call that they are for; one in the account is there, too", async () => {
  const cluster = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/AB";
  const office = "arn:aws:iam::111122223333:saml-provider/office";
  const { Statement, types } = await makeRole(
    ["AssumeRoleWithWebIdentity", { type: "WebIdentityUser", identityProvider: cluster }],
    ["AssumeRoleWithWebIdentity", { type: "WebIdentityUser", identityProvider: "accounts.google.com" }],
    [
      "AssumeRoleWithSAML",
      { type: "SAMLUser", identityProvider: "https://office.example.com" },
      { principalArn: office },
    ],
  );
  expect(Statement).toEqual([
    allow("AssumeRoleWithWebIdentity", { Federated: [cluster, "accounts.google.com"] }),
    allow("AssumeRoleWithSAML", { Federated: office }),
  ]);
  expect(types).toContain("oidc-provider");
});

test.each<[string, string, object]>([
  ["kms", "DescribeKey", { keyId: "alias/app" }],
  ["sqs", "GetQueueUrl", { queueName: "jobs" }],
])(
  "%s, which a role used, does not take it, nor does who used it in the role's name",
  async (source, eventName, given) => {
    const sessionContext = { sessionIssuer: { type: "Role", arn: ROLE } };
    const session = { type: "AssumedRole", accountId: "111122223333", sessionContext };
    const { made } = await tell([
      makeRead(source, eventName, given, { userIdentity: { ...session, invokedBy: "s3.amazonaws.com" } }),
    ]);
    const role = made.find(({ type }) => type === "role")?.input;
    expect(role?.["AssumeRolePolicyDocument"]).toContain('"AWS":"arn:aws:iam::111122223333:root"');
  },
);

test("made up for things of several services, each trusts the service of its own", async () => {
  const { made } = await tell([
    makeRead("firehose", "DescribeDeliveryStream", { deliveryStreamName: "clicks" }),
    makeRead("lambda", "GetFunction20150331v2", { functionName: "resize" }),
    makeRead("lambda", "GetFunction20150331v2", { functionName: "mail" }),
    makeRead("sagemaker", "DescribeNotebookInstance", { notebookInstanceName: "forecast" }),
  ]);
  const trusted = made
    .filter(({ type }) => type === "role")
    .map(({ input }) => /"Service":"([^"]+)"/.exec(String(input["AssumeRolePolicyDocument"]))?.[1]);
  expect(trusted).toEqual(["firehose.amazonaws.com", "lambda.amazonaws.com", "sagemaker.amazonaws.com"]);
  const [streamRole, functionRole] = made
    .filter(({ type }) => type === "role")
    .map(({ input }) => input["RoleName"]);
  expect(made.filter(({ type }) => type === "function").map(({ input }) => input["Role"])).toEqual([
    `arn:aws:iam::111122223333:role/${functionRole}`,
    `arn:aws:iam::111122223333:role/${functionRole}`,
  ]);
  expect(streamRole).not.toBe(functionRole);
});

test.each<[string, object, object]>([
  [
    "an instance, by the version of its metadata service",
    { sessionContext: { sessionIssuer: { type: "Role", arn: ROLE }, ec2RoleDelivery: "2.0" } },
    allow("AssumeRole", { Service: "ec2.amazonaws.com" }),
  ],
  [
    "a function that got the credentials",
    {
      sessionContext: { sessionIssuer: { type: "Role", arn: ROLE } },
      inScopeOf: {
        issuerType: "AWS::Lambda::Function",
        credentialsIssuedTo: "arn:aws:lambda:us-east-1:111122223333:function:resize",
      },
    },
    allow("AssumeRole", { Service: "lambda.amazonaws.com" }),
  ],
  [
    "a pod, by the provider of its identity",
    {
      sessionContext: {
        sessionIssuer: { type: "Role", arn: ROLE },
        webIdFederationData: {
          federatedProvider: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/AB",
        },
      },
    },
    allow("AssumeRoleWithWebIdentity", {
      Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/AB",
    }),
  ],
])("in the name of a role that was taken before the log by %s", async (_, identity, statement) => {
  const userIdentity = { type: "AssumedRole", accountId: "111122223333", ...identity };
  const { made } = await tell([
    makeRead("iam", "GetRole", { roleName: "worker" }),
    makeRead("sqs", "GetQueueUrl", { queueName: "jobs" }, { userIdentity }),
    makeRead("sqs", "GetQueueUrl", { queueName: "jobs" }, { userIdentity }),
  ]);
  const role = made.find(
    ({ operation, input }) => operation === "CreateRole" && input["RoleName"] === "worker",
  );
  expect(JSON.parse(String(role?.input["AssumeRolePolicyDocument"]))).toMatchObject({
    Statement: [statement],
  });
  const holders = made.map(({ type }) => type).filter((type) => ["function", "oidc-provider"].includes(type));
  expect(holders).toHaveLength("ec2RoleDelivery" in Object(userIdentity["sessionContext" as never]) ? 0 : 1);
});
