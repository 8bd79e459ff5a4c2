// Things that a call names in another region than its own are made there.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const HOME = "eu-west-1";
const AWAY = "us-west-2";

/** What is made for a call and where: `CreateVpc us-west-2`. */
async function showMade(call: Call): Promise<string[]> {
  const steps = await addPrerequisites(await planCalls([{ second: 10, region: HOME, ...call }]));
  return steps.flatMap(({ creation, operation, region }) =>
    creation ? [`${operation.name} ${region}`] : [],
  );
}

test.each<[string, Call, string[]]>([
  [
    "an image that is copied",
    {
      service: "ec2",
      operation: "CopyImage",
      parameters: { name: "copy", sourceImageId: "ami-0abc1234abc1234ab", sourceRegion: AWAY },
    },
    [`RegisterImage ${AWAY}`],
  ],
  [
    "a snapshot that is copied, with the volume that it is of",
    {
      service: "ec2",
      operation: "CopySnapshot",
      parameters: { sourceSnapshotId: "snap-0abc1234abc1234ab", sourceRegion: AWAY },
    },
    [`CreateVolume ${AWAY}`, `CreateSnapshot ${AWAY}`],
  ],
  [
    "a snapshot of a database by its ARN",
    {
      service: "rds",
      operation: "CopyDBSnapshot",
      parameters: {
        sourceDBSnapshotIdentifier: `arn:aws:rds:${AWAY}:111122223333:snapshot:nightly`,
        targetDBSnapshotIdentifier: "copy",
        sourceRegion: AWAY,
      },
    },
    [`CreateDBInstance ${AWAY}`, `CreateDBSnapshot ${AWAY}`],
  ],
  [
    "an instance of which the answer tells, where its snapshot is",
    {
      service: "rds",
      operation: "CopyDBSnapshot",
      parameters: {
        sourceDBSnapshotIdentifier: `arn:aws:rds:${AWAY}:111122223333:snapshot:nightly`,
        targetDBSnapshotIdentifier: "copy",
        sourceRegion: AWAY,
      },
      answer: { dBSnapshotIdentifier: "copy", dBInstanceIdentifier: "orders", engine: "mysql" },
    },
    [`CreateDBInstance ${AWAY}`, `CreateDBSnapshot ${AWAY}`],
  ],
  [
    "a volume of which the answer tells by an id of the copy's own",
    {
      service: "ec2",
      operation: "CopySnapshot",
      parameters: { sourceSnapshotId: "snap-0abc1234abc1234ab", sourceRegion: AWAY },
      answer: { snapshotId: "snap-0abc1234abc1234ac", volumeId: "vol-0abc1234abc1234ad" },
    },
    [`CreateVolume ${AWAY}`, `CreateSnapshot ${AWAY}`],
  ],
  [
    "one of the two networks of a peering",
    {
      service: "ec2",
      operation: "CreateVpcPeeringConnection",
      parameters: {
        vpcId: "vpc-0abc1234abc1234ab",
        peerVpcId: "vpc-0abc1234abc1234ac",
        peerRegion: AWAY,
      },
    },
    [`CreateVpc ${HOME}`, `CreateVpc ${AWAY}`],
  ],
  [
    "the network of a private zone, which is of no region",
    {
      service: "route53",
      operation: "AssociateVPCWithHostedZone",
      region: "us-east-1",
      parameters: {
        hostedZoneId: "Z0123456789ABCDEFGHIJ",
        vPC: { vPCRegion: AWAY, vPCId: "vpc-0abc1234abc1234ab" },
      },
    },
    ["CreateHostedZone us-east-1", `CreateVpc ${AWAY}`, "CreateVpc us-east-1"],
  ],
  [
    "the key of a replica",
    {
      service: "secretsmanager",
      operation: "ReplicateSecretToRegions",
      parameters: {
        secretId: "orders",
        addReplicaRegions: [{ region: AWAY, kmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }],
      },
    },
    [`CreateSecret ${HOME}`, `CreateKey ${AWAY}`],
  ],
])("%s", async (_, call, made) => {
  expect((await showMade(call)).toSorted()).toEqual(made.toSorted());
});

test("a region of nobody's, or one that names no other thing, says nothing", async () => {
  const image = { name: "copy", sourceImageId: "ami-0abc1234abc1234ab" };
  for (const more of [{}, { sourceRegion: "here" }, { sourceRegion: HOME }])
    expect(
      await showMade({ service: "ec2", operation: "CopyImage", parameters: { ...image, ...more } }),
    ).toEqual([`RegisterImage ${HOME}`]);
});
