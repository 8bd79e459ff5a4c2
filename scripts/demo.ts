/** Replays the trail of fixtures/demo into a moto server with the binary just built: `npm run demo`. */
import { join } from "node:path";
import { buildBinary } from "./build.ts";
import { root } from "./lib/python.ts";
import { startMoto } from "./lib/servers.ts";

const trail = join("fixtures", "demo", "trail.json");

console.error("Building dist/cloudmock");
const binary = await buildBinary();
console.error("Starting moto");
const moto = await startMoto();
const args = ["cloudtrail", "replay", "--input", trail, "--endpoint", moto.endpoint, "--fail-on-error"];
console.error(`$ dist/cloudmock ${args.join(" ")}`);
const replay = Bun.spawn([binary, ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
const exitCode = await replay.exited;
await moto.stop();
process.exit(exitCode);
