// Where live identifiers take the place of recorded ones, and where they must not.
import { expect, test } from "bun:test";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { rewriteText } from "../../src/identities/rewrite.ts";
import { startProcessorTime } from "../support/processor-time.ts";

function makeDictionary(pairs: Readonly<Record<string, string>>): Dictionary {
  const dictionary = new Dictionary();
  for (const [recorded, live] of Object.entries(pairs)) dictionary.set(recorded, live);
  return dictionary;
}

const ids = makeDictionary({
  "vpc-0a0a0a0a": "vpc-9f9f9f9f",
  "sg-1": "sg-one",
  "sg-12": "sg-twelve",
  "111122223333": "000000000000",
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-xehWok":
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-LIVE12",
  "https://sqs.eu-west-1.amazonaws.com/111122223333/q": "http://localhost:4566/000000000000/q",
});

const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
  ["a whole value", "vpc-0a0a0a0a", "vpc-9f9f9f9f"],
  [
    "inside an ARN",
    "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a0a0a0a",
    "arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-9f9f9f9f",
  ],
  [
    "a whole ARN with another account inside",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-xehWok",
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-LIVE12",
  ],
  [
    "the longest first",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-xehWok:password::",
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db-LIVE12:password::",
  ],
  ["a URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/q", "http://localhost:4566/000000000000/q"],
  ["a list with commas", "sg-1,sg-12", "sg-one,sg-twelve"],
  ["a list with commas and blanks", "sg-1, sg-12, sg-3", "sg-one, sg-twelve, sg-3"],
  [
    "a policy",
    '{"Resource": "arn:aws:sqs:eu-west-1:111122223333:q", "Condition": {"ArnEquals": {"aws:SourceVpc": "vpc-0a0a0a0a"}}}',
    '{"Resource": "arn:aws:sqs:eu-west-1:000000000000:q", "Condition": {"ArnEquals": {"aws:SourceVpc": "vpc-9f9f9f9f"}}}',
  ],
  [
    "prose stays",
    "the network vpc-0a0a0a0a of account 111122223333",
    "the network vpc-0a0a0a0a of account 111122223333",
  ],
  ["part of a word stays", "logs-111122223333-eu", "logs-111122223333-eu"],
  ["a longer id stays", "vpc-0a0a0a0a0a", "vpc-0a0a0a0a0a"],
  ["a longer id at its front stays", "xvpc-0a0a0a0a", "xvpc-0a0a0a0a"],
  ["an id that begins another", "sg-123", "sg-123"],
];

test.each(cases)("%s", (_, text, expected) => {
  expect(rewriteText(ids, text)).toBe(expected);
});

test("a later pair for the same text wins", () => {
  const dictionary = makeDictionary({ "i-1": "i-first" });
  dictionary.set("i-1", "i-second");
  expect(rewriteText(dictionary, "i-1")).toBe("i-second");
});

test("what was put in is not replaced again", () => {
  expect(rewriteText(makeDictionary({ "i-1": "i-2", "i-2": "i-3" }), "a/i-1/i-2")).toBe("a/i-2/i-3");
});

test("100,000 identifiers cost a lookup each", () => {
  const dictionary = new Dictionary();
  for (let number = 0; number < 100_000; number++)
    dictionary.set(`arn:aws:sqs:eu-west-1:1:q-${number}`, `live-${number}`);
  const tellTime = startProcessorTime();
  for (let number = 0; number < 10_000; number++)
    rewriteText(dictionary, `{"Resource":"arn:aws:sqs:eu-west-1:1:q-${number}"}`);
  expect(tellTime()).toBeLessThan(2_000);
});
