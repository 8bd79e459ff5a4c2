/** What selecting asks of the API models: which operation a recorded call was. */
import type { FoundOperation, RecordedCall } from "../aws/models/lookup.ts";

/** Gives a promise only where a model has to be loaded first. */
export type FindOperation = (call: RecordedCall) => FoundOperation | Promise<FoundOperation>;
