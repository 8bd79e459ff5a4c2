// What a log or an emulator holds of secrets is in no output of any command; dry runs are excepted, as docs/security.md says.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAdmin } from "./support/admin.ts";
import { runBinary } from "./support/binary.ts";

/** A secret of the log; the server answers with LIVE in its place. */
const RECORDED = "S3cr3tOfTheLog";
const LIVE = "S3cr3tThatStands";

const calls: readonly (readonly [source: string, name: string, request: object, response?: object])[] = [
  [
    "ecs",
    "RegisterTaskDefinition",
    {
      family: "web",
      containerDefinitions: [
        {
          name: "web",
          image: "web:1",
          environment: [{ name: "TOKEN", value: `${RECORDED}-ecs` }],
          command: ["run", "--password", `${RECORDED}-flag`, `--token=${RECORDED}-equals`],
        },
      ],
    },
  ],
  [
    "codebuild",
    "CreateProject",
    {
      name: "build",
      description: "one",
      environment: { environmentVariables: [{ name: "KEY", value: `${RECORDED}-codebuild` }] },
    },
  ],
  [
    "lambda",
    "CreateFunction20150331",
    {
      functionName: "f",
      runtime: "python3.12",
      role: "arn:aws:iam::111122223333:role/f",
      handler: "a.b",
      environment: { variables: { DATABASE: `postgres://u:${RECORDED}-lambda@db/x` } },
    },
  ],
  ["ssm", "PutParameter", { name: "p", type: "SecureString", value: `${RECORDED}-ssm` }],
  ["secretsmanager", "CreateSecret", { name: "s", secretString: `${RECORDED}-secretsmanager` }],
  [
    "rds",
    "CreateDBInstance",
    {
      dBInstanceIdentifier: "d",
      dBInstanceClass: "db.t3.micro",
      engine: "mysql",
      masterUserPassword: `${RECORDED}-rds`,
    },
  ],
  ["iam", "CreateLoginProfile", { userName: "u", password: `${RECORDED}-iam` }],
  [
    "cloudformation",
    "CreateStack",
    {
      stackName: "st",
      templateBody: "{}",
      parameters: [{ parameterKey: "Password", parameterValue: `${RECORDED}-cloudformation` }],
    },
  ],
  [
    "ec2",
    "ModifyInstanceAttribute",
    { instanceId: "i-0123456789abcdef0", userData: { value: `echo ${RECORDED}-ec2` } },
  ],
  [
    "cloudformation",
    "UpdateStack",
    {
      stackName: "yaml",
      templateBody: `Resources:\n  F:\n    Environment:\n      Variables:\n        DATABASE: ${RECORDED}-yaml\n    MasterUserPassword: |\n      ${RECORDED}-block\n`,
    },
  ],
  [
    "cloudformation",
    "CreateChangeSet",
    {
      stackName: "json",
      changeSetName: "c",
      templateBody: JSON.stringify({
        Parameters: { Pw: { NoEcho: true, Default: `${RECORDED}-default` } },
        Resources: { F: { Properties: { Environment: { Variables: { DATABASE: `${RECORDED}-json` } } } } },
      }),
    },
  ],
  [
    "autoscaling",
    "CreateLaunchConfiguration",
    {
      launchConfigurationName: "l",
      userData: Buffer.from(`#!/bin/sh\nexport DATABASE=${RECORDED}-script\n`).toString("base64"),
    },
  ],
  [
    "mq",
    "UpdateConfiguration",
    {
      "configuration-id": "c-1",
      data: Buffer.from(`<broker><password>${RECORDED}-broker</password></broker>`).toString("base64"),
    },
  ],
  [
    "lambda",
    "TagResource20170331v2",
    { resource: "arn:aws:lambda:eu-west-1:111122223333:function:f", tags: { api_token: `${RECORDED}-tag` } },
  ],
  [
    "apigateway",
    "CreateApiKey",
    { name: "k", enabled: true, value: `${RECORDED}-0123456789apikey` },
    { id: "abcdef0123", name: "k", value: `${RECORDED}-0123456789apikey` },
  ],
  [
    "iam",
    "CreateAccessKey",
    { userName: "u" },
    {
      accessKey: {
        userName: "u",
        accessKeyId: "AKIAAAAAAAAAAAAAAAAA",
        secretAccessKey: `${RECORDED}-0123456789accesskey`,
      },
    },
  ],
  [
    "cognito-idp",
    "CreateUserPoolClient",
    { userPoolId: "eu-west-1_abcdefghi", clientName: "c" },
    { userPoolClient: { clientId: "1example23456789", clientSecret: `${RECORDED}-0123456789client` } },
  ],
  [
    "sts",
    "AssumeRole",
    { roleArn: "arn:aws:iam::111122223333:role/f", roleSessionName: "x" },
    { credentials: { accessKeyId: "ASIAAAAAAAAAAAAAAAAA", sessionToken: `${RECORDED}-sts1` } },
  ],
];

function makeTrail(): string {
  const records = calls.map(([source, name, requestParameters, responseElements = null], second) => ({
    eventVersion: "1.08",
    eventID: `e${second}`,
    eventTime: `2026-03-01T10:00:${String(second).padStart(2, "0")}Z`,
    eventType: "AwsApiCall",
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    readOnly: false,
    awsRegion: "eu-west-1",
    recipientAccountId: "111122223333",
    requestParameters,
    responseElements,
  }));
  return JSON.stringify({ Records: records });
}

