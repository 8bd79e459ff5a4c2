/** Auto Scaling: what its operations do around the generic behaviour. */
import type { AroundEngine } from "../around.ts";
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

/** What Auto Scaling does around its operations. */
export const groups: AroundEngine = {
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
