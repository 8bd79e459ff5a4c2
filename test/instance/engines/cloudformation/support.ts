/** CloudFormation in a world of its own. */
import { makeCaller } from "../../support/world.ts";

/** An event of a stack, as far as tests look at it. */
export interface ToldEvent {
  readonly LogicalResourceId: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
}

/** A stack as it is described. */
export interface ToldStack {
  readonly StackStatus: string;
  readonly StackId: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
  readonly Parameters?: readonly { readonly ParameterKey: string; readonly ParameterValue: string }[];
}

/** Calls of stacks by short names. */
export function makeStacks() {
  const call = makeCaller();
  const cloudformation = (operation: string, input: Parameters<typeof call>[1]) =>
    call(`cloudformation.${operation}`, input);
  return {
    call,
    cloudformation,
    create: (name: string, template: object | string, more: Parameters<typeof call>[1] = {}) =>
      cloudformation("CreateStack", {
        StackName: name,
        TemplateBody: typeof template === "string" ? template : JSON.stringify(template),
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        ...more,
      }),
    update: (name: string, template: object, more: Parameters<typeof call>[1] = {}) =>
      cloudformation("UpdateStack", {
        StackName: name,
        TemplateBody: JSON.stringify(template),
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        ...more,
      }),
    async describe(name: string): Promise<ToldStack> {
      return (await cloudformation("DescribeStacks", { StackName: name })).Stacks[0];
    },
    async outputs(name: string): Promise<Record<string, string>> {
      const { Outputs = [] }: ToldStack = (await cloudformation("DescribeStacks", { StackName: name }))
        .Stacks[0];
      return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    },
    /** What happened, the oldest first: `Queue CREATE_COMPLETE`. */
    async events(name: string): Promise<string[]> {
      const { StackEvents: all } = await cloudformation("DescribeStackEvents", { StackName: name });
      return (all as ToldEvent[]).toReversed().map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`);
    },
    /** Why what failed did. */
    async failures(name: string): Promise<string[]> {
      const { StackEvents: all } = await cloudformation("DescribeStackEvents", { StackName: name });
      return (all as ToldEvent[])
        .filter(
          ({ ResourceStatus, LogicalResourceId }) =>
            ResourceStatus.endsWith("_FAILED") && LogicalResourceId !== name,
        )
        .map(
          ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`,
        );
    },
    async physicalId(name: string, id: string): Promise<string> {
      const told = await cloudformation("DescribeStackResource", { StackName: name, LogicalResourceId: id });
      return told.StackResourceDetail.PhysicalResourceId;
    },
  };
}
