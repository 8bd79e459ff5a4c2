/** Inputs that repeat something as often as they are told to. */
import { gzipSync } from "node:zlib";
import { makeTar, makeZip } from "../../trail/box-files.ts";
import { makeRecord } from "../../trail/records.ts";

type Grow = (times: number) => string | Uint8Array;

const text = JSON.stringify(makeRecord(1));
const withParameters = (parameters: string) =>
  text.replace('"requestParameters":{', `"requestParameters":{"x":${parameters},`);
const log = (...records: readonly string[]) => `{"Records":[${records.join(",")}]}`;
const count = (times: number, make: (at: number) => string, separator = ",") =>
  Array.from({ length: times }, (_, at) => make(at)).join(separator);
const quoted = (inner: string) => JSON.stringify(inner);

/** By what they repeat. */
export const GROWING_INPUTS: Readonly<Record<string, Grow>> = {
  "opening brackets": (times) => "[".repeat(times),
  "opening brackets, and closing ones": (times) => "[".repeat(times) + "]".repeat(times),
  "members in members": (times) => `${'{"a":'.repeat(times)}1${"}".repeat(times)}`,
  "lists in a record": (times) => log(withParameters("[".repeat(times) + "]".repeat(times))),
  "members in a record": (times) => log(withParameters(`${'{"a":'.repeat(times)}1${"}".repeat(times)}`)),
  "members beside each other": (times) => log(withParameters(`{${count(times, (at) => `"k${at}":1`)}}`)),
  "the same member": (times) => log(withParameters(`{${count(times, () => '"k":1')}}`)),
  "members beside the records": (times) => `{${count(times, (at) => `"k${at}":1`)},"Records":[${text}]}`,
  "items in a record": (times) => log(withParameters(`[${count(times, (at) => `{"a":${at}}`)}]`)),
  backslashes: (times) => log(withParameters(`"${"\\\\".repeat(times)}"`)),
  "an open text": (times) => `{"Records":[{"a":"${'\\"'.repeat(times)}`,
  digits: (times) => log(withParameters("9".repeat(times))),
  spaces: (times) => `${" ".repeat(times)}${log(text)}${" ".repeat(times)}`,
  "empty lines": (times) => `${"\n".repeat(times)}${text}`,
  "empty documents": (times) => `{}\n`.repeat(times) + text,
  "values that are none": (times) => `[${count(times, (at) => String(at))},${text}]`,
  "texts that hold what may be JSON": (times) => `[${count(times, () => quoted('{"eventName":'))},${text}]`,
  "braces in a text": (times) => `{"eventSource":"a","b":${quoted(`"eventName" ${"{".repeat(times)}`)}}`,
  "braces in a line of a log": (times) => `x "eventName": ${"{".repeat(times)}`,
  "braces and quotes in a line of a log": (times) => `x "eventName": ${'{"'.repeat(times)}`,
  "objects in a line of a log": (times) => `x "eventName": ${"{} ".repeat(times)}`,
  "lines before JSON": (times) => `${"2026-01-01T00:00:00Z x\n".repeat(times)}2026-01-01T00:00:00Z ${text}`,
  labels: (times) => `2026-01-01T00:00:00Z {${count(times, (at) => `a${at}="b"`)}} ${text}`,
  "columns of a table": (times) =>
    `${count(times, (at) => `c${at}`)}\n${count(times, () => '"x"')}\n${count(times, () => "y")}`,
  "quotes in a row": (times) => `a,b\n1,"${'""'.repeat(times)}"`,
  "quotes that do not close": (times) => `a,b\n1,${'"",'.repeat(times)}"`,
  "separators in a header": (times) => `a${",".repeat(times)}\n1`,
  "rows of a table": (times) =>
    `eventName,eventSource,requestParameters\n${count(times, () => 'CreateVpc,ec2.amazonaws.com,"{}"', "\n")}`,
  "Python's brackets": (times) => `{'eventName': ${"[".repeat(times)}${"]".repeat(times)}}`,
  "Python's dictionaries": (times) => `${"{'eventName': ".repeat(times)}1${"}".repeat(times)}`,
  "Python's texts beside each other": (times) =>
    `{'Events': [{'CloudTrailEvent': ${"'a'\n ".repeat(times)}}]}`,
  "Python's calls": (times) => `{'eventName': ${"datetime.datetime(".repeat(times)}`,
  "YAML's lists": (times) => `Records:\n${"- ".repeat(times)}a`,
  "YAML's items": (times) =>
    `Records:\n${"- eventName: CreateVpc\n  eventSource: ec2.amazonaws.com\n".repeat(times)}`,
  "YAML's flows": (times) => `Records: ${"[".repeat(times)}${"]".repeat(times)}`,
  "YAML's texts": (times) => `Records:\n- eventName: |\n${"    a\n".repeat(times)}`,
  "YAML's texts that do not close": (times) => `Records:\n- eventName: 'a\n${"    a ''\n".repeat(times)}`,
  "lines of a printed table": (times) => `${"-".repeat(40)}\n||${"a|".repeat(10)}\n`.repeat(times),
  "bars of a printed table": (times) => `${"-".repeat(40)}\n|${" a |".repeat(times)}\n`,
  "cells of printed text": (times) => `DATA\teventName\nDATA\teventSource\n${"DATA\tx\n".repeat(times)}`,
  "tabs of printed text": (times) =>
    `QUERYRESULTROWS\t${"x\t".repeat(times)}\nQUERYRESULTROWS\t${"x\t".repeat(times)}`,
  base64: (times) => `{"data":"eyJ${"hYmNk".repeat(times)}"}`,
  "structs as texts": (times) =>
    log(
      text.replace(
        '"requestParameters":{',
        `"requestParameters":"${"{a=".repeat(times)}${"}".repeat(times)}","y":{`,
      ),
    ),
  "structs without end": (times) =>
    log(text.replace('"requestParameters":{', `"requestParameters":"{a=${"[".repeat(times)}","y":{`)),
  "texts in texts": (times) => {
    let inner = text;
    for (let left = Math.log2(times); left > 1; left--) inner = quoted(inner);
    return `{"logEvents":[{"message":${inner}}]}`;
  },
  "members of gzip": (times) => Buffer.concat(Array.from({ length: times / 8 }, () => gzipSync("{}\n"))),
  "zeros behind a gzip": (times) => Buffer.concat([gzipSync(log(text)), Buffer.alloc(times)]),
  "files of a zip archive": (times) =>
    makeZip(Object.fromEntries(Array.from({ length: times / 8 }, (_, at) => [`${at}`, "{}"]))),
  "files of a tar archive": (times) =>
    makeTar(Object.fromEntries(Array.from({ length: times / 64 }, (_, at) => [`${at}`, "{}"]))),
  "UTF-16": (times) => Buffer.from(`\ufeff${log(withParameters(quoted("é".repeat(times))))}`, "utf16le"),
  "characters that are none": (times) =>
    Buffer.concat([Buffer.from('{"Records":[{"a":"'), Buffer.alloc(times, 0xff)]),
  records: (times) => log(...Array.from({ length: times / 16 }, (_, at) => JSON.stringify(makeRecord(at)))),
  "records of one event": (times) => log(...Array.from({ length: times / 16 }, () => text)),
};
