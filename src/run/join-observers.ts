/** One observer in the place of two. */
import type { Observer } from "../options/surroundings.ts";

/** Tells two observers, the first one first. */
export function joinObservers(one: Observer, other: Observer | undefined): Required<Observer> {
  return {
    onRead(records) {
      one.onRead?.(records);
      other?.onRead?.(records);
    },
    onSelected(total, calls) {
      one.onSelected?.(total, calls);
      other?.onSelected?.(total, calls);
    },
    onTarget(target) {
      one.onTarget?.(target);
      other?.onTarget?.(target);
    },
    onPlanned(total, steps) {
      one.onPlanned?.(total, steps);
      other?.onPlanned?.(total, steps);
    },
    onVerify() {
      one.onVerify?.();
      other?.onVerify?.();
    },
    onSend() {
      one.onSend?.();
      other?.onSend?.();
    },
    onExchange(exchange) {
      one.onExchange?.(exchange);
      other?.onExchange?.(exchange);
    },
    onRecalled(outcome) {
      one.onRecalled?.(outcome);
      other?.onRecalled?.(outcome);
    },
    onOutcome(outcome, lagMs) {
      one.onOutcome?.(outcome, lagMs);
      other?.onOutcome?.(outcome, lagMs);
    },
  };
}
