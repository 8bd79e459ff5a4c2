// Machines that are published as they are made, and made again as they are.
import { expect, test } from "bun:test";
import { makeCaller } from "../../support/world.ts";

const MACHINE = { name: "m", definition: "{}", roleArn: "arn:aws:iam::111122223333:role/r" };

test("a machine that is published as it is made or changed tells its version", async () => {
  const call = makeCaller();
  const made = await call("stepfunctions.CreateStateMachine", { ...MACHINE, publish: true });
  const { stateMachineArn } = made;
  expect(made.stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
  const changed = await call("stepfunctions.UpdateStateMachine", {
    ...{ stateMachineArn, definition: '{"Comment":"c"}', publish: true },
  });
  expect(changed.stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
  const described = { ...MACHINE, name: "n", versionDescription: "first" };
  expect(await call("stepfunctions.CreateStateMachine", described)).toBe("ValidationException");
});

test("what is made again just as it was is the same, and anything else of its name is refused", async () => {
  const call = makeCaller();
  const make = async (more = {}) => {
    const done = await call("stepfunctions.CreateStateMachine", { ...MACHINE, ...more });
    return typeof done === "string" ? done : (done.stateMachineArn as string);
  };
  expect(await make()).toBe(await make());
  expect(await make({ definition: '{"Comment":"c"}' })).toBe("StateMachineAlreadyExists");
  const thing = (more = {}) => call("iot.CreateThing", { thingName: "t", ...more });
  expect((await thing()).thingName).toBe("t");
  expect((await thing()).thingName).toBe("t");
  expect(await thing({ thingTypeName: "other" })).toBeString();
  const { things } = await call("iot.ListThings");
  expect(things).toHaveLength(1);
});
