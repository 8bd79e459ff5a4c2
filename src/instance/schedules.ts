/** Runs what is scheduled in an instance, from when somebody wants that. What does it is loaded once there may be something. */
import type { Scheduler, SchedulerWorld } from "./engines/events/scheduler.ts";
import type { Store } from "./store.ts";

/** What may be due; calls of its service change that. */
export const SCHEDULED = { service: "events", type: "rule" };

/** The schedules of an instance. */
export class Schedules {
  #world: SchedulerWorld | undefined;
  #scheduler: Scheduler | undefined;

  /** From now on, what is scheduled happens when it is due. What it gives ends that. */
  async run(world: SchedulerWorld): Promise<() => void> {
    this.#world = world;
    await this.follow(world.store);
    return () => {
      this.#world = undefined;
      this.#scheduler?.stop();
      this.#scheduler = undefined;
    };
  }

  /** Looks what is scheduled now. */
  async follow(store: Store): Promise<void> {
    if (this.#scheduler) this.#scheduler.refresh();
    else if (this.#world && store.listPlaces(SCHEDULED).length > 0) await this.#begin();
  }

  async #begin(): Promise<void> {
    const { Scheduler } = await import("./engines/events/scheduler.ts");
    // Somebody else may have asked meanwhile, or ended it.
    if (this.#world) this.#scheduler ??= new Scheduler(this.#world);
  }
}
