/** Uses of what databases and stores hold: the calls of uses.ts for these. */
import type { Use } from "./uses.ts";

export const STORE_USES: Readonly<Record<string, Use>> = {
  object: {
    use: ["s3", "PutObjectTagging", { bucketName: "acme-data", key: "a/b.txt", Tagging: { TagSet: [] } }],
    read: ["s3", "HeadObject", { Bucket: "acme-data", Key: "a/b.txt" }],
  },
  "multipart-upload": {
    use: [
      "s3",
      "UploadPart",
      { bucketName: "acme-data", key: "film.bin", uploadId: "VXBsb2FkSWQtMDAwMQ.abc-1", partNumber: "2" },
    ],
    read: ["s3", "ListMultipartUploads", { Bucket: "acme-data" }],
    shows: "film.bin",
  },
  "log-stream": {
    use: ["logs", "DeleteLogStream", { logGroupName: "/app/web", logStreamName: "one" }],
    read: ["logs", "DescribeLogGroups", { logGroupNamePrefix: "/app/web" }],
    shows: "/app/web",
  },
  "glue-database": {
    use: ["glue", "UpdateDatabase", { name: "sales", databaseInput: { name: "sales" } }],
    read: ["glue", "GetDatabase", { Name: "sales" }],
    shows: "sales",
  },
  "default-glue-database": {
    use: ["glue", "CreateTable", { databaseName: "default", tableInput: { name: "orders" } }],
    read: ["glue", "GetDatabase", { Name: "default" }],
    shows: "default",
  },
  "glue-table": {
    use: ["glue", "UpdateTable", { databaseName: "sales", tableInput: { name: "orders" } }],
    read: ["glue", "GetTable", { DatabaseName: "sales", Name: "orders" }],
    shows: "orders",
  },
  "db-parameter-group": {
    use: ["rds", "ModifyDBParameterGroup", { dBParameterGroupName: "tuned", parameters: [] }],
    read: ["rds", "DescribeDBParameterGroups", { DBParameterGroupName: "tuned" }],
    shows: "tuned",
  },
  "db-cluster-parameter-group": {
    use: [
      "rds",
      "ModifyDBClusterParameterGroup",
      { dBClusterParameterGroupName: "tuned-cluster", parameters: [] },
    ],
    read: ["rds", "DescribeDBClusterParameterGroups", { DBClusterParameterGroupName: "tuned-cluster" }],
    shows: "tuned-cluster",
  },
  "option-group": {
    use: ["rds", "ModifyOptionGroup", { optionGroupName: "options" }],
    read: ["rds", "DescribeOptionGroups", { OptionGroupName: "options" }],
    shows: "options",
  },
  "db-cluster-snapshot": {
    use: [
      "rds",
      "ModifyDBClusterSnapshotAttribute",
      { dBClusterSnapshotIdentifier: "weekly", attributeName: "restore" },
    ],
    read: ["rds", "DescribeDBClusterSnapshots", { DBClusterSnapshotIdentifier: "weekly" }],
    shows: "weekly",
  },
  "databrew-recipe": {
    use: ["databrew", "UpdateRecipe", { name: "clean", steps: [{ action: { operation: "LOWER_CASE" } }] }],
    read: ["databrew", "DescribeRecipe", { Name: "clean", RecipeVersion: "LATEST_WORKING" }],
    shows: "clean",
    lacks: { ministack: "databrew" },
  },
  "named-launch-template": {
    use: [
      "ec2",
      "CreateLaunchTemplateVersion",
      {
        CreateLaunchTemplateVersionRequest: {
          LaunchTemplateName: "web",
          LaunchTemplateData: { InstanceType: "m5.large" },
        },
      },
    ],
    read: ["ec2", "DescribeLaunchTemplates", { LaunchTemplateNames: ["web"] }],
    shows: "web",
  },
  "automated-db-snapshot": {
    use: [
      "rds",
      "RestoreDBInstanceFromDBSnapshot",
      { dBInstanceIdentifier: "again", dBSnapshotIdentifier: "rds:shop-2024-01-01-04-05" },
    ],
    read: ["rds", "DescribeDBSnapshots", { DBSnapshotIdentifier: "rds:shop-2024-01-01-04-05" }],
  },
  "automated-db-cluster-snapshot": {
    use: [
      "rds",
      "CopyDBClusterSnapshot",
      {
        sourceDBClusterSnapshotIdentifier: "rds:ledger-2024-01-01-04-05",
        targetDBClusterSnapshotIdentifier: "kept",
      },
    ],
    read: [
      "rds",
      "DescribeDBClusterSnapshots",
      { DBClusterSnapshotIdentifier: "rds:ledger-2024-01-01-04-05" },
    ],
  },
  organization: {
    use: ["organizations", "CreateOrganizationalUnit", { parentId: "r-abcd", name: "teams" }],
    read: ["organizations", "DescribeOrganization", {}],
    lacks: { ministack: "organizations" },
  },
};
