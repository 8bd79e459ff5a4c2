/** Code of WebAssembly comes to what the same steps come to in JavaScript. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { assemble, type WasmFunction } from "../../src/base/wasm/assemble.ts";
import {
  add,
  again,
  andWords,
  call,
  countZeros,
  differenceOfWords,
  equals,
  forever,
  give,
  isLess,
  isZero,
  load,
  loadByte,
  loadWord,
  loop,
  multiply,
  number,
  select,
  set,
  shiftLeft,
  shiftRight,
  shiftWordRight,
  store,
  storeByte,
  storeWord,
  subtract,
  toNumber,
  toWord,
  when,
  word,
} from "../../src/base/wasm/code.ts";
import { expectAlways } from "../support/expect-always.ts";

type Run = (...given: readonly number[]) => number;

/** The function of that name, and the memory's bytes. */
function make(functions: readonly WasmFunction[], name: string): readonly [run: Run, bytes: Uint8Array] {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(assemble(functions, 1, [name]));
  const { exports } = new WebAssembly.Instance(module, { own: { memory } });
  return [exports[name] as unknown as Run, new Uint8Array(memory.buffer)];
}

const one = number();
const other = number();
const sum = number();
const long = word();

test("numbers of any size are written", () => {
  // Many a module, since each has a memory of its own, which takes long to be had.
  const pair = fc.tuple(fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
  return expectAlways(
    fc.property(fc.array(pair, { minLength: 20, maxLength: 20 }), (pairs) => {
      const stores = pairs.flatMap(([small, large], at) => [
        storeWord(16 * at, large),
        store(16 * at + 8, small),
      ]);
      const [run, bytes] = make([{ name: "f", takes: [], has: [], body: [...stores, give(0)] }], "f");
      run();
      const view = new DataView(bytes.buffer);
      const read = (_: unknown, at: number) => [
        view.getInt32(16 * at + 8, true),
        view.getBigInt64(16 * at, true),
      ];
      expect(pairs.map(read)).toEqual(pairs);
    }),
    { share: 0.05 },
  );
});

test("a loop runs until it gives a value, and calls others", () => {
  const double: WasmFunction = { name: "double", takes: [one], has: [], body: [give(shiftLeft(one, 1))] };
  const total: WasmFunction = {
    name: "total",
    takes: [one],
    has: [sum],
    body: [
      forever([
        when(isZero(one), [give(sum)]),
        set(sum, add(sum, call("double", one))),
        set(one, subtract(one, 1)),
      ]),
    ],
  };
  expect(make([double, total], "total")[0](100)).toBe(10_100);
});

test("a loop within another begins anew by itself", () => {
  const body = [
    loop([
      set(other, 0),
      loop([set(sum, add(sum, 1)), set(other, add(other, 1)), when(isLess(other, 3), [again])]),
      set(one, subtract(one, 1)),
      when(equals(one, 0), [], [again]),
    ]),
    give(sum),
  ];
  expect(make([{ name: "f", takes: [one], has: [other, sum], body }], "f")[0](5)).toBe(15);
});

test("one of two values is chosen", () => {
  const body = [give(multiply(select(isLess(one, 8), subtract(8, one), 0), 3))];
  const [run] = make([{ name: "f", takes: [one], has: [], body }], "f");
  expect([run(5), run(8), run(-1)]).toEqual([9, 0, 0]);
});

test("the memory is read and written in bytes, numbers and words", () => {
  const body = [
    storeByte(0, 0x41, 100),
    store(1, 0x01020304, 100),
    set(long, andWords(loadWord(0, 100), shiftWordRight(-1n, toWord(24)))),
    storeWord(one, differenceOfWords(long, 1n)),
    give(
      add(shiftRight(toNumber(countZeros(shiftWordRight(long, 6n))), 0), add(loadByte(100), load(1, 100))),
    ),
  ];
  const [run, bytes] = make([{ name: "f", takes: [one], has: [long], body }], "f");
  expect(run(200)).toBe(0x41 + 0x01020304);
  expect([...bytes.subarray(200, 208)]).toEqual([0x40, 4, 3, 2, 1, 0, 0, 0]);
});

test("a variable of another function is refused", () => {
  const body = [give(other)];
  expect(() => assemble([{ name: "f", takes: [one], has: [], body }], 1, ["f"])).toThrow(RangeError);
  expect(() => assemble([{ name: "f", takes: [], has: [], body: [give(call("g"))] }], 1, ["f"])).toThrow(
    RangeError,
  );
});
