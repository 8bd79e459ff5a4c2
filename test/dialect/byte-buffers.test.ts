// Bytes as Java's logs write them.
import { test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";
import { writeBuffer } from "./support.ts";

test("byte buffers: signed bytes, and room beyond the limit", async () => {
  await expectInput(
    "acm",
    "ImportCertificate",
    { certificate: writeBuffer([65, 66, -1]), certificateChain: writeBuffer([67, 0, 0], 1) },
    { Certificate: Buffer.from([65, 66, 255]).toString("base64"), CertificateChain: "Qw==" },
  );
  await expectInput(
    "acm",
    "ImportCertificate",
    { certificate: writeBuffer([65, 999]) },
    { Certificate: Buffer.from(JSON.stringify(writeBuffer([65, 999]))).toString("base64") },
  );
});

test("byte buffers whose bytes were taken out are no parameters", async () => {
  for (const bytes of [[], ["byte", "byte", "..."], [45, 45, "..."], [45, 45, 45]])
    await expectInput("acm", "ImportCertificate", { certificate: { hb: bytes, offset: 0, limit: 1674 } }, {});
});
