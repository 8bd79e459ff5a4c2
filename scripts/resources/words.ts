/** What the names of operations and members say. All knowledge of English words that the resource table rests on is here. */
import type { Deed, NameKind } from "../../src/aws/resources/types.ts";

/** `WebACLs` is web and acls. */
const WORD = /[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g;
const VERSION_SUFFIX = /(\d{4}_?\d{2}_?\d{2}(v\d+)?|V\d+)$/;

/** The words of a name, lower-case: `DBInstanceIdentifier` is db, instance, identifier. */
export function splitWords(name: string): string[] {
  return (name.match(WORD) ?? []).map((word) => word.toLowerCase());
}

/** A name without case and punctuation. */
export function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** A word without its plural ending. */
export function singular(word: string): string {
  if (/^(api|cpu|gpu|ui)s$/.test(word)) return word.slice(0, -1);
  if (
    /(s|ax|ex)es$/.test(word) &&
    /(address|class|process|access|index|alias|status|bus|analys|lens|harness)es$/.test(word)
  )
    return word.replace(/es$/, "").replace(/analys$/, "analysis");
  if (/(ias|ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.length > 2 && word.endsWith("s") ? word.slice(0, -1) : word;
}

const VERBS: Readonly<Record<Deed, readonly string[]>> = {
  create: [
    ..."Create Allocate Register Run Import Copy Restore Request Purchase Clone Publish Provision".split(" "),
    ..."Subscribe Initiate Open Launch Issue Generate Compose Build Establish".split(" "),
  ],
  put: ["Put", "Upsert", "Upload", "Apply", "Write", "Verify"],
  read: [
    ..."Get Describe Lookup Check Search Query Scan Select Test Validate Preview Estimate Evaluate".split(
      " ",
    ),
    ..."Simulate Detect Head Retrieve View Is Has Discover Classify Compare Download Decode Calculate".split(
      " ",
    ),
    ..."Recognize Translate Synthesize Infer Predict Resolve Receive Poll Read Peek Count Filter".split(" "),
  ],
  list: ["List"],
  update: [
    ..."Update Modify Set Change Configure Edit Rename Reset Replace Adjust Increase Decrease Alter".split(
      " ",
    ),
    ..."Override Customize Refresh Rotate Upgrade Move Transfer Promote".split(" "),
  ],
  delete: [
    ..."Delete Terminate Release Deregister Destroy Cancel Unsubscribe Abort Purge Discard Dispose Forget".split(
      " ",
    ),
    "Schedule",
  ],
  tag: ["Tag"],
  untag: ["Untag"],
  attach: [
    ..."Attach Associate Add Join Connect Assign Authorize Grant Accept Enroll Invite Link Share".split(" "),
  ],
  detach: [
    ..."Detach Disassociate Remove Disconnect Unassign Revoke Leave Unlink Unshare Disable Stop Withdraw".split(
      " ",
    ),
    ..."Unassociate Reject Unenroll Retire".split(" "),
  ],
  act: [],
};

const deedOf = new Map(
  Object.entries(VERBS).flatMap(([deed, verbs]) =>
    verbs.map((verb) => [verb.toLowerCase(), deed as Deed] as const),
  ),
);

const VERB_PREFIXES = new Set(["batch", "admin", "bulk"]);
const PREPOSITIONS = new Set(["for", "by", "of", "in", "from", "to", "with", "on", "into", "as", "using"]);
const TAGS = new Set(["tag", "tags", "tagging"]);

/** What an operation's name says: CreateDBInstanceReadReplica creates [db, instance, read, replica]. */
export interface NamedOperation {
  readonly verb: string;
  readonly deed: Deed;
  /** The words of its noun, the last one singular. */
  readonly noun: readonly string[];
  /** The words behind For, By, Of and the like. */
  readonly scope: readonly string[];
}

export function parseOperation(name: string): NamedOperation {
  const words = splitWords(name.replace(VERSION_SUFFIX, ""));
  const prefixed = VERB_PREFIXES.has(words[0] ?? "") && words.length > 1 ? 1 : 0;
  const verb = words[prefixed] ?? "";
  const rest = words.slice(prefixed + 1);
  // "To" and "On" begin no noun, but nouns can hold them at their very start: ForceFailoverTo…
  const at = rest.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word));
  const noun = (at < 0 ? rest : rest.slice(0, at)).map((word, index, all) =>
    index === all.length - 1 ? singular(word) : word,
  );
  const scope = at < 0 ? [] : rest.slice(at + 1).map(singular);
  const spoken = deedOf.get(verb) ?? "act";
  if (noun.at(-1) === "deletion" && noun.length > 1) {
    const deed = verb === "schedule" || verb === "request" || verb === "start" ? "delete" : "act";
    return { verb, deed, noun: noun.slice(0, -1), scope };
  }
  // Verbs that are a noun of their own.
  if (noun.length === 0 && verb.endsWith("subscribe"))
    return { verb, deed: spoken, noun: ["subscription"], scope };
  if (noun.length === 0 && spoken === "create") return { verb, deed: "act", noun, scope };
  // Tags alone: an LF-tag is a thing that is made and given to others.
  const isOfTags = (noun.length === 1 && TAGS.has(noun[0] ?? "")) || noun.at(-1) === "tagging";
  if (isOfTags && ["create", "put", "attach", "update"].includes(spoken))
    return { verb, deed: "tag", noun: [], scope };
  if (isOfTags && ["delete", "detach"].includes(spoken)) return { verb, deed: "untag", noun: [], scope };
  if (spoken === "tag" || spoken === "untag")
    return { verb, deed: spoken, noun: noun.filter((word) => word !== "resource"), scope };
  return { verb, deed: spoken, noun, scope };
}

/**
 * For an operation that ends something by another verb than Delete: the deletion of such things, and what it takes back where
 * that is no more than this, as Register is of Deregister.
 */
export function nameEnds(name: string): { readonly maker?: string; readonly deletion?: string } {
  const { deed, verb } = parseOperation(name);
  if (deed !== "delete" || verb === "delete") return {};
  const noun = name.slice(verb.length);
  return { maker: `Register${noun}`, deletion: `Delete${noun}` };
}

/** Nouns of what keeps a thing's state at one moment. */
const CAPTURES = /(snapshot|image|backup|deployment|change set|version|export|recovery point)$/;

/** Whether an operation keeps what a thing is at that moment. */
export function doesCapture({ deed, noun, verb }: NamedOperation): boolean {
  return (deed === "create" || verb === "publish" || verb === "export") && CAPTURES.test(noun.join(" "));
}

const KINDS: readonly (readonly [RegExp, NameKind])[] = [
  [/(identifier|uuid|id)$/, "id"],
  [/arn$/, "arn"],
  [/name$/, "name"],
  [/ur[li]$/, "url"],
];

/** What a member's name says: `DBInstanceIdentifiers` holds ids of a dbinstance; `Id` those of whatever has it (base ""). */
export interface NamedMember {
  readonly base: string;
  /** undefined where the name is the thing's own: `cluster`, `Bucket`. */
  readonly kind: NameKind | undefined;
}

export function parseMember(name: string): NamedMember {
  const words = splitWords(name);
  // UserGroupIdsToAdd
  const to = words.lastIndexOf("to");
  if (to > 0 && to === words.length - 2) words.splice(to);
  const last = words.length - 1;
  const folded = words.map((word, index) => (index === last ? singular(word) : word)).join("");
  const one = singular(folded.replace(/(list|set)$/, "")) || folded;
  // ARNs ends as "ar" + "ns" when split by case: LoadBalancerARNs.
  const text = one.replace(/arns$/, "arn").replace(/ids$/, "id");
  for (const [suffix, kind] of KINDS) {
    if (suffix.test(text)) return { base: text.replace(suffix, ""), kind };
  }
  return { base: text, kind: undefined };
}

/** Members that never say which thing, whatever they end in: texts for people, tokens, places, documents' kinds. */
const NEVER_NAMING = new RegExp(
  [
    "description|comment|token$|nextpage|marker|message|subject|caption|summary|password|secret(string|binary)",
    "callerreference|^(client|creator)?requestid$|clientrequest|idempoten|displayname|friendlyname",
    "(first|last|full|legal)name$|email(address)?body|content(type|md5|encoding|language|disposition)|useragent",
    "timezone|availabilityzone|xpath|regex|pattern$|expression|statistic|unit$|tagkeys?$|mimetype",
    "sshpublickey|privatekey|accesssecret|encodedkey|activationkey|namespaceuri",
  ].join("|"),
);

/** Members that mostly say something of a thing; where an operation cannot go without one, it may be which thing. */
const DESCRIBING =
  /regionname|hostname|devicename|metricname|attributename|dimensionname|fieldname|columnname|headername|zoneid$|engine(name)?$|filename|accountid$|ownerid$|awsaccount|principal(org)?id|externalid|contextkeyname|serialnumber/;

/** Whether a member says something of a thing and not which one. */
export function isDescribing(name: string, isNeeded = false): boolean {
  const folded = fold(name);
  return NEVER_NAMING.test(folded) || (!isNeeded && DESCRIBING.test(folded));
}

const LABEL = /(^t|T)ag(s|ged|ging|Set|List|Map|Specification|Key|$)/;

/** Whether a member or a structure of this name holds labels: what users write about things, and what names none. */
export function isLabel(name: string): boolean {
  return LABEL.test(name);
}

/** What a member that an operation cannot go without names something by, although nothing in it says of which kind. */
const NAMELESS = /(key|alias|number|address|identity|code|principal|endpoint|prefix)s?$/;

/** Whether a member that an operation cannot go without may name what it is about. */
export function mayName(name: string): boolean {
  return NAMELESS.test(fold(name));
}

/** The new name of a thing that is renamed: `NewGroupName`. The old one's member is what comes after New. */
export function findRenamed(name: string): string | undefined {
  return /^new(?=[A-Z])(.+)$/i.exec(name)?.[1];
}

/** A folded noun in kebab case, by the words that it was made of. */
export function toKebab(words: readonly string[]): string {
  return words.join("-");
}
