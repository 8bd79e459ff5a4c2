// What scripts/install.sh says of itself.
import { expect, test } from "bun:test";
import manifest from "../../package.json";
import { script } from "./support/install-room.ts";

test("the script has the base address of package.json", () => {
  expect(script).toContain(`\nreleases=${manifest.config.releases}\n`);
  expect(script).toContain(`curl -fsSL ${manifest.config.releases}/latest/download/install.sh | sh\n`);
});
