// A trail that would not fit is read as it comes; memory.long.ts sends one of 500 MB.
import { test } from "bun:test";
import { expectLittleMemory } from "./support/memory.ts";

const NO_PROC = process.platform !== "linux";

test.skipIf(NO_PROC)(
  `a trail of 100 MB takes less than 300 MB of memory${NO_PROC ? " (measured on Linux)" : ""}`,
  () => expectLittleMemory(100_000_000),
  300_000,
);
