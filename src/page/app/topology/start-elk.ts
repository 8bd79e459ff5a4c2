/** The layouter, in its worker, started when the first picture is laid out. */
import type { ELK } from "elkjs/lib/elk-api.js";
import ElkApi from "elkjs/lib/elk-api.js";
import { startWorker } from "../data/start-worker.ts";

let elk: Promise<ELK> | undefined;

/** elk, one for the page. */
export function startElk(): Promise<ELK> {
  elk ??= startWorker("elk").then((worker) => new ElkApi({ workerFactory: () => worker }));
  return elk;
}
