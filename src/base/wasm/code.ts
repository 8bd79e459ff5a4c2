/**
 * Code of WebAssembly, written as expressions: for the few loops over bytes that JavaScript takes too long for. Numbers are 32
 * bits, but for words, which are 64; nothing is checked but what the engine checks when it takes the module.
 */

/** https://webassembly.github.io/spec/core/binary/instructions.html */
const OPCODE = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branch: 0x0c,
  return: 0x0f,
  call: 0x10,
  get: 0x20,
  set: 0x21,
  loadWord: 0x29,
  load: 0x28,
  loadByte: 0x2d,
  storeWord: 0x37,
  store: 0x36,
  storeByte: 0x3a,
  number: 0x41,
  word: 0x42,
  wrap: 0xa7,
  nothing: 0x40,
} as const;

/** The types of values. */
export const TYPE = { number: 0x7f, word: 0x7e } as const;

/** What is being written: the bytes so far, and the blocks that it is in. */
export interface WasmOutput {
  readonly bytes: number[];
  readonly blocks: string[];
  placeOf(variable: WasmVariable): number;
  placeOfFunction(name: string): number;
}

/** A piece of code, which may leave a value. */
export type WasmCode = (output: WasmOutput) => void;

/** A variable of a function; a parameter, if the function takes it. */
export interface WasmVariable {
  readonly type: (typeof TYPE)[keyof typeof TYPE];
}

/** What stands for a value; a number is one of 32 bits, a bigint a word. */
export type WasmOperand = WasmCode | WasmVariable | number | bigint;

/** A number in groups of seven bits, the last of which has no high bit. */
export function encodeUnsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeUnsigned(value >>> 7)];
}

/** Writes a number in groups of seven bits, of which the last one tells its sign. */
function writeSigned(value: bigint, bytes: number[]): void {
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return void bytes.push(low);
    bytes.push(low | 0x80);
  }
}

export function number(): WasmVariable {
  return { type: TYPE.number };
}

export function word(): WasmVariable {
  return { type: TYPE.word };
}

function write(operand: WasmOperand, output: WasmOutput): void {
  const { bytes } = output;
  if (typeof operand === "function") operand(output);
  else if (typeof operand === "number") {
    bytes.push(OPCODE.number);
    // Most numbers take one byte.
    if (operand >= 0 && operand < 0x40) bytes.push(operand);
    else writeSigned(BigInt(operand | 0), bytes);
  } else if (typeof operand === "bigint") {
    bytes.push(OPCODE.word);
    writeSigned(BigInt.asIntN(64, operand), bytes);
  } else bytes.push(OPCODE.get, ...encodeUnsigned(output.placeOf(operand)));
}

/** Code that takes its operands and has bytes of its own behind them. */
function apply(operands: readonly WasmOperand[], ...own: readonly number[]): WasmCode {
  return (output) => {
    for (const operand of operands) write(operand, output);
    output.bytes.push(...own);
  };
}

const makeBinary = (opcode: number) => (one: WasmOperand, other: WasmOperand) => apply([one, other], opcode);

export const isZero = (value: WasmOperand): WasmCode => apply([value], 0x45);
export const equals = makeBinary(0x46);
export const differs = makeBinary(0x47);
/** Both without signs. */
export const isLess = makeBinary(0x49);
export const isMore = makeBinary(0x4b);
export const add = makeBinary(0x6a);
export const subtract = makeBinary(0x6b);
export const multiply = makeBinary(0x6c);
export const and = makeBinary(0x71);
export const or = makeBinary(0x72);
export const shiftLeft = makeBinary(0x74);
export const shiftRight = makeBinary(0x76);

/** One value where the condition holds, else the other; both are made. */
export const select = (condition: WasmOperand, one: WasmOperand, other: WasmOperand): WasmCode =>
  apply([one, other, condition], 0x1b);

export const isWordZero = (value: WasmOperand): WasmCode => apply([value], 0x50);
export const countZeros = (value: WasmOperand): WasmCode => apply([value], 0x7a);
export const subtractWords = makeBinary(0x7d);
export const multiplyWords = makeBinary(0x7e);
export const andWords = makeBinary(0x83);
export const orWords = makeBinary(0x84);
export const differenceOfWords = makeBinary(0x85);
export const shiftWordLeft = makeBinary(0x86);
export const shiftWordRight = makeBinary(0x88);
/** The lower half of a word. */
export const toNumber = (value: WasmOperand): WasmCode => apply([value], OPCODE.wrap);
export const toWord = (value: WasmOperand): WasmCode => apply([value], 0xad);

const makeLoad =
  (opcode: number) =>
  (at: WasmOperand, area = 0): WasmCode =>
    apply([at], opcode, 0, ...encodeUnsigned(area));

/** What stands at a place of an area of the memory. */
export const loadByte = makeLoad(OPCODE.loadByte);
export const load = makeLoad(OPCODE.load);
export const loadWord = makeLoad(OPCODE.loadWord);

const makeStore =
  (opcode: number) =>
  (at: WasmOperand, value: WasmOperand, area = 0): WasmCode =>
    apply([at, value], opcode, 0, ...encodeUnsigned(area));

export const storeByte = makeStore(OPCODE.storeByte);
export const store = makeStore(OPCODE.store);
export const storeWord = makeStore(OPCODE.storeWord);

export function set(variable: WasmVariable, value: WasmOperand): WasmCode {
  return (output) => {
    write(value, output);
    output.bytes.push(OPCODE.set, ...encodeUnsigned(output.placeOf(variable)));
  };
}

export function call(name: string, ...operands: readonly WasmOperand[]): WasmCode {
  return (output) => {
    for (const operand of operands) write(operand, output);
    output.bytes.push(OPCODE.call, ...encodeUnsigned(output.placeOfFunction(name)));
  };
}

/** Ends the function with a value. */
export const give = (value: WasmOperand): WasmCode => apply([value], OPCODE.return);

function enter(output: WasmOutput, opcode: number, block: string, body: readonly WasmCode[]): void {
  output.bytes.push(opcode, OPCODE.nothing);
  output.blocks.push(block);
  for (const code of body) code(output);
}

function end(output: WasmOutput): void {
  output.blocks.pop();
  output.bytes.push(OPCODE.end);
}

export function when(
  condition: WasmOperand,
  then: readonly WasmCode[],
  otherwise: readonly WasmCode[] = [],
): WasmCode {
  return (output) => {
    write(condition, output);
    enter(output, OPCODE.if, "", then);
    if (otherwise.length > 0) output.bytes.push(OPCODE.else);
    for (const code of otherwise) code(output);
    end(output);
  };
}

/** Runs its body, and anew wherever that comes to `again`. */
export function loop(body: readonly WasmCode[]): WasmCode {
  return (output) => {
    enter(output, OPCODE.loop, "loop", body);
    end(output);
  };
}

/** Repeats its body until that gives a value. */
export function forever(body: readonly WasmCode[]): WasmCode {
  return (output) => {
    loop([...body, again])(output);
    // No code comes here, but the engine does not know.
    output.bytes.push(OPCODE.unreachable);
  };
}

/** Begins the innermost loop anew. */
export const again: WasmCode = ({ bytes, blocks }) => {
  bytes.push(OPCODE.branch, ...encodeUnsigned(blocks.length - 1 - blocks.lastIndexOf("loop")));
};
