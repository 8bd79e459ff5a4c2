/** What a thread runs that reads: src/trail/apart/crew.ts starts it. */
import type { Order } from "./messages.ts";
import { ReadingWorker } from "./reading-worker.ts";

declare const self: Worker;

const worker = new ReadingWorker((report, moved) => self.postMessage(report, moved));

self.onmessage = ({ data }: MessageEvent<Order>) => void worker.take(data);
