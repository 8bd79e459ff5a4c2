import { expect, test } from "bun:test";
import { runBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";

const moto = useMoto();

test("the demo's trail goes into moto without a failure", async () => {
  const args = ["--input", "fixtures/demo/trail.json", "--endpoint", moto.endpoint, "--fail-on-error"];
  const { exitCode, stdout, stderr } = await runBinary(["cloudtrail", "replay", ...args]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout.replace(/\d\S*s\n$/, "TIME\n")).toBe(
    [
      `Replaying 16 CloudTrail events against ${moto.endpoint}`,
      "",
      "CloudTrail Replay Results",
      "  Total events:  16",
      "  Replayed:      13",
      "  Skipped:       3",
      "  Succeeded:     13",
      "  Failed:        0",
      "  Duration:      TIME",
      "",
    ].join("\n"),
  );
}, 300_000);
