/** Writes 5 MiB through an Output and exits at once, as the program does; says on stderr what it saw. */
import { makeOutput } from "../../../src/cli/output.ts";

const output = makeOutput(process.stdout);
const chunks = Number(process.argv[2]);
const chunk = `${"x".repeat((5 * 1024 * 1024) / chunks - 1)}\n`;
let written = 0;
for (; written < chunks && (await output.write(chunk)); written++);
process.stderr.write(written === chunks ? "all" : "closed");
process.exit(0);
