/** Puts botocore's paginators and waiters into the model table's form. */
import type { Acceptor, Pagination, Waiter } from "../../src/aws/model/types.ts";
import type { Json } from "./botocore-data.ts";

function listTexts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** How each operation's pages are asked for, by the operation's name (paginators-1.json). */
export function readPaginations(paginators: Json | undefined): ReadonlyMap<string, Pagination> {
  const rows = Object.entries((paginators?.["pagination"] ?? {}) as Record<string, Json>);
  return new Map(
    rows.map(([operation, row]) => [
      operation,
      {
        inputTokens: listTexts(row["input_token"]),
        outputTokens: listTexts(row["output_token"]),
        items: listTexts(row["result_key"]),
        ...(row["limit_key"] !== undefined && { pageSize: String(row["limit_key"]) }),
        ...(row["more_results"] !== undefined && { moreResults: String(row["more_results"]) }),
      },
    ]),
  );
}

/** The waiters of a service by their names, of operations that it has (waiters-2.json). */
export function readWaiters(
  waiters: Json | undefined,
  operations: object,
): Record<string, Waiter> | undefined {
  const rows = Object.entries((waiters?.["waiters"] ?? {}) as Record<string, Waiter>);
  const known = rows.filter(([, { operation }]) => Object.hasOwn(operations, operation));
  if (known.length === 0) return undefined;
  const stripAcceptor = ({ matcher, argument, expected, state }: Acceptor): Acceptor => ({
    matcher,
    ...(argument !== undefined && { argument }),
    expected,
    state,
  });
  return Object.fromEntries(
    known.map(([name, { operation, delay, maxAttempts, acceptors }]) => [
      name,
      { operation, delay, maxAttempts, acceptors: acceptors.map(stripAcceptor) },
    ]),
  );
}
