// A trail of 500 MB is read as it comes.
import { test } from "bun:test";
import { expectLittleMemory } from "./support/memory.ts";

const NO_PROC = process.platform !== "linux";

test.skipIf(NO_PROC)(
  `a trail of 500 MB takes less than 300 MB of memory${NO_PROC ? " (measured on Linux)" : ""}`,
  () => expectLittleMemory(500_000_000),
  300_000,
);
