/** What stacks tell each other by exported outputs. */
import { listStacks, readState, type StackContext, tellStackId } from "./stack.ts";

/** An output under a name that others import. */
export interface StackExport {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** The exports of the caller's account and region, by their names. */
export function listExports(context: StackContext): Map<string, StackExport> {
  const all = listStacks(context).flatMap((stack) =>
    (readState(context, stack)?.outputs ?? []).flatMap(({ exported, value }) =>
      exported === undefined
        ? []
        : [[exported, { name: exported, value, stackId: tellStackId(stack) }] as const],
    ),
  );
  return new Map(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The names of the stacks that import an export. */
export function listImporters(context: StackContext, name: string): string[] {
  return listStacks(context).flatMap((stack) =>
    readState(context, stack)?.imports.includes(name)
      ? [String(stack.members["StackName"] ?? stack.chain.at(-1))]
      : [],
  );
}
