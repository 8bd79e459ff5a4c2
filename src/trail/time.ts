/** Reads the forms in which logs and people write a moment. */

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 text, or undefined where it is none. A text without a zone is UTC: CloudTrail
 * knows no other, and Athena and CloudTrail Lake print timestamps bare (`2023-07-10 12:20:30.000`).
 */
export function parseMoment(text: string): number | undefined {
  // Records of one second follow each other, and each is asked for its time more than once.
  if (text !== last.text) last = { text, moment: readUsual(text) ?? readMoment(text) };
  return last.moment;
}

/** The day of the last text in the usual form: its digits as one number, and its first moment. */
let day = { digits: -1, start: 0 };

/** Two digits at a place; NaN, which no comparison is true of, where there are none. */
function readTwo(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const [DASH, LETTER_T, COLON, LETTER_Z] = [45, 84, 58, 90];

/** A moment as CloudTrail writes it, `2023-07-10T12:20:30Z`, in a tenth of the time; undefined of any other text. */
function readUsual(text: string): number | undefined {
  if (text.length !== 20 || text.charCodeAt(10) !== LETTER_T || text.charCodeAt(19) !== LETTER_Z)
    return undefined;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const [hour, minute, second] = [readTwo(text, 11), readTwo(text, 14), readTwo(text, 17)];
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  const digits =
    ((readTwo(text, 0) * 100 + readTwo(text, 2)) * 100 + readTwo(text, 5)) * 100 + readTwo(text, 8);
  if (digits !== day.digits) {
    const start = readMoment(text.slice(0, 10));
    if (start === undefined) return undefined;
    day = { digits, start };
  }
  return day.start + ((hour * 60 + minute) * 60 + second) * 1000;
}

let last: { readonly text: string; readonly moment: number | undefined } = { text: "", moment: undefined };

function readMoment(text: string): number | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] = match;
  // Date.UTC would take the years 0 to 99 for those of the twentieth century.
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  // A Date carries 31 February over into March; a leap second is the only 60 there is.
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  return date.getTime() + clock * 1000 + Math.trunc(Number(`0.${fraction}`) * 1000) - parseZone(zone);
}

function parseZone(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
