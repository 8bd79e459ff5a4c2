/** Inflates a file to its end and drops what comes out; prints the seconds of the processor that this takes. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const before = process.cpuUsage();
let bytes = 0;
for await (const piece of createReadStream(process.argv[2] ?? "", { highWaterMark: 1 << 20 }).pipe(
  createGunzip({ chunkSize: 1 << 20 }),
))
  bytes += (piece as Uint8Array).length;
const { user, system } = process.cpuUsage(before);
console.log(bytes === 0 ? 0 : (user + system) / 1e6);
