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
export interface Output {
  readonly bytes: number[];
  readonly blocks: string[];
  placeOf(variable: Variable): number;
  placeOfFunction(name: string): number;
}

/** A piece of code, which may leave a value. */
export type Code = (output: Output) => void;

/** A variable of a function; a parameter, if the function takes it. */
export interface Variable {
  readonly type: (typeof TYPE)[keyof typeof TYPE];
}

/** What stands for a value; a number is one of 32 bits, a bigint a word. */
export type Operand = Code | Variable | number | bigint;

/** A number in groups of seven bits, the last of which has no high bit. */
export function encodeUnsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeUnsigned(value >>> 7)];
}

function encodeSigned(value: bigint): number[] {
  const low = Number(value & 0x7fn);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return isLast ? [low] : [low | 0x80, ...encodeSigned(rest)];
}

export function number(): Variable {
  return { type: TYPE.number };
}

export function word(): Variable {
  return { type: TYPE.word };
}

function write(operand: Operand, output: Output): void {
  const { bytes } = output;
  if (typeof operand === "function") operand(output);
  else if (typeof operand === "number") bytes.push(OPCODE.number, ...encodeSigned(BigInt(operand | 0)));
  else if (typeof operand === "bigint") bytes.push(OPCODE.word, ...encodeSigned(BigInt.asIntN(64, operand)));
  else bytes.push(OPCODE.get, ...encodeUnsigned(output.placeOf(operand)));
}

/** Code that takes its operands and has bytes of its own behind them. */
function apply(operands: readonly Operand[], ...own: readonly number[]): Code {
  return (output) => {
    for (const operand of operands) write(operand, output);
    output.bytes.push(...own);
  };
}

const makeBinary = (opcode: number) => (one: Operand, other: Operand) => apply([one, other], opcode);

export const isZero = (value: Operand): Code => apply([value], 0x45);
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
export const select = (condition: Operand, one: Operand, other: Operand): Code =>
  apply([one, other, condition], 0x1b);

export const isWordZero = (value: Operand): Code => apply([value], 0x50);
export const countZeros = (value: Operand): Code => apply([value], 0x7a);
export const subtractWords = makeBinary(0x7d);
export const multiplyWords = makeBinary(0x7e);
export const andWords = makeBinary(0x83);
export const orWords = makeBinary(0x84);
export const differenceOfWords = makeBinary(0x85);
export const shiftWordLeft = makeBinary(0x86);
export const shiftWordRight = makeBinary(0x88);
/** The lower half of a word. */
export const toNumber = (value: Operand): Code => apply([value], OPCODE.wrap);
export const toWord = (value: Operand): Code => apply([value], 0xad);

const makeLoad =
  (opcode: number) =>
  (at: Operand, area = 0): Code =>
    apply([at], opcode, 0, ...encodeUnsigned(area));

/** What stands at a place of an area of the memory. */
export const loadByte = makeLoad(OPCODE.loadByte);
export const load = makeLoad(OPCODE.load);
export const loadWord = makeLoad(OPCODE.loadWord);

const makeStore =
  (opcode: number) =>
  (at: Operand, value: Operand, area = 0): Code =>
    apply([at, value], opcode, 0, ...encodeUnsigned(area));

export const storeByte = makeStore(OPCODE.storeByte);
export const store = makeStore(OPCODE.store);
export const storeWord = makeStore(OPCODE.storeWord);

export function set(variable: Variable, value: Operand): Code {
  return (output) => {
    write(value, output);
    output.bytes.push(OPCODE.set, ...encodeUnsigned(output.placeOf(variable)));
  };
}

export function call(name: string, ...operands: readonly Operand[]): Code {
  return (output) => {
    for (const operand of operands) write(operand, output);
    output.bytes.push(OPCODE.call, ...encodeUnsigned(output.placeOfFunction(name)));
  };
}

/** Ends the function with a value. */
export const give = (value: Operand): Code => apply([value], OPCODE.return);

function enter(output: Output, opcode: number, block: string, body: readonly Code[]): void {
  output.bytes.push(opcode, OPCODE.nothing);
  output.blocks.push(block);
  for (const code of body) code(output);
}

function end(output: Output): void {
  output.blocks.pop();
  output.bytes.push(OPCODE.end);
}

export function when(condition: Operand, then: readonly Code[], otherwise: readonly Code[] = []): Code {
  return (output) => {
    write(condition, output);
    enter(output, OPCODE.if, "", then);
    if (otherwise.length > 0) output.bytes.push(OPCODE.else);
    for (const code of otherwise) code(output);
    end(output);
  };
}

/** Runs its body, and anew wherever that comes to `again`. */
export function loop(body: readonly Code[]): Code {
  return (output) => {
    enter(output, OPCODE.loop, "loop", body);
    end(output);
  };
}

/** Repeats its body until that gives a value. */
export function forever(body: readonly Code[]): Code {
  return (output) => {
    loop([...body, again])(output);
    // No code comes here, but the engine does not know.
    output.bytes.push(OPCODE.unreachable);
  };
}

/** Begins the innermost loop anew. */
export const again: Code = ({ bytes, blocks }) => {
  bytes.push(OPCODE.branch, ...encodeUnsigned(blocks.length - 1 - blocks.lastIndexOf("loop")));
};
