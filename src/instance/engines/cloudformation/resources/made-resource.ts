/** A resource of a stack as it is kept. */
import type { JsonObject, JsonValue } from "../../../../base/values.ts";

/** A call as it is kept. */
export interface SavedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
  /** The property for which it is. */
  readonly for?: string | undefined;
}

/** In the place of an operation that is not known. */
export const NO_END = "";

/** A resource that was made. */
export interface MadeResource {
  readonly id: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: JsonObject;
  /** What others ask of it by Fn::GetAtt. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** What takes back what was done for it, in the order in which it was done. */
  readonly undo: readonly SavedCall[];
  /** What its calls were asked and answered, by names without case. */
  readonly known: Readonly<Record<string, string>>;
  /** The call that made it. */
  readonly call: { readonly operation: string; readonly input: JsonObject; readonly output: JsonObject };
  /** Its properties that no call is known for. */
  readonly undone: readonly string[];
}

/** What came of an attempt to make or change a resource. */
export type Attempt =
  | { readonly made: MadeResource }
  | {
      readonly why: string /** What was done until then. */;
      readonly undo: readonly SavedCall[];
      readonly physicalId?: string;
      /** The instance does not know what the call does, and changed nothing. */ readonly isUnknown?: boolean;
    };
