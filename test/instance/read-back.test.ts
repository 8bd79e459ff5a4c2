// What a verification finds in the instance of what production made: all of it, under production's own names.
import { expect, test } from "bun:test";
import { loadResources } from "../../src/aws/resources/table.ts";
import { type RecordedCall, readBack } from "./support/read-back.ts";

const STORE = "d-h2tw2qgy3z";

const LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/pears/0a1b/2c3d";
const makeRuleArn = (name: string) => `${LISTENER.replace(":listener/", ":listener-rule/")}/${name}`;

const makeRule = (name: string, priority: number): RecordedCall => [
  "elasticloadbalancing.CreateRule",
  {
    listenerArn: LISTENER,
    priority,
    conditions: [{ field: "path-pattern", values: [`/${name}`] }],
    actions: [],
  },
  { rules: [{ ruleArn: makeRuleArn(name), priority: String(priority) }] },
];

test.each<[string, RecordedCall[]]>([
  [
    "by names that have not the form of AWS's own, in requests that say the same of what is made there",
    [
      [
        "identitystore.CreateGroup",
        { identityStoreId: STORE, displayName: "miners" },
        { groupId: "not-a-uuid", identityStoreId: STORE },
      ],
    ],
  ],
  [
    "by an id that only later calls tell, beside what is gone again",
    [
      ["servicediscovery.CreateHttpNamespace", { name: "one" }, { operationId: "op-1" }],
      [
        "servicediscovery.CreateService",
        { name: "web", namespaceId: "ns-aaaa1111", dnsConfig: { dnsRecords: [{ type: "A", tTL: 10 }] } },
        { service: { id: "srv-aaaa1111", name: "web", namespaceId: "ns-aaaa1111" } },
      ],
      [
        "servicediscovery.CreateService",
        { name: "old", namespaceId: "ns-aaaa1111", dnsConfig: { dnsRecords: [{ type: "A", tTL: 10 }] } },
        { service: { id: "srv-bbbb2222", name: "old", namespaceId: "ns-aaaa1111" } },
      ],
      ["servicediscovery.DeleteService", { id: "srv-bbbb2222" }],
    ],
  ],
  [
    "by an id that is given with what it is of before it, and taken without",
    [
      [
        "route53.CreateHostedZone",
        { name: "example.com", callerReference: "a", hostedZoneConfig: { comment: "first" } },
        {
          location: "https://route53.amazonaws.com/2013-04-01/hostedzone/Z1PEAR",
          hostedZone: { id: "/hostedzone/Z1PEAR", name: "example.com.", callerReference: "a" },
        },
      ],
      ["route53.UpdateHostedZoneComment", { id: "Z1PEAR", comment: "second" }],
    ],
  ],
  [
    "of which one call changes several, and says of each how",
    [
      makeRule("a", 10),
      makeRule("b", 20),
      [
        "elasticloadbalancing.SetRulePriorities",
        {
          rulePriorities: [
            { ruleArn: makeRuleArn("a"), priority: 15 },
            { ruleArn: makeRuleArn("b"), priority: 5 },
          ],
        },
        {
          rules: [
            { ruleArn: makeRuleArn("a"), priority: "15" },
            { ruleArn: makeRuleArn("b"), priority: "5" },
          ],
        },
      ],
    ],
  ],
  [
    "whose id the log does not tell, among those that are listed",
    [
      [
        "logs.CreateDelivery",
        {
          deliverySourceName: "main",
          deliveryDestinationArn: "arn:aws:logs:eu-west-1:111122223333:delivery-destination:main",
        },
      ],
    ],
  ],
])("%s", async (_, calls) => {
  expect(await readBack(calls)).toEqual({ verified: expect.any(Number), others: [] });
});

test("tags that another service took away, by the ARN of what has them, are none", async () => {
  // A log may have called another service before whose things have ARNs of the same form.
  await loadResources("s3control");
  const bucketName = "tagged-bucket";
  const tag = (Key: string) => ({ Key, Value: "a" });
  const calls: RecordedCall[] = [
    ["s3.CreateBucket", { bucketName }],
    ["s3.PutBucketTagging", { bucketName, Tagging: { TagSet: { Tag: [tag("one"), tag("other")] } } }],
    ["sqs.CreateQueue", { queueName: "q", tags: { one: "a", other: "a" } }],
    [
      "tagging.UntagResources",
      {
        resourceARNList: [`arn:aws:s3:::${bucketName}`, "arn:aws:sqs:eu-west-1:111122223333:q"],
        tagKeys: ["one"],
      },
    ],
  ];
  expect((await readBack(calls)).others).toEqual([]);
  expect((await readBack(calls.slice(0, 3))).others).toEqual([]);
});

test("domains of a list that came and went", async () => {
  const firewallDomainListId = "rslvr-fdl-0a1b2c3d4e5f60718";
  const change = (operation: string, ...domains: string[]): RecordedCall => [
    "route53resolver.UpdateFirewallDomains",
    { firewallDomainListId, operation, domains },
    { id: firewallDomainListId, name: "f", status: "UPDATING" },
  ];
  const calls: RecordedCall[] = [
    [
      "route53resolver.CreateFirewallDomainList",
      { creatorRequestId: "a", name: "f" },
      { firewallDomainList: { id: firewallDomainListId, name: "f", creatorRequestId: "a" } },
    ],
    change("ADD", "a.example", "b.example"),
    change("REMOVE", "a.example"),
  ];
  expect((await readBack(calls)).others).toEqual([]);
});

test("tags that are told on several pages", async () => {
  const tags = Array.from({ length: 25 }, (_, at) => ({ key: `k${at}`, value: "v" }));
  const resourceArn = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  const calls: RecordedCall[] = [
    [
      "dynamodb.CreateTable",
      {
        ...{ tableName: "orders", billingMode: "PAY_PER_REQUEST" },
        keySchema: [{ attributeName: "id", keyType: "HASH" }],
        attributeDefinitions: [{ attributeName: "id", attributeType: "S" }],
      },
    ],
    ["dynamodb.TagResource", { resourceArn, tags }],
    ["dynamodb.UntagResource", { resourceArn, tagKeys: ["k24"] }],
  ];
  expect((await readBack(calls)).others).toEqual([]);
});

test("images by their tags, each the one that had it last", async () => {
  const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
  const put = (letter: string, imageTag: string): RecordedCall => [
    "ecr.PutImage",
    { repositoryName: "shop", imageManifest: `{"layers":["${letter}"]}`, imageTag },
    {
      image: {
        ...{ registryId: "111122223333", repositoryName: "shop" },
        imageId: { imageDigest: digest(letter), imageTag },
      },
    },
  ];
  const calls: RecordedCall[] = [
    ["ecr.CreateRepository", { repositoryName: "shop" }],
    ...[put("a", "v1"), put("a", "latest"), put("b", "latest"), put("b", "v2")],
  ];
  expect(await readBack(calls)).toEqual({ verified: 4, others: [] });
});
