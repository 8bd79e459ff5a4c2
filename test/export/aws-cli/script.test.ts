// The script that an export writes, and what a shell does with it.
import { expect, test } from "bun:test";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../e2e/support/trails.ts";
import { exportTrail, type Made, runScript } from "./support/run-script.ts";

const NETWORK: readonly Made[] = [
  {
    event: "CreateVpc",
    source: "ec2",
    asked: { cidrBlock: "10.0.0.0/16" },
    answered: { vpc: { vpcId: "vpc-0a1b2c3d4e5f60718", cidrBlock: "10.0.0.0/16" } },
  },
  {
    event: "CreateSubnet",
    source: "ec2",
    asked: { vpcId: "vpc-0a1b2c3d4e5f60718", cidrBlock: "10.0.1.0/24" },
    answered: { subnet: { subnetId: "subnet-0a1b2c3d4e5f60719", vpcId: "vpc-0a1b2c3d4e5f60718" } },
  },
];

test("nothing goes to AWS unless somebody said so, whatever version the CLI has", async () => {
  using folder = makeFolder();
  const made = [{ event: "CreateTopic", source: "sns", asked: { name: "t" } }];
  const path = join(folder.path, "create.sh");
  writeFileSync(path, await exportTrail(folder.path, made));
  const refused = await runScript(folder.path, path, { TO_AWS: "" });
  expect(refused).toMatchObject({ exitCode: 2, calls: [], stderr: expect.stringContaining("TO_AWS=1") });
  const { calls } = await runScript(folder.path, path, {
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    TO_AWS: "",
  });
  expect(calls.map((call) => call.slice(0, 2))).toEqual([["--endpoint-url", "http://127.0.0.1:9"]]);
});

test("an identifier that is used later is a variable, and no other one", async () => {
  using folder = makeFolder();
  const script = await exportTrail(folder.path, NETWORK);
  expect(script).toContain("VPC_1=$(aws ec2 create-vpc --region eu-west-1");
  expect(script).toContain('--vpc-id "$VPC_1"');
  expect(script).not.toContain("SUBNET_1");
  writeFileSync(join(folder.path, "create.sh"), script);
  const { exitCode, calls } = await runScript(folder.path, join(folder.path, "create.sh"));
  expect(exitCode).toBe(0);
  const given = ["--cidr-block", "10.0.1.0/24", "--vpc-id", "answer-0"];
  expect(calls[1]).toEqual(["ec2", "create-subnet", "--region", "eu-west-1", ...given]);
});

test("in another region too, what a call answers is named by a variable", async () => {
  using folder = makeFolder();
  const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
  const made = [
    { event: "CreateQueue", source: "sqs", asked: { queueName: "orders" }, answered: { queueUrl: url } },
    {
      event: "SetQueueAttributes",
      source: "sqs",
      asked: { queueUrl: url, attributes: { DelaySeconds: "5" } },
    },
  ];
  const script = await exportTrail(folder.path, made, ["--region-map", "eu-west-1=us-east-2"]);
  expect(script).toContain("QUEUE_URL_1=$(aws sqs create-queue --region us-east-2");
  expect(script).toContain('--queue-url "$QUEUE_URL_1"');
});

test("names that would mean something to a shell or to the CLI arrive as they are", async () => {
  using folder = makeFolder();
  const names = [
    "it's",
    '"; touch owned; "',
    "$(touch owned)",
    "`touch owned`",
    "-rf",
    "--profile",
    "--",
    "a\nb",
    "file:///etc/hosts",
    "fileb:///etc/hosts",
    "\u001b[2J",
    "$VPC_1",
    "[x",
    "{x",
    "cmark0z",
    "",
  ];
  const script = await exportTrail(
    folder.path,
    names.map((name, index) => ({
      event: "PutParameter",
      source: "ssm",
      asked: { name: `p${index}`, description: name, type: "String", tags: [{ key: name, value: name }] },
    })),
  );
  expect(script).not.toContain("\u001b");
  writeFileSync(join(folder.path, "create.sh"), script);
  const { exitCode, stderr, calls } = await runScript(folder.path, join(folder.path, "create.sh"));
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const told = calls.map((call) => {
    const find = (flag: string) => {
      const index = call.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
      const word = call[index] ?? "";
      return index < 0 ? undefined : word === flag ? call[index + 1] : word.slice(flag.length + 1);
    };
    const input = JSON.parse(find("--cli-input-json") ?? "{}");
    return {
      description: find("--description") ?? input.Description,
      tags: JSON.parse(find("--tags") ?? "[]"),
    };
  });
  expect(told).toEqual(names.map((name) => ({ description: name, tags: [{ Key: name, Value: name }] })));
  expect(() => statSync("owned")).toThrow();
});

