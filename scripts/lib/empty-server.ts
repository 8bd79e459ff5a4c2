/** A server that answers every request with 200 and `{}`; prints its port. */
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("{}") });
console.log(server.port);
