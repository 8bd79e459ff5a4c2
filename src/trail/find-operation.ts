/** The contract between selecting records and the API models: which operation a recorded call was. */

export interface RecordedCall {
  /** As recorded, e.g. `monitoring.amazonaws.com`. */
  readonly eventSource: string;
  /** As recorded, e.g. `CreateFunction20150331`. */
  readonly eventName: string;
  readonly apiVersion: string | undefined;
  readonly requestParameters: unknown;
}

/** botocore's names and the eventSource prefixes of the service; or what the models do not know. */
export type FoundOperation =
  | {
      readonly service: string;
      readonly operation: string;
      readonly sources: readonly string[];
    }
  | { readonly missing: "service" | "operation" };

/** Gives a promise only where a model has to be loaded first. */
export type FindOperation = (call: RecordedCall) => FoundOperation | Promise<FoundOperation>;
