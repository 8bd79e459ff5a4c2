/** Texts in the languages that AWS's APIs have inside their members, and how they are changed by their signs and words. */
import { parseJson } from "../../../src/trail/parse-json.ts";
import type { Draw } from "../../support/make-value.ts";
import { drawCount, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { mutateValue } from "./mutate-value.ts";

/** By the members that hold them. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  KeyConditionExpression: ["pk = :a", "pk = :a AND sk BETWEEN :b AND :c", "#p = :a and begins_with(sk, :b)"],
  FilterExpression: [
    "attribute_exists(l[0]) AND NOT (size(m) > :b OR contains(l, :a))",
    "m.n IN (:a, :b) or attribute_type(l, :a)",
  ],
  ConditionExpression: ["attribute_not_exists(pk)", "#p = :a AND (sk < :b OR sk >= :c) AND l[1].x <> :a"],
  UpdateExpression: [
    "SET a = :a, l[1] = list_append(if_not_exists(l, :a), :b) REMOVE m.n, l[0] ADD q :b DELETE s :c",
    "SET sk = sk + :b",
    "REMOVE #p.n[3].x",
  ],
  ProjectionExpression: ["pk, l[0], m.n.#p"],
  Statement: [
    "SELECT * FROM \"orders\" WHERE pk = 'a' AND sk BETWEEN 1 AND 2",
    "INSERT INTO \"orders\" VALUE {'pk': 'a', 'sk': 1, 'l': [1, {'b': <<'x'>>}]}",
    'UPDATE "orders" SET l = list_append(l, [?]) REMOVE m.n WHERE pk = ? AND sk = 1 RETURNING ALL NEW *',
    "DELETE FROM \"orders\" WHERE pk = 'it''s' AND sk = -1.5e3",
    'SELECT pk, m.n FROM "orders"."by-sk" WHERE sk IN [1,2] AND begins_with("pk", \'a\') ORDER BY pk DESC',
  ],
  FilterPolicy: [
    '{"kind":["a",{"prefix":"b"},{"anything-but":["c"]},{"numeric":[">",0,"<=",5]},{"exists":false}]}',
    '{"$or":[{"a":[{"wildcard":"*x*y*"}]},{"b":{"c":[{"cidr":"10.0.0.0/8"}]}}],"d":[{"equals-ignore-case":"E"}]}',
  ],
  EventPattern: [
    '{"source":["a"],"detail":{"state":[{"anything-but":{"prefix":"x"}}],"n":[{"numeric":["=",1]}]}}',
    '{"detail":{"$or":[{"a":[{"exists":true}]},{"b":[{"suffix":".png"},{"wildcard":"a*b*c*d"}]}]}}',
  ],
  Event: [
    '{"source":"a","detail-type":"t","detail":{"state":"x","n":1},"id":"1","account":"1","time":"2026-04-01T00:00:00Z","region":"r","resources":[]}',
  ],
  PolicyDocument: [
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","iam:Get*"],"Resource":"arn:aws:s3:::files/*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}}]}',
  ],
  Policy: [
    '{"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Deny","Principal":{"AWS":["111111111111","*"]},"NotAction":"sqs:SendMessage","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8"]}}}}',
  ],
  RedrivePolicy: ['{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111111111111:jobs","maxReceiveCount":"3"}'],
  filterPattern: [
    '{ ($.a = 1 && $.b.c[0] != "x*") || $.d IS NULL || $.e NOT EXISTS }',
    "[ip, user, ..., status = 4*, size > 10]",
    '?ERROR ?"a b" -DEBUG %^a.*b$%',
  ],
  queryString: [
    'fields @timestamp, @message | filter @message like /a.*b/ and a >= 1 | parse @message "x=* y=*" as x, y | stats count(*) as n, pct(a, 99) by bin(5m), x | sort n desc | limit 20',
    "fields strcontains(@message, 'a') as b, ispresent(c), concat(a, '-', b) | dedup b | display b",
  ],
  Expression: [
    "SELECT s.id, COUNT(*) FROM S3Object s WHERE CAST(s.id AS INT) > 1 AND s.name LIKE '%n' LIMIT 3",
  ],
  ScheduleExpression: ["rate(5 minutes)", "cron(0/15 8-18 ? * MON-FRI 2026)", "at(2026-04-01T00:00:00)"],
  InputTemplate: ['{"a": <b>, "c": "<aws.events.rule-name>"}'],
  InputPath: ["$.detail.a[0]['b']"],
  TemplateBody: [
    '{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":{"Fn::Sub":"${B}-x"}}}}}',
  ],
  definition: ['{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}'],
  Tagging: ["a=b&c=d%20e"],
  CopySource: ["files/a/b.csv", "/files/a%2Fb.csv?versionId=null"],
  Range: ["bytes=0-4", "bytes=-3", "bytes=2-"],
};

/** Members that hold the language of another one. */
const ALIKE: Readonly<Record<string, string>> = {
  AssumeRolePolicyDocument: "PolicyDocument",
  ResourcePolicy: "Policy",
  policyDocument: "Policy",
  SelectExpression: "Expression",
  SchedulingExpression: "ScheduleExpression",
  pattern: "EventPattern",
  query: "queryString",
};

const SIGN = /\w+|\s+|"(?:[^"\\]|\\.)*"|'[^']*'|[^\w\s]/g;

