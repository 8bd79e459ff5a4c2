/** Auto Scaling: what its operations do around the generic behaviour. */
import type { Around, AroundEngine } from "../around.ts";
import { inTurn } from "../in-turn.ts";
import {
  attach,
  attachBalancer,
  create,
  detach,
  remove,
  setDesired,
  setHealth,
  terminate,
  thenBalance,
} from "./capacity.ts";
import { executePolicy } from "./policies.ts";
import { enterStandby, exitStandby } from "./standby.ts";

const ALL: Readonly<Record<string, Around>> = {
  AttachInstances: attach,
  AttachLoadBalancerTargetGroups: attachBalancer,
  AttachLoadBalancers: attachBalancer,
  CreateAutoScalingGroup: create,
  DeleteAutoScalingGroup: remove,
  DetachInstances: detach,
  EnterStandby: enterStandby,
  ExecutePolicy: executePolicy,
  ExitStandby: exitStandby,
  SetDesiredCapacity: setDesired,
  SetInstanceHealth: setHealth,
  TerminateInstanceInAutoScalingGroup: terminate,
  UpdateAutoScalingGroup: thenBalance,
};

/** What Auto Scaling does around its operations. */
export const groups: AroundEngine = Object.fromEntries(
  Object.entries(ALL).map(([operation, around]) => [operation, inTurn(around)]),
);
