/** One of the project's data tables: what row it holds, and what its page says of it. */
import type * as v from "valibot";

export interface DataTable {
  readonly path: string;
  readonly title: string;
  readonly intro: string;
  readonly row: v.GenericSchema<unknown, Readonly<Record<string, unknown>>>;
}
