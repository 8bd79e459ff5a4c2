// What the AWS CLI calls operations and members. test/clients/cli-arguments.long.ts holds all of them against the CLI itself.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel, loadOperation } from "../../../src/aws/model/table.ts";
import rows from "../../../src/export/aws-cli/names.json" with { type: "json" };
import {
  CliNameRow,
  hyphenate,
  listBesides,
  nameInner,
  nameMember,
  nameOperation,
  nameService,
  wantsFile,
} from "../../../src/export/aws-cli/names.ts";

test("names are cut into words as botocore does", () => {
  expect(hyphenate("CreateVpc")).toBe("create-vpc");
  expect(hyphenate("DBInstanceIdentifier")).toBe("db-instance-identifier");
  expect(hyphenate("GatewayARNs")).toBe("gateway-arns");
  expect(hyphenate("ListObjectsV2")).toBe("list-objects-v2");
  expect(hyphenate("EnableIO")).toBe("enable-io");
});

test("services and operations under the CLI's own names", async () => {
  expect(nameService("s3")).toBe("s3api");
  expect(nameService("ec2")).toBe("ec2");
  const name = async (service: string, operation: string) =>
    nameOperation(service, await loadOperation(service, operation));
  expect(await name("ec2", "CreateVpc")).toBe("create-vpc");
  expect(await name("storagegateway", "CreateCachediSCSIVolume")).toBe("create-cached-iscsi-volume");
  expect(await name("emr", "RunJobFlow")).toBeUndefined();
  expect(await name("kinesis", "SubscribeToShard")).toBeUndefined();
  expect(await name("opsworks", "CreateStack")).toBeUndefined();
});

test("members under the names of their options", async () => {
  const name = async (service: string, operation: string, member: string) =>
    nameMember(service, await loadOperation(service, operation), member);
  expect(await name("ec2", "CreateVpc", "CidrBlock")).toMatchObject({ flag: "--cidr-block" });
  expect(await name("sns", "Subscribe", "Endpoint")).toMatchObject({ flag: "--notification-endpoint" });
  expect(await name("ec2", "CreateNetworkAclEntry", "Egress")).toEqual({
    flag: "--egress",
    noFlag: "--ingress",
  });
  expect(await name("ec2", "RunInstances", "MinCount")).toBeUndefined();
  const lambda = await loadOperation("lambda", "CreateFunction");
  expect(nameInner("lambda", lambda, "Code")).toEqual({ inner: "ZipFile", flag: "--zip-file" });
  expect(listBesides("iam", await loadOperation("iam", "CreateVirtualMFADevice"))).toContain("--outfile");
  expect(wantsFile(await loadOperation("lambda", "Invoke"))).toBe(true);
  expect(wantsFile(lambda)).toBe(false);
});

test("every row of names.json is of its form, and names what the models have", async () => {
  for (const row of rows) {
    v.parse(CliNameRow, row);
    if (!("service" in row)) continue;
    const { operations } = await loadModel(row.service);
    const named = "operations" in row ? row.operations : [];
    for (const name of named.filter((one) => one !== "*")) {
      const members = Object.keys(operations[name]?.input?.members ?? {});
      expect(Object.keys(operations)).toContain(name);
      if ("member" in row) expect(members).toContain(row.member);
    }
  }
});
