/** What only the call that takes it back tells from its like is a thing of its own: the other stays when the one goes. */
import { describe, expect, test } from "bun:test";
import { type Answer, type Asking, judgeCalls } from "./support.ts";

interface Case {
  readonly name: string;
  readonly service: string;
  readonly calls: readonly Asking[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly verdicts: readonly string[];
}

const SET = {
  InstanceArn: "arn:aws:sso:::instance/ssoins-1",
  PermissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
};
const BUDGET = { AccountId: "111122223333", BudgetName: "all" };
const notification = (Threshold: number) => ({
  NotificationType: "ACTUAL",
  ComparisonOperator: "GREATER_THAN",
  Threshold,
});

const cases: readonly Case[] = [
  {
    name: "an entry of a table that a number tells",
    service: "lightsail",
    calls: [
      ["CreateDomainEntry", { domainName: "x.example", domainEntry: { name: "a.x.example", type: "A" } }],
      ["CreateDomainEntry", { domainName: "x.example", domainEntry: { name: "b.x.example", type: "A" } }],
      ["DeleteDomainEntry", { domainName: "x.example", domainEntry: { name: "a.x.example", type: "A" } }],
    ],
    answers: {
      GetDomain: { domain: { name: "x.example", domainEntries: [{ name: "b.x.example", type: "A" }] } },
    },
    verdicts: ["CreateDomainEntry verified"],
  },
  {
    name: "what a structure names that is attached",
    service: "sso-admin",
    calls: [
      [
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        { ...SET, CustomerManagedPolicyReference: { Name: "one", Path: "/" } },
      ],
      [
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        { ...SET, CustomerManagedPolicyReference: { Name: "two", Path: "/" } },
      ],
      [
        "DetachCustomerManagedPolicyReferenceFromPermissionSet",
        { ...SET, CustomerManagedPolicyReference: { Name: "one" } },
      ],
    ],
    answers: {
      ListCustomerManagedPolicyReferencesInPermissionSet: {
        CustomerManagedPolicyReferences: [{ Name: "two", Path: "/" }],
      },
    },
    verdicts: ["AttachCustomerManagedPolicyReferenceToPermissionSet verified"],
  },
  {
    name: "what a structure describes that has no name",
    service: "budgets",
    calls: [
      ["CreateNotification", { ...BUDGET, Notification: notification(80), Subscribers: [] }],
      ["CreateNotification", { ...BUDGET, Notification: notification(100), Subscribers: [] }],
      ["DeleteNotification", { ...BUDGET, Notification: notification(80) }],
    ],
    answers: { DescribeNotificationsForBudget: { Notifications: [notification(100)] } },
    verdicts: ["CreateNotification verified"],
  },
  {
    name: "what is of the one kind and of the other",
    service: "sso-admin",
    calls: ["USER", "GROUP"]
      .map(
        (PrincipalType): Asking => [
          "CreateApplicationAssignment",
          { ApplicationArn: "arn:aws:sso::1:application/a/b", PrincipalId: "p", PrincipalType },
        ],
      )
      .concat([
        [
          "DeleteApplicationAssignment",
          { ApplicationArn: "arn:aws:sso::1:application/a/b", PrincipalId: "p", PrincipalType: "USER" },
        ],
      ]),
    answers: {
      DescribeApplicationAssignment: {
        ApplicationArn: "arn:aws:sso::1:application/a/b",
        PrincipalId: "p",
        PrincipalType: "GROUP",
      },
    },
    verdicts: ["CreateApplicationAssignment verified"],
  },
];

const FLOW = "arn:aws:mediaconnect:eu-west-1:111122223333:flow:1-a:main";
const addOutput = (name: string): Asking => [
  "AddFlowOutputs",
  { FlowArn: FLOW, Outputs: [{ Name: name, Protocol: "rtp", Port: 5000 }] },
  { FlowArn: FLOW, Outputs: [{ Name: name, OutputArn: `${FLOW}:output:${name}` }] },
];
const targets = (name: string, one: string): Asking => [
  name,
  { DBProxyName: "px", TargetGroupName: "default", DBInstanceIdentifiers: [one] },
];

const listed: readonly Case[] = [
  {
    name: "an item that goes by the id that it was answered with",
    service: "mediaconnect",
    calls: [
      addOutput("a"),
      addOutput("b"),
      ["RemoveFlowOutput", { FlowArn: FLOW, OutputArn: `${FLOW}:output:a` }],
    ],
    answers: {
      DescribeFlow: { flow: { flowArn: FLOW, outputs: [{ name: "b", outputArn: `${FLOW}:output:b` }] } },
    },
    verdicts: ["AddFlowOutputs verified"],
  },
  {
    name: "what stands alone in the list of one call",
    service: "rds",
    calls: [
      targets("RegisterDBProxyTargets", "a"),
      targets("RegisterDBProxyTargets", "b"),
      targets("DeregisterDBProxyTargets", "a"),
    ],
    answers: {
      DescribeDBProxyTargets:
        "<DescribeDBProxyTargetsResponse><DescribeDBProxyTargetsResult><Targets><member><RdsResourceId>b</RdsResourceId><Type>RDS_INSTANCE</Type></member></Targets></DescribeDBProxyTargetsResult></DescribeDBProxyTargetsResponse>",
    },
    verdicts: ["RegisterDBProxyTargets verified"],
  },
];

describe("of two that one member tells apart", () => {
  for (const { name, service, calls, answers, verdicts } of [...cases, ...listed])
    test(name, async () => {
      expect(await judgeCalls(service, calls, answers)).toEqual([...verdicts]);
    });

  test("what is not there of the one that stays is missing", async () => {
    const attach: Asking = [
      "AttachCustomerManagedPolicyReferenceToPermissionSet",
      { ...SET, CustomerManagedPolicyReference: { Name: "two", Path: "/" } },
    ];
    const others = { CustomerManagedPolicyReferences: [{ Name: "one", Path: "/" }] };
    const [verdict] = await judgeCalls("sso-admin", [attach], {
      ListCustomerManagedPolicyReferencesInPermissionSet: others,
    });
    expect(verdict).toStartWith("AttachCustomerManagedPolicyReferenceToPermissionSet missing");
  });

  test("what is put to a group is told by its name in the list of what is there", async () => {
    const add = (thingName: string): Asking => [
      "AddThingToBillingGroup",
      { billingGroupName: "bg", thingName },
    ];
    const judged = await judgeCalls("iot", [add("lamp"), add("door")], {
      ListThingsInBillingGroup: { things: ["lamp"] },
    });
    expect(judged[0]).toBe("AddThingToBillingGroup verified");
    expect(judged[1]).toStartWith("AddThingToBillingGroup missing");
  });
});
