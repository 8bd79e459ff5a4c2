/**
 * Puts the target's accounts and regions in the place of recorded ones, in one text: where they stand for themselves
 * and in ARNs, URLs, host names, endpoint service names and documents; never as a part of a name.
 */
import { AWS_SUFFIXES, findPartition } from "../aws/model/partitions.ts";

export interface PlaceTexts {
  /** Recorded account to the target's. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Recorded region to the target's. */
  readonly regions: ReadonlyMap<string, string>;
}

export interface PlaceRewriter {
  /** Whether there is anything to rewrite at all. */
  readonly isIdle: boolean;
  /** A text with its places rewritten. Of prose, only its ARNs, URLs and AWS host names are read. */
  rewriteText(text: string): string;
  /** The target's region, availability zone or zone id where `text` is one of those rewritten; undefined otherwise. */
  findZone(text: string): string | undefined;
}

const DOCUMENT = /^\s*[[{]/;
const LIST = /^[^\s,:/]+(?:\s*,\s*[^\s,:/]+)+$/;
/** Host names that AWS gives out: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const AWS_SUFFIX = `(?:${alternatives([
  ...AWS_SUFFIXES,
  "on.aws",
  "aws.amazon.com",
  "signin.aws",
  "compute.internal",
  "elasticbeanstalk.com",
  "awsapprunner.com",
  "amazoncognito.com",
])})(?![A-Za-z0-9-])`;
/** A word of prose in which places are looked for: an ARN, a URL, a host or a service's name in reverse. */
const PLACE_WORD = new RegExp(`arn:aws|://|amazonaws|${AWS_SUFFIX}`);

/** What an availability zone's id begins with: use1 of us-east-1, apse2 of ap-southeast-2 (as in use1-az4). */
function zoneIdPrefix(region: string): string {
  const parts = region.split("-");
  const short = parts
    .slice(1, -1)
    .map((word) => word.replace(/^gov$|^iso|north|south|east|west|central/g, (found) => found[0] ?? ""));
  return [parts[0], ...short, parts.at(-1)].join("");
}

function alternatives(texts: Iterable<string>): string {
  // The longest first, since an alternation takes the first that fits.
  return [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => RegExp.escape(text))
    .join("|");
}

type Rewrite = (text: string) => string;

function makeAccountRewrite(accounts: ReadonlyMap<string, string>): Rewrite {
  if (accounts.size === 0) return (text) => text;
  // A dot before an account is a name's; one after it only where an AWS host name follows (111122223333.dkr.ecr.…).
  const pattern = new RegExp(
    `(?<![\\w.+-])(?:${alternatives(accounts.keys())})(?![\\w@-])(?!\\.(?!(?:[a-z0-9-]{1,63}\\.){0,8}${AWS_SUFFIX}))`,
    "g",
  );
  return (text) => text.replace(pattern, (account) => accounts.get(account) ?? account);
}

function makeRegionRewrites(regions: ReadonlyMap<string, string>): { inToken: Rewrite; inDocument: Rewrite } {
  if (regions.size === 0) return { inToken: (text) => text, inDocument: (text) => text };
  const any = alternatives(regions.keys());
  const toLive = (region: string) => regions.get(region) ?? region;
  const partitions = new Map(
    [...regions].map(([from, to]) => [findPartition(from).name, findPartition(to).name] as const),
  );
  const patterns = [
    // A host: sqs.eu-west-1.amazonaws.com, b.s3.eu-west-1.amazonaws.com, eu-west-1.elb.amazonaws.com.
    new RegExp(`(?<![A-Za-z0-9-])(?:${any})(?=(?:\\.(?!s3\\b)[a-z0-9-]+)?\\.${AWS_SUFFIX})`, "g"),
    // S3's older hosts: s3-eu-west-1.amazonaws.com, s3-website-eu-west-1.amazonaws.com.
    new RegExp(`(?<=(?<![A-Za-z0-9-])s3(?:-[a-z]+)?-)(?:${any})(?=\\.amazonaws\\.com)`, "g"),
    // A service's name in reverse: com.amazonaws.eu-west-1.s3.
    new RegExp(
      `(?<=(?<![\\w-])(?:com\\.amazonaws(?:\\.vpce)?|aws\\.api|aws\\.sagemaker)\\.)(?:${any})(?![\\w-])`,
      "g",
    ),
    // A URL's query: ?region=eu-west-1.
    new RegExp(`(?<=[?&#]region=)(?:${any})(?![\\w-])`, "g"),
  ];
  const quoted = new RegExp(`(?<=["'])(${any})([a-z]?)(?=\\\\*["'])`, "g");
  const rewriteArns: Rewrite = (text) =>
    text.replace(/\barn:(aws[a-z-]*):([\w-]*):([a-z0-9-]*):/g, (arn, partition, service, region) => {
      const isMoved = region === "" || regions.has(region);
      if (!isMoved) return arn;
      return `arn:${partitions.get(partition) ?? partition}:${service}:${toLive(region)}:`;
    });
  const inToken: Rewrite = (text) =>
    patterns.reduce((at, pattern) => at.replace(pattern, toLive), rewriteArns(text));
  return {
    inToken,
    inDocument: (text) => inToken(text).replace(quoted, (_, region, zone) => toLive(region) + zone),
  };
}

/** Makes the rewriter of these accounts and regions; every place of a text is rewritten at most once. */
export function makePlaceRewriter({ accounts, regions }: PlaceTexts): PlaceRewriter {
  const rewriteAccounts = makeAccountRewrite(accounts);
  const { inToken, inDocument } = makeRegionRewrites(regions);
  const zoneIds = new Map([...regions].map(([from, to]) => [zoneIdPrefix(from), zoneIdPrefix(to)]));

  const findZone = (text: string) => {
    const whole = regions.get(text);
    if (whole !== undefined) return whole;
    const region = regions.get(text.slice(0, -1));
    if (region !== undefined && /[a-z]$/.test(text)) return region + text.slice(-1);
    const [, prefix = "", rest = ""] = /^([a-z]+\d+)(-az\d+)$/.exec(text) ?? [];
    const zoneId = zoneIds.get(prefix);
    return zoneId === undefined ? undefined : zoneId + rest;
  };
  const rewriteToken = (token: string) => findZone(token) ?? rewriteAccounts(inToken(token));

  return {
    isIdle: accounts.size === 0 && regions.size === 0,
    findZone,
    rewriteText(text) {
      if (DOCUMENT.test(text)) return rewriteAccounts(inDocument(text));
      if (LIST.test(text)) return text.replace(/[^\s,]+/g, rewriteToken);
      if (!/\s/.test(text)) return rewriteToken(text);
      return text.replace(/\S+/g, (word) => (PLACE_WORD.test(word) ? rewriteAccounts(inToken(word)) : word));
    },
  };
}