test("inside policies accounts and identifiers are variables", async () => {
  using folder = makeFolder();
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "*",
        Resource: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d4e5f60718",
      },
    ],
  };
  const asked = { roleName: "r", policyName: "p", policyDocument: JSON.stringify(policy) };
  await exportTrail(
    folder.path,
    [NETWORK[0] as Made, { event: "PutRolePolicy", source: "iam", asked }],
    ["--output", `${folder.path}/made/`],
  );
  expect(statSync(join(folder.path, "made", "create.sh")).mode & 0o111).not.toBe(0);
  const { calls } = await runScript(folder.path, join(folder.path, "made", "create.sh"), {
    ACCOUNT: "999988887777",
  });
  const put = calls.find((call) => call[1] === "put-role-policy") ?? [];
  const document = JSON.parse(put[put.indexOf("--policy-document") + 1] ?? "");
  expect(document.Statement[0].Resource).toMatch(/^arn:aws:ec2:eu-west-1:999988887777:vpc\/answer-\d$/);
});

test("secrets stand in no script, and what was made up stands at its top", async () => {
  using folder = makeFolder();
  const script = await exportTrail(folder.path, [
    { event: "CreateSecret", source: "secretsmanager", asked: { name: "harbor/key" } },
    {
      event: "CreateDBInstance",
      source: "rds",
      asked: {
        dBInstanceIdentifier: "harbor",
        dBInstanceClass: "db.t3.micro",
        engine: "mysql",
        masterUsername: "admin",
        masterUserPassword: "Tr0ub4dor-and-3",
      },
    },
  ]);
  expect(script).not.toContain("Tr0ub4dor");
  expect(script).toContain("SECRET_STRING_1=placeholder\n");
  expect(script).toMatch(/^MASTER_USER_PASSWORD_1=\$\{MASTER_USER_PASSWORD_1:\?/m);
  writeFileSync(join(folder.path, "create.sh"), script);
  const path = join(folder.path, "create.sh");
  expect((await runScript(folder.path, path)).exitCode).not.toBe(0);
  const { exitCode, calls } = await runScript(folder.path, path, { MASTER_USER_PASSWORD_1: 'a"b$c' });
  expect(exitCode).toBe(0);
  expect(calls.flat()).toContain('a"b$c');
});

test("calls of another account are made with a profile of its own", async () => {
  using folder = makeFolder();
  const bucket = (name: string, account: string) => ({
    event: "CreateTopic",
    source: "sns",
    asked: { name },
    account,
  });
  const script = await exportTrail(folder.path, [
    bucket("a", "111122223333"),
    bucket("b", "111122223333"),
    bucket("c", "222233334444"),
  ]);
  writeFileSync(join(folder.path, "create.sh"), script);
  const path = join(folder.path, "create.sh");
  expect((await runScript(folder.path, path)).stderr).toContain("PROFILE_222233334444");
  const { calls } = await runScript(folder.path, path, { PROFILE_222233334444: "other one" });
  expect(calls.map((call) => call.includes("other one"))).toEqual([false, false, true]);
});

test("a call that fails ends the script, unless it is told to go on", async () => {
  using folder = makeFolder();
  const script = await exportTrail(folder.path, NETWORK);
  writeFileSync(join(folder.path, "create.sh"), script);
  writeFileSync(join(folder.path, "false-aws"), "");
  const run = (env: Record<string, string>) => {
    writeFileSync(join(folder.path, "aws"), "#!/bin/sh\nexit 1\n");
    chmodSync(join(folder.path, "aws"), 0o755);
    return Bun.spawnSync(["bash", join(folder.path, "create.sh")], {
      env: { PATH: `${folder.path}:${process.env["PATH"]}`, TO_AWS: "1", ...env },
      stderr: "pipe",
    });
  };
  const count = (text: string) => text.match(/^the command at line \d+ failed$/gm)?.length;
  const ended = run({});
  expect([ended.exitCode === 0, count(ended.stderr.toString())]).toEqual([false, 1]);
  const went = run({ KEEP_GOING: "1" });
  expect([went.exitCode, count(went.stderr.toString())]).toEqual([1, 2]);
});

test("what the CLI cannot say is left out, and said so", async () => {
  using folder = makeFolder();
  const script = await exportTrail(folder.path, [
    {
      event: "RunJobFlow",
      source: "elasticmapreduce",
      asked: { name: "x", instances: { instanceCount: 1 } },
    },
  ]);
  expect(script).toContain("# Left out: the AWS CLI has no command for emr RunJobFlow.");
});

test("bytes stand beside the script, or in it where there is no folder", async () => {
  using folder = makeFolder();
  const calls: readonly Made[] = [
    {
      event: "CreateFunction20150331",
      source: "lambda",
      asked: {
        functionName: "f",
        runtime: "nodejs22.x",
        role: "arn:aws:iam::111122223333:role/r",
        handler: "x.y",
        code: {},
      },
    },
  ];
  await exportTrail(folder.path, calls, ["--output", `${folder.path}/made/`]);
  const made = readFileSync(join(folder.path, "made", "create.sh"), "utf8");
  expect(made).toContain("--zip-file fileb://files/0001.zip");
  expect(
    readFileSync(join(folder.path, "made", "files", "0001.zip"))
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  const script = await exportTrail(folder.path, calls);
  expect(script).toContain("base64 -d > files/0001.zip << 'END'");
});
