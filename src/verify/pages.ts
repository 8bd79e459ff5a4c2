/** How the next page of an answer is asked for, by the model's paginators. */
import { readAnswerPath } from "../aws/model/answer-path.ts";
import type { Operation } from "../aws/model/types.ts";
import { makeStructure, type Structure } from "../aws/values.ts";

/** The input of the next page, where the answer says that there is one that was not asked for yet. */
export function findNextPage(
  { pagination }: Pick<Operation, "pagination">,
  input: Structure,
  output: Structure,
): Structure | undefined {
  if (!pagination) return undefined;
  const { inputTokens, outputTokens, moreResults } = pagination;
  if (moreResults !== undefined && readAnswerPath(moreResults, output)[0] !== true) return undefined;
  const next = Object.assign(makeStructure(), input);
  for (const [place, member] of inputTokens.entries()) {
    // A token of several may be there only sometimes (a record set's identifier): an old one would lead elsewhere.
    delete next[member];
    const [token] = readAnswerPath(outputTokens[place] ?? "", output);
    if (token !== undefined && token !== "") next[member] = token;
  }
  const isNew = inputTokens.some((member) => next[member] !== undefined && next[member] !== input[member]);
  return isNew ? next : undefined;
}

/** What two pages tell together: the items of both, and else what the later one says. */
export function joinPages(before: Structure, next: Structure): Structure {
  const joined = Object.entries(next).map(([name, value]) => {
    const earlier = before[name];
    return [name, Array.isArray(earlier) && Array.isArray(value) ? [...earlier, ...value] : value] as const;
  });
  return Object.assign(makeStructure(), before, Object.fromEntries(joined));
}
