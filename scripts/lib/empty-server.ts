/** A server that answers every request with 200 and `{}`, or JSON of as many bytes as its argument says; prints its port. */
const ITEM_BYTES = 100;
const bytes = Number(process.argv[2] ?? "0");
const items = Array.from({ length: Math.floor(bytes / ITEM_BYTES) }, () => ({
  text: "x".repeat(ITEM_BYTES - 12),
}));
const answer = items.length > 0 ? { items } : {};
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    await request.text();
    return new Response(JSON.stringify(answer));
  },
});
console.log(server.port);
