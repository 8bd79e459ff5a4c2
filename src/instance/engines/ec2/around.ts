/** EC2: what is started from templates, keys that are made, and what is done for each of several. */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { AroundEngine, DoGeneric } from "../around.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { inTurn } from "../in-turn.ts";
import { createFleet } from "./fleets.ts";
import { createKeyPair, importKeyPair } from "./key-pairs.ts";
import { makeTemplateVersion, withTemplate, withTemplateFault } from "./launch-templates.ts";

/** A log for each of what is to be watched: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
async function createFlowLogs({ input }: Context, doIt: DoGeneric): Promise<Done> {
  const ids: Value[] = [];
  let done: Done | undefined;
  for (const id of listTexts(input["ResourceIds"])) {
    done = doIt(merge(input, { ResourceIds: [id] }));
    if ("error" in done) return done;
    ids.push(...listTexts(done.output["FlowLogIds"]));
  }
  return done && "output" in done ? { output: merge(done.output, { FlowLogIds: ids }) } : doIt();
}

/** What is attached to nothing stands all the same: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
async function detachGateway(context: Context, doIt: DoGeneric): Promise<Done> {
  const done = doIt();
  if (!("error" in done)) return done;
  const { ask, caller, input } = context;
  const InternetGatewayIds = [readText(input, "InternetGatewayId")];
  const asked: Structure = { InternetGatewayIds };
  const told = await ask({ service: "ec2", operation: "DescribeInternetGateways", input: asked, caller });
  if ("error" in told) return told;
  const message = `resource ${InternetGatewayIds[0]} is not attached to network ${readText(input, "VpcId")}`;
  return { error: { code: "Gateway.NotAttached", message, status: 400 } };
}

/** What EC2 does around its operations. */
export const ec2Around: AroundEngine = {
  CreateFleet: createFleet,
  CreateFlowLogs: createFlowLogs,
  CreateKeyPair: createKeyPair,
  CreateLaunchTemplateVersion: inTurn(makeTemplateVersion),
  DeleteLaunchTemplate: withTemplateFault,
  DescribeLaunchTemplateVersions: withTemplateFault,
  DescribeLaunchTemplates: withTemplateFault,
  DetachInternetGateway: detachGateway,
  ImportKeyPair: importKeyPair,
  ModifyLaunchTemplate: withTemplateFault,
  RunInstances: withTemplate,
};
