// The alias of a function, which a read names behind the function's name or beside it.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

const ARN = "arn:aws:lambda:us-east-1";

test.each([
  [{ functionName: `${ARN}:111122223333:function:roll:live` }, ["live"]],
  [{ functionName: "111122223333:function:roll:live" }, ["live"]],
  [{ functionName: "function:roll" }, []],
  [{ functionName: "roll:live" }, ["live"]],
  [{ functionName: "roll", qualifier: "live" }, ["live"]],
  [{ functionName: "roll", qualifier: "7" }, []],
  [{ functionName: "roll", qualifier: "$LATEST" }, []],
  [{ functionName: "roll:12" }, []],
  [{ functionName: `${ARN}:444455556666:function:theirs:live` }, []],
])("%p", async (parameters, aliases) => {
  const { made } = await tell([makeRead("lambda", "GetFunction20150331v2", parameters)]);
  const found = made.filter(({ operation }) => operation === "CreateAlias").map(({ input }) => input["Name"]);
  expect(found).toEqual(aliases);
});

test("a read of a shadow tells of its thing", async () => {
  const { made } = await tell([makeRead("iotdata", "GetThingShadow", { thingName: "meter" })]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateThing"]);
});
