/** EC2's fleets start their machines, from templates alone. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFleet.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { DoGeneric } from "../around.ts";
import { listStructures, merge, readText } from "../engine.ts";

/** How many machines are started on demand, and how many as spot instances. */
function readCapacity({
  TargetCapacitySpecification: asked,
}: Structure): readonly (readonly [string, number])[] {
  const said = isStructure(asked) ? asked : {};
  const read = (name: string) => (typeof said[name] === "number" ? said[name] : undefined);
  const total = read("TotalTargetCapacity") ?? 0;
  const [onDemand, spot] = [read("OnDemandTargetCapacity"), read("SpotTargetCapacity")];
  const rest = Math.max(0, total - (onDemand ?? 0) - (spot ?? 0));
  const isOnDemand = said["DefaultTargetCapacityType"] !== "spot";
  return [
    ["on-demand", (onDemand ?? 0) + (isOnDemand ? rest : 0)],
    ["spot", (spot ?? 0) + (isOnDemand ? 0 : rest)],
  ];
}

/** Makes a fleet and starts what it is to have; one that is wanted at once tells its machines. */
export async function createFleet(context: Context, doIt: DoGeneric): Promise<Done> {
  const { ask, caller, input } = context;
  const done = doIt();
  const [config] = listStructures(input["LaunchTemplateConfigs"]);
  const LaunchTemplateSpecification = config?.["LaunchTemplateSpecification"];
  if ("error" in done || !isStructure(LaunchTemplateSpecification)) return done;
  const [Overrides] = listStructures(config?.["Overrides"]);
  const { InstanceType, SubnetId, ImageId } = Overrides ?? {};
  const own = Object.entries({ InstanceType, SubnetId, ImageId }).filter(([, value]) => value !== undefined);
  const Instances: Structure[] = [];
  for (const [Lifecycle, count] of readCapacity(input)) {
    if (count <= 0) continue;
    const asked = merge(Object.fromEntries(own), {
      LaunchTemplate: LaunchTemplateSpecification,
      ...{ MinCount: count, MaxCount: count },
      ...(Lifecycle === "spot" && { InstanceMarketOptions: { MarketType: "spot" } }),
    });
    const started = await ask({ service: "ec2", operation: "RunInstances", input: asked, caller });
    if ("error" in started) return started;
    const machines = listStructures(started.output["Instances"]);
    Instances.push(
      merge({
        LaunchTemplateAndOverrides: merge({ LaunchTemplateSpecification, ...(Overrides && { Overrides }) }),
        Lifecycle,
        InstanceIds: machines.map((one) => readText(one, "InstanceId")),
        InstanceType: machines[0]?.["InstanceType"],
      }),
    );
  }
  return input["Type"] === "instant" ? { output: merge(done.output, { Instances, Errors: [] }) } : done;
}
