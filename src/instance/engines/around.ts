/** Operations that go on in other services once the generic behaviour has done them: a group of machines starts its machines. */
import type { Structure } from "../../aws/values.ts";
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";

/** Does a call by the generic behaviour, with another input than the client's where one is given. */
export type DoGeneric = (input?: Structure) => Done;

/** Does a call by the generic behaviour, and what AWS does before and after it. What production did is in its log itself. */
export type Around = (context: Context, doIt: DoGeneric) => Promise<Done>;

/** Operations of a service, by their names. */
export type AroundEngine = Readonly<Partial<Record<string, Around>>>;

const ENGINES: Readonly<Partial<Record<string, () => Promise<AroundEngine>>>> = {
  "application-autoscaling": async () => (await import("./application-autoscaling.ts")).targets,
  autoscaling: async () => (await import("./autoscaling/around.ts")).groups,
  ec2: async () => (await import("./ec2/around.ts")).ec2Around,
  lambda: async () => (await import("./lambda-layers.ts")).lambdaAround,
  stepfunctions: async () => (await import("./stepfunctions/around.ts")).stateMachines,
};

const NONE: AroundEngine = {};

/** What goes on around the operations of a service. */
export async function loadAround(service: string): Promise<AroundEngine> {
  return (await ENGINES[service]?.()) ?? NONE;
}
