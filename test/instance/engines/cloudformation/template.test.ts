// What a template says, and what CloudFormation refuses of it.
import { expect, test } from "bun:test";
import { makeStacks } from "./support.ts";

const TOPIC = { Type: "AWS::SNS::Topic" };

/** What an output of a stack is. */
async function evaluate(value: unknown, more: object = {}, parameters: readonly object[] = []) {
  const { create, outputs, describe } = makeStacks();
  const template = { Resources: { Topic: TOPIC }, Outputs: { Value: { Value: value } }, ...more };
  const made = await create("a", template, { Parameters: parameters as never });
  if (typeof made === "string") return made;
  return (await outputs("a"))["Value"] ?? (await describe("a")).StackStatus;
}

const MORE = {
  Parameters: {
    Text: { Type: "String", Default: "x" },
    List: { Type: "CommaDelimitedList", Default: "a, b,c" },
  },
  Mappings: { Map: { one: { two: "found", list: ["p", "q"] } } },
  Conditions: {
    Yes: { "Fn::Equals": [{ Ref: "Text" }, "x"] },
    No: { "Fn::Not": [{ Condition: "Yes" }] },
    Both: { "Fn::And": [{ Condition: "Yes" }, { "Fn::Or": [{ Condition: "No" }, { Condition: "Yes" }] }] },
  },
};

const VALUES: readonly (readonly [unknown, string])[] = [
  [{ Ref: "AWS::AccountId" }, "111122223333"],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ Ref: "AWS::StackName" }, "a"],
  [
    { "Fn::Sub": `arn:\${AWS::Partition}:s3:::\${Text}.\${AWS::URLSuffix}\${!Kept}` },
    `arn:aws:s3:::x.amazonaws.com\${Kept}`,
  ],
  [{ "Fn::Sub": [`\${own}-\${Topic.TopicName}`, { own: { Ref: "Text" } }] }, "x-a-Topic-"],
  [{ "Fn::Join": ["-", { Ref: "List" }] }, "a-b-c"],
  [{ "Fn::Select": ["1", { "Fn::Split": ["|", "p|q|r"] }] }, "q"],
  [{ "Fn::FindInMap": ["Map", "one", "two"] }, "found"],
  [{ "Fn::Base64": "hi" }, "aGk="],
  [{ "Fn::If": ["Both", "both", "not"] }, "both"],
  [{ "Fn::If": ["No", "no", { "Fn::If": ["Yes", "yes", "never"] }] }, "yes"],
  [{ "Fn::Join": [",", { "Fn::Cidr": ["10.0.0.0/16", 3, 8] }] }, "10.0.0.0/24,10.0.1.0/24,10.0.2.0/24"],
  [{ "Fn::Select": [1, { "Fn::Cidr": ["2001:db8::/56", 2, 64] }] }, "2001:db8:0:1::/64"],
  [{ "Fn::Join": [",", { "Fn::GetAZs": "" }] }, "eu-west-1a,eu-west-1b,eu-west-1c"],
];

for (const [value, wanted] of VALUES)
  test(JSON.stringify(value), async () => expect(await evaluate(value, MORE)).toStartWith(wanted));

/** The message that a template is refused with. */
async function refuse(template: object | string, more: object = {}): Promise<string> {
  const { makeBehaviour } = await import("../../../../src/instance/behaviour/behave.ts");
  const { loadOperation } = await import("../../../../src/aws/model/table.ts");
  const { Store } = await import("../../../../src/instance/store.ts");
  const behave = makeBehaviour({
    store: new Store(),
    now: () => 0,
    mint: (length) => "a".repeat(length),
    sleep: async () => {},
  });
  const TemplateBody = typeof template === "string" ? template : JSON.stringify(template);
  const done = await behave({
    operation: await loadOperation("cloudformation", "CreateStack"),
    input: { StackName: "a", TemplateBody, ...more },
    caller: { account: "111122223333", region: "eu-west-1" },
  });
  return "error" in done ? done.error.message : "";
}

