/** Replaces texts: whatever a name, an id, an ARN, a URL, a document or a sentence holds, each piece by its form. */
import { AWS_SUFFIXES } from "../aws/model/partitions.ts";
import { type Arn, splitArn } from "../aws/resources/arns.ts";
import { isHidden } from "../dialect/hidden.ts";
import { Addresses, readAddress, readAddress6, writeAddress6 } from "./addresses.ts";
import { decodeGzip, decodePercent, decodeScript } from "./encoded.ts";
import type { Keyed } from "./keyed.ts";
import type { Places } from "./places.ts";
import { type Renewers, replacePieces } from "./scan.ts";
import {
  findArnTemplates,
  findForms,
  GENERAL_FORMS,
  ID_PREFIXES,
  isNameOfAws,
  type KeptForms,
  OTHER_DOMAINS,
  renewKey,
  SERVICES,
  type Template,
  type Templates,
} from "./tables.ts";
import { type WordRules, Words } from "./words.ts";

/** Where a text stands, as far as that says what it means. */
export interface TextPlace {
  readonly service: string;
  readonly member: string;
}

/** Replaces the JSON in a text; undefined where there is none. */
export type RenewDocument = (text: string, renewText: (text: string) => string) => string | undefined;

const NAMES: WordRules = { withNumbers: false };
const SENTENCES: WordRules = { withNumbers: true };
const LONGEST_KNOWN = 256;
const MOST_KNOWN = 20_000;
/** Nothing nests deeper but on purpose: a text in a text in a text. */
const DEEPEST = 8;

/** The labels of hosts that are neither a service nor a name. */
const HOST_WORDS = new Set([
  ..."dualstack fips vpce compute compute-1 compute-2 internal dkr website s3-website s3-accelerate accelerate global".split(
    " ",
  ),
  ..."cache-prod docker auth auth-fips clusters serverless data-ats credentials proxy cluster-ro cluster elb www com amazonaws".split(
    " ",
  ),
  ..."queue us-east delivery replication replicator ops ecs-tasks monitoring spot transitgateway".split(" "),
]);

/** Replaces texts under a key. */
export class Texts {
  readonly #keyed: Keyed;
  readonly #words: Words;
  readonly #addresses: Addresses;
  readonly #places: Places;
  readonly #renewDocument: RenewDocument;
  readonly #known = [new Map<string, string>(), new Map<string, string>()] as const;
  readonly #renewers: readonly [Renewers, Renewers];
  #depth = 0;

  constructor(keyed: Keyed, places: Places, renewDocument: RenewDocument) {
    this.#words = new Words(keyed);
    this.#addresses = new Addresses(keyed);
    this.#places = places;
    this.#keyed = keyed;
    this.#renewDocument = renewDocument;
    this.#renewers = [this.#makeRenewers(NAMES), this.#makeRenewers(SENTENCES)];
  }

  /** What stands for a text: its pieces replaced, but for AWS's own words. A label is a text that people write, which names nothing. */
  renew(text: string, place?: TextPlace, isLabel = false): string {
    if (place !== undefined) {
      const forms = findForms(place.service, place.member);
      const kept = forms && this.#keepForm(text, forms);
      if (kept !== undefined) return kept;
      if (forms?.words) return this.renewBut(text, forms.words);
    }
    if (text.length > LONGEST_KNOWN) return this.#renewWhole(text, isLabel);
    const known = this.#known[isLabel ? 1 : 0];
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = this.#renewWhole(text, isLabel);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, made);
    return made;
  }

  /** What stands for a text in which some words stay, as those of a language. */
  renewBut(text: string, words: ReadonlySet<string>): string {
    if (isHidden(text)) return text;
    const renewers = this.#renewers[0];
    const word = (piece: string) => (words.has(piece) ? piece : (renewers["word"]?.(piece) ?? ""));
    return text
      .split(/([A-Za-z]+(?:_[a-z]+)+)/)
      .map((part) => (words.has(part) ? part : replacePieces(part, { ...renewers, word })))
      .join("");
  }

  /** What stands for the digits of an account. */
  renewAccount(account: string): string {
    return this.#words.renewAccount(account);
  }

