/** Members that are told by other names, and batches whose items are calls of their own. */
import { describe, expect, test } from "bun:test";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { makeLive } from "../../src/verify/live.ts";
import { planCalls } from "../plan/missing/plan-calls.ts";
import { type Asking, judgeCalls } from "./support.ts";

test("what is deleted by an id that later calls told stands no more", async () => {
  const service = "servicediscovery";
  const steps = await planCalls([
    {
      service,
      operation: "CreateHttpNamespace",
      parameters: { name: "pears" },
      answer: { operationId: "op-1" },
    },
    { service, operation: "DeleteNamespace", parameters: { id: "ns-aaaa1111" } },
  ]);
  const base = await KnowledgeBase.load(steps);
  const count = (id: string) =>
    deriveFacts(
      steps.map((step, place) =>
        makeLive(step, new Dictionary(), (text) => text, place === 0 ? id : undefined),
      ),
      base,
    ).length;
  expect(count("ns-aaaa1111")).toBe(0);
  expect(count("ns-bbbb2222")).toBe(1);
});

describe("a member that is told by a name of its own", () => {
  test("which another member says: each kind of notifications has its topic", async () => {
    const topic = (kind: string): Asking => [
      "SetIdentityNotificationTopic",
      {
        Identity: "example.com",
        NotificationType: kind,
        SnsTopic: `arn:aws:sns:eu-west-1:111122223333:${kind}`,
      },
    ];
    const judge = (complaints: string) =>
      judgeCalls("ses", [topic("Bounce"), topic("Complaint")], {
        GetIdentityNotificationAttributes: `<R><GetIdentityNotificationAttributesResult><NotificationAttributes><entry><key>example.com</key><value>
          <BounceTopic>arn:aws:sns:eu-west-1:111122223333:Bounce</BounceTopic>
          <ComplaintTopic>arn:aws:sns:eu-west-1:111122223333:${complaints}</ComplaintTopic>
          </value></entry></NotificationAttributes></GetIdentityNotificationAttributesResult></R>`,
      });
    expect(await judge("Complaint")).toEqual(["SetIdentityNotificationTopic verified"]);
    expect(await judge("Other")).toEqual([expect.stringContaining("different: ComplaintTopic")]);
  });

  test("the nodes that a cluster is to have, and has", async () => {
    const call: Asking = ["IncreaseReplicationFactor", { ClusterName: "c", NewReplicationFactor: 3 }];
    const judge = (TotalNodes: number) =>
      judgeCalls("dax", [call], { DescribeClusters: { Clusters: [{ ClusterName: "c", TotalNodes }] } });
    expect(await judge(3)).toEqual(["IncreaseReplicationFactor verified"]);
    expect(await judge(1)).toEqual(["IncreaseReplicationFactor different: TotalNodes 3 is 1"]);
  });
});

describe("a batch whose items are each as much as a call", () => {
  const principal = (name: string) => ({
    DataLakePrincipalIdentifier: `arn:aws:iam::111122223333:role/${name}`,
  });
  const entry = (name: string) => ({
    Id: name,
    Principal: principal(name),
    Resource: { Database: { Name: "sales" } },
    Permissions: ["DESCRIBE"],
  });
  const judge = (calls: readonly Asking[], granted: readonly string[]) =>
    judgeCalls("lakeformation", calls, {
      ListPermissions: {
        PrincipalResourcePermissions: granted.map((name) => {
          const { Id: _, ...told } = entry(name);
          return told;
        }),
      },
    });

  test("each grant is told of by itself, and taken back by itself", async () => {
    const grant: Asking = ["BatchGrantPermissions", { Entries: [entry("a"), entry("b")] }];
    expect(await judge([grant], ["a", "b"])).toEqual([
      "GrantPermissions verified",
      "GrantPermissions verified",
    ]);
    expect(await judge([grant], ["a"])).toEqual([
      "GrantPermissions verified",
      expect.stringContaining("GrantPermissions missing"),
    ]);
    const revoke: Asking = ["BatchRevokePermissions", { Entries: [entry("b")] }];
    expect(await judge([grant, revoke], ["a"])).toEqual(["GrantPermissions verified"]);
  });
});
