// AWS's command line of version 2 against the instance, with nothing set but the endpoint, a region and any credentials.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeCliCommand } from "../../scripts/lib/clients.ts";
import { canEnterRoots } from "../../scripts/lib/debian.ts";
import { root } from "../e2e/support/binary.ts";
import { startInstance } from "../e2e/support/instance.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { makeClientEnvironment } from "./support/client-environment.ts";

const LIMIT_MS = 600_000;
const QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orchard-shipments";
/** More than the command line sends in one piece. */
const LARGE = 20_000_000;

/** What a command line prints, without what it prints to the error stream; that where it fails. */
async function run(line: string, env: Readonly<Record<string, string>>, folder: string): Promise<string> {
  const child = Bun.spawn(makeCliCommand(line.split(" "), folder), {
    env: { ...env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [told, said] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  const exitCode = await child.exited;
  return exitCode === 0 ? told.trim() : `${exitCode}: ${said.trim()}`;
}

test.skipIf(!canEnterRoots)(
  "a session (needs root and Debian's packages)",
  async () => {
    await using instance = await startInstance(["--input", join(root, "fixtures", "demo", "trail.json")]);
    using folder = makeFolder();
    folder.write("large", new Uint8Array(LARGE).fill(97));
    folder.write("many/a b+c.txt", "one");
    folder.write("many/inner/d.txt", "two");
    // Its root knows no names of hosts.
    const env = makeClientEnvironment(instance.url.replace("localhost", "127.0.0.1"));
    const aws = (line: string) => run(line, env, folder.path);
    expect(await aws("--version")).toStartWith("aws-cli/2.");
    expect(await aws("sts get-caller-identity --query Account --output text")).toBe("123456789012");

    // Errors of every protocol, each under the name that AWS has for it.
    const fail = (code: string, operation: string) =>
      expect.stringContaining(`An error occurred (${code}) when calling the ${operation} operation`);
    expect(await aws("iam get-role --role-name none")).toEqual(fail("NoSuchEntity", "GetRole"));
    expect(await aws("ec2 describe-vpcs --vpc-ids vpc-12345678")).toEqual(
      fail("InvalidVpcID.NotFound", "DescribeVpcs"),
    );
    expect(await aws("sqs get-queue-url --queue-name none")).toEqual(
      fail("AWS.SimpleQueueService.NonExistentQueue", "GetQueueUrl"),
    );
    expect(await aws("dynamodb describe-table --table-name none")).toEqual(
      fail("ResourceNotFoundException", "DescribeTable"),
    );
    expect(await aws("lambda get-function --function-name none")).toEqual(
      fail("ResourceNotFoundException", "GetFunction"),
    );
    expect(await aws("s3api get-bucket-location --bucket none")).toEqual(
      fail("NoSuchBucket", "GetBucketLocation"),
    );
    expect(await aws("s3api head-object --bucket orchard-invoices --key none")).toEqual(
      fail("404", "HeadObject"),
    );

    // Production's own, what is made beside it, in pages and waited for.
    expect(await aws("sqs list-queues --output text")).toBe(`QUEUEURLS\t${QUEUE}`);
    expect(await aws("iam list-roles --page-size 1 --query Roles[].RoleName --output text")).toBe(
      "orchard-worker",
    );
    const table = [
      "dynamodb create-table --table-name mine --billing-mode PAY_PER_REQUEST --output text --query TableDescription.TableArn",
      "--attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH",
    ];
    expect(await aws(table.join(" "))).toBe("arn:aws:dynamodb:eu-west-1:123456789012:table/mine");
    expect(await aws("dynamodb wait table-exists --table-name mine")).toBe("");

    // Objects: in parts, whose checksums are of a kind that version 1 has not, whole folders, and a presigned URL.
    expect(await aws("s3 mb s3://mine")).toBe("make_bucket: mine");
    expect(await aws("s3 cp /mnt/large s3://mine/large --no-progress")).toBe(
      "upload: mnt/large to s3://mine/large",
    );
    expect(await aws("s3 cp s3://mine/large /mnt/again --quiet")).toBe("");
    expect(await Bun.file(join(folder.path, "again")).text()).toBe("a".repeat(LARGE));
    expect(await aws("s3 sync /mnt/many s3://mine/many --quiet")).toBe("");
    expect(await aws("s3 ls s3://mine/many/ --recursive")).toMatch(
      / 3 many\/a b\+c\.txt\n.* 3 many\/inner\/d\.txt$/,
    );
    const presigned = await aws("s3 presign s3://mine/many/inner/d.txt");
    expect(await (await fetch(presigned)).text()).toBe("two");
    expect(await aws("s3 rb s3://mine --force")).toEndWith("remove_bucket: mine");
  },
  LIMIT_MS,
);
