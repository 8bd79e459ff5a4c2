/** What stands as import blocks of Terraform, with stubs of resources. */
import { isMasked } from "../../aws/secrets/secret-texts.ts";
import type { JsonObject, JsonValue } from "../../base/values.ts";
import { groupByPlace } from "../homes.ts";
import { listMade } from "../made.ts";
import { readPath } from "../paths.ts";
import { nameThing, type StandingThing } from "../standing.ts";
import { type ImportRow, listImportRows } from "./rows.ts";
import { commentHcl, quoteHcl, writeArgumentLines, writeHcl } from "./write-hcl.ts";

/** The configuration, and what is not in it. */
export interface ImportBlocks {
  readonly text: string;
  /** How many things are imported, of how many types, and how many have a stub. */
  readonly imported: number;
  readonly types: number;
  readonly stubs: number;
  /** How many things have no row or lack a part of their id. */
  readonly unknown: number;
}

/** A thing with the members that rows read. */
interface Subject {
  readonly standing: StandingThing;
  readonly members: JsonObject;
}

function findNamed({ standing }: Subject, name: string): string | undefined {
  const { id, arn, url, chain, account, region } = standing;
  switch (name) {
    case "id":
      return id;
    case "arn":
      return arn;
    case "url":
      return url;
    case "name":
      return chain.at(-1);
    case "outer":
      return chain.at(-2);
    case "first":
      return chain[0];
    case "account":
      return account;
    case "region":
      return region;
    default:
      return undefined;
  }
}

/** `:live` of `live:tick`, and nothing of `:tick`. */
function readQualifier(name: string): string {
  const qualifier = name.slice(0, Math.max(name.lastIndexOf(":"), 0));
  return qualifier === "" ? "" : `:${qualifier}`;
}

/** What a member's path or name in a row stands for. */
function find(subject: Subject, path: string): JsonValue | undefined {
  const [name = "", otherwise] = path.split("|");
  const value = name.startsWith("$") ? findNamed(subject, name.slice(1)) : readPath(subject.members, name);
  if (otherwise === "/" && typeof value === "string") return value.split("/").at(-1);
  if (otherwise === ":" && typeof value === "string") return readQualifier(value);
  return value ?? otherwise;
}

function isTold(value: JsonValue | undefined): value is string | number | boolean {
  return (
    (typeof value === "string" && value !== "" && !isMasked(value)) ||
    typeof value === "number" ||
    typeof value === "boolean"
  );
}

/** The id by which the provider imports; undefined where a part of it is not known. */
function fillId(subject: Subject, id: string): string | undefined {
  let isWhole = true;
  const filled = id.replace(/\$\{([^}{]+)\}/g, (_, path: string) => {
    const value = find(subject, path);
    // What need not be there may be nothing.
    const isOptional = path.endsWith("|:") && value === "";
    if (!isOptional && !isTold(value)) isWhole = false;
    return String(value);
  });
  return isWhole ? filled : undefined;
}

function isMeant({ operations, when = {} }: ImportRow, { standing, members }: Subject): boolean {
  if (operations && !operations.includes(standing.operation)) return false;
  return Object.entries(when).every(([path, wanted]) => {
    const value = readPath(members, path);
    return wanted === "*" ? isTold(value) : value === wanted;
  });
}

/** A row with what it is about. */
interface Import {
  readonly row: ImportRow;
  readonly subject: Subject;
  readonly id: string;
}

/** How a thing is imported; undefined where its id is not known. */
function findImport(standing: StandingThing): Import | undefined {
  const subject: Subject = { standing, members: standing.members };
  const row = listImportRows(standing.service, standing.type).find((one) => isMeant(one, subject));
  const id = row && fillId(subject, row.id);
  return row && id !== undefined ? { row, subject, id } : undefined;
}

/** Names of resources, each once for a type. */
class Labels {
  readonly #given = new Set<string>();

