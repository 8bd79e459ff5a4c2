// Versions of Systems Manager's parameters, and their labels.
import { expect, test } from "bun:test";
import { makeCaller } from "../../support/world.ts";

const Name = "/app/url";

async function makeVersions() {
  const call = makeCaller();
  for (const Value of ["one", "two", "three"])
    await call("ssm.PutParameter", { Name, Value, Type: "String", Overwrite: true });
  return call;
}

/** The number and the labels of each version. */
async function readHistory(call: ReturnType<typeof makeCaller>) {
  const { Parameters } = await call("ssm.GetParameterHistory", { Name });
  return Parameters.map((one: { Version: number; Value: string; Labels: string[] }) => [
    one.Version,
    one.Value,
    ...one.Labels,
  ]);
}

test("a parameter has a version for each time that it was put", async () => {
  const call = await makeVersions();
  expect(await readHistory(call)).toEqual([
    [1, "one"],
    [2, "two"],
    [3, "three"],
  ]);
  expect((await call("ssm.GetParameter", { Name })).Parameter).toMatchObject({ Value: "three", Version: 3 });
});

test("a label is one version's, until another one gets it", async () => {
  const call = await makeVersions();
  await call("ssm.LabelParameterVersion", { Name, ParameterVersion: 1, Labels: ["live", "old"] });
  await call("ssm.LabelParameterVersion", { Name, Labels: ["live"] });
  expect(await readHistory(call)).toEqual([
    [1, "one", "old"],
    [2, "two"],
    [3, "three", "live"],
  ]);
  await call("ssm.UnlabelParameterVersion", { Name, ParameterVersion: 1, Labels: ["old"] });
  expect((await readHistory(call))[0]).toEqual([1, "one"]);
});

test("a parameter that is made anew begins with its first version", async () => {
  const call = await makeVersions();
  await call("ssm.DeleteParameter", { Name });
  expect(await call("ssm.GetParameterHistory", { Name })).toBe("ParameterNotFound");
  await call("ssm.PutParameter", { Name, Value: "new", Type: "String" });
  expect(await readHistory(call)).toEqual([[1, "new"]]);
});
