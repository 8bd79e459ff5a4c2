/** What an answer still lists of things that hang on others no more. */
import { describe, expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

describe("what an answer tells of and hangs on its thing no more", () => {
  const associate = (name: string, CidrBlock: string): Asking => [
    name,
    { VpcId: "vpc-1", CidrBlock },
    { VpcId: "vpc-1", CidrBlockAssociation: { CidrBlock, AssociationId: `assoc-${CidrBlock}` } },
  ];
  const block = (range: string, state: string) =>
    `<item><associationId>a</associationId><cidrBlock>${range}</cidrBlock><cidrBlockState><state>${state}</state></cidrBlockState></item>`;
  const judgeBlocks = (...blocks: string[]) =>
    judgeCalls("ec2", [associate("AssociateVpcCidrBlock", "10.2.0.0/16")], {
      DescribeVpcs: `<R><vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.1.0.0/16</cidrBlock><cidrBlockAssociationSet>${blocks.join("")}</cidrBlockAssociationSet></item></vpcSet></R>`,
    });

  test("a range of addresses that is disassociated", async () => {
    expect(await judgeBlocks(block("10.2.0.0/16", "associated"))).toEqual(["AssociateVpcCidrBlock verified"]);
    expect(await judgeBlocks(block("10.2.0.0/16", "associating"))).toEqual([
      "AssociateVpcCidrBlock verified",
    ]);
    const [gone] = await judgeBlocks(block("10.2.0.0/16", "disassociated"));
    expect(gone).toStartWith("AssociateVpcCidrBlock missing");
    // What took its place.
    expect(
      await judgeBlocks(block("10.2.0.0/16", "disassociated"), block("10.2.0.0/16", "associated")),
    ).toEqual(["AssociateVpcCidrBlock verified"]);
  });

  test("a volume that is being detached, of an instance that is there", async () => {
    const attach: Asking = ["AttachVolume", { VolumeId: "vol-1", InstanceId: "i-1", Device: "/dev/sdf" }];
    const judgeVolume = (status: string) =>
      judgeCalls("ec2", [attach], {
        DescribeVolumes: `<R><volumeSet><item><volumeId>vol-1</volumeId><status>in-use</status><attachmentSet><item><volumeId>vol-1</volumeId><instanceId>i-1</instanceId><device>/dev/sdf</device><status>${status}</status></item></attachmentSet></item></volumeSet></R>`,
      });
    expect(await judgeVolume("attached")).toEqual(["AttachVolume verified"]);
    expect((await judgeVolume("detaching"))[0]).toStartWith("AttachVolume missing");
  });
});
