/** Debian's Chromium below .cache/debian, for tests that drive the page and for its pictures; it is installed nowhere. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { makeDebianRoot } from "./debian.ts";

/** Chromium without a window, which needs a third of what a desktop's does, and one family of fonts. */
const PACKAGES = ["chromium-headless-shell", "fonts-dejavu-core"] as const;
/** Where Debian keeps libraries that only one program looks for. */
const LIBRARIES = ["", "pulseaudio"] as const;
const MACHINES: Readonly<Record<string, string>> = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** Whether the machine is one that the browser can be had for: Debian, or what has its packages. */
export const canHaveBrowser =
  process.platform === "linux" &&
  MACHINES[process.arch] !== undefined &&
  existsSync("/etc/debian_version") &&
  ["apt-get", "dpkg-deb"].every((program) => Bun.which(program) !== null);

/** Fetches the browser unless it is there. */
export function fetchBrowser(): string {
  return makeDebianRoot("browser", PACKAGES);
}

/** Starts the browser. The pages that it shows are ours, so that it needs no sandbox, which root cannot have. */
export async function startBrowser(): Promise<Browser> {
  // It is large, and who only fetches the browser has no use for it.
  const { chromium } = await import("playwright-core");
  const place = fetchBrowser();
  const libraries = join(place, "usr", "lib", MACHINES[process.arch] ?? "");
  return chromium.launch({
    executablePath: join(place, "usr", "lib", "chromium", "chromium-headless-shell"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: LIBRARIES.map((name) => join(libraries, name)).join(":"),
      HOME: process.env["TMPDIR"] ?? "/tmp",
    },
  });
}
