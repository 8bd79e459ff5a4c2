/** Which of two members a service tells the faults of first. */
import type { Operation } from "../aws/model/types.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { Fault } from "./fault.ts";
import { ROWS } from "./own-faults.ts";

const AHEAD = ROWS.filter((row) => row.kind === "ahead");

function isOf({ path: [first] }: Fault, member: string): boolean {
  return first !== undefined && "member" in first && first.member === member;
}

/** Faults in the order in which the service tells them, where that is not the model's. */
export function orderFaults({ model, name }: Operation, faults: readonly Fault[]): readonly Fault[] {
  let ordered = faults;
  for (const { service, operations, member, of } of AHEAD) {
    if (service !== model.service || !matchesPattern(operations, name)) continue;
    const at = ordered.findIndex((fault) => isOf(fault, of));
    if (at < 0) continue;
    const isMoved = (fault: Fault) => isOf(fault, member);
    const after = ordered.slice(at);
    ordered = [
      ...ordered.slice(0, at),
      ...after.filter(isMoved),
      ...after.filter((fault) => !isMoved(fault)),
    ];
  }
  return ordered;
}
