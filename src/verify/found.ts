/** What is found in an answer. */
import type { Shape } from "../aws/model/types.ts";
import type { Structure } from "../aws/values.ts";

/** A structure of an answer with the reference to its shape; a thing that is only a name in a list has none. */
export interface Found {
  readonly ref?: Shape;
  readonly value: Structure | undefined;
}
