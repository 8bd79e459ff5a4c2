/** Runs `cloudtrail query`: prints SQL; contacts nothing. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import { warnOfUnknownServices } from "../options/selection-flags.ts";
import { writeQuery } from "../query/write-query.ts";
import type { Invocation } from "./command.ts";
import type { QueryOptions } from "./query-options.ts";

/** Prints the query. */
export async function printQuery(options: QueryOptions, { stdout, log }: Invocation): Promise<ExitCode> {
  await warnOfUnknownServices(options.filters, log);
  await stdout.write(await writeQuery(options, options.engine));
  return EXIT.done;
}
