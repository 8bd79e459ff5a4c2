// What is learnt from the answers to questions that a replay asks for itself.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { learnOnly } from "../../src/identities/learn.ts";

test("a question is answered by what has the name that it is asked for", async () => {
  const operation = await loadOperation("servicediscovery", "ListNamespaces");
  const live = {
    Namespaces: [
      { Id: "ns-live1", Name: "one" },
      { Id: "ns-live2", Name: "two" },
    ],
  };
  const ask = (...namespaces: readonly Record<string, string>[]) =>
    learnOnly(operation, { Namespaces: namespaces }, live, {}).filter(
      ({ recorded, live }) => recorded !== live,
    );
  expect(ask({ Id: "ns-old", Name: "two" })).toMatchObject([{ recorded: "ns-old", live: "ns-live2" }]);
  // Of several, nothing says which one is meant.
  expect(ask({ Id: "ns-old" })).toEqual([]);
  expect(ask({ Id: "ns-old", Name: "three" })).toEqual([]);
  // Nor is the only one meant, where it goes by another name: it has not been made yet, or the target does not look.
  live.Namespaces.splice(1);
  expect(ask({ Id: "ns-old", Name: "two" })).toEqual([]);
  expect(ask({ Id: "ns-old" })).toMatchObject([{ recorded: "ns-old", live: "ns-live1" }]);
});

test("what a question says stands for itself, and what is known to stand for something is told by that", async () => {
  const operation = await loadOperation("ec2", "DescribeNetworkAcls");
  const associations = (...pairs: readonly (readonly [id: string, subnet: string])[]) => ({
    NetworkAcls: [
      {
        Associations: pairs.map(([NetworkAclAssociationId, SubnetId]) => ({
          NetworkAclAssociationId,
          SubnetId,
        })),
      },
    ],
  });
  const input = { Filters: [{ Name: "association.subnet-id", Values: ["subnet-0a"] }] };
  const pairs = learnOnly(
    operation,
    associations(["aclassoc-0a", "subnet-0a"]),
    associations(["aclassoc-1a", "subnet-1a"], ["aclassoc-1b", "subnet-1b"]),
    input,
    (text) => (text === "subnet-0a" ? "subnet-1b" : undefined),
  );
  expect(pairs).toMatchObject([{ recorded: "aclassoc-0a", live: "aclassoc-1b" }]);
});
