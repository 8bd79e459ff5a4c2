/** An instance whose rules fire by a clock that goes only when it is told to. */
import type { SetAlarm } from "../../../../src/base/clock.ts";
import { ACCOUNT, REGION, TestClient } from "../support/client.ts";

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

export class TestAlarms {
  /** Ends all that is scheduled. */
  end = (): void => {};
  readonly #alarms = new Set<Alarm>();

  private constructor(readonly client: TestClient) {}

  static async begin(client = new TestClient()): Promise<TestAlarms> {
    const alarms = new TestAlarms(client);
    const setAlarm: SetAlarm = (ms, ring) => {
      const alarm = { at: alarms.client.now + ms, ring };
      alarms.#alarms.add(alarm);
      return () => alarms.#alarms.delete(alarm);
    };
    alarms.end = await alarms.client.instance.runSchedules(setAlarm, (error) => {
      throw error;
    });
    return alarms;
  }

  /** Makes a rule that leads to a bus, whose archive keeps what came. */
  async schedule(Name: string, ScheduleExpression: string, State = "ENABLED"): Promise<void> {
    const bus = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/seen`;
    const call = this.client.call;
    await call("events", "CreateEventBus", { Name: "seen" });
    await call("events", "CreateArchive", { ArchiveName: "seen", EventSourceArn: bus });
    await call("events", "PutRule", { Name, ScheduleExpression, State });
    await call("events", "PutTargets", { Rule: Name, Targets: [{ Id: "1", Arn: bus }] });
  }

  /** The names of the rules that fired, in order. */
  get fired(): readonly string[] {
    return [...this.client.instance.store.records.listAll()].map(({ value }) => {
      const { text } = JSON.parse(String(value)) as { readonly text: string };
      const { resources } = JSON.parse(text) as { readonly resources: readonly [string] };
      return resources[0].slice(resources[0].lastIndexOf("/") + 1);
    });
  }

  /** How many timers run. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Lets time pass, and all that comes due happen. */
  async pass(ms: number): Promise<void> {
    const end = this.client.now + ms;
    for (;;) {
      const [next] = [...this.#alarms].toSorted((one, other) => one.at - other.at);
      if (!next || next.at > end) break;
      this.client.now = next.at;
      this.#alarms.delete(next);
      next.ring();
      await Bun.sleep(1);
    }
    this.client.now = end;
  }
}
