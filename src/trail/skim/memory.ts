/** Where what stands in the memory of the code that passes over records. */
import { NUMBERS } from "./members.ts";

/** What the code notes of the record that it passes: numbers of 32 bits. */
export const NOTES = {
  /** How many line breaks were passed between values. */
  lineBreaks: 0,
  /** 1 for false, 2 for true, 0 where it is not told. */
  readOnly: 4,
  /** Where the caller's identity begins and ends, and how many line breaks it has; 0 where there is none. */
  identityFrom: 8,
  identityTo: 12,
  identityBreaks: 16,
  /** 1 where it is the one that was kept. */
  isKept: 20,
  /** Where the name ends that was looked up. */
  nameEnd: 24,
  /** How many names are known. */
  names: 28,
  /** How long the identity is that is kept, and how many line breaks it has. */
  keptLength: 32,
  keptBreaks: 36,
  /** The second of the day, of a time as CloudTrail writes it; else -1. */
  second: 40,
  /** How many texts have numbers, where the bytes of the last one end, and 1 where there was no room for one more. */
  texts: 44,
  textsEnd: 48,
  isFull: 52,
  /** Where the text of a record begins and ends in what is put around it; 0 where there is none. */
  textFrom: 56,
  textTo: 60,
} as const;

/** The row of the record: places, and numbers of texts. */
export const PLACES_AREA = 64;
export const NUMBERS_AREA = PLACES_AREA + 4 * NUMBERS;

/** 1 for each byte that may follow a backslash alone, 2 for each digit of a hexadecimal number. */
export const BYTES_AREA = 512;

/** The names of members; each has so many bytes, with the closing quote, zeros behind it, and no more names are kept. */
export const NAMES_AREA = 1024;
/** Two to the power of this. */
export const NAME_SIZE_BITS = 6;
export const NAME_SIZE = 1 << NAME_SIZE_BITS;
export const MOST_NAMES = 256;

const BEHIND_NAMES = NAMES_AREA + MOST_NAMES * NAME_SIZE;
/** Of each name: its length with the closing quote, and the number of the member. */
export const LENGTHS_AREA = BEHIND_NAMES;
export const MEMBERS_AREA = BEHIND_NAMES + MOST_NAMES;
/** Which name came after each the last time, and which one before that: records have a few shapes. */
export const NEXT_AREA = BEHIND_NAMES + 2 * MOST_NAMES;
export const OTHER_AREA = BEHIND_NAMES + 3 * MOST_NAMES;

/** The names that tell of errors, as the names of members are kept, and their lengths. */
export const TELLING_AREA = BEHIND_NAMES + 4 * MOST_NAMES;
export const MOST_TELLING = 8;
export const TELLING_LENGTHS_AREA = TELLING_AREA + MOST_TELLING * NAME_SIZE;

/** The caller's identity that was met last. */
export const KEPT_AREA = 20 * 1024;
export const LONGEST_KEPT = 4096;

/** Texts by their hashes: their numbers. */
export const SLOTS_AREA = 32 * 1024;
export const SLOTS = 4096;
/** By their numbers: where the bytes of each begin, and how many there are. */
export const TEXTS_AREA = 48 * 1024;
export const MOST_TEXTS = 2048;
export const TEXT_BYTES_AREA = 64 * 1024;
export const TEXT_BYTES = 128 * 1024;
/** Longer texts are made anew each time. */
export const LONGEST_TEXT = 256;

/** The bytes of the window, with a zero behind them. */
export const WINDOW_AREA = TEXT_BYTES_AREA + TEXT_BYTES + 64;
/** Words are read up to so far behind the end. */
export const SLACK = 64;
