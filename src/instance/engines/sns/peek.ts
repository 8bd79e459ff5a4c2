/** What a topic sent that can be looked at. */
import type { Peek } from "../../items/peeks.ts";
import { listSent } from "./sent.ts";

/** What a topic sent to whom nothing in the instance stands for, the last first. */
export const peekTopic: Peek = (store, { names }, { limit, after }) => {
  const sent = listSent(store.records)
    .filter((one) => one.topic_arn === names.arn)
    .reverse();
  const from = after === undefined ? 0 : sent.findIndex((one) => one.message_id === after) + 1;
  const shown = sent.slice(from, from + limit);
  const last = shown.at(-1);
  return {
    items: shown.map((one) => ({ ...one })),
    ...(from + limit < sent.length && last && { next: last.message_id }),
  };
};