  /** Bytes in the place of others, as many. */
  renewBytes(bytes: Uint8Array): Uint8Array {
    const seed = Buffer.from(this.#keyed.draw("bytes", Buffer.from(bytes).toString("latin1"))).toString(
      "hex",
    );
    const made = new Uint8Array(bytes.length);
    for (let at = 0; at < bytes.length; at += 32)
      made.set(this.#keyed.draw(`bytes ${at}`, seed).subarray(0, bytes.length - at), at);
    return made;
  }

  #renewWhole(text: string, isLabel: boolean): string {
    if (isHidden(text)) return text;
    const kept = this.#keepForm(text, GENERAL_FORMS);
    if (kept !== undefined) return kept;
    // An action, an event: `lambda:InvokeFunction`.
    if (/^[a-z][a-z0-9-]*:[A-Z*]/.test(text) && renewKey(text, () => "") === text) return text;
    if (this.#depth < DEEPEST) {
      this.#depth++;
      try {
        const inner = (one: string) => this.renew(one, undefined, isLabel);
        const opened =
          this.#renewDocument(text, inner) ??
          decodePercent(text, inner) ??
          decodeScript(text, inner) ??
          decodeGzip(text, inner);
        if (opened !== undefined) return opened;
        // An ARN that is all there is may have spaces and commas in its names.
        if (text.startsWith("arn:") && text.indexOf("arn:", 1) < 0 && splitArn(text))
          return this.#renewArn(text);
      } finally {
        this.#depth--;
      }
    }
    // A number that stands alone in a tag may be anything; in a name it counts.
    const isProse = isLabel && /^[\d.,+-]+$/.test(text);
    return replacePieces(text, this.#renewers[isProse ? 1 : 0]);
  }

  /** The text where a row of the table says that it stays, or what of it stays. */
  #keepForm(text: string, { texts, templates }: KeptForms): string | undefined {
    if (text.length <= LONGEST_KNOWN && texts?.test(text)) return text;
    return this.#fillTemplates(text, templates);
  }

