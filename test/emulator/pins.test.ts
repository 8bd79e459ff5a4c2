import { describe, expect, test } from "bun:test";
import type * as v from "valibot";
import { loadModel } from "../../src/aws/model/table.ts";
import pinRows from "../../src/emulator/pins.json" with { type: "json" };
import { isPinTag, listUntaggings, type PinRow, pinIdentifiers } from "../../src/emulator/pins.ts";
import { findProfile } from "../../src/emulator/profiles.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

async function planOne(changes: Partial<TrailEvent>): Promise<Step> {
  const [step] = await planSteps([makeEvent(changes)]);
  if (!step) throw new Error("no step");
  return step;
}

const createSecret = (tags: readonly unknown[] = [], arn: string | null = "shop/db-AbCdEf") =>
  planOne({
    service: "secretsmanager",
    operation: "CreateSecret",
    requestParameters: { name: "shop/db", tags },
    responseElements:
      arn === null ? null : { arn: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${arn}` },
  });

const createApi = (tags?: Readonly<Record<string, string>>) =>
  planOne({
    service: "apigateway",
    operation: "CreateRestApi",
    requestParameters: { createRestApiInput: { name: "shop", ...(tags && { tags }) } },
    responseElements: { id: "a1b2c3d4e5", name: "shop" },
  });

const createVpc = (specifications?: unknown) =>
  planOne({
    service: "ec2",
    operation: "CreateVpc",
    requestParameters: {
      cidrBlock: "10.0.0.0/16",
      ...(specifications !== undefined && { tagSpecificationSet: { items: specifications } }),
    },
    responseElements: { vpc: { vpcId: "vpc-0123456789abcdef0" } },
  });

describe("pinIdentifiers", () => {
  test("tags as a map", async () => {
    const step = await createApi({ stage: "prod" });
    expect(pinIdentifiers(step, findProfile("moto")).input).toEqual({
      name: "shop",
      tags: { stage: "prod", _custom_id_: "a1b2c3d4e5" },
    });
    expect(pinIdentifiers(await createApi(), findProfile("ministack")).input).toEqual({
      name: "shop",
      tags: { "ms-custom-id": "a1b2c3d4e5" },
    });
    expect(step.input).toEqual({ name: "shop", tags: { stage: "prod" } });
  });

  test("tags as a list, and the part of the id that the tag takes", async () => {
    const step = await createSecret([{ key: "stage", value: "prod" }]);
    expect(pinIdentifiers(step, findProfile("moto")).input).toMatchObject({
      Tags: [
        { Key: "stage", Value: "prod" },
        { Key: "_custom_id_", Value: "AbCdEf" },
      ],
    });
  });

  test("tags under KMS's own names", async () => {
    const step = await planOne({
      service: "kms",
      operation: "CreateKey",
      requestParameters: {},
      responseElements: { keyMetadata: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" } },
    });
    expect(pinIdentifiers(step, findProfile("floci")).input).toEqual({
      Tags: [{ TagKey: "floci:override-id", TagValue: "1234abcd-12ab-34cd-56ef-1234567890ab" }],
    });
  });

  test("tag specifications, by the resource's type", async () => {
    const localstack = findProfile("localstack");
    const pin = { Key: "_custom_id_", Value: "vpc-0123456789abcdef0" };
    expect(pinIdentifiers(await createVpc(), localstack).input["TagSpecifications"]).toEqual([
      { ResourceType: "vpc", Tags: [pin] },
    ]);
    const tagged = await createVpc([{ resourceType: "vpc", tags: [{ key: "Name", value: "shop" }] }]);
    expect(pinIdentifiers(tagged, localstack).input["TagSpecifications"]).toEqual([
      { ResourceType: "vpc", Tags: [{ Key: "Name", Value: "shop" }, pin] },
    ]);
  });

  test("nothing where the target cannot pin, or the log does not hold the id", async () => {
    const step = await createVpc();
    for (const name of ["moto", "ministack", "floci", "fakecloud", "cloudmock", "generic"] as const)
      expect(pinIdentifiers(step, findProfile(name))).toBe(step);
    const hidden = await createSecret([], null);
    expect(pinIdentifiers(hidden, findProfile("moto"))).toBe(hidden);
    const partial = await createSecret([], "shop/db");
    expect(pinIdentifiers(partial, findProfile("moto"))).toBe(partial);
  });

  test("nothing where the tag is there already or there is no room for it", async () => {
    const taken = await createApi({ _custom_id_: "mine" });
    expect(pinIdentifiers(taken, findProfile("moto"))).toBe(taken);
    const full = await createSecret(Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: "v" })));
    expect(pinIdentifiers(full, findProfile("moto"))).toBe(full);
  });
});

describe("listUntaggings", () => {
  test("the calls that take the tag off what the answer names", async () => {
    const [moto, ministack] = [findProfile("moto"), findProfile("ministack")];
    const secret = pinIdentifiers(await createSecret(), moto);
    const [untagging, ...others] = listUntaggings(secret, moto, { ARN: "arn:live" });
    expect(untagging).toMatchObject({
      operation: { name: "UntagResource" },
      input: { SecretId: "arn:live", TagKeys: ["_custom_id_"] },
      region: secret.region,
      output: {},
    });
    expect(others).toEqual([]);
    const api = pinIdentifiers(await createApi(), ministack);
    expect(listUntaggings(api, ministack, { id: "a1b2c3d4e5" }).map(({ input }) => input)).toEqual([
      {
        resourceArn: `arn:aws:apigateway:${api.region}::/restapis/a1b2c3d4e5`,
        tagKeys: ["ms-custom-id"],
      },
      { restApiId: "a1b2c3d4e5", patchOperations: [{ op: "remove", path: "/tags/ms-custom-id" }] },
    ]);
  });

  test("none where nothing was pinned, the target has none, or the answer does not say", async () => {
    const [moto, ministack, localstack] = (["moto", "ministack", "localstack"] as const).map(findProfile);
    if (!moto || !ministack || !localstack) throw new RangeError();
    const taken = pinIdentifiers(await createApi({ "ms-custom-id": "mine" }), ministack);
    expect(listUntaggings(taken, ministack, { id: "mine" })).toEqual([]);
    const vpc = pinIdentifiers(await createVpc(), localstack);
    expect(listUntaggings(vpc, localstack, { Vpc: { VpcId: "vpc-1" } })).toEqual([]);
    const secret = pinIdentifiers(await createSecret(), moto);
    expect(listUntaggings(secret, moto, {})).toEqual([]);
  });

  test("every row's call is one of the service, with members that it has", async () => {
    let checked = 0;
    for (const { service, untag = [] } of pinRows as readonly v.InferOutput<typeof PinRow>[]) {
      const { operations } = await loadModel(service);
      for (const { operation, input } of untag) {
        const members = Object.keys(operations[operation]?.input?.members ?? {});
        expect(members).toEqual(expect.arrayContaining(Object.keys(input)));
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(3);
  });
});

test("isPinTag: only a tag that the target gives back", () => {
  expect(isPinTag(findProfile("moto"), "_custom_id_")).toBe(true);
  expect(isPinTag(findProfile("moto"), "ms-custom-id")).toBe(false);
  expect(isPinTag(findProfile("floci"), "floci:override-id")).toBe(false);
  expect(isPinTag(findProfile("generic"), "_custom_id_")).toBe(false);
});
