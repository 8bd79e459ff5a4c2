/** What a certificate says of itself: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
import { X509Certificate } from "node:crypto";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";

/** The words of ACM for keys, by their kind and size: https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
function tellKey({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === "rsa" && modulusLength !== undefined) return `RSA_${modulusLength}`;
  return publicKey.asymmetricKeyType === "ec" && namedCurve !== undefined ? `EC_${namedCurve}` : undefined;
}

/** The parts of a distinguished name, of which Node writes one a line. */
function listNameParts(name: string | undefined): string[] {
  return (name ?? "").split("\n").filter((part) => part !== "");
}

function findPart(parts: readonly string[], key: string): string | undefined {
  return parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
}

const DNS = "DNS:";

/** The text that a member of a call holds, whether as bytes or as it is. */
function readText(value: Value | undefined): string | undefined {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === "string" ? value : undefined;
}

/** The facts of the certificate that a value holds, as PEM; undefined where it holds none that can be read. */
export function readCertificate(value: Value | undefined): Structure | undefined {
  const text = readText(value);
  if (text === undefined) return undefined;
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch {
    return undefined;
  }
  const [subject, issuer] = [listNameParts(certificate.subject), listNameParts(certificate.issuer)];
  const names = (certificate.subjectAltName ?? "").split(", ").flatMap((name) => {
    return name.startsWith(DNS) ? [name.slice(DNS.length)] : [];
  });
  const domain = findPart(subject, "CN") ?? names[0];
  return Object.assign(makeStructure(), {
    text,
    domain,
    names: names.length > 0 ? names : [domain].flatMap((name) => name ?? []),
    serial: (certificate.serialNumber.toLowerCase().match(/../g) ?? []).join(":"),
    subject: subject.join(","),
    issuer: findPart(issuer, "O") ?? findPart(issuer, "CN"),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    key: tellKey(certificate),
  });
}
