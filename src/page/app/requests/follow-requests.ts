/** The last requests to the instance, followed as they come from when somebody first looks. */
import { useEffect } from "preact/hooks";
import type { ApiFailure } from "../data/api.ts";
import type { RequestRow } from "../data/api-types.ts";
import type { ServerEvent } from "../data/event-reader.ts";
import { followEvents, type StreamState } from "../data/events.ts";
import { useWatched, Watched } from "../data/watched.ts";

/** So many are kept in the page. */
const MOST = 10_000;
/** The page is drawn anew this often at most. */
const DRAW_EVERY_MS = 100;

/** What is known of the requests. */
export interface Followed {
  readonly rows: readonly RequestRow[];
  readonly dropped: number;
  readonly state: StreamState;
  readonly failure: ApiFailure | undefined;
}

const followed = new Watched<Followed>({ rows: [], dropped: 0, state: "connecting", failure: undefined });
let waiting: RequestRow[] = [];
let isDrawDue = false;
let isFollowing = false;

function change(next: Partial<Followed>): void {
  followed.set({ ...followed.value, ...next });
}

function draw(): void {
  isDrawDue = false;
  const rows = [...followed.value.rows, ...waiting];
  waiting = [];
  change({ rows: rows.length > MOST ? rows.slice(-MOST) : rows });
}

function take(events: readonly ServerEvent[]): void {
  for (const { name, data } of events) {
    if (name === "request") waiting.push(data as RequestRow);
    // Those before the first that is kept were never seen, but are no gap.
    else if (name === "dropped" && followed.value.rows.length > 0)
      change({ dropped: followed.value.dropped + (data as { events: number }).events });
  }
  if (waiting.length > MOST) waiting = waiting.slice(-MOST);
  if (isDrawDue) return;
  isDrawDue = true;
  setTimeout(draw, DRAW_EVERY_MS);
}

function follow(): void {
  if (isFollowing) return;
  isFollowing = true;
  const { signal } = new AbortController();
  void followEvents("/api/requests?follow=true", {
    signal,
    onEvents: take,
    onState: (state, failure) => change({ state, failure }),
  });
}

/** Forgets what was seen so far. */
export function clearRequests(): void {
  waiting = [];
  change({ rows: [], dropped: 0 });
}

/** The requests, as they come. */
export function useRequests(): Followed {
  useEffect(follow, []);
  return useWatched(followed);
}
