/** What Auto Scaling refuses of a group of machines. */
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { listMachines, readCount, readDesired } from "./group.ts";

/** An error of the caller's. */
export function refuse(code: string, message: string): Done {
  return { error: { code, message, status: 400 } };
}

/** Refuses to let a group have so many machines more than its greatest number, or fewer than its least. `deed`: for what. */
export function refuseSize(group: Thing, by: number, deed: string): Done | undefined {
  const [least, most] = ["MinSize", "MaxSize"].map((name) => readCount(group.members, name));
  const desired = readDesired(group);
  const [isOver, isUnder] = [
    by > 0 && desired + by > (most ?? desired + by),
    by < 0 && desired + by < (least ?? 0),
  ];
  if (!isOver && !isUnder) return undefined;
  const machines = Math.abs(by) === 1 ? "instance" : "instances";
  return refuse(
    "ValidationError",
    `AutoScalingGroup ${group.chain.at(-1)} has min-size=${least}, max-size=${most}, and desired-size=${desired}. To ${deed} ${Math.abs(by)} ${machines}, please update the AutoScalingGroup sizes appropriately.`,
  );
}

/** Refuses machines that are not in a group, or of those that come to it such as are. */
export function refuseMembership(group: Thing, ids: readonly string[], isToBeIn: boolean): Done | undefined {
  const own = new Set(listMachines(group).map((one) => readText(one, "InstanceId")));
  const wrong = ids.find((id) => own.has(id) !== isToBeIn);
  if (wrong === undefined) return undefined;
  const is = isToBeIn ? "is not" : "is already";
  return refuse(
    "ValidationError",
    `The instance ${wrong} ${is} part of Auto Scaling group ${group.chain.at(-1)}.`,
  );
}
