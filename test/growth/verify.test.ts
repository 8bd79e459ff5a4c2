/** What verifying costs, in steps: four times the calls are four times the steps, whatever they have in common. */
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Reader } from "../../src/verify/fact.ts";
import { findByNames } from "../../src/verify/find-by-names.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { locate } from "../../src/verify/locate.ts";
import { makeTextRow } from "../../src/verify/named.ts";
import { countItems, countItemsAsync } from "../support/count-items.ts";
import { type Ask, countOf, LOGS, makeSteps } from "./verifying.ts";

const SIZE = 500;

test.each(LOGS)(
  "%s",
  async (_, service, ask) => {
    const [few, many] = [await countOf(service, ask, SIZE), await countOf(service, ask, 4 * SIZE)];
    expect(few).toBeGreaterThan(SIZE);
    expect(many / few).toBeLessThan(5);
  },
  300_000,
);

test("each of many things with documents in one list", async () => {
  const operation = await loadOperation("iam", "ListRoles");
  const count = (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const output: Structure = {
      Roles: places.map((place) => ({
        RoleName: `r${place}`,
        AssumeRolePolicyDocument: JSON.stringify({ Statement: [{ Sid: `s${place}`, Effect: "Allow" }] }),
      })),
    };
    const reader = { operation, input: {}, used: [], held: [], isList: true };
    return countItems(() => {
      for (const place of places) {
        const own = [{ text: `r${place}`, row: makeTextRow("RoleName") }];
        const others = [{ text: `s${place}`, row: makeTextRow("Sid") }];
        if (locate(reader, output, { own, others })?.value?.["RoleName"] !== `r${place}`) throw new Error();
        if (locate(reader, output, { own: [], others })?.value?.["RoleName"] !== `r${place}`)
          throw new Error();
      }
    });
  };
  expect(count(4 * SIZE) / count(SIZE)).toBeLessThan(5);
});

test("each of many things in one list", async () => {
  const operation = await loadOperation("kms", "ListAliases");
  const count = (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const output: Structure = { Aliases: places.map((place) => ({ AliasName: `alias/${place}` })) };
    const reader = { operation, input: {}, used: [], held: [], isList: true };
    return countItems(() => {
      for (const place of places) {
        const own = [{ text: `alias/${place}`, row: makeTextRow("AliasName") }];
        const found = locate(reader, output, { own, others: [] });
        if (found?.value?.["AliasName"] !== `alias/${place}`) throw new Error(`no ${place}`);
      }
    });
  };
  expect(count(4 * SIZE) / count(SIZE)).toBeLessThan(5);
});

test("each of many networks, found by its tags without a map", async () => {
  const operation = await loadOperation("ec2", "CreateVpc");
  const count = async (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const tag = (place: number) => [{ Key: "Name", Value: `network-${place}` }];
    const asks = places.map((place): Ask => {
      const tags = [{ ResourceType: "vpc", Tags: tag(place) }];
      const input = { CidrBlock: `10.${place >> 8}.${place % 256}.0/24`, TagSpecifications: tags };
      return [
        operation.name,
        input,
        { Vpc: { VpcId: `vpc-${(1e9 + place).toString(16).padStart(17, "0")}` } },
      ];
    });
    const Vpcs = places.map((place) => ({
      VpcId: `vpc-live${place}`,
      CidrBlock: `10.${place >> 8}.${place % 256}.0/24`,
      Tags: tag(place),
    }));
    const answered = { output: { Vpcs } };
    const unread = { kind: "unreadable", reason: "" } as const;
    const steps = await makeSteps("ec2", asks);
    const base = await KnowledgeBase.load(steps);
    const reads = {
      call: async (reader: Reader) => (reader.operation.name === "DescribeVpcs" ? answered : unread),
      find: async () => unread,
      hasTold: () => false,
    };
    const { signal } = new AbortController();
    let known = 0;
    const items = await countItemsAsync(async () => {
      const found = await findByNames(steps, base, reads, signal, (text) => text);
      known = found.dictionary.size;
    });
    expect(known).toBe(size);
    return items;
  };
  const [few, many] = [await count(200), await count(800)];
  expect(many / few).toBeLessThan(5);
}, 300_000);