  give(type: string, label: string): string {
    const words = (label.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("_").slice(0, 80);
    const wanted = /^[a-z]/.test(words) ? words : `r_${words}`;
    let name = wanted;
    for (let count = 2; this.#given.has(`${type}.${name}`); count++) name = `${wanted}_${count}`;
    this.#given.add(`${type}.${name}`);
    return name;
  }
}

type Argument = readonly [name: string, written: string];

function writeArguments({ row, subject }: Import): Argument[] | undefined {
  if (row.blocks) return undefined;
  return Object.entries(row.arguments ?? {}).flatMap(([name, path]): Argument[] => {
    const value = find(subject, path);
    const isHidden = typeof value === "string" && isMasked(value);
    const written = value === undefined || value === null ? undefined : writeHcl(isHidden ? "hidden" : value);
    return written === undefined ? [] : [[name, `${written}${isHidden ? " # the log hides it" : ""}`]];
  });
}

function writeImport(
  one: Import,
  label: string,
  provider: string | undefined,
): { lines: string[]; hasStub: boolean } {
  const { row, id } = one;
  const address = `${row.terraform}.${label}`;
  const from: Argument[] = provider === undefined ? [] : [["provider", provider]];
  const block = ["import {", ...writeArgumentLines([...from, ["to", address], ["id", quoteHcl(id)]]), "}"];
  const given = writeArguments(one);
  if (!given) return { lines: [...block, ""], hasStub: false };
  const stub = [
    `resource ${quoteHcl(row.terraform)} ${quoteHcl(label)} {`,
    ...writeArgumentLines([...from, ...given]),
    "  lifecycle {",
    "    ignore_changes = all",
    "  }",
    "}",
  ];
  return { lines: [...block, "", ...stub, ""], hasStub: true };
}

/** The provider of a place: with an alias where there are several. */
function writeProvider(account: string, region: string, alias: string | undefined): string[] {
  return [
    'provider "aws" {',
    ...writeArgumentLines([
      ...(alias === undefined ? [] : [["alias", quoteHcl(alias)] as const]),
      ["region", quoteHcl(region)],
      ["allowed_account_ids", `[${quoteHcl(account)}]`],
    ]),
    "}",
    "",
  ];
}

const HEAD = [
  "# What stood at the end of a CloudTrail log, for Terraform to import: written by cloudmock.",
  "# terraform plan -generate-config-out=generated.tf writes the resources that have no stub here.",
  "# A stub has what its type demands; take out its lifecycle block once you have written the rest.",
  "",
  "terraform {",
  '  required_version = ">= 1.5"',
  "  required_providers {",
  "    aws = {",
  '      source = "hashicorp/aws"',
  "    }",
  "  }",
  "}",
  "",
];

/** What stands, as import blocks. `homes`: by each account the region of what has none. */
export function writeBlocks(
  standing: readonly StandingThing[],
  homes: ReadonlyMap<string, string>,
): ImportBlocks {
  const made = listMade(
    standing,
    ({ service, type }) => listImportRows(service, type).find(({ joins }) => joins)?.joins,
  );
  const places = groupByPlace(made, homes, (one) => one);
  const labels = new Labels();
  const unknown: StandingThing[] = [];
  const types = new Set<string>();
  const lines: string[] = [...HEAD];
  let imported = 0;
  let stubs = 0;
  for (const { account, region, all: things } of places) {
    const alias = places.length === 1 ? undefined : `a${account}_${region.replaceAll("-", "_")}`;
    lines.push(...writeProvider(account, region, alias));
    for (const one of things) {
      const found = findImport(one);
      if (!found) {
        unknown.push(one);
        continue;
      }
      imported++;
      types.add(found.row.terraform);
      const label = labels.give(found.row.terraform, one.tags["Name"] || (one.chain.at(-1) ?? one.id ?? ""));
      const { lines: written, hasStub } = writeImport(found, label, alias && `aws.${alias}`);
      if (hasStub) stubs++;
      lines.push(...written);
    }
  }
  if (unknown.length > 0) {
    lines.push("# Not imported: no import id is known of the type, or a part of it is not.");
    lines.push(...unknown.map((one) => commentHcl(`  ${nameThing(one)}`)), "");
  }
  return { text: lines.join("\n"), imported, types: types.size, stubs, unknown: unknown.length };
}