const JOINS = [" AND ", " OR ", ", ", " ", ".", " = ", " + ", "|", "&&", "||", " IN (", " NOT "] as const;
const PAIRS = [
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ['{"a":', "}"],
  ["NOT ", ""],
  ["-", ""],
  ['"', '"'],
  ["'", "'"],
  ["size(", ")"],
  ["*", ""],
] as const;

type Change = (draw: Draw, signs: readonly string[]) => readonly string[];

const CHANGES: readonly Change[] = [
  (draw, signs) => signs.toSpliced(draw(signs.length), 1),
  (draw, signs) => signs.toSpliced(draw(signs.length), draw(1), drawText(draw)),
  (draw, signs) => signs.toSpliced(draw(signs.length), 0, pick(draw, signs.length > 0 ? signs : [""])),
  (draw, signs) => signs.slice(0, draw(signs.length)),
  // Again and again.
  (draw, signs) => {
    const text = signs.join("");
    const times = pick(draw, [2, 10, 100, 400]);
    return [
      Array.from({ length: Math.min(times, Math.ceil(40_000 / (text.length + 1))) }, () => text).join(
        pick(draw, JOINS),
      ),
    ];
  },
  // In brackets in brackets.
  (draw, signs) => {
    const at = draw(signs.length);
    const to = at + draw(Math.max(0, signs.length - at));
    const [before, after] = pick(draw, PAIRS);
    const times = pick(draw, [1, 3, 50, 1_000, 10_000]);
    return [
      ...signs.slice(0, at),
      before.repeat(times),
      ...signs.slice(at, to),
      after.repeat(draw(3) === 0 ? times - 1 : times),
      ...signs.slice(to),
    ];
  },
  (draw, signs) => signs.with(draw(Math.max(0, signs.length - 1)), pick(draw, JOINS)),
];

/** The language of a member's texts, if it has one. */
export function findLanguage(name: string): readonly string[] | undefined {
  const language = ALIKE[name] ?? name;
  return Object.hasOwn(TEXTS, language) ? TEXTS[language] : undefined;
}

/** A text of a language, mostly changed. */
export function drawSentence(draw: Draw, texts: readonly string[]): string {
  const text = pick(draw, texts);
  if (draw(4) === 0) return text;
  const parsed = draw(1) === 0 ? parseJson(text) : undefined;
  if (parsed !== undefined) return JSON.stringify(mutateValue(draw, parsed, drawCount(draw))) ?? "";
  let signs: readonly string[] = text.match(SIGN) ?? [text];
  for (let left = drawCount(draw); left > 0; left--) {
    const changed = pick(draw, CHANGES)(draw, signs.length > 0 ? signs : [""]);
    // What grew once is not made larger again.
    if (changed.join("").length < 65_536) signs = changed;
  }
  return signs.join("");
}
