/** Says something that happened, to who sees and to who hears. */
import { useEffect, useState } from "preact/hooks";

const SHOWN_MS = 3_000;
let tell: (text: string) => void = () => {};

/** Says it in the page's live region. */
export function announce(text: string): void {
  tell(text);
}

/** What was said last; "" after a while. */
export function useAnnounced(): string {
  const [text, setText] = useState("");
  useEffect(() => {
    tell = setText;
    return () => {
      tell = () => {};
    };
  }, []);
  useEffect(() => {
    if (text === "") return;
    const timer = setTimeout(() => setText(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text;
}
