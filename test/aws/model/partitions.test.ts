import { expect, test } from "bun:test";
import { readPartitions } from "../../../scripts/lib/partitions.ts";
import {
  AWS_SUFFIXES,
  DNS_SUFFIXES,
  findPartition,
  isRealRegion,
  PARTITIONS,
} from "../../../src/aws/model/partitions.ts";
import { attackExpression } from "../../support/attack-expression.ts";

test("the table is what botocore's partitions.json says; `npm run models` makes it anew", () => {
  expect(PARTITIONS).toEqual(readPartitions());
  expect(PARTITIONS.map(({ name }) => name)).toEqual([
    "aws",
    "aws-cn",
    "aws-eusc",
    "aws-iso",
    "aws-iso-b",
    "aws-iso-e",
    "aws-iso-f",
    "aws-us-gov",
  ]);
});

test.each([
  ["eu-west-1", "aws", "amazonaws.com"],
  ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
  ["us-isob-west-1", "aws-iso-b", "sc2s.sgov.gov"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
  ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com"],
  // Regions that are newer than the table, by how the partition's are named.
  ["us-isob-north-9", "aws-iso-b", "sc2s.sgov.gov"],
  ["cn-south-7", "aws-cn", "amazonaws.com.cn"],
  ["mx-west-3", "aws", "amazonaws.com"],
  // As AWS's endpoint rules say of a region that no partition has.
  ["nowhere", "aws", "amazonaws.com"],
  ["", "aws", "amazonaws.com"],
])("%s is of %s", (region, name, dnsSuffix) => {
  expect(findPartition(region)).toMatchObject({ name, dnsSuffix });
});

test("every region is its partition's, and only they are real", () => {
  for (const { name, regions } of PARTITIONS) {
    for (const region of regions) expect(findPartition(region).name).toBe(name);
    expect(regions.every(isRealRegion)).toBe(true);
  }
  expect(["aws-global", "us-isob-north-9", "", "constructor"].filter(isRealRegion)).toEqual([]);
});

test("suffixes are each once, and none is a whole top-level domain", () => {
  expect(DNS_SUFFIXES).toContain("c2s.ic.gov");
  expect(DNS_SUFFIXES).toHaveLength(7);
  expect(AWS_SUFFIXES).toEqual(expect.arrayContaining([...DNS_SUFFIXES, "api.aws", "aws.scloud"]));
  for (const list of [DNS_SUFFIXES, AWS_SUFFIXES]) {
    expect(new Set(list).size).toBe(list.length);
    expect(list.filter((suffix) => !suffix.includes("."))).toEqual([]);
  }
});

test("no region can keep a partition's pattern busy", () => {
  for (const { regionPattern } of PARTITIONS) {
    expect(attackExpression(new RegExp(regionPattern))).toBeUndefined();
  }
});
