/** Runs `cloudtrail query`: prints SQL; contacts nothing. */
import { writeQuery } from "../query/write-query.ts";
import { EXIT, type ExitCode } from "../session/exit-codes.ts";
import { warnOfUnknownServices } from "../session/selection-flags.ts";
import type { Invocation } from "./command.ts";
import type { QueryOptions } from "./query-options.ts";

/** Prints the query. */
export async function printQuery(options: QueryOptions, { stdout, log }: Invocation): Promise<ExitCode> {
  await warnOfUnknownServices(options.filters, log);
  await stdout.write(await writeQuery(options, options.engine));
  return EXIT.done;
}
