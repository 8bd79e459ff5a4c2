/** What the handlers of the admin API work with. */
import type { Clock } from "../base/clock.ts";
import type { AnsweredRequest, Instance } from "../instance/instance.ts";
import type { EventLog } from "./event-log.ts";
import type { EmulatorWatch } from "./health.ts";
import type { KeptExchanges } from "./kept-exchanges.ts";
import type { AdminLog } from "./log.ts";
import type { AdminOptions } from "./options.ts";
import type { ReplayJobs } from "./replay-jobs.ts";

/** The server as its handlers find it. */
export interface AdminContext {
  readonly options: AdminOptions;
  readonly jobs: ReplayJobs;
  readonly watch: EmulatorWatch;
  readonly log: AdminLog;
  readonly clock: Clock;
  /** The instance of this process that the server is in front of; undefined where that is an emulator elsewhere. */
  readonly instance: Instance | undefined;
  /** The instance's last requests. */
  readonly requests: EventLog<AnsweredRequest>;
  /** The same requests with their answers, by their numbers. */
  readonly exchanges: KeptExchanges;
  /** Nothing is answered before. */
  readonly filled: Promise<void> | undefined;
}

/** A request that may be answered, at a path that there is. */
export interface ApiRequest {
  readonly request: Request;
  readonly query: URLSearchParams;
  /** The parts of the path that its template names. */
  readonly parts: Readonly<Record<string, string | undefined>>;
  /** Whether it showed the server's token. */
  readonly isTrusted: boolean;
  /** Lets the connection be silent for as long as the answer takes; it is closed afterwards. */
  readonly keepOpen: () => void;
}

/** Answers the requests of one method at one path. */
export type Handler = (asked: ApiRequest, context: AdminContext) => Response | Promise<Response>;
