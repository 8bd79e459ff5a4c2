/** Lets a replay that the program itself makes, as `start --input` does, stand among the server's replays. */
import type { Surroundings } from "../options/surroundings.ts";
import { joinObservers } from "../run/join-observers.ts";
import type { DryRunEnd, Performed } from "../run/perform-replay.ts";
import { explainError } from "./answer.ts";
import type { ReplayJob } from "./replay-job.ts";
import type { ReplayJobs } from "./replay-jobs.ts";

/** Tells the job what it tells of replays of its own, and everybody who is told already. */
function tellBoth(job: ReplayJob, { remarks, observer, signal, ...around }: Surroundings): Surroundings {
  const own = job.surroundings;
  return {
    ...around,
    remarks: {
      warn(message) {
        own.remarks.warn(message);
        remarks.warn(message);
      },
      info: (message) => remarks.info(message),
    },
    signal: AbortSignal.any([signal, own.signal]),
    observer: joinObservers(own.observer ?? {}, observer),
  };
}

/**
 * Does a replay, and tells of it as of those that were asked for over HTTP, if there is room for one more. Gives and throws what it
 * does.
 */
export async function followReplay(
  jobs: ReplayJobs,
  around: Surroundings,
  perform: (around: Surroundings) => Promise<DryRunEnd | Performed>,
): Promise<DryRunEnd | Performed> {
  // Whoever asks over HTTP can wait; this one is what the program was started for.
  if (!jobs.hasRoom) return perform(around);
  const { promise, resolve, reject } = Promise.withResolvers<DryRunEnd | Performed>();
  jobs.start(async (job) => {
    try {
      const ended = await perform(tellBoth(job, around));
      if (ended.kind === "performed") await jobs.keepResult(job, ended.result).catch(() => undefined);
      job.end(ended);
      resolve(ended);
    } catch (error) {
      job.fail(explainError(error));
      reject(error);
    }
    const summary = job.summarize();
    // It is told as long as the server lives, if it cannot be kept.
    await jobs.kept
      ?.keep({ id: job.id, createdAt: summary.created_at, query: "", summary })
      .catch(() => undefined);
  });
  return promise;
}
