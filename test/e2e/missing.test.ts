/** What the log does not hold, in a dry run: prerequisites and placeholders. */
import { expect, test } from "bun:test";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const SUBNET = {
  eventSource: "ec2.amazonaws.com",
  eventName: "CreateSubnet",
  requestParameters: { vpcId: "vpc-0a0a0a0a0a0a0a0a0", cidrBlock: "10.7.1.0/24" },
  responseElements: { subnet: { subnetId: "subnet-0b0b0b0b0b0b0b0b0" } },
};

test("what is used and never created is made first where the dry run is asked for it", async () => {
  using folder = makeFolder();
  const input = folder.write("trail.json", formatTrail(makeRecord(SUBNET)));
  const run = async (...flags: string[]) => {
    const { stdout, stderr } = await runReplay(["--input", input, "--dry-run", ...flags]);
    const requests = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return { requests, stderr };
  };
  const asLogged = await run();
  expect(asLogged.requests.map(({ operation }) => operation)).toEqual(["CreateSubnet"]);
  expect(asLogged.stderr).toBe("dry run: 1 of 1 events would be sent; none skipped\n");
  const withMissing = await run("--create-missing");
  const [vpc, subnet, ...others] = withMissing.requests;
  // Two requests are shown: the line for people says where the second one comes from.
  expect(withMissing.stderr).toBe(
    "dry run: 1 of 1 events would be sent, and 1 call besides that the log does not hold; none skipped\n",
  );
  expect(others).toEqual([]);
  expect(vpc).toMatchObject({ event_id: null, operation: "CreateVpc" });
  expect(vpc.body).toContain("CidrBlock=10.7.");
  expect(subnet).toMatchObject({ operation: "CreateSubnet" });
});

test("--stacks template without templates is refused", async () => {
  const { exitCode, stderr } = await runReplay(["--input", "-", "--stacks", "template"], { stdin: "" });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--stacks: template needs the templates: give --body-dir DIR");
});

test("--body-dir gives real bodies", async () => {
  using folder = makeFolder();
  folder.write("bodies/cloudformation/shop.yaml", "Resources: {}\n");
  const call = {
    eventSource: "cloudformation.amazonaws.com",
    eventName: "CreateStack",
    requestParameters: { stackName: "shop" },
  };
  const child = {
    ...SUBNET,
    userIdentity: { type: "AWSService", invokedBy: "cloudformation.amazonaws.com" },
  };
  const input = folder.write("trail.json", formatTrail(makeRecord(call), makeRecord(child)));
  const args = ["--input", input, "--dry-run", "--stacks", "template", "--body-dir", `${folder.path}/bodies`];
  const { stdout, stderr } = await runReplay(args);
  expect(stderr).toContain("made_by_parent 1");
  expect(JSON.parse(stdout).body).toContain("TemplateBody=Resources%3A%20%7B%7D%0A");
});
