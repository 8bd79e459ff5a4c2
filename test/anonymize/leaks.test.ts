// Nothing of a log is left in what it becomes: no text of six characters or more, but for AWS's own words.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { root } from "../../scripts/lib/python.ts";
import { makeAnonymizer } from "../../src/anonymize/anonymize.ts";
import { loadModel } from "../../src/aws/model/table.ts";
import type { CloudTrailRecord } from "../../src/trail/schema.ts";
import { drawServices } from "../support/draw-services.ts";
import { makeDraw } from "../support/make-value.ts";
import { KEYS } from "./support/make-texts.ts";
import { readLogs } from "./support/read-logs.ts";
import { listTexts, listTokens, loadWords } from "./support/tokens.ts";

const anonymizers = KEYS.map((key) => makeAnonymizer({ key, keep: new Set() }));

/** Tokens of a log, but for its codes of errors, that stand, under both keys, in what it becomes. What stays under one alone is an accident. */
async function listLeft(
  records: AsyncIterable<CloudTrailRecord> | Iterable<CloudTrailRecord>,
): Promise<string[]> {
  const before = new Set<string>();
  const after = [new Set<string>(), new Set<string>()] as const;
  const collect = (value: unknown, tokens: Set<string>) => {
    for (const text of listTexts(value)) for (const token of listTokens(text)) tokens.add(token);
  };
  for await (const { errorCode, ...record } of records) {
    collect(record, before);
    for (const [place, anonymize] of anonymizers.entries()) {
      const made = await anonymize(record as CloudTrailRecord);
      collect(made, after[place === 0 ? 0 : 1]);
    }
  }
  return [...before].filter((token) => after.every((tokens) => tokens.has(token))).sort();
}

/** RenewedWords of CloudTrail's own, of AWS's documents and hosts, which no model has. */
const OTHER_WORDS =
  /^(?:AwsApiCall|AwsServiceEvent|AwsConsoleSignIn|AwsConsoleAction|managementEvent|recipientAccountId|requestParameters|responseElements|sourceIPAddress|userIdentity|webIdFederationData|tlsDetails|tlsVersion|cipherSuite|clientProvidedHostHeader|additionalEventData|bytesTransferred(?:In|Out)|SignatureVersion|CipherSuite|AuthHeader|AuthenticationMethod|QueryString|sharedEventID|addendum|Internal|amazonaws|assumed|default|sensitiveDataRemoved|REASONS|SECURITY|[A-Za-z]+(?:Request|Response|Input|Set)|[A-Za-z]+\d{8}(?:v\d)?|\d{6,13}Z?|rtbassoc|subgrp|InvokeFunction|AWSServiceRoleFor\w+|\w+FullAccess|\w+ReadOnly\w*|\w+ExecutionRole)$/;

/** Logs outside of the project that this is to be tried on, too; several are parted by colons. */
const outside = process.env["CLOUDMOCK_ANONYMIZE"]?.split(":") ?? [];

test("of the logs of this project, nothing is left but AWS's words", async () => {
  const words = await loadWords();
  const fixtures = ["demo", "forms", "lake", "verify"].map((name) => `${root}/fixtures/${name}`);
  const left = await listLeft(readLogs([...fixtures, ...outside]));
  const isKnown = (token: string) => words.has(token.toLowerCase()) || OTHER_WORDS.test(token);
  expect(left.filter((token) => !isKnown(token))).toEqual([]);
}, 60_000);

/** Names that no word of AWS's is like. */
const name = fc.stringMatching(
  /^q[bcdfghjkmnpqrstvwxz]{6,12}(?:[-_]?[0-9]{0,3}q[bcdfghjkmnpqrstvwxz]{6,12}){0,2}$/,
);

/** What is written around a name: in texts of all kinds it is found, and becomes the same. */
const AROUND: readonly ((name: string) => string)[] = [
  (one) => one,
  (one) => `arn:aws:sqs:eu-west-1:418273659027:${one}`,
  (one) => `arn:aws:s3:::${one}/${one}/*`,
  (one) => `https://${one}.example.org/${one}?${one}=${one}`,
  (one) => `${one}@${one}.example.org`,
  (one) =>
    JSON.stringify({
      [one]: one,
      list: [{ Sid: one, Resource: [one] }],
      inner: JSON.stringify({ [one]: one }),
    }),
  (one) => Buffer.from(`#!/bin/sh\necho ${one} > /etc/${one}\n`).toString("base64"),
  (one) => encodeURIComponent(JSON.stringify({ Statement: [{ Sid: one }] })),
  (one) => `The ${one} of ${one}, which is (${one}).`,
  (one) => `${one}\u00fc\u6771${one}`,
  (one) => `s3://${one}/%20${one}`,
  (one) => `SELECT ${one} FROM "${one}" WHERE ${one} = '${one}'`,
  (one) => `\${${one}}-\${aws:PrincipalTag/${one}}`,
  (one) =>
    `Resources:\n  ${one}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub "${one}"\n`,
];

test("a name is left nowhere, wherever a record of whichever operation has it", async () => {
  const { services } = await drawServices(0.05);
  const models = await Promise.all(services.map((service) => loadModel(service)));
  const all = models.flatMap((model) => Object.values(model.operations));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all),
      name,
      fc.nat(),
      fc.dictionary(name, fc.jsonValue({ maxDepth: 3 })),
      async (operation, one, seed, others) => {
        const draw = makeDraw(seed);
        const put = () => (AROUND[draw(AROUND.length - 1)] ?? String)(one);
        const fill = (shape: typeof operation.input, depth: number): unknown => {
          if (!shape || depth > 4) return put();
          if (shape.type === "structure")
            return Object.fromEntries(
              Object.entries(shape.members ?? {}).flatMap(([member, inner]) =>
                draw(2) > 0
                  ? [[member.charAt(0).toLowerCase() + member.slice(1), fill(inner, depth + 1)]]
                  : [],
              ),
            );
          if (shape.type === "list") return [fill(shape.member, depth + 1)];
          if (shape.type === "map") return { [one]: fill(shape.value, depth + 1), [put()]: put() };
          return put();
        };
        const record = {
          eventID: "c1e7e0a2-77b8-4a1c-9f0d-0a1b2c3d4e5f",
          eventName: operation.name,
          eventSource: `${operation.model.metadata.endpointPrefix}.amazonaws.com`,
          eventTime: "2026-03-02T09:05:00Z",
          awsRegion: "eu-west-1",
          userIdentity: { type: "IAMUser", userName: one, arn: put(), principalId: put(), [one]: put() },
          userAgent: put(),
          errorMessage: put(),
          requestParameters: { ...(fill(operation.input, 0) as object), [one]: put(), others },
          responseElements: { ...(fill(operation.output, 0) as object), [one]: { [one]: [put()] } },
          additionalEventData: { [one]: put() },
          resources: [{ ARN: put(), accountId: "418273659027", type: put() }],
          [one]: put(),
        } as unknown as CloudTrailRecord;
        const parts = [one, ...listTokens(one)].map((part) => part.toLowerCase());
        for (const anonymize of anonymizers) {
          const made = await anonymize(record);
          const text = [...listTexts(made)]
            .flatMap((each) => [each, Buffer.from(each, "base64").toString("latin1"), decodeLoosely(each)])
            .join("\n")
            .toLowerCase();
          for (const part of parts) expect(text).not.toContain(part);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
