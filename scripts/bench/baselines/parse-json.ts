/** Parses a whole file of JSON at once, and prints the seconds of the processor that this takes, without reading the file. */
const text = await Bun.file(process.argv[2] ?? "").text();
const before = process.cpuUsage();
const value: unknown = JSON.parse(text);
const { user, system } = process.cpuUsage(before);
// Keeps the value until it is measured.
console.log(value === undefined ? 0 : (user + system) / 1e6);
