/** A page of things, in the lists of an answer. */
import { listMembers } from "../../../aws/model/shape.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import type { Structure } from "../../../aws/values.ts";
import { tellsRefused } from "../../../replay/partial.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { listMakings } from "./by-readings.ts";
import { addPage, paginate } from "./pages.ts";
import { findMadePath } from "./read-paths.ts";
import { type OutputPath, writeOutput } from "./view.ts";

/** The same things in a list beside another one: `StreamNames` and `StreamSummaries`, `Groups` and `GroupIdentifiers`. */
function addOtherLists(
  context: Context,
  things: readonly Thing[],
  at: OutputPath,
  output: Structure,
): Structure {
  const { operation, meaning, resources } = context;
  if (!/^\w+\[\]$/.test(at)) return output;
  const told = listMembers(operation.output).filter(
    ([name, { type }]) => type === "list" && name !== at.slice(0, -2),
  );
  if (told.length === 0) return output;
  const isOfNames = (path: OutputPath) => meaning.output.some((one) => one.path === path);
  const typeOf = (path: OutputPath) =>
    meaning.output.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.type;
  const makers = listMakings(context).filter(({ maker }) => resources.operations[maker]?.deed !== "update");
  const made = new Set(makers.map(({ maker }) => findMadePath(context, maker)));
  for (const [name] of told) {
    const path = `${name}[]`;
    const isOther = typeOf(path) !== undefined && typeOf(path) === typeOf(at);
    // What one kind of things stands in alone has no others; nor is it told with what was refused.
    const isAlike = meaning.deed === "list" && !made.has(path) && !tellsRefused(operation, name);
    if (isOther && (isAlike || isOfNames(path) !== isOfNames(at)))
      Object.assign(output, { [name]: writeOutput(context, things, path)[name] });
  }
  return output;
}

/** What is answered to a token that is none of ours. */
export const WRONG_TOKEN = { code: "ValidationException", message: "The token is not valid", status: 400 };

/** The page of things that the input asks for. */
export function answerPage(context: Context, left: readonly Thing[], at: OutputPath): Done {
  const { operation } = context;
  const page = paginate(operation, context.input, left);
  if (!page) return { error: WRONG_TOKEN };
  return { output: addPage(writeEach(context, page.items, at), page) };
}

/** Things in the lists of an output: some kinds have one of their own, by what makes them. */
function writeEach(context: Context, things: readonly Thing[], at: OutputPath): Structure {
  const paths = new Map<string, OutputPath>();
  const findPath = (maker: string): OutputPath => {
    const own = findMadePath(context, maker);
    return own?.endsWith("[]") ? own : at;
  };
  const groups = Map.groupBy(things, ({ call }) => paths.getOrInsertComputed(call.operation, findPath));
  if (groups.size <= 1) {
    const path = [...groups.keys()][0] ?? at;
    return addOtherLists(context, things, path, writeOutput(context, things, path));
  }
  const written = [...groups].map(([path, group]) => {
    const [top = ""] = parsePath(path);
    return [top, writeOutput(context, group, path)[top]] as const;
  });
  const output = Object.assign(writeOutput(context, [], at), Object.fromEntries(written)) as Structure;
  return addOtherLists(context, things, at, output);
}
