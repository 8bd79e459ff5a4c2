/** Step Functions: a machine that is published as it is made has a version, and one that is made again as it is is that one. */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { AroundEngine, DoGeneric } from "../around.ts";
import { makeCounted } from "../counted.ts";
import { merge, readText } from "../engine.ts";

/** Publishes a machine in the same breath, where it is asked for: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
async function thenPublish({ ask, caller, input }: Context, done: Done, arn: string): Promise<Done> {
  if ("error" in done || input["publish"] !== true) return done;
  const description = input["versionDescription"];
  const asked = merge({ stateMachineArn: arn, ...(description !== undefined && { description }) });
  const told = await ask({
    ...{ service: "stepfunctions", operation: "PublishStateMachineVersion", input: asked, caller },
  });
  if ("error" in told) return told;
  const { stateMachineVersionArn } = told.output;
  return { output: merge(done.output, { stateMachineVersionArn }) };
}

function refuseDescription({ input }: Context): Done | undefined {
  if (input["versionDescription"] === undefined || input["publish"] === true) return undefined;
  const message = "Version description can only be set when publish is true";
  return { error: { code: "ValidationException", message, status: 400 } };
}

async function create(context: Context, doIt: DoGeneric): Promise<Done> {
  const refused = refuseDescription(context);
  if (refused) return refused;
  const done = doIt();
  if ("error" in done) return done;
  return await thenPublish(context, done, readText(done.output, "stateMachineArn"));
}

async function update(context: Context, doIt: DoGeneric): Promise<Done> {
  return (
    refuseDescription(context) ??
    (await thenPublish(context, doIt(), readText(context.input, "stateMachineArn")))
  );
}

/** The versions of a machine are counted. */
async function publish(context: Context, doIt: DoGeneric): Promise<Done> {
  return makeCounted(context, doIt, {
    type: "state-machine-version",
    prefix: `${readText(context.input, "stateMachineArn")}:`,
    tell: ({ arn }) => merge({ stateMachineVersionArn: arn }),
  }).done;
}

/** What Step Functions does around its operations. */
export const stateMachines: AroundEngine = {
  CreateStateMachine: create,
  PublishStateMachineVersion: publish,
  UpdateStateMachine: update,
};
