// What a log or an emulator holds of secrets is in no output of any command; dry runs are excepted, as docs/security.md says.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";

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
    Parameter: { Name: "p", Type: "String", Value: `${LIVE}-parameter` },
    SecretString: `${LIVE}-answer`,
  });
}

const folder = mkdtempSync(join(tmpdir(), "no-secret-"));
const trail = join(folder, "trail.json");
beforeAll(() => writeFileSync(trail, makeTrail()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All that a command says and writes. */
async function run(args: readonly string[], files: readonly string[] = []): Promise<string> {
  const child = Bun.spawn([process.execPath, join(root, "src", "main.ts"), "cloudtrail", ...args], {
    env: {},
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return [...said, ...files.map((file) => readFileSync(file, "utf8"))].join("\n");
}

test.each([
  ["refuses", refuse],
  ["accepts", accept],
])(
  "an emulator that %s",
  async (what, fetch) => {
    using server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
    const where = ["--input", trail, "--endpoint", `http://127.0.0.1:${server.port}`, "--target", "generic"];
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
    for (const text of told) expect(text.match(/S3cr3t\w+-\w+/g) ?? []).toEqual([]);
    expect(told[0]).toContain("(hidden)");
    if (what === "refuses") expect(told[1]).toContain("1 validation error in");
    else expect(told[4]).toMatch(/"expected": "[^\n]*\(hidden\)/);
  },
  60_000,
);
