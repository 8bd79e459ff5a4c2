/** Starts a thread that reads. */
import type { JobReport, Order } from "./messages.ts";

/** Who is told what a worker says, and why it says no more. */
interface Listener {
  onReport(report: JobReport): void;
  onDeath(reason: string): void;
}

/** A worker, wherever it works. */
export interface Hired {
  tell(order: Order, moved: ArrayBuffer[]): void;
  end(): void;
}

export type Hire = (listener: Listener) => Hired;

/** Where the thread's program is: beside this file, or in the binary, which has it below the folder of src/main.ts. */
function findProgram(): URL {
  const { url } = import.meta;
  return url.endsWith(".ts") ? new URL("./reader.ts", url) : new URL("./trail/apart/reader.js", url);
}

/** A thread. */
export const hireThread: Hire = ({ onReport, onDeath }) => {
  const worker = new Worker(findProgram(), { name: "reader" });
  worker.onmessage = ({ data }: MessageEvent<JobReport>) => onReport(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onDeath(`died: ${event.message}`);
  };
  worker.addEventListener("close", () => onDeath("ended"));
  return {
    tell: (order, moved) => worker.postMessage(order, moved),
    end: () => worker.terminate(),
  };
};
