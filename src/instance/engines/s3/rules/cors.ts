/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
import type { Value } from "../../../../aws/values.ts";
import { readItems } from "../bucket.ts";
import { invalidRequest, malformedXml } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** What pages of other origins may do at all. */
export const METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "HEAD", "POST", "DELETE"]);
const MOST_RULES = 100;

/** The texts of a list. */
export function readTexts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).map(String) : [];
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/;

const hasTwo = (text: string) => text.indexOf("*") !== text.lastIndexOf("*");

/** Looks at the rules by which pages of other origins may ask. */
export const prepareCors: Prepare = ({ input }) => {
  const rules = readItems(input, "CORSConfiguration", "CORSRules");
  if (rules.length === 0) return malformedXml();
  if (rules.length > MOST_RULES)
    return invalidRequest(`The number of CORS rules should not exceed allowed limit of ${MOST_RULES} rules.`);
  for (const { AllowedMethods, AllowedOrigins, AllowedHeaders, ExposeHeaders } of rules) {
    const methods = readTexts(AllowedMethods);
    const origins = readTexts(AllowedOrigins);
    if (methods.length === 0 || origins.length === 0) return malformedXml();
    const unknown = methods.find((method) => !METHODS.has(method));
    if (unknown !== undefined)
      return invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
    for (const [name, texts] of [
      ["AllowedOrigin", origins],
      ["AllowedHeader", readTexts(AllowedHeaders)],
    ] as const) {
      const twice = texts.find(hasTwo);
      if (twice !== undefined)
        return invalidRequest(`${name} "${twice}" can not have more than one wildcard.`);
    }
    for (const [name, texts] of [
      ["AllowedHeader", readTexts(AllowedHeaders)],
      ["ExposeHeader", readTexts(ExposeHeaders)],
    ] as const) {
      const wrong = texts.find((text) => !HEADER.test(text));
      if (wrong !== undefined) return invalidRequest(`${name} "${wrong}" contains invalid character.`);
    }
  }
  return {};
};
