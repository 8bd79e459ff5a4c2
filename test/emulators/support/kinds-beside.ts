/** What comes with other things or stands in several regions, and what is older than the log and gets another name in it. */
import type { Kind } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const AWAY = "us-west-2";
const ID = "0123456789abcdef0";
const KEY = "mrk-1234abcd12ab34cd56ef1234567890ab";
const VPC = `vpc-${ID}`;
const there = { awsRegion: AWAY };
const keyArn = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/${KEY}`;
const made = (region: string) => ({ keyMetadata: { keyId: KEY, arn: keyArn(region), multiRegion: true } });
const network = [
  "ec2.CreateVpc",
  { cidrBlock: "10.7.0.0/16" },
  { vpc: { vpcId: VPC, cidrBlock: "10.7.0.0/16" } },
] as const;
const resource = (id: string, parentId: string, path: string) =>
  [
    "apigateway.CreateResource",
    {
      restApiId: "a1b2c3d4e5",
      parentId,
      createResourceInput: { pathPart: path.slice(path.lastIndexOf("/") + 1) },
    },
    { id, parentId, path },
  ] as const;

export const BESIDE: readonly Kind[] = [
  [
    "a key that is replicated is written down in both regions",
    [
      ["kms.CreateKey", { multiRegion: true }, made(REGION)],
      [
        "kms.ReplicateKey",
        { keyId: KEY, replicaRegion: AWAY },
        { replicaKeyMetadata: { keyId: KEY, arn: keyArn(AWAY) } },
      ],
      ["kms.CreateKey", { multiRegion: true }, made(AWAY), there],
      ["kms.TagResource", { keyId: KEY, tags: [{ tagKey: "a", tagValue: "b" }] }, null, there],
    ],
    { skipped: { made_by_parent: 1 }, verified: 2 },
  ],
  [
    "a copy's snapshot is of an instance in its own region",
    [
      [
        "rds.CopyDBSnapshot",
        {
          sourceDBSnapshotIdentifier: `arn:aws:rds:${AWAY}:${ACCOUNT}:snapshot:nightly`,
          targetDBSnapshotIdentifier: "copy",
          sourceRegion: AWAY,
        },
        { dBSnapshotIdentifier: "copy", dBInstanceIdentifier: "orders", engine: "mysql" },
      ],
    ],
    { created: ["CreateDBInstance", "CreateDBSnapshot"], verified: 1 },
  ],
  [
    "a network's main table is replaced",
    [
      network,
      ["ec2.CreateRouteTable", { vpcId: VPC }, { routeTable: { routeTableId: `rtb-${ID}`, vpcId: VPC } }],
      [
        "ec2.ReplaceRouteTableAssociation",
        { associationId: `rtbassoc-${ID}`, routeTableId: `rtb-${ID}` },
        { newAssociationId: "rtbassoc-0123456789abcdef1" },
      ],
    ],
    { created: ["DescribeRouteTables"] },
  ],
  [
    "a group's own instance is protected",
    [
      [
        "ec2.CreateLaunchTemplate",
        {
          CreateLaunchTemplateRequest: {
            LaunchTemplateName: "crew",
            LaunchTemplateData: { ImageId: "ami-0123456789abcdef0", InstanceType: "t3.micro" },
          },
        },
      ],
      [
        "autoscaling.CreateAutoScalingGroup",
        {
          autoScalingGroupName: "crew",
          minSize: 1,
          maxSize: 1,
          launchTemplate: { launchTemplateName: "crew", version: "$Latest" },
          availabilityZones: [`${REGION}a`],
        },
      ],
      [
        "autoscaling.SetInstanceProtection",
        { autoScalingGroupName: "crew", instanceIds: [`i-${ID}`], protectedFromScaleIn: true },
      ],
    ],
    { created: ["DescribeAutoScalingGroups"] },
  ],
  [
    "resources under a root and under another one that is older than the log",
    [resource("child00001", "older00001", "/tides/ebb"), resource("child00002", "root000001", "/health")],
    { created: ["CreateRestApi", "CreateResource"], verified: 2 },
  ],
  [
    "an account is made and put into a unit",
    [
      ["organizations.CreateOrganization", { featureSet: "ALL" }, { organization: { id: "o-1234567890" } }],
      [
        "organizations.CreateOrganizationalUnit",
        { parentId: "r-ab12", name: "prod" },
        { organizationalUnit: { id: "ou-ab12-12345678" } },
      ],
      [
        "organizations.CreateAccount",
        { email: "****", accountName: "****" },
        { createAccountStatus: { id: "car-1", state: "IN_PROGRESS" } },
      ],
      [
        "organizations.MoveAccount",
        { accountId: "555566667777", sourceParentId: "r-ab12", destinationParentId: "ou-ab12-12345678" },
      ],
      ["organizations.DetachPolicy", { policyId: "p-FullAWSAccess", targetId: "ou-ab12-12345678" }],
    ],
    { created: ["ListRoots"] },
  ],
  [
    "a database in the groups that go by default",
    [
      [
        "rds.CreateDBInstance",
        {
          dBInstanceIdentifier: "orders",
          dBInstanceClass: "db.t3.micro",
          engine: "mysql",
          allocatedStorage: 20,
          masterUsername: "orders",
          dBSubnetGroupName: "default",
          optionGroupName: "default:mysql-8-0",
        },
        { dBInstanceIdentifier: "orders" },
      ],
    ],
    { created: ["CreateVpc", "CreateSubnet", "CreateSubnet", "CreateDBSubnetGroup", "CreateOptionGroup"] },
  ],
  [
    "a group and a user older than the log part under their new names",
    [
      ["iam.AddUserToGroup", { groupName: "ops", userName: "kai" }],
      ["iam.UpdateGroup", { groupName: "ops", newGroupName: "ops2" }],
      ["iam.UpdateUser", { userName: "kai", newUserName: "kai2" }],
      ["iam.RemoveUserFromGroup", { groupName: "ops2", userName: "kai2" }],
      ["iam.DeleteGroup", { groupName: "ops2" }],
      ["iam.CreateGroup", { groupName: "ops" }],
    ],
    { created: ["CreateGroup", "CreateUser"], verified: 2 },
  ],
  [
    "an interface and a subnet are set otherwise",
    [
      network,
      [
        "ec2.CreateSubnet",
        { vpcId: VPC, cidrBlock: "10.7.1.0/24" },
        { subnet: { subnetId: `subnet-${ID}`, vpcId: VPC } },
      ],
      ["ec2.ModifySubnetAttribute", { subnetId: `subnet-${ID}`, mapPublicIpOnLaunch: { value: true } }],
      [
        "ec2.CreateNetworkInterface",
        { subnetId: `subnet-${ID}` },
        { networkInterface: { networkInterfaceId: `eni-${ID}`, subnetId: `subnet-${ID}`, vpcId: VPC } },
      ],
      [
        "ec2.ModifyNetworkInterfaceAttribute",
        { networkInterfaceId: `eni-${ID}`, sourceDestCheck: { value: false } },
      ],
    ],
  ],
];
