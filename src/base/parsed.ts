import type { Said } from "./message.ts";

/** What a parser makes of a text that a person wrote: a value, or a sentence that says what is wrong and what to write. */
export type Parsed<T> = { readonly value: T } | { readonly error: Said };
