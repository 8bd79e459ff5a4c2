// Certificates that are imported say themselves what they are for: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

/** For shop.example and www.shop.example, signed by itself, on the curve P-384. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIB+jCCAYGgAwIBAgIECgsMDTAKBggqhkjOPQQDAjAmMQ0wCwYDVQQKDARTaG9w
MRUwEwYDVQQDDAxzaG9wLmV4YW1wbGUwIBcNMjYxMTMwMjAyMzAxWhgPMjEyNjEx
MDYyMDIzMDFaMCYxDTALBgNVBAoMBFNob3AxFTATBgNVBAMMDHNob3AuZXhhbXBs
ZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABJ60rJ9l8cTGduEZglWsvYhTa/Lc2O4X
vaLW53Eeh9pWELSTizYxjcCkQFD6v6H/u7gO0N3jz0/4XMAybV1SHWeyUjqgY67t
A2ohtsSVksDjI2ddjAVvMuIZEjFLvnZoVqN+MHwwHQYDVR0OBBYEFNNo/4rrIf0j
ndjx0bc4J/Atd3G4MB8GA1UdIwQYMBaAFNNo/4rrIf0jndjx0bc4J/Atd3G4MA8G
A1UdEwEB/wQFMAMBAf8wKQYDVR0RBCIwIIIMc2hvcC5leGFtcGxlghB3d3cuc2hv
cC5leGFtcGxlMAoGCCqGSM49BAMCA2cAMGQCMEy9rnFo/txoL6UqzV7y52X6RwiN
SqR5p4212PElaGW0KtI2eZsQFaPVN7gBFLuFiwIwO0ub404LAqvXmhp95txdU41n
8x+gRT3n42uyNJjyhWehBceJx00vfMFESMsQtqq6
-----END CERTIFICATE-----
`;

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a certificate that is imported", () => {
  test("tells its names, its serial number and how long it is valid", async () => {
    const call = makeCaller();
    const { CertificateArn } = await call("acm.ImportCertificate", {
      ...{ Certificate: bytes(PEM), PrivateKey: bytes("k"), CertificateChain: bytes(PEM) },
    });
    const { Certificate } = await call("acm.DescribeCertificate", { CertificateArn });
    expect(Certificate).toMatchObject({
      ...{ Type: "IMPORTED", Status: "ISSUED", DomainName: "shop.example", KeyAlgorithm: "EC_secp384r1" },
      ...{ SubjectAlternativeNames: ["shop.example", "www.shop.example"], Issuer: "Shop" },
      ...{ Subject: "O=Shop,CN=shop.example", Serial: "0a:0b:0c:0d" },
      ...{
        NotBefore: "2026-11-30T20:23:01.000Z",
        NotAfter: "2126-11-06T20:23:01.000Z",
        ImportedAt: "2026-03-31T23:33:20.000Z",
      },
    });
    expect(await call("acm.GetCertificate", { CertificateArn })).toEqual({
      ...{ Certificate: PEM, CertificateChain: PEM },
    });
    const { CertificateSummaryList: all } = await call("acm.ListCertificates", {
      Includes: { keyTypes: ["EC_secp384r1"] },
    });
    expect(all).toEqual([expect.objectContaining({ DomainName: "shop.example", Type: "IMPORTED" })]);
  });

  test("is imported all the same where it cannot be read", async () => {
    const call = makeCaller();
    const { CertificateArn } = await call("acm.ImportCertificate", {
      ...{ Certificate: bytes("placeholder"), PrivateKey: bytes("k") },
    });
    const { Certificate } = await call("acm.DescribeCertificate", { CertificateArn });
    expect(Certificate).toMatchObject({ Type: "IMPORTED" });
    expect(Certificate.DomainName).toBeUndefined();
  });
});
