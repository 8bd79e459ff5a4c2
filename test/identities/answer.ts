/** The target's answer with this body. */
export function answer(body: string) {
  return { status: 200, headers: {}, body: new TextEncoder().encode(body) };
}