  #fillTemplates(text: string, templates: Templates): string | undefined {
    return this.#fill(text, templates.get(text.charAt(0))) ?? this.#fill(text, templates.get(""));
  }

  /** The text with its places replaced, by the first template that it is like: the surest one. */
  #fill(text: string, templates: readonly Template[] = []): string | undefined {
    for (const { literals, expression } of templates) {
      if (!text.startsWith(literals[0] ?? "") || !text.endsWith(literals.at(-1) ?? "")) continue;
      const found = expression.exec(text);
      if (!found) continue;
      return literals
        .map((literal, at) => literal + (at + 1 < literals.length ? this.renew(found[at + 1] ?? "") : ""))
        .join("");
    }
    return undefined;
  }

  #renewArn(text: string): string {
    const arn = splitArn(text);
    if (!arn || this.#depth > DEEPEST) return `arn${this.#renewWords(text.slice(3), NAMES)}`;
    this.#depth++;
    try {
      return this.#renewParts(arn);
    } finally {
      this.#depth--;
    }
  }

  #renewParts(arn: Arn): string {
    const { partition, service, region, account, resource } = arn;
    // What AWS itself owns is the same for everyone: its policies, layers, documents.
    const isOfAws = account === "aws" && isNameOfAws(resource.replace(/[/:]/g, "-"));
    const of = { service, member: "" };
    const isWord = service === "*" || service === "" || SERVICES.has(service);
    return [
      "arn",
      /^aws[a-z-]*$|^[$*]/.test(partition) ? partition : this.renew(partition),
      isWord ? service : this.renew(service),
      this.#renewPart(region),
      SERVICES.has(account) ? account : this.#renewPart(account),
      isOfAws ? resource : this.#renewResource(resource, of),
    ].join(":");
  }

  #renewPart(part: string): string {
    return part === "" || part === "aws" ? part : replacePieces(part, this.#renewers[0]);
  }

  #renewResource(resource: string, of: TextPlace): string {
    if (resource === "*" || resource === "") return resource;
    const forms = findForms(of.service, of.member);
    const kept = forms && this.#keepForm(resource, forms);
    return kept ?? this.#fillTemplates(resource, findArnTemplates(of.service)) ?? this.#renewInside(resource);
  }

  /** A text within another one, which is not asked whether it is an ARN again. */
  #renewInside(text: string): string {
    return this.#keepForm(text, GENERAL_FORMS) ?? replacePieces(text, this.#renewers[0]);
  }

  /** Of AWS's hosts, the domain, the service and the words between stay; the rest are names. */
  #renewHost(host: string, rules: WordRules): string {
    const labels = host.split(".");
    const lower = host.toLowerCase();
    const suffix = [...AWS_SUFFIXES, ...OTHER_DOMAINS].find((one) => lower.endsWith(`.${one}`));
    if (suffix === undefined) return labels.map((label) => this.#renewLabel(label, rules)).join(".");
    if (suffix === "in-addr.arpa") return this.#renewReverse(labels);
    const kept = suffix.split(".").length;
    const free = labels.slice(0, labels.length - kept);
    // A service's principal is all there is before the domain: what is a user's stands before a service.
    if (AWS_SUFFIXES.includes(suffix) && (free.length === 1 || SERVICES.has(free.join(".")))) return host;
    let sawService = false;
    const made = free.reverse().map((label) => {
      const place = this.#places.renew(label);
      if (place !== undefined) return place;
      if (HOST_WORDS.has(label)) return label;
      if (!sawService && SERVICES.has(label.replace(/^s3-.*/, "s3"))) {
        sawService = true;
        return label.startsWith("s3-") ? `s3-${this.#places.renew(label.slice(3)) ?? label.slice(3)}` : label;
      }
      return this.#renewLabel(label, rules);
    });
    return [...made.reverse(), ...labels.slice(-kept)].join(".");
  }

  #renewLabel(label: string, rules: WordRules): string {
    return replacePieces(label, this.#renewers[rules.withNumbers ? 1 : 0]);
  }

  /** `5.1.0.10.in-addr.arpa`, where a network has fewer numbers. */
  #renewReverse(labels: readonly string[]): string {
    const numbers = labels.slice(0, -2).map(Number);
    const bytes = [...numbers].reverse();
    if (numbers.length > 4 || !numbers.every((one) => one >= 0 && one <= 255))
      return [...labels.slice(0, -2).map((one) => this.renew(one)), ...labels.slice(-2)].join(".");
    const padded = [...bytes, 0, 0, 0, 0].slice(0, 4);
    const made = this.#addresses.renew(padded, bytes.length * 8);
    return [...made.slice(0, bytes.length).reverse(), ...labels.slice(-2)].join(".");
  }

  #renewAddress(text: string, rules: WordRules): string {
    const [address = "", length] = text.split("/");
    const isOld = !address.includes(":");
    const bytes = isOld ? readAddress(address) : readAddress6(address);
    if (bytes === undefined) return this.#renewWords(text, rules);
    const made = this.#addresses.renew(bytes, length === undefined ? undefined : Number(length));
    return `${isOld ? made.join(".") : writeAddress6(made)}${length === undefined ? "" : `/${length}`}`;
  }

  #renewWords(text: string, rules: WordRules): string {
    return text.replace(/[A-Za-z0-9\u0080-\u{10ffff}]+/gu, (word) => this.#words.renew(word, rules));
  }

  #makeRenewers(rules: WordRules): Renewers {
    const renewWords = (text: string) => this.#renewWords(text, rules);
    return {
      arn: (text) => this.#renewArn(text),
      variable: (text) => this.#renewVariable(text),
      marker: (text) => text,
      date: (text) => text,
      scheme: (text) => text,
      escape: (text) => text,
      type: (text) => (isNameOfAws(text.replaceAll(":", "-")) ? text : renewWords(text)),
      host: (text) => this.#renewHost(text, rules),
      mac: (text) => this.#words.renewMac(text),
      address6: (text) => this.#renewAddress(text, rules),
      address: (text) => this.#renewAddress(text, rules),
      dashed: (text) => {
        const [name = "", ...numbers] = text.split("-");
        return `${name}-${this.#renewAddress(numbers.join("."), rules).replaceAll(".", "-")}`;
      },
      uuid: (text) => this.#words.renewUuid(text),
      place: (text) => this.#places.renew(text) ?? renewWords(text),
      zone: (text) => this.#places.renew(text) ?? renewWords(text),
      id: (text) => {
        const prefix = ID_PREFIXES.find((one) => text.startsWith(`${one}-`)) ?? "";
        const id = text.slice(prefix.length + 1);
        return `${prefix}-${id.includes("-") ? this.#words.renewUuid(id) : this.#renewWords(id, SENTENCES)}`;
      },
      word: renewWords,
    };
  }

  /** `${AWS::Region}` and `${aws:username}` are AWS's; others are names. */
  #renewVariable(text: string): string {
    const inner = text.slice(2, -1);
    if (/^AWS::[A-Za-z]+$/.test(inner)) return text;
    return `\${${renewKey(inner, (one) => replacePieces(one, this.#renewers[0]))}}`;
  }
}