const REFUSED: readonly (readonly [object | string, string])[] = [
  [{ Resources: {} }, "At least one Resources member must be defined."],
  ["{", "JSON not well-formed"],
  [{ Resources: { A: TOPIC }, Nonsense: 1 }, "Invalid template property or properties [Nonsense]"],
  [{ Resources: { A: { Type: "AWS::No::Such" } } }, "Unrecognized resource types: [AWS::No::Such]"],
  [{ Resources: { A: {} } }, "Every Resources object must contain a Type member."],
  [{ Resources: { "A-B": TOPIC } }, "Resource name A-B is non alphanumeric."],
  [
    { Resources: { A: { ...TOPIC, DependsOn: "B" } } },
    "Unresolved resource dependencies [B] in the Resources block of the template",
  ],
  [
    { Resources: { A: TOPIC }, Outputs: { O: { Value: { Ref: "B" } } } },
    "Unresolved resource dependencies [B] in the Outputs block of the template",
  ],
  [
    {
      Resources: {
        A: { ...TOPIC, DependsOn: "B" },
        B: { ...TOPIC, Properties: { TopicName: { "Fn::GetAtt": ["A", "TopicName"] } } },
      },
    },
    "Circular dependency between resources: [A, B]",
  ],
  [
    { Resources: { A: TOPIC }, Transform: "AWS::Serverless-2016-10-31" },
    "No transform named AWS::Serverless-2016-10-31 found.",
  ],
  [{ Resources: { A: TOPIC }, Parameters: { P: { Type: "String" } } }, "Parameters: [P] must have values"],
  [
    { Resources: { A: TOPIC }, Parameters: { P: { Type: "Sting", Default: "" } } },
    "Unrecognized parameter type: Sting",
  ],
  [
    { Resources: { A: TOPIC }, Parameters: { P: { Type: "String", Default: "c", AllowedValues: ["a"] } } },
    "Parameter 'P' must be one of AllowedValues",
  ],
  [
    { Resources: { A: TOPIC }, Parameters: { P: { Type: "Number", Default: 5, MaxValue: 3 } } },
    "must be a number not greater than 3",
  ],
  [
    {
      Resources: { A: TOPIC },
      Parameters: {
        P: { Type: "String", Default: "b", AllowedPattern: "a+", ConstraintDescription: "be a" },
      },
    },
    "Parameter P failed to satisfy constraint: be a",
  ],
  [
    {
      Resources: { A: TOPIC },
      // Takes longer than anyone waits where each way to match is tried.
      Parameters: { P: { Type: "String", Default: `${"a".repeat(4_000)}!`, AllowedPattern: "(a+)+" } },
    },
    "Parameter 'P' must match pattern (a+)+",
  ],
  [
    {
      Resources: { A: TOPIC },
      Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/none" } },
    },
    "Unable to fetch parameters [/none]",
  ],
  [{ Resources: { A: { ...TOPIC, Condition: "C" } } }, "Unresolved condition dependency C"],
  [
    { Resources: { A: TOPIC }, Conditions: { C: { Condition: "D" }, D: { Condition: "C" } } },
    "Circular condition dependency",
  ],
];

for (const [template, message] of REFUSED)
  test(message, async () => expect(await refuse(template)).toContain(message));

test("an address of a template whose percent-encoding is none", async () => {
  expect(await refuse("", { TemplateURL: "https://templates.s3.amazonaws.com/%zz.json" })).toBe(
    "TemplateURL must be a supported URL.",
  );
});

test("parameters that the template does not have", async () => {
  const Parameters = [{ ParameterKey: "Q", ParameterValue: "x" }];
  expect(await refuse({ Resources: { A: TOPIC } }, { Parameters })).toBe(
    "Parameters: [Q] do not exist in the template",
  );
});

test("values of Parameter Store and Secrets Manager", async () => {
  const { call, create, outputs, physicalId } = makeStacks();
  await call("ssm.PutParameter", { Name: "/name", Type: "String", Value: "stored" });
  await call("secretsmanager.CreateSecret", { Name: "s", SecretString: '{"key":"hidden"}' });
  await create("a", {
    Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/name" } },
    Resources: {
      Topic: {
        ...TOPIC,
        Properties: { TopicName: { Ref: "P" }, DisplayName: "{{resolve:secretsmanager:s:SecretString:key}}" },
      },
    },
    Outputs: { Direct: { Value: "{{resolve:ssm:/name}}" } },
  });
  expect(await outputs("a")).toEqual({ Direct: "stored" });
  const TopicArn = await physicalId("a", "Topic");
  expect(TopicArn).toEndWith(":stored");
  expect((await call("sns.GetTopicAttributes", { TopicArn })).Attributes.DisplayName).toBe("hidden");
});
