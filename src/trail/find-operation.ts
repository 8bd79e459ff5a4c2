/** What selecting asks of the API models: which operation a recorded call was. */

/** What of a record the lookup reads. */
export interface RecordedCall {
  readonly eventSource: string;
  readonly eventName: string;
  readonly apiVersion: string | undefined;
  readonly requestParameters: unknown;
}

/**
 * An operation found, by botocore's names, with the eventSource prefixes its service goes by; `isUnlisted`: the log never
 * holds a part without which the call means nothing.
 */
export type FoundOperation =
  | {
      readonly service: string;
      readonly operation: string;
      readonly sources: readonly string[];
      readonly isUnlisted?: boolean;
    }
  | { readonly missing: "service" | "operation" };

/** Gives a promise only where a model has to be loaded first. */
export type FindOperation = (call: RecordedCall) => FoundOperation | Promise<FoundOperation>;
