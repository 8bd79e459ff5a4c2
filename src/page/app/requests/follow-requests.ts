/** The last requests to the instance, followed as they come from when somebody first looks. */
import { useEffect, useState } from "preact/hooks";
import type { ApiFailure } from "../data/api.ts";
import type { RequestRow } from "../data/api-types.ts";
import type { ServerEvent } from "../data/event-reader.ts";
import { followEvents, type StreamState } from "../data/events.ts";

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

let followed: Followed = { rows: [], dropped: 0, state: "connecting", failure: undefined };
let waiting: RequestRow[] = [];
let isDrawDue = false;
let isFollowing = false;
const watchers = new Set<() => void>();

function change(next: Partial<Followed>): void {
  followed = { ...followed, ...next };
  for (const watcher of watchers) watcher();
}

function draw(): void {
  isDrawDue = false;
  const rows = [...followed.rows, ...waiting];
  waiting = [];
  change({ rows: rows.length > MOST ? rows.slice(-MOST) : rows });
}

function take(events: readonly ServerEvent[]): void {
  for (const { name, data } of events) {
    if (name === "request") waiting.push(data as RequestRow);
    // Those before the first that is kept were never seen, but are no gap.
    else if (name === "dropped" && followed.rows.length > 0)
      change({ dropped: followed.dropped + (data as { events: number }).events });
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
  const [, setTurn] = useState(0);
  useEffect(() => {
    const watcher = () => setTurn((turn) => turn + 1);
    watchers.add(watcher);
    follow();
    return () => void watchers.delete(watcher);
  }, []);
  return followed;
}
