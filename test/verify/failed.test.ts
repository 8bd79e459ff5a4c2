/** What a verification says of calls that failed in the replay. */
import { describe, expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

describe("a rename that failed", () => {
  const make: Asking = ["CreateApplication", { applicationName: "old", computePlatform: "Server" }];
  const rename: Asking = ["UpdateApplication", { applicationName: "old", newApplicationName: "new" }];
  const judge = (name: string, failures: Readonly<Record<number, string>>) =>
    judgeCalls(
      "codedeploy",
      [make, rename],
      {
        GetApplication: (_, body) =>
          body.includes(`"${name}"`)
            ? JSON.stringify({ application: { applicationName: name, computePlatform: "Server" } })
            : undefined,
      },
      { failures },
    );

  test("leaves the thing under its old name", async () => {
    expect(await judge("old", { 1: "no" })).toEqual([
      "CreateApplication verified",
      "UpdateApplication missing: UpdateApplication failed in the replay: no",
    ]);
  });

  test("is no rename that succeeded", async () => {
    expect(await judge("new", {})).toEqual(["CreateApplication verified"]);
  });
});

describe("a change that failed", () => {
  const change: Asking = ["UpdateFunctionConfiguration", { FunctionName: "f", MemorySize: 256 }];
  const judge = (MemorySize: number | undefined) =>
    judgeCalls("lambda", [change], { GetFunctionConfiguration: { MemorySize } }, { failures: { 0: "no" } });

  test("leaves what is there different, and not missing", async () => {
    expect(await judge(128)).toEqual([
      "UpdateFunctionConfiguration different: MemorySize 256 is 128: UpdateFunctionConfiguration failed in the replay: no",
    ]);
    expect(await judge(undefined)).toEqual([
      "UpdateFunctionConfiguration missing: UpdateFunctionConfiguration failed in the replay: no",
    ]);
  });
});

describe("a change that failed, of which the read tells nothing", () => {
  const make: Asking = ["CreateProject", { name: "p", source: { type: "NO_SOURCE" } }];
  const change: Asking = ["UpdateProject", { name: "p", description: "d" }];
  const judge = (failures: Readonly<Record<number, string>>, asked: readonly Asking[] = [make, change]) =>
    judgeCalls(
      "codebuild",
      asked,
      { BatchGetProjects: { projects: [{ name: "p", source: { type: "NO_SOURCE" } }] } },
      { failures },
    );

  test("is not verified by what is read besides", async () => {
    expect(await judge({ 1: "no" })).toEqual([
      "CreateProject different: UpdateProject failed in the replay: no",
    ]);
    expect(await judge({ 0: "no" }, [change])).toEqual([
      "UpdateProject different: UpdateProject failed in the replay: no",
    ]);
  });

  test("is verified where it succeeded", async () => {
    expect(await judge({})).toEqual(["CreateProject verified"]);
  });
});
