/** Replaces texts: whatever a name, an id, an ARN, a URL, a document or a sentence holds, each piece by its form. */
import { type Arn, splitArn } from "../aws/resources/arns.ts";
import { Known } from "../base/known.ts";
import { isHidden } from "../dialect/hidden.ts";
import { Addresses, readAddress, readAddress6, writeAddress6 } from "./addresses.ts";
import { decodeGzip, decodePercent, decodeScript } from "./encoded.ts";
import { Hosts } from "./hosts.ts";
import type { Keyed } from "./keyed.ts";
import type { Places } from "./places.ts";
import { type Renewers, replacePieces } from "./scan.ts";
import {
  findArnForms,
  findArnTemplates,
  findForms,
  GENERAL_FORMS,
  ID_PREFIXES,
  isNameOfAws,
  type KeptForms,
  renewKey,
  SERVICES,
  type Template,
  type Templates,
} from "./tables.ts";
import { RenewedWords, type WordRules } from "./words.ts";

/** Where a text stands, as far as that says what it means. */
export interface RenewedPlace {
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

/** What a step of a state machine calls, in an ARN without an account: `lambda:invoke`, `aws-sdk:s3:putObject`. */
function isCall(resource: string): boolean {
  const [, service = "", first = "", rest = ""] =
    /^(?:aws-sdk:)?([a-z0-9]{2,40}):([a-z])([A-Za-z]{2,60})(?:\.(?:sync(?::2)?|waitForTaskToken))?$/.exec(
      resource,
    ) ?? [];
  return SERVICES.has(service) && isNameOfAws(first.toUpperCase() + rest);
}

/** Replaces texts under a key. */
export class RenewedTexts {
  readonly #keyed: Keyed;
  readonly #words: RenewedWords;
  readonly #addresses: Addresses;
  readonly #hosts: Hosts;
  readonly #places: Places;
  readonly #renewDocument: RenewDocument;
  readonly #known = [new Known<string>(MOST_KNOWN), new Known<string>(MOST_KNOWN)] as const;
  readonly #statements = new WeakMap<ReadonlySet<string>, Renewers>();
  readonly #renewers: readonly [Renewers, Renewers];
  #depth = 0;

  constructor(keyed: Keyed, places: Places, renewDocument: RenewDocument) {
    this.#words = new RenewedWords(keyed);
    this.#addresses = new Addresses(keyed);
    this.#places = places;
    this.#hosts = new Hosts(places, this.#addresses);
    this.#keyed = keyed;
    this.#renewDocument = renewDocument;
    this.#renewers = [this.#makeRenewers(NAMES), this.#makeRenewers(SENTENCES)];
  }

  /** What stands for a text: its pieces replaced, but for AWS's own words. A label is a text that people write, which names nothing. */
  renew(text: string, place?: RenewedPlace, isLabel = false): string {
    if (place !== undefined) {
      const forms = findForms(place.service, place.member);
      const kept = forms && this.#keepForm(text, forms);
      if (kept !== undefined) return kept;
      if (forms?.words) return this.renewBut(text, forms.words);
    }
    if (text.length > LONGEST_KNOWN) return this.#renewWhole(text, isLabel);
    return this.#known[isLabel ? 1 : 0].take(text, (one) => this.#renewWhole(one, isLabel));
  }

  /** What stands for a text in which some words stay, as those of a language. */
  renewBut(text: string, words: ReadonlySet<string>): string {
    if (isHidden(text)) return text;
    const renewers = this.#statements.getOrInsertComputed(words, () => {
      const { word } = this.#renewers[0];
      return { ...this.#renewers[0], word: (piece) => (words.has(piece) ? piece : word(piece)) };
    });
    return text
      .split(/((?<![A-Za-z])[A-Za-z]+(?:_[a-z]+)+)/)
      .map((part) => (words.has(part) ? part : replacePieces(part, renewers)))
      .join("");
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
    if (/^[a-z][a-z0-9-]*:[A-Z]/.test(text) && renewKey(text, () => "") === text) return text;
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
    const isOfAws =
      (account === "aws" && isNameOfAws(resource.replace(/[/:]/g, "-"))) ||
      (account === "" && isCall(resource));
    const isWord = service === "*" || service === "" || SERVICES.has(service);
    return [
      "arn",
      /^aws[a-z-]*$|^[$*]/.test(partition) ? partition : this.renew(partition),
      isWord ? service : this.renew(service),
      this.#renewPart(region),
      SERVICES.has(account) ? account : this.#renewPart(account),
      isOfAws ? resource : this.#renewResource(resource, service),
    ].join(":");
  }

  #renewPart(part: string): string {
    return part === "" || part === "aws" ? part : replacePieces(part, this.#renewers[0]);
  }

  #renewResource(resource: string, service: string): string {
    if (resource === "*" || resource === "") return resource;
    const forms = findArnForms(service);
    const kept = (forms && this.#keepForm(resource, forms)) ?? this.#keepForm(resource, GENERAL_FORMS);
    return (
      kept ??
      this.#fillTemplates(resource, findArnTemplates(service)) ??
      replacePieces(resource, this.#renewers[0])
    );
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
    return text.replace(/[A-Za-z0-9\u0080-\uffff]+/g, (word) =>
      GENERAL_FORMS.words?.has(word) ? word : this.#words.renew(word, rules),
    );
  }

  #makeRenewers(rules: WordRules): Renewers {
    const renewWords = (text: string) => this.#renewWords(text, rules);
    const renewLabel = (label: string) => replacePieces(label, this.#renewers[rules.withNumbers ? 1 : 0]);
    return {
      arn: (text) => this.#renewArn(text),
      variable: (text) => this.#renewVariable(text),
      marker: (text) => text,
      date: (text) => text,
      scheme: (text) => text,
      escape: (text) => text,
      type: (text) => (isNameOfAws(text.replaceAll(":", "-")) ? text : renewWords(text)),
      reversed: (text) => this.#hosts.renewReversed(text, renewLabel),
      host: (text) => this.#hosts.renew(text, renewLabel),
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
