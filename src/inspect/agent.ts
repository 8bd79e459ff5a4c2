/** What a user agent begins with, so that agents of one program are counted together. */

/** In characters: where a comment does not end, or there are no blanks. */
const LONGEST = 200;
const PRODUCTS = 3;

/**
 * The first three products of a user agent, without comments in parentheses and the brackets that some services put around it:
 * `APN/1.0 HashiCorp/1.0 Terraform/1.5.0`, `Mozilla/5.0 AppleWebKit/537.36 Chrome/114.0`.
 */
export function shortenAgent(agent: string): string {
  let short = "";
  let products = 0;
  let at = agent.startsWith("[") ? 1 : 0;
  while (products < PRODUCTS && at < agent.length && at < LONGEST) {
    const space = agent.indexOf(" ", at);
    const end = space < 0 ? agent.length : space;
    if (agent[at] === "(") {
      const close = agent.indexOf(")", at);
      if (close < 0) break;
      at = close + 1;
    } else {
      if (end > at) {
        short += short === "" ? agent.slice(at, end) : ` ${agent.slice(at, end)}`;
        products++;
      }
      at = end;
    }
    while (agent[at] === " ") at++;
  }
  const isCut = short.endsWith("]") || short.endsWith(",");
  const told = isCut ? short.slice(0, -1) : short;
  return told === "" ? agent.slice(0, LONGEST) : told;
}
