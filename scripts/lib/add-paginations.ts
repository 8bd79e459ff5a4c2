/**
 * Says how pages are asked for where botocore has no paginator: by the tokens of the paginators that it has, wherever an
 * operation has them under the same names.
 */
import type { PackedModel, PackedOperation, PackedShape, Pagination } from "../../src/aws/model/types.ts";

type Shapes = PackedModel["shapes"];

/** The member of an input that takes an output's token, by their names. */
interface Token {
  readonly input: string;
  readonly output: string;
}

function listMembers(shape: PackedShape | undefined, shapes: Shapes): [string, PackedShape | undefined][] {
  return Object.entries(shape?.members ?? {}).map(([name, ref]) => [name, shapes[ref.shape]]);
}

/** The lists and maps of a shape. */
function listItems(shape: PackedShape | undefined, shapes: Shapes): string[] {
  return listMembers(shape, shapes).flatMap(([name, one]) =>
    one?.type === "list" || one?.type === "map" ? [name] : [],
  );
}

/** What the paginators of these models hand on, but for what depends on the items of a page. */
function listTokens(models: readonly PackedModel[]): Token[] {
  const tokens = models.flatMap(({ operations }) =>
    Object.values(operations).flatMap(({ pagination }) => {
      const [input, ...moreInputs] = pagination?.inputTokens ?? [];
      const [path] = pagination?.outputTokens ?? [];
      const output = path?.split(".").at(-1);
      if (input === undefined || output === undefined || moreInputs.length > 0) return [];
      return /^\w+$/.test(output) && path !== undefined && /^[\w.]+$/.test(path) ? [{ input, output }] : [];
    }),
  );
  const distinct = new Map(tokens.map((token) => [`${token.input} ${token.output}`, token]));
  // A token that the answer calls as the request does may be the request's own, repeated.
  return [...distinct.values()].sort((a, b) => Number(a.input === a.output) - Number(b.input === b.output));
}

/** What the paginators of these models call the number of items of a page. */
function listSizes(models: readonly PackedModel[]): ReadonlySet<string> {
  const all = models.flatMap(({ operations }) => Object.values(operations));
  return new Set(all.flatMap(({ pagination }) => pagination?.pageSize ?? []));
}

/** Where the answer holds what it says: at its top, or in the one structure that it consists of. */
function openOutput(output: PackedShape | undefined, shapes: Shapes): { at: string; shape?: PackedShape } {
  const { payload } = output ?? {};
  const inner = payload === undefined ? undefined : shapes[output?.members?.[payload]?.shape ?? ""];
  if (payload !== undefined && inner?.type === "structure") return { at: `${payload}.`, shape: inner };
  return output ? { at: "", shape: output } : { at: "" };
}

function findPagination(
  { input, output }: PackedOperation,
  shapes: Shapes,
  tokens: readonly Token[],
  sizes: ReadonlySet<string>,
): Pagination | undefined {
  const asked = shapes[input?.shape ?? ""];
  const { at, shape } = openOutput(shapes[output?.shape ?? ""], shapes);
  const isText = (whole: PackedShape | undefined, name: string) =>
    shapes[whole?.members?.[name]?.shape ?? ""]?.type === "string";
  const token = tokens.find(
    (one) => isText(asked, one.input) && !asked?.required?.includes(one.input) && isText(shape, one.output),
  );
  const own = listItems(shape, shapes);
  // A list may be in a structure beside the token: the tags of what is told with them.
  const inner = listMembers(shape, shapes).flatMap(([name, one]) =>
    one?.type === "structure" ? listItems(one, shapes).map((list) => `${name}.${list}`) : [],
  );
  const items = own.length > 0 || inner.length > 1 ? own : inner;
  if (!token || items.length === 0) return undefined;
  const size = listMembers(asked, shapes).find(
    ([name]) => sizes.has(name) && !asked?.required?.includes(name),
  );
  return {
    inputTokens: [token.input],
    outputTokens: [`${at}${token.output}`],
    items: items.map((name) => `${at}${name}`),
    ...(size && { pageSize: size[0] }),
  };
}

/** The models, with a pagination for each operation that hands on a token and has none. */
export function addPaginations(models: readonly PackedModel[]): PackedModel[] {
  const tokens = listTokens(models);
  const sizes = listSizes(models);
  return models.map((model) => {
    const operations = Object.entries(model.operations).map(([name, operation]) => {
      const found = operation.pagination ?? findPagination(operation, model.shapes, tokens, sizes);
      return [name, found ? { ...operation, pagination: found } : operation] as const;
    });
    return { ...model, operations: Object.fromEntries(operations) };
  });
}
