/** A page of things, in the lists of an answer. */
import { listMembers } from "../../aws/model/shape.ts";
import { parsePath } from "../../aws/resources/read-texts.ts";
import type { Structure } from "../../aws/values.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { paginate } from "./pages.ts";
import { findMadePath } from "./read-paths.ts";
import { type OutputPath, writeOutput } from "./view.ts";

/** The same things in a list of structures beside that of their names: `StreamNames` and `StreamSummaries`. */
function addOtherLists(
  context: Context,
  things: readonly Thing[],
  at: OutputPath,
  output: Structure,
): Structure {
  const { meaning, operation } = context;
  if (!/^\w+\[\]$/.test(at)) return output;
  const told = listMembers(operation.output).filter(
    ([name, { type }]) => type === "list" && name !== at.slice(0, -2),
  );
  const isOfNames = (path: OutputPath) => meaning.output.some((one) => one.path === path);
  const typeOf = (path: OutputPath) =>
    meaning.output.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.type;
  for (const [name] of told) {
    const path = `${name}[]`;
    const isOther = typeOf(path) !== undefined && typeOf(path) === typeOf(at);
    if (isOther && isOfNames(path) !== isOfNames(at))
      Object.assign(output, { [name]: writeOutput(context, things, path)[name] });
  }
  return output;
}

/** The page of things that the input asks for. */
export function answerPage(context: Context, left: readonly Thing[], at: OutputPath): Done {
  const { operation } = context;
  const page = paginate(operation, context.input, left);
  if (!page)
    return { error: { code: "ValidationException", message: "The token is not valid", status: 400 } };
  const output = addOtherLists(context, page.items, at, writeEach(context, page.items, at));
  return { output: Object.assign(output, page.more) };
}

/** Things in the lists of an output: some kinds have one of their own, by what makes them. */
function writeEach(context: Context, things: readonly Thing[], at: OutputPath): Structure {
  const groups = Map.groupBy(things, ({ call }) => {
    const own = findMadePath(context, call.operation);
    return own?.endsWith("[]") ? own : at;
  });
  if (groups.size <= 1) return writeOutput(context, things, [...groups.keys()][0] ?? at);
  const written = [...groups].map(([path, group]) => {
    const [top = ""] = parsePath(path);
    return [top, writeOutput(context, group, path)[top]] as const;
  });
  return Object.assign(writeOutput(context, [], at), Object.fromEntries(written)) as Structure;
}
