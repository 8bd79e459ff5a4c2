// Things of one name that revisions tell apart, and what stays when it is given up.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

describe("what is registered again under a name", () => {
  test("is another revision, which goes by its number, its ARN, or as the newest by the name alone", async () => {
    const call = makeCaller();
    const register = (image: string) =>
      call("ecs.RegisterTaskDefinition", {
        family: "web",
        containerDefinitions: [{ name: "app", image }],
      });
    const arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web";
    expect((await register("one")).taskDefinition).toMatchObject({
      taskDefinitionArn: `${arn}:1`,
      revision: 1,
    });
    expect((await register("two")).taskDefinition).toMatchObject({
      taskDefinitionArn: `${arn}:2`,
      revision: 2,
    });
    const read = async (taskDefinition: string) =>
      (await call("ecs.DescribeTaskDefinition", { taskDefinition })).taskDefinition;
    expect((await read("web")).containerDefinitions[0].image).toBe("two");
    expect((await read("web:1")).containerDefinitions[0].image).toBe("one");
    expect((await read(`${arn}:1`)).family).toBe("web");
    expect(await call("ecs.ListTaskDefinitionFamilies")).toEqual({ families: ["web"] });
  });

  test("has production's number", async () => {
    const call = makeCaller();
    const jobDefinitionArn = "arn:aws:batch:eu-west-1:111122223333:job-definition/etl";
    for (const revision of [46, 47])
      await call(
        "batch.RegisterJobDefinition",
        { jobDefinitionName: "etl", type: "container" },
        {
          told: {
            output: {
              jobDefinitionName: "etl",
              jobDefinitionArn: `${jobDefinitionArn}:${revision}`,
              revision,
            },
            at: 0,
          },
        },
      );
    const { jobDefinitions } = await call("batch.DescribeJobDefinitions", { jobDefinitionName: "etl" });
    expect(jobDefinitions.map((one: { revision: number }) => one.revision)).toEqual([46, 47]);
    expect((await call("batch.RegisterJobDefinition", { jobDefinitionName: "etl" })).revision).toBe(48);
  });

  test("stays when it is given up, and is not what the name means", async () => {
    const call = makeCaller();
    for (const _ of [1, 2])
      await call("ecs.RegisterTaskDefinition", { family: "web", containerDefinitions: [] });
    await call("ecs.DeregisterTaskDefinition", { taskDefinition: "web:2" });
    const read = async (taskDefinition: string) =>
      (await call("ecs.DescribeTaskDefinition", { taskDefinition })).taskDefinition;
    expect(await read("web:2")).toMatchObject({ status: "INACTIVE", revision: 2 });
    expect(await read("web")).toMatchObject({ status: "ACTIVE", revision: 1 });
    const list = async (input = {}) =>
      (await call("ecs.ListTaskDefinitions", input)).taskDefinitionArns.map((arn: string) => arn.slice(-5));
    expect(await list()).toEqual(["web:1"]);
    expect(await list({ status: "INACTIVE" })).toEqual(["web:2"]);
  });
});
