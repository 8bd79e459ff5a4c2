/** Runs `cloudtrail query`: prints SQL; contacts nothing. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { QueryOptions } from "../options/query-options.ts";
import { warnOfUnknownServices } from "../options/selection.ts";
import { writeQuery } from "../query/write-query.ts";
import type { Invocation } from "./command.ts";

/** Prints the query. */
export async function printQuery(options: QueryOptions, { stdout, log }: Invocation): Promise<ExitCode> {
  await warnOfUnknownServices(options.filters, log);
  await stdout.write(await writeQuery(options, options.engine));
  return EXIT.done;
}
