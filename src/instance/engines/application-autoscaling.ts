/** Application Auto Scaling: a target that is registered again is changed. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
import { type Context, placeOf } from "../behaviour/context.ts";
import { overlay } from "../behaviour/overlay.ts";
import type { Done } from "../gateway.ts";
import type { AroundEngine, DoGeneric } from "./around.ts";

const NAMING = ["ServiceNamespace", "ResourceId", "ScalableDimension"];

async function register(context: Context, doIt: DoGeneric): Promise<Done> {
  const { store, input } = context;
  const kind = { service: "application-autoscaling", type: "scalable-target" };
  const before = store
    .list(placeOf(context, kind.type), kind)
    .find(({ members }) => NAMING.every((name) => members[name] === input[name]));
  if (!before) return doIt();
  store.put({ ...before, members: overlay(before.members, input) });
  return { output: { ScalableTargetARN: before.names.arn ?? "" } };
}

/** What Application Auto Scaling does around its operations. */
export const targets: AroundEngine = { RegisterScalableTarget: register };
