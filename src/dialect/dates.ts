/** Reads the ways in which CloudTrail writes a timestamp inside parameters. */

/** `Jul 10, 2023 12:24:29 PM` and `Aug 10, 2022, 10:38:27 PM`: Java's default formats, in UTC. */
const JAVA_DATE = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s?([AP]M)$/;
/** `Mon Jul 10 12:24:29 UTC 2023`: what Java's Date prints; its zone is the server's, which is UTC. */
const JAVA_PRINTED =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:UTC|GMT|Z) (\d{4})$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
/** Above this a number is taken for milliseconds: as seconds it would be after the year 5000. */
const LARGEST_SECONDS = 1e11;

function readEpoch(number: number): Date {
  return new Date(Math.abs(number) > LARGEST_SECONDS ? number : Math.round(number * 1e6) / 1e3);
}

function readJavaDate(text: string): Date | undefined {
  const [, month = "", day, year, hour, minute, second, half] = JAVA_DATE.exec(text) ?? [];
  const at = MONTHS.indexOf(month);
  if (at < 0) return undefined;
  const hours = (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  return new Date(Date.UTC(Number(year), at, Number(day), hours, Number(minute), Number(second)));
}

function readPrintedDate(text: string): Date | undefined {
  const [, month = "", day, hour, minute, second, year] = JAVA_PRINTED.exec(text) ?? [];
  const at = MONTHS.indexOf(month);
  if (at < 0) return undefined;
  return new Date(Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second)));
}

function readIsoDate(text: string): Date {
  const [date = "", time = "00:00:00"] = text.split(/[T ](?=\d{2}:)/);
  const [, clock = time, zone = ""] = /^(.*?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(time) ?? [];
  return new Date(`${date}T${clock}${zone === "" || zone === "UTC" ? "Z" : zone}`);
}

/**
 * The moment that a recorded value means: ISO 8601 (UTC where it names no zone), epoch seconds with or without a
 * fraction, epoch milliseconds, an HTTP date, or one of Java's formats. undefined for anything else.
 */
export function readDate(value: string | number): Date | undefined {
  const text = String(value).trim();
  const date = NUMBER.test(text)
    ? readEpoch(Number(text))
    : ISO_DATE.test(text)
      ? readIsoDate(text)
      : (readJavaDate(text) ??
        readPrintedDate(text) ??
        (/^[A-Z][a-z]{2}, \d/.test(text) ? new Date(text) : undefined));
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
