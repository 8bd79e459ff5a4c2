/** Makes a module of WebAssembly of functions: https://webassembly.github.io/spec/core/binary/modules.html */
import { encodeUnsigned, TYPE, type WasmCode, type WasmOutput, type WasmVariable } from "./code.ts";

/** A function; all of them give a number. */
export interface WasmFunction {
  readonly name: string;
  readonly takes: readonly WasmVariable[];
  /** Its variables besides those that it takes. */
  readonly has: readonly WasmVariable[];
  readonly body: readonly WasmCode[];
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;
const [FUNCTION_TYPE, A_FUNCTION, A_MEMORY, END] = [0x60, 0x00, 0x02, 0x0b];

function encodeList(items: readonly (readonly number[])[]): number[] {
  return encodeUnsigned(items.length).concat(...items);
}

function encodeName(name: string): number[] {
  const bytes = [...Buffer.from(name)];
  return [...encodeUnsigned(bytes.length), ...bytes];
}

function encodeSection(id: number, items: readonly (readonly number[])[]): number[] {
  const list = encodeList(items);
  return [id].concat(encodeUnsigned(list.length), list);
}

function encodeBody({ takes, has, body }: WasmFunction, names: readonly string[]): number[] {
  const variables = [...takes, ...has];
  const output: WasmOutput = {
    bytes: [],
    blocks: [],
    placeOf: (variable) => find(variables, variable),
    placeOfFunction: (name) => find(names, name),
  };
  for (const code of body) code(output);
  const locals = encodeList(has.map(({ type }) => [1, type]));
  const length = locals.length + output.bytes.length + 1;
  return encodeUnsigned(length).concat(locals, output.bytes, END);
}

function find<T>(all: readonly T[], one: T): number {
  const place = all.indexOf(one);
  if (place < 0) throw new RangeError(`no ${JSON.stringify(one)} in this function`);
  return place;
}

/** The module's bytes: it uses the memory `own.memory`, of so many pages at least, and exports the functions that are named. */
export function assemble(
  functions: readonly WasmFunction[],
  pages: number,
  exported: readonly string[],
): Uint8Array<ArrayBuffer> {
  const names = functions.map(({ name }) => name);
  const types = functions.map(({ takes }) => [
    FUNCTION_TYPE,
    ...encodeList(takes.map(({ type }) => [type])),
    ...encodeList([[TYPE.number]]),
  ]);
  const memory = [...encodeName("own"), ...encodeName("memory"), A_MEMORY, 0x00, ...encodeUnsigned(pages)];
  const sections = [
    encodeSection(SECTION.types, types),
    encodeSection(SECTION.imports, [memory]),
    encodeSection(
      SECTION.functions,
      names.map((_, place) => encodeUnsigned(place)),
    ),
    encodeSection(
      SECTION.exports,
      exported.map((name) => [...encodeName(name), A_FUNCTION, ...encodeUnsigned(find(names, name))]),
    ),
    encodeSection(
      SECTION.code,
      functions.map((one) => encodeBody(one, names)),
    ),
  ];
  return new Uint8Array(MAGIC.concat(...sections));
}
