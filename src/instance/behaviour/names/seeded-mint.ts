/** Digits for what a replay makes up: the same each time that the same log is replayed. */

/** Digits that are another seed's never, and the same for this one each time. */
export function makeMint(seed: string): (length: number) => string {
  let count = 0;
  return (length) => {
    count++;
    return new Bun.CryptoHasher("sha512").update(`${seed} ${count}`).digest("hex").slice(0, length);
  };
}