/** Refuses everything, and repeats what it was sent. */
async function refuse(request: Request): Promise<Response> {
  const text = decodeURIComponent((await request.text()).replaceAll("+", " "));
  const message = `1 validation error in ${request.url}: ${text}`;
  if (request.headers.has("x-amz-target") || text.startsWith("{"))
    return Response.json({ __type: "ValidationException", message }, { status: 400 });
  const shown = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return new Response(
    `<ErrorResponse><Error><Code>ValidationError</Code><Message>${shown}</Message></Error></ErrorResponse>`,
    { status: 400 },
  );
}

const asked: Record<string, unknown> = {};

/** Takes everything, and has other secrets than it was sent. */
async function accept(request: Request): Promise<Response> {
  const text = await request.text();
  if (!request.headers.has("x-amz-target") && !text.startsWith("{") && request.method !== "GET") {
    const credentials = `<Credentials><AccessKeyId>ASIABBBBBBBBBBBBBBBB</AccessKeyId><SessionToken>${LIVE}-sts2</SessionToken></Credentials>`;
    return new Response(`<R><AssumeRoleResult>${credentials}</AssumeRoleResult></R>`);
  }
  const body = text === "" ? {} : JSON.parse(text.replaceAll(RECORDED, LIVE).replaceAll('"one"', '"two"'));
  Object.assign(asked, body);
  return Response.json({
    ...asked,
    ...(asked["Environment"] === undefined
      ? {}
      : { Environment: asked["Environment"], Configuration: asked }),
    taskDefinition: asked,
    projects: [asked],
    id: "zyxwvu9876",
    value: `${LIVE}-9876543210apikey`,
    UserPoolClient: { ClientId: "9example87654321", ClientSecret: `${LIVE}-9876543210client` },
    Data: Buffer.from(`<broker><password>${LIVE}-broker</password></broker>`).toString("base64"),
    Parameter: { Name: "p", Type: "String", Value: `${LIVE}-parameter` },
    SecretString: `${LIVE}-answer`,
  });
}

const folder = mkdtempSync(join(tmpdir(), "no-secret-"));
const trail = join(folder, "trail.json");
beforeAll(() => writeFileSync(trail, makeTrail()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Accepts, but what holds a secret breaks off after it. */
async function breakOff(request: Request): Promise<Response> {
  if (request.headers.get("x-amz-target")?.endsWith("Parameter"))
    return new Response(`{"Parameter": {"Value": "${LIVE}-broken`);
  const text = await request.clone().text();
  if (text.includes("CreateAccessKey"))
    return new Response(`<R><AccessKey><SecretAccessKey>${LIVE}-off</SecretAccessKey>`);
  return accept(request);
}

/** All that a command says and writes. */
async function run(args: readonly string[], files: readonly string[] = []): Promise<string> {
  const { stdout, stderr } = await runBinary(["cloudtrail", ...args]);
  return [stdout, stderr, ...files.map((file) => readFileSync(file, "utf8"))].join("\n");
}

/** All that the admin API says of a replay: its answer, its events, what it remembers. */
async function runAdmin(endpoint: string): Promise<string> {
  await using admin = await startAdmin(["--endpoint", endpoint]);
  const api = `${admin.url}/api/cloudtrail`;
  const body = readFileSync(trail);
  const answer = await fetch(`${api}/replay?verify=true&target=generic`, { method: "POST", body });
  const told = [await answer.text(), await (await fetch(`${api}/replays`)).text()];
  expect(answer.status, told[0]).toBeLessThan(300);
  const { replays } = JSON.parse(told[1] ?? "") as { replays: { id: string }[] };
  for (const { id } of replays) {
    told.push(await (await fetch(`${api}/replays/${id}`)).text());
    told.push(await (await fetch(`${api}/replays/${id}/events`)).text());
  }
  const { stderr } = await admin.end("SIGTERM");
  return [admin.greeting, ...told, stderr].join("\n");
}

/** The texts that are secrets, also where a text of base64 holds them. */
function findSecrets(text: string): string[] {
  const encoded = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].map(([found]) =>
    Buffer.from(found, "base64").toString(),
  );
  return [text, ...encoded].flatMap((one) => one.match(/S3cr3t\w+-\w+/g) ?? []);
}

test.each([
  ["refuses", refuse],
  ["accepts", accept],
  ["breaks off", breakOff],
])(
  "an emulator that %s",
  async (what, fetch) => {
    using server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
    const endpoint = `http://127.0.0.1:${server.port}`;
    const where = ["--input", trail, "--endpoint", endpoint, "--target", "generic"];
    const [result, ids, report] = ["result.json", "ids.json", "report.json"].map((name) =>
      join(folder, name),
    );
    if (!result || !ids || !report) throw new RangeError();
    const written = ["--output", result, "--id-map", ids];
    const told = [
      await run(["replay", ...where, ...written, "--verify", "--verbose"], [result, ids]),
      await run(["replay", ...where, "--format", "json"]),
      await run(["replay", ...where, "--speed", "1000", "--create-missing"]),
      await run(["verify", ...where, "--ids", ids, "--output", report], [report]),
      await run(["verify", ...where, "--format", "json", "--verbose"]),
    ];
    told.push(await runAdmin(endpoint));
    for (const text of told) expect(findSecrets(text)).toEqual([]);
    expect(told[0]).toContain("(hidden)");
    if (what === "refuses") expect(told[1]).toContain("1 validation error in");
    else expect(told[4]).toMatch(/"expected": "[^\n]*\(hidden\)/);
  },
  300_000,
);
