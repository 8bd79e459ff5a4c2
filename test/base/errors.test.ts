// Faults: a message names its flags as data, and each surface writes them in its own way.
import { expect, test } from "bun:test";
import { EndpointError, InputError, OutputError, UsageError } from "../../src/base/errors.ts";
import { nameFlag, say } from "../../src/base/message.ts";

const inner = say`give ${nameFlag("id-map")} ${2} files, not "--speed"`;
const fault = new UsageError(say`${inner}; see ${nameFlag("ids")} and ${nameFlag("id-map")}`, "ids");

test("an error knows the flag that it is about, and those that it names, each once", () => {
  expect([fault.flag, fault.flags]).toEqual(["ids", ["ids", "id-map"]]);
  const bare = new InputError("the file --strict is damaged");
  expect([bare.flag, bare.flags]).toEqual([undefined, []]);
});

test("the command line writes flags with dashes, others as they like; a foreign text is left alone", () => {
  expect(fault.message).toBe('--ids: give --id-map 2 files, not "--speed"; see --ids and --id-map');
  expect(fault.render((flag) => `<${flag}>`)).toBe(
    '<ids>: give <id-map> 2 files, not "--speed"; see <ids> and <id-map>',
  );
});

test("the exit code says whose fault it is", () => {
  const faults = [UsageError, InputError, EndpointError, OutputError].map((type) => new type("x").exitCode);
  expect(faults).toEqual([2, 3, 4, 2]);
});
