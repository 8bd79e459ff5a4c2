/** Cuts texts to the room that a picture has for them, without a screen to measure them on. */

/** Widths of letters in parts of the font's size, as the widest of the usual system fonts has them: DejaVu Sans. */
const NARROW = /[ijlIftr.,:;'|!()[\]{} /\\-]/;
const WIDE = /[mwMWOQG@%]/;

function widthOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  // Scripts of full width begin here: Hangul, Chinese, Japanese, and pictures.
  if (code >= 0x1100) return 1.05;
  if (NARROW.test(letter)) return 0.37;
  if (WIDE.test(letter)) return 0.97;
  return letter >= "A" && letter <= "Z" ? 0.7 : 0.625;
}

/** About how wide a text is. */
export function measureText(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += widthOf(letter) * size;
  return width;
}

/** The text, its middle cut out where it is too wide: how names end tells as much as how they begin. */
export function fitText(text: string, width: number, size: number): string {
  // What is far too long is cut first, so that a name of a megabyte costs no more than another.
  const most = Math.ceil(width / (0.3 * size)) + 1;
  const letters = text.length > most * 4 ? [...text.slice(0, most), ...text.slice(-most)] : [...text];
  const isCut = letters.length < text.length && text.length > most * 4;
  const widths = letters.map((letter) => widthOf(letter) * size);
  const whole = widths.reduce((sum, letter) => sum + letter, 0);
  if (!isCut && whole <= width) return text;
  let room = width - size;
  let head = 0;
  let tail = letters.length;
  while (head < tail) {
    const fromHead = head <= letters.length - tail;
    const next = (fromHead ? widths[head] : widths[tail - 1]) ?? 0;
    if (room < next) break;
    room -= next;
    if (fromHead) head++;
    else tail--;
  }
  return `${letters.slice(0, head).join("")}…${letters.slice(tail).join("")}`;
}
